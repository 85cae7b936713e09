//! Places in a text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::utf16;

/// A position in a text: as an offset for slicing, as line and column for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Bytes from the start of the text; always on a character boundary.
    pub byte: usize,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
}

impl Position {
    /// The beginning of a text.
    pub const START: Self = Self {
        byte: 0,
        line: 1,
        column: 1,
    };

    /// The position after `text`, when `text` stands here.
    pub fn after(self, text: &str) -> Self {
        let mut position = self;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            position.byte += c.len_utf8();
            let breaks_line = c == '\n' || (c == '\r' && chars.peek() != Some(&'\n'));
            if breaks_line {
                position.line += 1;
                position.column = 1;
            } else {
                position.column += 1;
            }
        }
        position
    }
}

impl Default for Position {
    fn default() -> Self {
        Self::START
    }
}

/// A stretch of a text; the end is exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Where it begins.
    pub start: Position,
    /// Where it has just ended.
    pub end: Position,
}

impl Span {
    /// The empty stretch at a position.
    pub const fn at(position: Position) -> Self {
        Self {
            start: position,
            end: position,
        }
    }

    /// From the start of this one to the end of another.
    pub const fn to(self, other: Self) -> Self {
        Self {
            start: self.start,
            end: other.end,
        }
    }

    /// The offsets in bytes.
    pub const fn bytes(self) -> Range<usize> {
        self.start.byte..self.end.byte
    }

    /// The text of the stretch; nothing if it isn't one of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.bytes()).unwrap_or("")
    }

    /// The same lines and columns in a text that may have other line ends.
    pub fn as_in(self, text: &str) -> Self {
        let mut locator = Locator::new(text);
        let mut locate = |at: Position| locator.locate(at.line, at.column.saturating_sub(1));
        Self {
            start: locate(self.start),
            end: locate(self.end),
        }
    }

    /// The offsets in UTF-16 units, as a browser's text field and CodeMirror count them.
    pub fn utf16(self, text: &str) -> Range<usize> {
        utf16::from_byte(text, self.start.byte)..utf16::from_byte(text, self.end.byte)
    }
}

/// A stretch of one of several texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Which text, counted from 0 in the order they were given.
    pub text: usize,
    /// Where in it.
    pub span: Span,
}

/// Turns line and column into positions, quickest when asked in the order of the text.
pub(super) struct Locator<'a> {
    text: &'a str,
    /// The byte each line begins at.
    lines: Vec<usize>,
    /// The last answer: walking on from it keeps one long line from costing its square.
    last: Position,
}

impl<'a> Locator<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let breaks = bytes.iter().enumerate().filter(|&(at, &byte)| {
            byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        });
        let lines = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at + 1))
            .collect();
        Self {
            text,
            lines,
            last: Position::START,
        }
    }

    /// The position of a line (from 1) and column (from 0, in characters), or the nearest one that
    /// exists.
    pub(super) fn locate(&mut self, line: usize, column: usize) -> Position {
        let line = line.clamp(1, self.lines.len());
        let from = if self.last.line == line && self.last.column <= column + 1 {
            self.last
        } else {
            Position {
                byte: self.lines.get(line - 1).copied().unwrap_or(0),
                line,
                column: 1,
            }
        };
        let to = self.lines.get(line).copied().unwrap_or(self.text.len());
        let rest = self.text.get(from.byte..to).unwrap_or("");
        let wanted = column + 1 - from.column;
        let walked = rest
            .char_indices()
            .nth(wanted)
            .map_or(rest.len(), |(at, _)| at);
        let steps = rest
            .get(..walked)
            .map_or(0, |walked| walked.chars().count());
        self.last = Position {
            byte: from.byte + walked,
            line,
            column: from.column + steps,
        };
        self.last
    }

    /// The end of the text.
    pub(super) fn end(&mut self) -> Position {
        self.locate(self.lines.len(), usize::MAX - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_browsers_count_utf16() {
        let text = "a\r\n€😀b";
        let mut locator = Locator::new(text);
        let b = locator.locate(2, 2);
        assert_eq!(
            b,
            Position {
                byte: 10,
                line: 2,
                column: 3
            }
        );
        assert_eq!(b, Position::START.after("a\r\n€😀"));
        let span = Span {
            start: b,
            end: b.after("b"),
        };
        assert_eq!((span.of(text), span.utf16(text)), ("b", 6..7));
    }

    #[test]
    fn lines_and_columns_are_the_same_with_other_line_ends() {
        let (windows, unix) = ("a\r\nb\r\n€c", "a\nb\n€c");
        let start = Position::START.after("a\r\nb\r\n€");
        let span = Span {
            start,
            end: start.after("c"),
        };
        assert_eq!((span.of(windows), span.as_in(unix).of(unix)), ("c", "c"));
    }

    #[test]
    fn a_place_that_does_not_exist_becomes_the_nearest_one() {
        let mut locator = Locator::new("ab\ncd");
        assert_eq!(locator.locate(9, 9).byte, 5);
        assert_eq!(locator.locate(1, 9).byte, 3);
        assert_eq!(locator.locate(1, 1).byte, 1);
        assert_eq!(locator.end().byte, 5);
    }
}
