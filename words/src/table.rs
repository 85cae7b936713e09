//! A table of sentences as it stands in a file.
//!
//! ```text
//! # A comment.
//! [section]
//! name = A sentence with a {placeholder}.
//! many = {count} replica | {count} replicas
//! ```

use std::collections::BTreeMap;

/// A sentence and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The section.
    pub section: &'a str,
    /// The name within the section.
    pub name: &'a str,
    /// The sentence, with its placeholders.
    pub sentence: &'a str,
}

/// The sentences of a file.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    entries: Vec<Entry<'a>>,
    index: BTreeMap<(&'a str, &'a str), &'a str>,
}

impl<'a> Table<'a> {
    /// Reads a table. What is no entry is passed over: [`strays`] finds it in a test.
    pub fn read(text: &'a str) -> Self {
        let mut section = "";
        let mut table = Self::default();
        for line in text.lines() {
            if is_comment(line) {
                continue;
            }
            if let Some(name) = header(line) {
                section = name;
            } else if let Some((name, sentence)) = line.split_once(" = ") {
                table.entries.push(Entry {
                    section,
                    name,
                    sentence,
                });
                table.index.insert((section, name), sentence);
            }
        }
        table
    }

    /// All sentences in the order of the file.
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// The sentence of that section and name.
    pub fn get(&self, section: &str, name: &str) -> Option<&'a str> {
        self.index.get(&(section, name)).copied()
    }
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#')
}

fn header(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

/// The lines of a file that are neither an entry nor a section, a comment or empty.
pub fn strays(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| {
        let is_fine = line.is_empty() || is_comment(line) || header(line).is_some();
        !is_fine && !line.contains(" = ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_sections_of_names_and_sentences() {
        let table = Table::read("# Words = words\n[a]\nb = C = d.\n\n[e]\nb = {f}");
        assert_eq!(table.get("a", "b"), Some("C = d."));
        assert_eq!(table.get("e", "b"), Some("{f}"));
        assert_eq!(table.get("e", "f"), None);
        assert_eq!(table.entries().len(), 2);
    }

    #[test]
    fn what_is_no_entry_is_found() {
        let strays: Vec<&str> = strays("[a]\n# b\nc = d\ne=f\n\nover").collect();
        assert_eq!(strays, ["e=f", "over"]);
    }
}
