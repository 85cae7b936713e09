//! A Service with one more setting in it, written line by line where somebody would who knows the place, so
//! that all else stays as it is.

use std::ops::Range;

use kpa::settings::annotations::PREFIX;

/// The longest value of an annotation, in bytes.
const VALUE_MAX: usize = 64;

/// A Service whose revisions have an annotation: in the place of the one of this name, in either spelling,
/// or else as the first one; `None` if there is no place for it.
pub fn annotate(service: &str, name: &str, value: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    if value.len() > VALUE_MAX || !value.chars().all(is_plain) {
        return None;
    }
    let mut lines: Vec<String> = service.lines().map(str::to_owned).collect();
    // Without a template it is a Revision.
    let place = ["spec", "template", "metadata", "annotations"];
    let place = match lines.iter().any(|line| line.trim() == "template:") {
        true => &place[..],
        false => &place[2..],
    };
    let mut block = Block {
        lines: 0..lines.len(),
        indent: 0,
    };
    for (depth, key) in place.iter().enumerate() {
        let nth = match block.find(&lines, |line| has_key(line, key)) {
            Some(nth) => nth,
            None if depth == 0 => return None,
            None => block.add(&mut lines, &format!("{key}:")),
        };
        block = Block::below(&lines, nth)?;
    }
    let spelled = |name: &str| name.replace('-', "").to_ascii_lowercase();
    let is_it = |line: &str| {
        let key = line.strip_prefix(PREFIX);
        let key = key.and_then(|rest| rest.split_once(':'));
        key.is_some_and(|(key, _)| spelled(key) == spelled(name))
    };
    match block.find(&lines, is_it) {
        Some(nth) => {
            let line = lines.get_mut(nth)?;
            let (key, _) = line.split_once(':')?;
            *line = format!("{key}: \"{value}\"");
        }
        None => {
            block.add(&mut lines, &format!("{PREFIX}{name}: \"{value}\""));
        }
    }
    Some(whole(&lines))
}

/// A Service with a limit of requests in a container; `None` if there is no place for it.
pub fn limit(service: &str, value: u32) -> Option<String> {
    const KEY: &str = "containerConcurrency:";
    let mut lines: Vec<String> = service.lines().map(str::to_owned).collect();
    let place = |start: &str| {
        lines
            .iter()
            .position(|it| it.trim_start().starts_with(start))
    };
    let (there, containers) = (place(KEY), place("containers:"));
    let indent = indent(lines.get(there.or(containers)?)?);
    let line = format!("{:indent$}{KEY} {value}", "");
    match there.and_then(|nth| lines.get_mut(nth)) {
        Some(old) => *old = line,
        None => lines.insert(containers?, line),
    }
    Some(whole(&lines))
}

/// Lines that belong to one key.
struct Block {
    lines: Range<usize>,
    /// How far the keys in it are indented.
    indent: usize,
}

impl Block {
    /// What stands below a key, perhaps nothing; `None` if something stands behind it.
    fn below(lines: &[String], nth: usize) -> Option<Self> {
        let key = lines.get(nth)?;
        let (_, behind) = key.split_once(':')?;
        if !is_blank(behind) {
            return None;
        }
        let (outer, rest) = (indent(key), lines.get(nth + 1..)?);
        let is_in = |line: &&String| is_blank(line) || indent(line) > outer;
        let count = rest.iter().take_while(is_in).count();
        let first = rest.iter().take(count).find(|line| !is_blank(line));
        Some(Self {
            lines: nth + 1..nth + 1 + count,
            indent: first.map_or(outer + 2, |line| indent(line)),
        })
    }

    /// The first line of its keys that is as wanted.
    fn find(&self, lines: &[String], is_wanted: impl Fn(&str) -> bool) -> Option<usize> {
        self.lines.clone().find(|&nth| {
            let line = lines.get(nth).map_or("", |line| line);
            indent(line) == self.indent && is_wanted(line.trim_start())
        })
    }

    /// Adds a key as its first one; its line.
    fn add(&self, lines: &mut Vec<String>, key: &str) -> usize {
        let indent = self.indent;
        lines.insert(self.lines.start, format!("{:indent$}{key}", ""));
        self.lines.start
    }
}

fn has_key(line: &str, key: &str) -> bool {
    let behind = line.strip_prefix(key);
    behind.is_some_and(|behind| behind.starts_with(':'))
}

/// Whether nothing stands there, but for a remark.
fn is_blank(text: &str) -> bool {
    let text = text.trim_start();
    text.is_empty() || text.starts_with('#')
}

/// How many spaces a line begins with.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn whole(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}
