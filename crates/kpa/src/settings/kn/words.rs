//! A shell's words, each character with its place.
//!
//! Only what commands in documentation use: quotes, backslashes, line continuations, comments, and
//! the signs that end a command. Variables stay as they are written. (The crates for this keep no
//! places, and a finding needs one.)

use std::iter::Peekable;
use std::str::Chars;

use crate::text::{Position, Span};

/// A word after the shell's unquoting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// Its characters, each with the place it comes from.
    chars: Vec<(char, Position)>,
    /// Where it ends, quotes included.
    end: Position,
}

impl Word {
    /// The word as text.
    pub fn text(&self) -> String {
        self.chars.iter().map(|(c, _)| c).collect()
    }

    /// Where it stands, without quotes around it.
    pub fn span(&self) -> Span {
        match (self.chars.first(), self.chars.last()) {
            (Some((_, start)), Some((c, last))) => Span {
                start: *start,
                end: last.after(c.encode_utf8(&mut [0; 4])),
            },
            _ => Span::at(self.end),
        }
    }

    /// The parts before and after the first of these signs.
    pub fn split(&self, sign: char) -> Option<(Self, Self)> {
        let at = self.chars.iter().position(|(c, _)| *c == sign)?;
        Some((self.part(0, at), self.part(at + 1, self.chars.len())))
    }

    /// The parts before and after the first `..`.
    pub fn split_range(&self) -> Option<(Self, Self)> {
        let is_dots = |pair: &[(char, Position)]| pair.iter().all(|(c, _)| *c == '.');
        let at = self.chars.windows(2).position(is_dots)?;
        Some((self.part(0, at), self.part(at + 2, self.chars.len())))
    }

    fn part(&self, from: usize, to: usize) -> Self {
        let chars = self.chars.get(from..to).unwrap_or_default().to_vec();
        let end = self
            .chars
            .get(to)
            .map_or(self.end, |(_, position)| *position);
        Self { chars, end }
    }
}

/// The commands of a text as words.
pub fn commands(text: &str) -> Vec<Vec<Word>> {
    let mut reader = Reader {
        rest: text.chars().peekable(),
        position: Position::START,
        word: None,
        commands: vec![Vec::new()],
    };
    reader.read();
    reader.commands.retain(|command| !command.is_empty());
    reader.commands
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    position: Position,
    word: Option<Word>,
    commands: Vec<Vec<Word>>,
}

impl Reader<'_> {
    /// The next character and its place.
    fn next(&mut self) -> Option<(char, Position)> {
        let c = self.rest.next()?;
        let at = self.position;
        self.position = match (c, self.rest.peek()) {
            // The line feed behind it breaks the line.
            ('\r', Some('\n')) => Position {
                byte: at.byte + 1,
                column: at.column + 1,
                ..at
            },
            _ => at.after(c.encode_utf8(&mut [0; 4])),
        };
        Some((c, at))
    }

    fn read(&mut self) {
        while let Some((c, at)) = self.next() {
            match c {
                '\n' | ';' | '|' | '&' => {
                    self.end_word();
                    self.commands.push(Vec::new());
                }
                c if c.is_whitespace() => self.end_word(),
                '#' if self.word.is_none() => {
                    while self.rest.peek().is_some_and(|&c| c != '\n') {
                        self.next();
                    }
                }
                '\'' => self.quoted('\''),
                '"' => self.quoted('"'),
                '\\' => match self.next() {
                    Some(('\r', _)) if self.rest.peek() == Some(&'\n') => {
                        self.next();
                    }
                    Some(('\n', _)) | None => {}
                    Some((c, at)) => self.push(c, at),
                },
                c => self.push(c, at),
            }
        }
        self.end_word();
    }

    fn quoted(&mut self, quote: char) {
        self.word.get_or_insert_default();
        while let Some((c, at)) = self.next() {
            match c {
                c if c == quote => return,
                '\\' if quote == '"' => match self.next() {
                    Some(('\n', _)) | None => {}
                    Some((c @ ('"' | '\\' | '$' | '`'), at)) => self.push(c, at),
                    Some((c, next)) => {
                        self.push('\\', at);
                        self.push(c, next);
                    }
                },
                c => self.push(c, at),
            }
        }
    }

    fn push(&mut self, c: char, at: Position) {
        self.word.get_or_insert_default().chars.push((c, at));
    }

    fn end_word(&mut self) {
        if let Some(mut word) = self.word.take() {
            word.end = self.position;
            if let Some(command) = self.commands.last_mut() {
                command.push(word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_a_shell() {
        for (text, want) in [
            (
                "kn service  create",
                &[&["kn", "service", "create"][..]][..],
            ),
            ("kn \\\n  a \\\r\n b", &[&["kn", "a", "b"]]),
            ("a 'b \"c' \"d 'e\\\"\"f", &[&["a", "b \"c", "d 'e\"f"]]),
            ("a\\ b # c\nd; e && f", &[&["a b"], &["d"], &["e"], &["f"]]),
            ("a=\"\" ''", &[&["a=", ""]]),
            ("'open", &[&["open"]]),
            ("\\", &[]),
        ] {
            let got: Vec<Vec<String>> = commands(text)
                .iter()
                .map(|command| command.iter().map(Word::text).collect())
                .collect();
            assert_eq!(got, want, "{text:?}");
        }
    }

    #[test]
    fn words_know_their_places() {
        let text = "kn x \\\n --é='a b'";
        let commands = commands(text);
        let word = &commands[0][2];
        let (flag, value) = word.split('=').unwrap();
        assert_eq!(flag.span().of(text), "--é");
        assert_eq!(value.span().of(text), "a b");
        assert_eq!((value.span().start.line, value.span().start.column), (2, 7));
    }
}
