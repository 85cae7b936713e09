//! Changes of a text that mend a finding.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::span::{Place, Position, Span};

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// What it does, for a button: "Put quotes around 10".
    pub label: String,
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

impl Fix {
    /// A fix of a single replacement.
    pub fn replace(label: impl Into<String>, place: Place, replacement: impl Into<String>) -> Self {
        let edit = Edit {
            place,
            replacement: replacement.into(),
        };
        Self {
            label: label.into(),
            edits: vec![edit],
        }
    }

    /// A fix that takes out the lines of a place, if nothing else stands on them but a comment.
    pub fn remove_lines(label: impl Into<String>, text: &str, place: Place) -> Option<Self> {
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
}
