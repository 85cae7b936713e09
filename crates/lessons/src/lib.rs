//! What authors write under `lessons/`, read and compiled to what the page opens.
//!
//! `lessons/order.yaml` names the groups and their lessons, in the order in which they are to be
//! read; the words about the groups stand beside it, in a file for each language. Each lesson has a
//! folder:
//!
//! | file | what it holds |
//! |---|---|
//! | `lesson.yaml` | traffic, cluster, question, claims: [`file::LessonFile`] |
//! | `en.yaml`, `zh.yaml` | all its words in a language: [`file::WordsFile`] |
//! | `service.yaml`, `config-autoscaler.yaml` | the texts; without one, the tutorial's |
//! | `after/` | of a lesson in a before and an after: the texts that were changed |
//!
//! Nothing here is in the page: the page gets what [`Catalogue::lessons`] and [`Catalogue::index`]
//! return.

mod compile;
pub mod file;
mod prose;

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

use kpa::lesson::{Entry, Group, Index, Lesson};
use serde::de::DeserializeOwned;
use words::Language;

/// Where this project's lessons are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons")
}

/// All lessons as their authors wrote them.
#[derive(Clone, Debug)]
pub struct Catalogue {
    folder: PathBuf,
    order: Vec<file::GroupFile>,
}

impl Catalogue {
    /// Reads which lessons there are.
    ///
    /// # Errors
    /// A sentence that names the file and what is wrong with it.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let order: Vec<file::GroupFile> = yaml(&folder.join("order.yaml"))?;
        let catalogue = Self {
            folder: folder.to_owned(),
            order,
        };
        let entries = fs::read_dir(folder).map_err(|error| wrong(folder, error))?;
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() && !catalogue.ids().any(|id| id == name) {
                return Err(wrong(&path, "order.yaml doesn't name it"));
            }
        }
        Ok(catalogue)
    }

    /// The addresses of all lessons, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.order
            .iter()
            .flat_map(|group| group.lessons.iter().map(String::as_str))
    }

    /// A lesson in a language.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn lesson(&self, id: &str, language: &Language) -> Result<Lesson, String> {
        let next = self.ids().skip_while(|other| *other != id).nth(1);
        compile::lesson(&self.folder.join(id), id, next, language)
    }

    /// All lessons in a language, in order.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn lessons(&self, language: &Language) -> Result<Vec<Lesson>, String> {
        self.ids().map(|id| self.lesson(id, language)).collect()
    }

    /// The table of contents in a language.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn index(&self, language: &Language) -> Result<Index, String> {
        let path = self.folder.join(language.code).with_extension("yaml");
        let words: file::GroupsWordsFile = yaml(&path)?;
        if words.len() != self.order.len() {
            return Err(wrong(&path, "it has words about groups that there aren't"));
        }
        let groups = self.order.iter().map(|group| {
            let about = words
                .get(&group.group)
                .ok_or_else(|| wrong(&path, format!("it has no words about {}", group.group)))?;
            let lessons = group.lessons.iter().map(|id| {
                let title = self.lesson(id, language)?.title;
                Ok(Entry {
                    id: id.clone(),
                    title,
                })
            });
            Ok(Group {
                title: about.title.clone(),
                about: about.about.clone(),
                lessons: lessons.collect::<Result<_, String>>()?,
            })
        });
        Ok(Index {
            groups: groups.collect::<Result<_, String>>()?,
        })
    }
}

/// Reads a file into what it should hold.
fn yaml<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| wrong(path, error))?;
    serde_saphyr::from_str(&text).map_err(|error| wrong(path, error))
}

fn wrong(path: &Path, what: impl Display) -> String {
    format!("{}: {what}", path.display())
}
