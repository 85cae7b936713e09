//! Fixes that several rules offer.

use crate::phrases::Phrase;
use crate::settings::kn;
use crate::settings::located::Located;
use crate::text::{Document, Edit, Entry, Fix, Place, Span};

/// What a fix does that gives something another name.
pub fn renaming(meant: &str) -> Phrase {
    Phrase::new("fix", "rename").with("meant", meant)
}

/// What a fix does that takes a key away.
pub fn removing(key: &str) -> Phrase {
    Phrase::new("fix", "remove").with("key", key)
}

/// Another value in the same place, in the quotes that are there, or in double quotes.
pub fn set_value(texts: &[&str], entry: &Located<String>, value: &str) -> Option<Fix<Phrase>> {
    set_text(texts, entry.place, value)
}

/// Another string in a place.
pub fn set_text(texts: &[&str], place: Place, value: &str) -> Option<Fix<Phrase>> {
    let text = texts.get(place.text)?;
    let old = place.span.of(text);
    let label = || Phrase::new("fix", "set").with("value", value);
    if kn::is_command(text) {
        // The place is what stands inside of quotes, if there are any.
        return Some(Fix::replace(label(), place, value));
    }
    let quote = if old.starts_with('\'') { '\'' } else { '"' };
    let is_plain_word = value
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+' | b'_' | b'/'));
    // A block of several lines is nothing to replace with a word.
    let is_one_line = !old.starts_with(['|', '>']) && !old.contains('\n');
    (is_plain_word && is_one_line)
        .then(|| Fix::replace(label(), place, format!("{quote}{value}{quote}")))
}

/// Moves an entry of the Service's own annotations to those of its template.
pub fn to_template(texts: &[&str], document: &Document, entry: &Entry) -> Option<Fix<Phrase>> {
    let text = texts.get(document.text)?;
    let place = document.place(entry.key.span.to(entry.value.span));
    let line = place.span.of(text);
    if line.contains('\n') {
        return None;
    }
    let mut fix = Fix::remove_lines(Phrase::new("fix", "move"), text, place)?;
    let annotations = ["spec", "template", "metadata", "annotations"];
    let there = document.root.at(&annotations);
    if there.is_some_and(|there| there.get(entry.name()).is_some()) {
        fix.label = Phrase::new("fix", "remove-copy");
        return Some(fix);
    }
    // The innermost level that is there, and what has to be put into its first line.
    let (level, first) = (2..=annotations.len()).rev().find_map(|level| {
        let node = document.root.at(annotations.get(..level)?)?;
        let in_block = !node.span.of(text).starts_with('{');
        node.entries()
            .first()
            .filter(|_| in_block)
            .map(|first| (level, first))
    })?;
    let indentation = " ".repeat(first.key.span.start.column - 1);
    let mut inserted = String::new();
    for (depth, name) in annotations.get(level..)?.iter().enumerate() {
        inserted += &format!("{name}:\n{indentation}{}", "  ".repeat(depth + 1));
    }
    inserted += &format!("{line}\n{indentation}");
    let at = document.place(Span::at(first.key.span.start));
    let comes_first = at.span.start < entry.key.span.start;
    let edit = Edit {
        place: at,
        replacement: inserted,
    };
    fix.edits
        .insert(if comes_first { 0 } else { fix.edits.len() }, edit);
    Some(fix)
}

/// Another line before that of an annotation.
pub fn insert_before(texts: &[&str], entry: &Located<String>, line: &str) -> Option<Fix<Phrase>> {
    let text = texts.get(entry.key.text)?;
    let start = entry.key.span.start;
    let before = text.get(..start.byte)?.rsplit('\n').next()?;
    let is_block = before.bytes().all(|b| b == b' ');
    is_block.then(|| {
        let at = Place {
            span: Span::at(start),
            ..entry.key
        };
        let label = Phrase::new("fix", "add").with("line", line);
        Fix::replace(label, at, format!("{line}\n{before}"))
    })
}
