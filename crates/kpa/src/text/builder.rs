//! Puts the parser's events together to trees.
//!
//! It does so without recursion, and containers can be nested only so deep, so that neither reading
//! a hostile text nor dropping its tree runs out of stack.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks, StrInput};

use super::finding::Finding;
use super::fix::Fix;
use super::node::{Document, Entry, Node, Style, Value};
use super::read::{DEEPEST, Reading};
use super::span::{Locator, Place, Position, Span};
use super::{rules, syntax};
use crate::phrases::Phrase;

/// How many findings of the same sort one text gives. A machine made the rest.
const MOST_OF_A_SORT: usize = 50;

/// Up to so many keys of a mapping are compared with each other one by one.
const A_FEW: usize = 12;

/// A container that has begun and not ended yet.
enum Open {
    Sequence {
        start: Position,
        items: Vec<Node>,
    },
    Mapping {
        start: Position,
        entries: Vec<Entry>,
        key: Option<Node>,
    },
}

/// A reading in progress.
pub(super) struct Builder<'a> {
    number: usize,
    text: &'a str,
    locator: Locator<'a>,
    open: Vec<Open>,
    reading: Reading,
    duplicates: usize,
    aliases: usize,
}

impl<'a> Builder<'a> {
    /// Reads the text of that number.
    pub(super) fn read(number: usize, text: &'a str) -> Reading {
        let mut builder = Self {
            number,
            text,
            locator: Locator::new(text),
            open: Vec::new(),
            reading: Reading::default(),
            duplicates: 0,
            aliases: 0,
        };
        builder.run();
        builder.reading
    }

    fn run(&mut self) {
        let mut parser = Parser::new_from_str(self.text);
        let stopped = self.take_events(&mut parser);
        if let Some(finding) = stopped {
            self.reading.findings.push(finding);
            while let Some(container) = self.open.pop() {
                let end = self.locator.end();
                self.close(container, end, false);
            }
        } else if self.reading.documents.is_empty() {
            let end = self.locator.end();
            let place = self.place(Span {
                start: Position::START,
                end,
            });
            self.reading.findings.push(rules::EMPTY_TEXT.at(place));
        }
    }

    /// Takes events until the last one, or until a finding says why it goes no further.
    fn take_events(&mut self, parser: &mut Parser<'a, StrInput<'a>>) -> Option<Finding> {
        // The parser repeats its first error for ever.
        while let Some(event) = parser.next_event() {
            let (event, marks) = match event {
                Ok(event) => event,
                Err(error) => {
                    return Some(syntax::finding(
                        self.number,
                        self.text,
                        &mut self.locator,
                        &error,
                    ));
                }
            };
            match event {
                Event::Scalar(text, style, _, tag) => {
                    let is_tagged_string =
                        tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
                    let style = match style {
                        ScalarStyle::Plain => Style::Plain,
                        ScalarStyle::SingleQuoted => Style::SingleQuoted,
                        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
                        ScalarStyle::Literal => Style::Literal,
                        ScalarStyle::Folded => Style::Folded,
                    };
                    let is_absent = style == Style::Plain && text.is_empty();
                    let span = if is_absent {
                        self.absent(marks)
                    } else {
                        self.span(marks)
                    };
                    let text = text.into_owned();
                    self.add(
                        Node {
                            span,
                            value: Value::Scalar {
                                text,
                                style,
                                is_tagged_string,
                            },
                        },
                        true,
                    );
                }
                Event::Alias(_) => {
                    let span = self.span(marks);
                    self.aliases += 1;
                    if self.aliases <= MOST_OF_A_SORT {
                        self.reading
                            .findings
                            .push(rules::ALIAS.at(self.place(span)));
                    }
                    self.add(
                        Node {
                            span,
                            value: Value::Alias,
                        },
                        true,
                    );
                }
                Event::SequenceStart(..) => {
                    let start = self.span(marks).start;
                    self.open.push(Open::Sequence {
                        start,
                        items: Vec::new(),
                    });
                }
                Event::MappingStart(..) => {
                    let start = self.span(marks).start;
                    self.open.push(Open::Mapping {
                        start,
                        entries: Vec::new(),
                        key: None,
                    });
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    let end = self.span(marks).end;
                    if let Some(container) = self.open.pop() {
                        self.close(container, end, true);
                    }
                }
                Event::Nothing
                | Event::StreamStart
                | Event::StreamEnd
                | Event::DocumentStart(_)
                | Event::DocumentEnd => {}
            }
            if self.open.len() > DEEPEST {
                let span = self.span(marks);
                return Some(syntax::too_deep(self.place(span)));
            }
        }
        None
    }

