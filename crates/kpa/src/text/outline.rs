//! Where in its document a place of a text lies, by indentation alone.
//!
//! A text that is being typed is seldom YAML: a key has no colon yet, a quote isn't closed. So what
//! could be typed next isn't asked of the tree but of the lines above.

use std::ops::Range;

/// Where a place lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline<'a> {
    /// The keys around it, from the outermost; `-` is an item of a list.
    pub path: Vec<&'a str>,
    /// What stands there.
    pub spot: Spot<'a>,
    /// The column of what stands on its line.
    depth: usize,
    /// The lines of its document, all and those above and below.
    document: &'a str,
    above: &'a str,
    below: &'a str,
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot<'a> {
    /// A key, or what may become one.
    Key {
        /// All of it, in bytes of the text.
        range: Range<usize>,
        /// Whether a colon follows.
        is_complete: bool,
    },
    /// The value of a key.
    Value {
        /// The key.
        key: &'a str,
        /// The value with its quotes but without a comment, in bytes of the text.
        range: Range<usize>,
    },
    /// A comment, or the line between two documents.
    Nothing,
}

impl<'a> Outline<'a> {
    /// The place at that byte of a text in block style.
    pub fn at(text: &'a str, byte: usize) -> Self {
        let byte = (0..=byte.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0);
        let (above, below) = text.split_at(byte);
        let start = above.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let end = below.find(['\n', '\r']).map_or(text.len(), |at| byte + at);
        let line = Line::of(text.get(start..end).unwrap_or(""));
        let column = byte - start;
        let document = document(text, start);
        let lines_above = text.get(document.start..start).unwrap_or("");
        let is_after = |mark: Option<usize>| mark.is_some_and(|mark| column > mark);
        let spot = if line.is_boundary() || is_after(line.comment) {
            Spot::Nothing
        } else if let (Some(key), true) = (line.key(), is_after(line.colon)) {
            let value = line.value();
            // The gap before the value belongs to it.
            Spot::Value {
                key,
                range: start + value.start.min(column)..start + value.end.max(column),
            }
        } else {
            let range = line.key_range();
            Spot::Key {
                range: start + range.start.min(column)..start + range.end.max(column),
                is_complete: line.colon.is_some(),
            }
        };
        let depth = match line.text.trim().is_empty() {
            true => column,
            false => line.content,
        };
        Self {
            path: path(lines_above, depth, line.dash),
            spot,
            depth,
            above: lines_above,
            below: text.get(end..document.end).unwrap_or(""),
            document: text.get(document).unwrap_or(""),
        }
    }

    /// The keys beside it, in the same mapping.
    pub fn siblings(&self) -> impl Iterator<Item = &'a str> {
        let depth = self.depth;
        let keys = move |line: &Line<'a>| line.key().filter(|_| line.content == depth);
        let belongs = move |line: &Line<'a>| line.is_empty() || line.content >= depth;
        let above = self.above.rsplit(['\n', '\r']).map(Line::of);
        let below = self.below.split(['\n', '\r']).map(Line::of);
        let above = above
            .take_while(belongs)
            .filter_map(move |line| keys(&line));
        let below = below
            .take_while(belongs)
            .filter_map(move |line| keys(&line));
        above.chain(below)
    }

    /// The value of a key in the document, by the key's path: quotes and comments are left out.
    pub fn value(&self, wanted: &[&str]) -> Option<&'a str> {
        let (last, parents) = wanted.split_last()?;
        let mut open: Vec<(usize, &str)> = Vec::new();
        for line in self.document.split(['\n', '\r']).map(Line::of) {
            let Some(key) = line.key() else {
                continue;
            };
            open.retain(|(depth, _)| *depth < line.content);
            let is_there = key == *last && open.iter().map(|(_, key)| key).eq(parents);
            if is_there {
                return line.text.get(line.value()).map(unquoted);
            }
            open.push((line.content, key));
        }
        None
    }
}

/// The lines of the document that the line from `start` on belongs to.
fn document(text: &str, start: usize) -> Range<usize> {
    let mut range = 0..text.len();
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if line.starts_with("---") {
            if at > start {
                range.end = at;
                break;
            }
            range.start = at + line.len();
        }
        at += line.len();
    }
    range.start = range.start.min(start);
    range
}

/// The keys that lines at a depth belong to. An item of a list may stand as deep as the list's key.
fn path(above: &str, depth: usize, dash: Option<usize>) -> Vec<&str> {
    let mut path = Vec::new();
    let mut depth = depth;
    let mut is_item = false;
    if let Some(dash) = dash {
        (depth, is_item) = (dash, true);
        path.push("-");
    }
    for line in above.rsplit(['\n', '\r']).map(Line::of) {
        if line.is_empty() {
            continue;
        }
        let is_around = |at: usize| at < depth || (is_item && at == depth && line.dash.is_none());
        if let Some(key) = line.key().filter(|_| is_around(line.content)) {
            path.push(key);
            (depth, is_item) = (line.content, false);
        }
        if let Some(dash) = line.dash.filter(|dash| *dash < depth) {
            path.push("-");
            (depth, is_item) = (dash, true);
        }
    }
    path.reverse();
    path
}

/// A line and the columns, in bytes, of what stands on it.
struct Line<'a> {
    text: &'a str,
    /// The last dash of the items that begin here.
    dash: Option<usize>,
    /// The first character after indentation and dashes.
    content: usize,
    colon: Option<usize>,
    comment: Option<usize>,
}

