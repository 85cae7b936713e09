//! The languages that the page fetches, as files beside it.

use std::fs;
use std::path::Path;

use crate::process::Outcome;
use crate::root;

/// Writes the file of every language that isn't compiled in into the page's files that Trunk is
/// putting together, and its name into the page.
///
/// # Errors
/// A file can't be read or written.
pub fn write(site: &Path) -> Outcome {
    let index = site.join("index.html");
    let failed = |error| format!("The languages can't be written into the page: {error}.");
    let mut html = fs::read_to_string(&index).map_err(failed)?;
    for language in &words::LANGUAGES[1..] {
        let file = words::file(&root().join("words"), language).map_err(failed)?;
        html = html.replace(&format!("words-{}.txt", language.code), &file.name);
        fs::write(site.join(file.name), file.content).map_err(failed)?;
    }
    fs::write(index, html).map_err(failed)
}