    fn place(&self, span: Span) -> Place {
        Place {
            text: self.number,
            span,
        }
    }

    fn span(&mut self, marks: Marks) -> Span {
        let start = self.locator.locate(marks.start.line(), marks.start.col());
        let end = self.locator.locate(marks.end.line(), marks.end.col());
        Span { start, end }
    }

    /// Where a value would stand that isn't there: behind the colon of its key. (The parser says
    /// where it noticed, which may be lines later.)
    fn absent(&mut self, marks: Marks) -> Span {
        match self.open.last() {
            Some(Open::Mapping { key: Some(key), .. }) => {
                let end = key.span.end;
                let rest = self.text.get(end.byte..).unwrap_or("");
                let gap = rest.len() - rest.trim_start().len();
                let to_colon = rest.get(..=gap).filter(|gap| gap.ends_with(':'));
                Span::at(to_colon.map_or(end, |gap| end.after(gap)))
            }
            _ => Span::at(self.span(marks).start),
        }
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node, complete: bool) {
        match self.open.last_mut() {
            Some(Open::Sequence { items, .. }) => items.push(node),
            Some(Open::Mapping { entries, key, .. }) => match key.take() {
                Some(key) => entries.push(Entry { key, value: node }),
                None => *key = Some(node),
            },
            None => self.finish(node, complete),
        }
    }

    /// Turns a container that has ended into a node.
    fn close(&mut self, container: Open, end: Position, complete: bool) {
        let node = match container {
            Open::Sequence { start, items } => {
                let last = items.last().map(|item| item.span.end);
                let span = self.container_span(start, last, end);
                Node {
                    span,
                    value: Value::Sequence(items),
                }
            }
            Open::Mapping {
                start,
                mut entries,
                key,
            } => {
                // A key at which the text broke off has no value.
                entries.extend(key.map(|key| {
                    let value = Node::absent(key.span.end);
                    Entry { key, value }
                }));
                self.report_duplicates(&entries);
                let last = entries.last().map(|entry| entry.value.span.end);
                let span = self.container_span(start, last, end);
                Node {
                    span,
                    value: Value::Mapping(entries),
                }
            }
        };
        self.add(node, complete);
    }

    /// A container without brackets ends with its last child; the parser notices only at the next
    /// token, which may be lines later.
    fn container_span(&self, start: Position, last: Option<Position>, end: Position) -> Span {
        let has_brackets = self
            .text
            .get(start.byte..)
            .is_some_and(|text| text.starts_with(['{', '[']));
        let end = if has_brackets {
            end
        } else {
            last.unwrap_or(end)
        };
        Span {
            start,
            end: end.max(start),
        }
    }

    fn report_duplicates(&mut self, entries: &[Entry]) {
        let mut seen: BTreeMap<&str, &Entry> = BTreeMap::new();
        for (number, entry) in entries.iter().enumerate() {
            let Some(key) = entry.key.text() else {
                continue;
            };
            // Among a few keys looking is quicker than keeping a map.
            let earlier = match entries.len() {
                ..=A_FEW => {
                    let mut earlier = entries.iter().take(number).rev();
                    earlier.find(|earlier| earlier.key.text() == Some(key))
                }
                _ => seen.insert(key, entry),
            };
            let Some(earlier) = earlier else { continue };
            self.duplicates += 1;
            if self.duplicates > MOST_OF_A_SORT {
                return;
            }
            let finding = rules::DUPLICATE_KEY
                .at(self.place(earlier.key.span))
                .with("key", key)
                .with("line", entry.key.span.start.line)
                .fixed_by(Fix::remove_lines(
                    Phrase::new("fix", "remove-line").with("line", earlier.key.span.start.line),
                    self.text,
                    self.place(earlier.key.span.to(earlier.value.span)),
                ));
            self.reading.findings.push(finding);
        }
    }

    fn finish(&mut self, root: Node, complete: bool) {
        let kind = match &root.value {
            Value::Mapping(_) => None,
            Value::Sequence(_) => Some("list"),
            Value::Alias => Some("alias"),
            Value::Scalar { .. } if root.is_null() => return,
            Value::Scalar { .. } => Some("single"),
        };
        if let Some(kind) = kind {
            let finding = rules::NOT_A_MAPPING
                .at(self.place(root.span))
                .saying("kind", Phrase::new("yaml", kind));
            self.reading.findings.push(finding);
        }
        self.reading.documents.push(Document {
            text: self.number,
            root,
            complete,
        });
    }
}
