//! The page's sentences as Rust: a function for each, so that the compiler knows them.

use crate::fill::{forms, placeholders};
use crate::table::{Entry, Table};

/// The argument that is a number, which decides the form of a sentence with two.
pub const COUNT: &str = "count";

/// The section of the sentences that `index.html` brings along: nobody calls them.
pub const SHELL: &str = "shell";

/// The Rust that the page includes: how many sentences there are, and a method of `Words` for each,
/// which brings the English one along. So a sentence is where it is needed, and one that only a part of
/// the page says comes with that part.
///
/// `[section]` and `name` become `section_name`. A sentence without placeholders comes as it is;
/// others take a value for each: `{count}` a number, any other a text.
pub fn rust(english: &Table<'_>) -> String {
    let entries = english.entries();
    let count = entries.len();
    let called = entries.iter().enumerate();
    let called = called.filter(|(_, entry)| entry.section != SHELL);
    let methods: String = called.map(|(nth, entry)| method(nth, entry)).collect();
    format!("const SENTENCES: usize = {count};\n\nimpl Words {{\n{methods}}}\n")
}

fn method(nth: usize, entry: &Entry<'_>) -> String {
    let name = format!("{}_{}", entry.section, entry.name).replace('-', "_");
    let names = placeholders(entry.sentence);
    let english = numbered(entry.sentence, entry.sentence);
    let docs = entry.sentence.replace('`', "'");
    let mut code = format!("    #[doc = {docs:?}]\n    pub fn {name}(self");
    for argument in &names {
        let kind = if *argument == COUNT { "f64" } else { "&str" };
        code += &format!(", {}: {kind}", argument.replace('-', "_"));
    }
    if names.is_empty() {
        return code
            + &format!(
                ") -> &'static str {{\n        self.sentence({nth}, {english:?})\n    }}\n"
            );
    }
    let value = |name: &&str| match *name {
        COUNT => "&self.number(count)".to_owned(),
        name => name.replace('-', "_"),
    };
    let values: Vec<String> = names.iter().map(value).collect();
    let count = if names.contains(&COUNT) {
        "count"
    } else {
        "0.0"
    };
    let values = values.join(", ");
    code + &format!(
        ") -> String {{\n        self.filled({nth}, {english:?}, {count}, &[{values}])\n    }}\n"
    )
}

/// A sentence with numbers in place of the names in braces, counted as the English sentence has
/// them: the names themselves needn't be downloaded.
pub fn numbered(sentence: &str, english: &str) -> String {
    let names = placeholders(english).into_iter().enumerate();
    names.fold(sentence.to_owned(), |sentence, (nth, name)| {
        sentence.replace(&format!("{{{name}}}"), &format!("{{{nth}}}"))
    })
}

/// Whether a sentence for a number has one form or two, and every other sentence one.
pub fn has_fitting_forms(sentence: &str) -> bool {
    let count = forms(sentence).count();
    count == 1 || count == 2 && placeholders(sentence).contains(&COUNT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_is_a_method() {
        let table =
            Table::read("[shell]\na = A\n[a-b]\nc = D.\n[e]\nf = {count} {g} | {count} {g}s");
        let rust = rust(&table);
        for part in [
            "const SENTENCES: usize = 3;",
            "pub fn a_b_c(self) -> &'static str {\n        self.sentence(1, \"D.\")",
            "pub fn e_f(self, count: f64, g: &str) -> String {",
            "self.filled(2, \"{0} {1} | {0} {1}s\", count, &[&self.number(count), g])",
        ] {
            assert!(rust.contains(part), "{part} is missing in\n{rust}");
        }
        assert!(!rust.contains("shell_a"));
    }

    #[test]
    fn other_languages_count_placeholders_as_english_does() {
        assert_eq!(numbered("{b}中{a}", "{a} {b}"), "{1}中{0}");
    }
}
