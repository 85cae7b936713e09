//! Changes of a text that mend a finding.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::span::{Place, Position, Span};
use crate::phrases::{Phrase, Words};

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix<Label = String> {
    /// What it does, for a button, in a language or in none yet: "Put quotes around 10".
    pub label: Label,
    /// The edits, in the order of the text; they don't overlap.
    pub edits: Vec<Edit>,
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What is replaced; an empty place inserts.
    pub place: Place,
    /// What stands there afterwards.
    pub replacement: String,
}

impl Fix<Phrase> {
    /// The same in words.
    pub fn say(&self, words: &Words<'_>) -> Fix {
        Fix {
            label: self.label.say(words),
            edits: self.edits.clone(),
        }
    }
}

impl<Label> Fix<Label> {
    /// A fix of a single replacement.
    pub fn replace(label: Label, place: Place, replacement: impl Into<String>) -> Self {
        let edit = Edit {
            place,
            replacement: replacement.into(),
        };
        Self {
            label,
            edits: vec![edit],
        }
    }

    /// A fix that takes out the lines of a place, if nothing else stands on them but a comment.
    pub fn remove_lines(label: Label, text: &str, place: Place) -> Option<Self> {
        let range = place.span.bytes();
        let before = text.get(..range.start)?;
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let after = text.get(range.end..)?;
        let line_end = after.find('\n').map_or(text.len(), |at| range.end + at + 1);
        let indentation = text.get(line_start..range.start)?;
        let rest = text.get(range.end..line_end)?.trim();
        // A block text ends behind its last line break, at the start of a line that isn't its own.
        let end = if text.get(..range.end)?.ends_with('\n') {
            range.end
        } else {
            line_end
        };
        let is_alone = indentation.trim().is_empty()
            && (rest.is_empty() || rest.starts_with('#') || end == range.end);
        if !is_alone {
            return None;
        }
        let start = place.span.start;
        let span = Span {
            start: Position {
                byte: line_start,
                column: 1,
                ..start
            },
            end: place.span.end.after(text.get(range.end..end)?),
        };
        Some(Self::replace(label, Place { span, ..place }, ""))
    }

    /// The text of that number after the fix. Edits that don't fit the text are left out.
    pub fn apply<'a>(&self, number: usize, text: &'a str) -> Cow<'a, str> {
        let mut fixed = Cow::Borrowed(text);
        // From the back, so that the offsets of the others stay right.
        for edit in self
            .edits
            .iter()
            .rev()
            .filter(|edit| edit.place.text == number)
        {
            let range = edit.place.span.bytes();
            if fixed.get(range.clone()).is_some() {
                fixed.to_mut().replace_range(range, &edit.replacement);
            }
        }
        fixed
    }

    /// The fix for the text of that number, given with other line ends.
    #[must_use]
    pub fn as_in(&self, number: usize, text: &str) -> Self
    where
        Label: Clone,
    {
        let mut fix = self.clone();
        let own = |edit: &&mut Edit| edit.place.text == number;
        for edit in fix.edits.iter_mut().filter(own) {
            edit.place.span = edit.place.span.as_in(text);
        }
        fix
    }

    /// The fix as a single edit of the text of that number: the bytes that are replaced, and what
    /// stands there afterwards. `None` if it leaves that text alone.
    pub fn joined(&self, number: usize, text: &str) -> Option<(Range<usize>, String)> {
        let edits = self.edits.iter().filter(|edit| edit.place.text == number);
        let range = edits
            .map(|edit| edit.place.span.bytes())
            .reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))?;
        let behind = text.len().checked_sub(range.end)?;
        let fixed = self.apply(number, text);
        let end = fixed.len().checked_sub(behind)?;
        let replacement = fixed.get(range.start..end)?.to_owned();
        Some((range, replacement))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(bytes: Range<usize>, replacement: &str) -> Edit {
        let at = |byte| Position {
            byte,
            ..Position::START
        };
        let span = Span {
            start: at(bytes.start),
            end: at(bytes.end),
        };
        Edit {
            place: Place { text: 1, span },
            replacement: replacement.to_owned(),
        }
    }

    #[test]
    fn several_edits_are_one() {
        let fix = Fix {
            label: (),
            edits: vec![edit(6..7, ""), edit(1..3, "B"), edit(4..4, "+")],
        };
        assert_eq!(fix.apply(1, "abcdefgh"), "aBd+efh");
        assert_eq!(fix.joined(1, "abcdefgh"), Some((1..7, "Bd+ef".to_owned())));
        assert_eq!(fix.joined(0, "abcdefgh"), None);
        assert_eq!(fix.joined(1, "abc"), None);
    }
}