impl<'a> Line<'a> {
    fn of(text: &'a str) -> Self {
        let mut line = Self {
            text,
            dash: None,
            content: text.len() - text.trim_start_matches(' ').len(),
            colon: None,
            comment: None,
        };
        while let Some(rest) = text.get(line.content..)
            && (rest.starts_with("- ") || rest == "-")
        {
            line.dash = Some(line.content);
            let after = rest.get(1..).unwrap_or("");
            line.content += 1 + after.len() - after.trim_start_matches(' ').len();
        }
        let mut quote = None;
        let mut before = ' ';
        for (at, c) in text.char_indices().skip_while(|(at, _)| *at < line.content) {
            let ends_word = text
                .get(at + 1..)
                .is_none_or(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
            match (quote, c) {
                (Some(open), _) if open == c => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') if " \t:,[{".contains(before) => quote = Some(c),
                (None, ':') if ends_word && line.colon.is_none() => line.colon = Some(at),
                (None, '#') if matches!(before, ' ' | '\t') => {
                    line.comment = Some(at);
                    break;
                }
                (None, _) => {}
            }
            before = c;
        }
        line
    }

    /// Whether nothing but a comment stands on it.
    fn is_empty(&self) -> bool {
        self.text.trim().is_empty() || self.comment == Some(self.content)
    }

    fn is_boundary(&self) -> bool {
        self.text.starts_with("---") || self.text.starts_with("...")
    }

    fn key_range(&self) -> Range<usize> {
        let end = self
            .colon
            .or(self.comment)
            .unwrap_or(self.text.len())
            .max(self.content);
        let key = self.text.get(self.content..end).unwrap_or("");
        self.content..self.content + key.trim_end().len()
    }

    fn key(&self) -> Option<&'a str> {
        self.colon?;
        self.text.get(self.key_range()).map(unquoted)
    }

    /// What stands between the colon and a comment, without the spaces around it.
    fn value(&self) -> Range<usize> {
        let from = self.colon.map_or(self.text.len(), |at| at + 1);
        let to = self.comment.unwrap_or(self.text.len()).max(from);
        let value = self.text.get(from..to).unwrap_or("");
        let start = from + value.len() - value.trim_start().len();
        start..start + value.trim().len()
    }
}

fn unquoted(scalar: &str) -> &str {
    let inside = |quote| scalar.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(scalar)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text has a `¦` where the place is.
    fn check(text: &str, path: &[&str], spot: &str) {
        let byte = text.find('¦').expect("a place is marked");
        let text = text.replace('¦', "");
        let outline = Outline::at(&text, byte);
        assert_eq!(outline.path, path, "{text}");
        let found = match outline.spot {
            Spot::Key { range, is_complete } => format!(
                "key {}{}",
                text.get(range).unwrap_or("?"),
                if is_complete { ":" } else { "" }
            ),
            Spot::Value { key, range } => {
                format!("value of {key} {}", text.get(range).unwrap_or("?"))
            }
            Spot::Nothing => "nothing".to_owned(),
        };
        assert_eq!(found, spot, "{text}");
    }

    #[test]
    fn places_are_found_by_indentation() {
        check("a¦", &[], "key a");
        check("a:\n  ¦", &["a"], "key ");
        check("a:\n¦", &[], "key ");
        check("a:\n  b: 1\n\n  # c:\n  d¦e: f\n", &["a"], "key de:");
        check("a:\r\n  b:\r\n    c: 1\r\n  d¦", &["a"], "key d");
        check("a: ¦", &[], "value of a ");
        check("a:¦", &[], "value of a ");
        check("a: \"1¦0\" # why", &[], "value of a \"10\"");
        check("a: \"1¦", &[], "value of a \"1");
        check("a: 10 # wh¦y", &[], "nothing");
        check("\"a#\": 1¦", &[], "value of a# 1");
        check("x:\n- a: 1\n  b¦", &["x", "-"], "key b");
        check("x:\n  - a:\n      b¦", &["x", "-", "a"], "key b");
        check("x:\n- a: 1\n- b¦", &["x", "-"], "key b");
        check("a:\n  t: |\n    b: ¦", &["a", "t"], "value of b ");
        check("a:\n  b: 1\n---\nc¦", &[], "key c");
        check("--¦-", &[], "nothing");
    }

    #[test]
    fn values_are_found_by_their_path() {
        let text = "kind: ConfigMap # it is\nmetadata:\n  name: \"x\"\n  labels:\n    name: y\n---\nkind: Z\n";
        let first = Outline::at(text, 5);
        assert_eq!(first.value(&["kind"]), Some("ConfigMap"));
        assert_eq!(first.value(&["metadata", "name"]), Some("x"));
        assert_eq!(first.value(&["name"]), None);
        assert_eq!(Outline::at(text, text.len()).value(&["kind"]), Some("Z"));
    }

    #[test]
    fn siblings_stand_in_the_same_mapping() {
        let text = "x: 1\na:\n  b: 1\n\n  c:\n    d: 1\n  ?\n  \"e\": 1\ny:\n  f: 1\n";
        let outline = Outline::at(text, text.find('?').unwrap_or(0));
        assert_eq!(outline.siblings().collect::<Vec<_>>(), ["c", "b", "e"]);
    }

    proptest! {
        #[test]
        fn any_text_has_an_outline_anywhere(text in "[-a:#\"' \n\r€|]{0,60}", byte in 0usize..80) {
            let outline = Outline::at(&text, byte);
            if let Spot::Key { range, .. } | Spot::Value { range, .. } = outline.spot {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
