//! Values that know where they stand.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::text::{Document, Entry, Place};

/// A value and its place in the texts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where its key stands.
    pub key: Place,
    /// Where the value stands.
    pub place: Place,
}

impl<T> Located<T> {
    /// A value of an entry of a document.
    pub(super) fn of(document: &Document, entry: &Entry, value: T) -> Self {
        Self {
            value,
            key: document.place(entry.key.span),
            place: document.place(entry.value.span),
        }
    }

    /// The place of key and value together.
    pub const fn whole(&self) -> Place {
        Place {
            text: self.key.text,
            span: self.key.span.to(self.place.span),
        }
    }
}

/// Keys with their values, such as the data of a ConfigMap.
pub type Entries = BTreeMap<String, Located<String>>;

/// The entries whose keys pass.
pub(super) fn only(entries: &Entries, passes: impl Fn(&str) -> bool) -> Entries {
    let mut some = Entries::new();
    for (key, entry) in entries {
        if passes(key) {
            some.insert(key.clone(), entry.clone());
        }
    }
    some
}

/// Keys and values alone.
pub fn texts(entries: &Entries) -> BTreeMap<String, String> {
    // Not collected: that would bring a sorting algorithm along, and the page is downloaded.
    let mut texts = BTreeMap::new();
    for (key, entry) in entries {
        texts.insert(key.clone(), entry.value.clone());
    }
    texts
}
