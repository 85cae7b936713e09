//! The files to review.

use kpa::report::Input;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Reads all of them.
///
/// # Errors
/// The first that can't be read, in a sentence.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Input>, String> {
    paths.iter().map(|path| read_one(path)).collect()
}

fn read_one(path: &Path) -> Result<Input, String> {
    let (name, bytes) = if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = io::stdin().read_to_end(&mut bytes);
        ("<stdin>".to_owned(), read.map(|_| bytes))
    } else {
        (path.display().to_string(), fs::read(path))
    };
    let bytes = bytes.map_err(|error| format!("can't read {name}: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{name} isn't UTF-8 text"))?;
    Ok(Input { name, text })
}
