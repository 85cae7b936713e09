//! The lessons that the page fetches, as files beside it.

use std::fs;
use std::path::Path;

use lessons::Catalogue;
use serde::Serialize;

use crate::process::Outcome;

/// Writes the table of contents and every lesson, in every language, into the page's files that Trunk is
/// putting together, and the name of their folder into the page. It changes with what is in it, so
/// that a page never gets the lessons of another.
///
/// # Errors
/// A lesson is not in order, or a file can't be read or written.
pub fn write(site: &Path) -> Outcome {
    let files = files()?;
    let all: Vec<u8> = files.iter().flat_map(|file| file.1.clone()).collect();
    let name = format!("lessons-{:016x}", words::fingerprint(&all));
    let folder = site.join(&name);
    let failed = |error| format!("The lessons can't be written into the page: {error}.");
    fs::create_dir_all(&folder).map_err(failed)?;
    for (name, content) in files {
        fs::write(folder.join(name), content).map_err(failed)?;
    }
    let index = site.join("index.html");
    let html = fs::read_to_string(&index).map_err(failed)?;
    let html = html.replace(
        "data-lessons=\"lessons\"",
        &format!("data-lessons=\"{name}\""),
    );
    fs::write(index, html).map_err(failed)
}

/// The files, by name.
fn files() -> Result<Vec<(String, Vec<u8>)>, String> {
    let catalogue = Catalogue::read(&lessons::folder())?;
    let mut files = Vec::new();
    for language in &words::LANGUAGES {
        let name = |id: &str| format!("{id}.{}.postcard", language.code);
        files.push((name("index"), bytes(&catalogue.index(language)?)?));
        for lesson in catalogue.lessons(language)? {
            files.push((name(&lesson.id), bytes(&lesson)?));
        }
    }
    Ok(files)
}

fn bytes(content: &impl Serialize) -> Result<Vec<u8>, String> {
    postcard::to_allocvec(content).map_err(|error| format!("A lesson can't be packed: {error}."))
}
