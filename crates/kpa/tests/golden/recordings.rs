//! The recordings: where they lie, how they are read, how their cases are run.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::panic;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde_json::Value;

use crate::compare::Difference;

/// One kind of file and what compares it.
pub struct Recording {
    /// Its name, without `.gz`.
    pub file: &'static str,
    subject: Subject,
}

/// A recording of cases, one a line: `{"id":…,"in":…,"out":…}`; what to call them, and the check of
/// one, which gets input and output.
pub const fn cases(file: &'static str, noun: &'static str, check: Check) -> Recording {
    Recording {
        file,
        subject: Subject::Cases(noun, check),
    }
}

/// A recording that is one object whose fields are tables.
pub const fn tables(file: &'static str, tables: &'static [Table]) -> Recording {
    Recording {
        file,
        subject: Subject::Tables(tables),
    }
}

/// Compares the outcome for an input with the recorded output.
pub type Check = fn(&Value, &Value) -> Result<(), Difference>;

enum Subject {
    Cases(&'static str, Check),
    Tables(&'static [Table]),
}

/// A table of a recording: its name, and the check of one entry, which gets the entry's key (the
/// index in a list, the name in an object, empty for a bare value) and the entry.
pub type Table = (&'static str, fn(&str, &Value) -> Result<(), Difference>);

/// The folder that the recordings are read from.
pub struct Folder {
    /// Every known kind of file must be there: so it is for the recordings in the project.
    complete: bool,
    path: PathBuf,
    /// What lies in it: name without `.gz` to full path.
    files: io::Result<BTreeMap<String, PathBuf>>,
}

impl Folder {
    /// `KPA_GOLDEN`, or the folder that belongs to the project.
    pub fn chosen() -> Self {
        let given = std::env::var_os("KPA_GOLDEN").map(PathBuf::from);
        let complete = given.is_none();
        let path = given.unwrap_or_else(|| {
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests")
                .join("recordings")
        });
        Self {
            complete,
            files: files_in(&path),
            path,
        }
    }

    /// That every file is known, that there is at least one, and for the project's own recordings
    /// that none is missing.
    pub fn check(&self, known: &[Recording]) -> Result<(), String> {
        let path = self.path.display();
        let files = self
            .files
            .as_ref()
            .map_err(|e| format!("can't read {path}: {e}"))?;
        if files.is_empty() {
            return Err(format!("{path} holds no recordings"));
        }
        if let Some(name) = files
            .keys()
            .find(|&name| known.iter().all(|k| k.file != name))
        {
            return Err(format!("{path} holds {name}, which no check knows"));
        }
        let missing = known
            .iter()
            .find(|k| self.complete && !files.contains_key(k.file));
        match missing {
            Some(missing) => Err(format!("{path} lacks {}", missing.file)),
            None => Ok(()),
        }
    }

    fn holds(&self, file: &str) -> bool {
        self.files
            .as_ref()
            .is_ok_and(|files| files.contains_key(file))
    }

    fn text_of(&self, file: &str) -> Result<String, String> {
        let path = self.files.as_ref().ok().and_then(|files| files.get(file));
        let path = path.ok_or_else(|| format!("{file} isn't there"))?;
        let mut text = String::new();
        let opened = File::open(path).and_then(|mut f| match path.extension() {
            Some(end) if end == "gz" => GzDecoder::new(f).read_to_string(&mut text),
            _ => f.read_to_string(&mut text),
        });
        opened
            .map(|_| text)
            .map_err(|e| format!("can't read {}: {e}", path.display()))
    }
}

/// The files of a folder by the name of their content; documentation left out.
fn files_in(folder: &Path) -> io::Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.ends_with(".md") {
            files.insert(name.strip_suffix(".gz").unwrap_or(&name).to_string(), path);
        }
    }
    Ok(files)
}

impl Recording {
    /// The file's name without its ending.
    pub fn name(&self) -> &'static str {
        self.file.split('.').next().unwrap_or(self.file)
    }

