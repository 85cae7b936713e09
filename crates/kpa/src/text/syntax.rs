//! What the parser's errors say to somebody who wrote the text.

use saphyr_parser::ScanError;

use super::finding::Finding;
use super::fix::{Edit, Fix};
use super::read::DEEPEST;
use super::rules;
use super::span::{Locator, Place, Position, Span};
use crate::phrases::Phrase;

/// How many tabs a fix replaces; more than this nobody has typed.
const MOST_TABS: usize = 1000;

/// The finding for the error that ended the reading of a text.
pub(super) fn finding(
    number: usize,
    text: &str,
    locator: &mut Locator<'_>,
    error: &ScanError,
) -> Finding {
    let at = locator.locate(error.marker().line(), error.marker().col());
    let place = |span| Place { text: number, span };
    // The parser's own limit; it looks ahead through brackets, so ours may come too late.
    if error.info() == "recursion limit exceeded" {
        return too_deep(place(Span::at(at)));
    }
    let line_start = locator.locate(at.line, 0);
    let line = text
        .get(line_start.byte..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or("");
    if let Some((before, _)) = indentation(line).split_once('\t') {
        let start = line_start.after(before);
        return rules::TAB_INDENTATION
            .at(place(Span {
                start,
                end: start.after("\t"),
            }))
            .fixed_by(without_tabs(number, text));
    }
    // At least one character, so that there is something to mark.
    let next = text.get(at.byte..).and_then(|rest| rest.chars().next());
    let end = next
        .filter(|c| !c.is_control())
        .map_or(at, |c| at.after(c.encode_utf8(&mut [0; 4])));
    rules::YAML_SYNTAX
        .at(place(Span { start: at, end }))
        .with("detail", error.info())
}

/// The finding for a text with too many levels.
pub(super) fn too_deep(place: Place) -> Finding {
    rules::TOO_DEEP.at(place).with("limit", DEEPEST)
}

fn indentation(line: &str) -> &str {
    line.get(..line.len() - line.trim_start_matches([' ', '\t']).len())
        .unwrap_or("")
}

/// Two spaces for every tab that indents a line.
fn without_tabs(number: usize, text: &str) -> Option<Fix<Phrase>> {
    let mut edits = Vec::new();
    let mut line_start = Position::START;
    for line in text.split_inclusive('\n') {
        for (at, _) in indentation(line).match_indices('\t') {
            if edits.len() == MOST_TABS {
                return None;
            }
            let start = line_start.after(line.get(..at)?);
            let span = Span {
                start,
                end: start.after("\t"),
            };
            let place = Place { text: number, span };
            edits.push(Edit {
                place,
                replacement: "  ".to_owned(),
            });
        }
        line_start = line_start.after(line);
    }
    Some(Fix {
        label: Phrase::new("fix", "tabs"),
        edits,
    })
}
