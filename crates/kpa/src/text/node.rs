//! The tree that a YAML document is read into.

use super::scalar::{self, Scalar};
use super::span::{Place, Position, Span};

/// One YAML document of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Which text it stands in, counted from 0.
    pub text: usize,
    /// Its content.
    pub root: Node,
    /// Whether it was read to its end; otherwise `root` is what stood before the first error.
    pub complete: bool,
}

impl Document {
    /// A node's span as a place among all texts.
    pub const fn place(&self, span: Span) -> Place {
        Place {
            text: self.text,
            span,
        }
    }
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands. That of an absent value is empty, behind the colon.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, number, boolean or nothing: [`Node::scalar`] tells.
    Scalar {
        /// The content, with quotes and escapes resolved.
        text: String,
        /// How it is written.
        style: Style,
        /// Whether a `!!str` tag makes it a string whatever it looks like.
        is_tagged_string: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// A map, in the order of the text, duplicate keys included.
    Mapping(Vec<Entry>),
    /// An alias (`*name`), which is not followed.
    Alias,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'in single quotes'`
    SingleQuoted,
    /// `"in double quotes"`
    DoubleQuoted,
    /// A block after `|`.
    Literal,
    /// A block after `>`.
    Folded,
}

/// A key of a mapping and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key, nearly always a scalar.
    pub key: Node,
    /// The value.
    pub value: Node,
}

impl Entry {
    /// The key as text; empty if it is no scalar.
    pub fn name(&self) -> &str {
        self.key.text().unwrap_or("")
    }
}

impl Node {
    /// A value that isn't there, at the place where it would stand.
    pub const fn absent(position: Position) -> Self {
        let value = Value::Scalar {
            text: String::new(),
            style: Style::Plain,
            is_tagged_string: false,
        };
        Self {
            span: Span::at(position),
            value,
        }
    }

    /// The content of a scalar as it was written, without its quotes.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// A scalar as Kubernetes types it: only plain ones can be anything but strings.
    pub fn scalar(&self) -> Option<Scalar<'_>> {
        match &self.value {
            Value::Scalar {
                text,
                style: Style::Plain,
                is_tagged_string: false,
            } => Some(scalar::resolve(text)),
            Value::Scalar { text, .. } => Some(Scalar::String(text)),
            _ => None,
        }
    }

    /// The text, if Kubernetes takes it for a string.
    pub fn string(&self) -> Option<&str> {
        match self.scalar() {
            Some(Scalar::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether it is nothing at all: absent, `null` or `~`.
    pub fn is_null(&self) -> bool {
        self.scalar() == Some(Scalar::Null)
    }

    /// The entries of a mapping; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The entry of that key. Of duplicates the last one counts, as in Kubernetes.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries()
            .iter()
            .rev()
            .find(|entry| entry.name() == key)
    }

    /// The value of that key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The value at the end of a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }
}
