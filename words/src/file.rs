//! The file in which the page fetches a language.

use std::path::Path;
use std::{fs, io};

use crate::table::Table;
use crate::{LANGUAGES, Language, PAGE, REVIEW, page};

/// What stands between the page's sentences and the table of the review: a page break.
pub const BREAK: char = '\u{c}';

/// A file of the page.
pub struct File {
    /// Its name, which changes with what is in it, so that a page never gets the words of another.
    pub name: String,
    /// The page's sentences, each in a line, in the order of the English table; [`BREAK`]; and the table
    /// of the review as it is.
    pub content: String,
}

/// The file of a language, made of its folder in `folder`.
///
/// # Errors
/// A table can't be read.
pub fn file(folder: &Path, language: &Language) -> io::Result<File> {
    let read =
        |language: &Language, name| fs::read_to_string(folder.join(language.code).join(name));
    let (english, own) = (read(&LANGUAGES[0], PAGE)?, read(language, PAGE)?);
    let (english, own) = (Table::read(&english), Table::read(&own));
    let mut content = String::new();
    for entry in english.entries() {
        // A test fails for what is missing (tests/complete.rs); a page can be looked at even so.
        let sentence = own.get(entry.section, entry.name).unwrap_or(entry.sentence);
        content += &page::numbered(sentence, entry.sentence);
        content.push('\n');
    }
    content.push(BREAK);
    content += &read(language, REVIEW)?;
    let name = format!(
        "words-{}-{:016x}.txt",
        language.code,
        fingerprint(content.as_bytes())
    );
    Ok(File { name, content })
}

/// FNV-1a: a number that is another one for other content.
pub fn fingerprint(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
