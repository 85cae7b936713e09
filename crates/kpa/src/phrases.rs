//! Sentences in a language, and what is put into them.
//!
//! What is found in a text is data; it becomes a sentence only where somebody is to read it, by the
//! table of a language (the crate [`words`]).

use std::sync::OnceLock;

use ::words::{ENGLISH_REVIEW, Table, fill};

/// The words of a language.
pub struct Words<'a>(Table<'a>);

impl Words<'static> {
    /// English, which is always there.
    pub fn english() -> &'static Self {
        static ENGLISH: OnceLock<Words<'static>> = OnceLock::new();
        ENGLISH.get_or_init(|| Self::read(ENGLISH_REVIEW))
    }
}

impl<'a> Words<'a> {
    /// Reads a table. What it lacks is said in English.
    pub fn read(table: &'a str) -> Self {
        Self(Table::read(table))
    }

    /// The sentence of that section and name, its placeholders filled with what there is for them.
    pub fn say(&self, section: &str, name: &str, arguments: &Arguments) -> String {
        let own = self.0.get(section, name);
        let sentence = own.or_else(|| Words::english().0.get(section, name));
        debug_assert!(sentence.is_some(), "no language has {name} of [{section}]");
        fill(sentence.unwrap_or_default(), &|gap| {
            let (_, argument) = arguments.iter().find(|(known, _)| *known == gap)?;
            Some(argument.say(self).into())
        })
    }
}

impl Words<'_> {
    /// All sentences of a section, each with the English one before it.
    pub fn section(&self, section: &str) -> impl Iterator<Item = (&'static str, String)> {
        let english = Words::english().0.entries().iter();
        let own = english.filter(move |entry| entry.section == section);
        own.map(|entry| {
            let said = self.say(entry.section, entry.name, &Vec::new());
            (entry.sentence, said)
        })
    }
}

/// What to put into a sentence, by name.
pub type Arguments = Vec<(&'static str, Argument)>;

/// Something to put into a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// The same in every language: a number, a key, what somebody typed.
    Value(String),
    /// Words.
    Phrase(Phrase),
}

/// A sentence, or a part of one, in no language yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    section: &'static str,
    name: &'static str,
    arguments: Arguments,
}

impl Phrase {
    /// The sentence of that section and name.
    pub const fn new(section: &'static str, name: &'static str) -> Self {
        Self {
            section,
            name,
            arguments: Vec::new(),
        }
    }

    /// Adds a value for a placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        let value = Argument::Value(value.to_string());
        self.arguments.push((name, value));
        self
    }

    /// Adds words for a placeholder.
    #[must_use]
    pub fn saying(mut self, name: &'static str, words: impl Into<Argument>) -> Self {
        self.arguments.push((name, words.into()));
        self
    }

    /// The words of it.
    pub fn say(&self, words: &Words<'_>) -> String {
        words.say(self.section, self.name, &self.arguments)
    }
}

impl Argument {
    /// The words of it.
    pub fn say(&self, words: &Words<'_>) -> String {
        match self {
            Self::Value(value) => shortened(value),
            Self::Phrase(phrase) => phrase.say(words),
        }
    }
}

impl From<Phrase> for Argument {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(phrase)
    }
}

impl From<&str> for Argument {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

/// A value fit for a sentence: one line, not too long.
fn shortened(value: &str) -> String {
    const LONGEST: usize = 80;
    let one_line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= LONGEST {
        return one_line;
    }
    one_line.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_take_their_arguments_as_they_are() {
        let words = Words::read("[test]\na = `{key}` is {value}, not {other}.\nb = b of {c}");
        let part = Phrase::new("test", "b").with("c", "a\n  c");
        let arguments = vec![("key", "{value}".into()), ("value", part.into())];
        assert_eq!(
            words.say("test", "a", &arguments),
            "`{value}` is b of a c, not {other}."
        );
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english() {
        let words = Words::read("");
        assert_eq!(words.say("yaml", "list", &Vec::new()), "a list");
    }
}