    /// The line to print if there is nothing to run.
    pub fn why_not_run(&self, folder: &Folder) -> Option<String> {
        let is_there = folder.holds(self.file);
        (!is_there).then(|| format!("{}: not in this folder", self.name()))
    }

    /// Runs every case but those believed wrong: the line to print, as an error if one differs.
    pub fn run(&self, folder: &Folder, wrong: &[(&str, &str, &str)]) -> Result<String, String> {
        let text = folder.text_of(self.file)?;
        let (noun, cases) = match self.subject {
            Subject::Cases(noun, check) => (noun, each_line(&text, check)?),
            Subject::Tables(tables) => ("entries", each_entry(&text, tables)?),
        };
        let trusted = cases.into_iter().filter(|(id, _)| {
            wrong
                .iter()
                .all(|&(file, wrong_id, _)| (file, wrong_id) != (self.file, id))
        });
        let (mut count, mut agreeing, mut outside, mut first) = (0, 0, 0, None);
        for (id, case) in trusted {
            count += 1;
            match caught(case) {
                Ok(()) => agreeing += 1,
                Err(difference) if difference.is_outside() => {
                    count -= 1;
                    outside += 1;
                }
                Err(difference) => {
                    first.get_or_insert(format!("; first {}, case {id}: {difference}", self.file));
                }
            }
        }
        let mut line = format!("{}: {agreeing} of {count} {noun} agree", self.name());
        if outside > 0 {
            line += &format!(", {outside} more are about what isn't judged");
        }
        match first {
            Some(first) => Err(line + &first),
            None if count == 0 => Err(line + "; a recording without cases shows nothing"),
            None => Ok(line),
        }
    }
}

/// A case with its id, ready to run.
type Case<'a> = (String, Box<dyn FnOnce() -> Result<(), Difference> + 'a>);

fn each_line(text: &str, check: Check) -> Result<Vec<Case<'_>>, String> {
    let case_of = |(i, line): (usize, &str)| -> Result<Case<'_>, String> {
        let case: Value = serde_json::from_str(line).map_err(|e| format!("line {}: {e}", i + 1))?;
        let part = |name: &str| {
            case.get(name)
                .cloned()
                .ok_or_else(|| format!("line {}: no {name:?}", i + 1))
        };
        let (id, input, output) = (part("id")?, part("in")?, part("out")?);
        Ok((id.to_string(), Box::new(move || check(&input, &output))))
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
        .map(case_of)
        .collect()
}

fn each_entry(text: &str, tables: &'static [Table]) -> Result<Vec<Case<'static>>, String> {
    let document: BTreeMap<String, Value> =
        serde_json::from_str(text).map_err(|e| e.to_string())?;
    let mut cases: Vec<Case<'static>> = Vec::new();
    for (name, table) in document {
        let &(_, check) = tables
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or_else(|| format!("no check knows the table {name:?}"))?;
        let entries: Vec<(String, Value)> = match table {
            Value::Array(items) => items
                .into_iter()
                .enumerate()
                .map(|(i, item)| (i.to_string(), item))
                .collect(),
            Value::Object(fields) => fields.into_iter().collect(),
            single => vec![(String::new(), single)],
        };
        for (key, entry) in entries {
            cases.push((
                format!("{name}[{key}]"),
                Box::new(move || check(&key, &entry)),
            ));
        }
    }
    Ok(cases)
}

/// Runs a case; that it panics is a difference too.
fn caught(case: Box<dyn FnOnce() -> Result<(), Difference> + '_>) -> Result<(), Difference> {
    panic::catch_unwind(panic::AssertUnwindSafe(case)).unwrap_or_else(|cause| {
        let text = cause.downcast_ref::<String>().map(String::as_str);
        let text = text
            .or(cause.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        Err(Difference::new(format_args!("panics: {text}")))
    })
}
