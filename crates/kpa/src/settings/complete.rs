//! What could stand at a place of a text that is being typed.

use std::ops::Range;

use super::help::{self, Help, Place};
use crate::text::{Outline, Spot};

/// What could stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What of the text a candidate takes the place of, in bytes.
    pub range: Range<usize>,
    /// The candidates, the most used first.
    pub candidates: Vec<Candidate>,
}

/// Something that could stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What is shown, and compared with what was typed.
    pub label: &'static str,
    /// What is put into the text.
    pub insert: String,
    /// Where in `insert` the cursor goes, in bytes from its start.
    pub cursor: usize,
    /// The key it is, or whose value it is.
    pub help: Help,
    /// Whether it is a key, so that a value comes next.
    pub is_key: bool,
}

/// What could stand at that byte of a text.
///
/// ```
/// use kpa::settings::complete::complete;
///
/// let text = "kind: ConfigMap\nmetadata:\n  name: config-autoscaler\ndata:\n  stab";
/// let completion = complete(text, text.len()).unwrap();
/// assert_eq!(&text[completion.range], "stab");
/// let inserts: Vec<_> = completion.candidates.iter().map(|it| it.insert.as_str()).collect();
/// assert!(inserts.contains(&"stable-window: \"\""));
/// ```
pub fn complete(text: &str, byte: usize) -> Option<Completion> {
    let outline = Outline::at(text, byte);
    let place = Place::at(&outline)?;
    match &outline.spot {
        Spot::Key { range, is_complete } => {
            let typed = text.get(range.clone())?;
            let siblings: Vec<_> = outline
                .siblings()
                .filter_map(|key| Some(help::of(place, key)?.key))
                .collect();
            let candidates = help::all(place)
                .filter(|help| help.key == typed || !siblings.contains(&help.key))
                .map(|help| key(help, *is_complete))
                .collect();
            Some(Completion {
                range: range.clone(),
                candidates,
            })
        }
        Spot::Value { key, range } => {
            let help = help::of(place, key)?;
            Some(values(help, text, range.clone()))
        }
        Spot::Nothing => None,
    }
}

fn key(help: Help, is_complete: bool) -> Candidate {
    let (insert, back) = match (is_complete, help.place) {
        (true, _) => (help.key.to_owned(), 0),
        (false, Place::Field) => (format!("{}: ", help.key), 0),
        (false, _) => (format!("{}: \"\"", help.key), 1),
    };
    Candidate {
        label: help.key,
        cursor: insert.len() - back,
        insert,
        help,
        is_key: !is_complete,
    }
}

/// The values of a key. Quotes that stand there already are left alone.
fn values(help: Help, text: &str, range: Range<usize>) -> Completion {
    let typed = text.get(range.clone()).unwrap_or("");
    let quote = typed.chars().next().filter(|c| matches!(c, '"' | '\''));
    let is_closed = quote.is_some_and(|quote| typed.len() > 1 && typed.ends_with(quote));
    let gap = match text.get(..range.start).is_some_and(|it| it.ends_with(':')) {
        true => " ",
        false => "",
    };
    let candidates = help.values.iter().map(|value| {
        let insert = match (quote, help.place) {
            (Some(_), _) if is_closed => (*value).to_owned(),
            (Some(quote), _) => format!("{value}{quote}"),
            (None, Place::Field) => format!("{gap}{value}"),
            (None, _) => format!("{gap}\"{value}\""),
        };
        Candidate {
            label: value,
            // Behind the closing quote, if that is put in, too.
            cursor: insert.len(),
            insert,
            help,
            is_key: false,
        }
    });
    Completion {
        range: match quote {
            Some(_) => range.start + 1..range.end - usize::from(is_closed),
            None => range.clone(),
        },
        candidates: candidates.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SERVICE: &str =
        "kind: Service\nspec:\n  template:\n    metadata:\n      annotations:\n        ";
    const CONFIG: &str = "kind: ConfigMap\nmetadata:\n  name: config-autoscaler\ndata:\n  ";

    /// Takes the candidate of that label; `¦` is the cursor, before and after.
    fn accept(text: &str, label: &str) -> Option<String> {
        let byte = text.find('¦').expect("a place is marked");
        let mut text = text.replace('¦', "");
        let completion = complete(&text, byte)?;
        let candidate = completion.candidates.iter().find(|it| it.label == label)?;
        let mut insert = candidate.insert.clone();
        insert.insert(candidate.cursor, '¦');
        text.replace_range(completion.range, &insert);
        Some(text)
    }

    #[test]
    fn keys_and_values_are_completed() {
        let check = |before: &str, typed: &str, label: &str, expected: Option<&str>| {
            let found = accept(&format!("{before}{typed}"), label);
            let expected = expected.map(|it| format!("{before}{it}"));
            assert_eq!(found, expected, "{typed}");
        };
        let target = "autoscaling.knative.dev/target";
        let quoted = "autoscaling.knative.dev/target: \"¦\"";
        check(SERVICE, "¦", target, Some(quoted));
        check(SERVICE, "targ¦", target, Some(quoted));
        check(SERVICE, "autoscaling.knative.dev/t¦", target, Some(quoted));
        check(
            SERVICE,
            "x¦: 1",
            target,
            Some("autoscaling.knative.dev/target¦: 1"),
        );
        let metric = "autoscaling.knative.dev/metric:";
        for (typed, expected) in [
            ("¦", " \"rps\"¦"),
            (" ¦", " \"rps\"¦"),
            (" r¦", " \"rps\"¦"),
            (" \"¦\"", " \"rps¦\""),
            (" \"r¦", " \"rps\"¦"),
            (" 'r¦' # why", " 'rps¦' # why"),
        ] {
            let before = format!("{SERVICE}{metric}");
            check(&before, typed, "rps", Some(expected));
        }
        check(CONFIG, "st¦", "stable-window", Some("stable-window: \"¦\""));
        check(CONFIG, "st¦", target, None);
        check("kind: Service\n", "¦", target, None);
        check(
            "kind: Service\nspec:\n  template:\n    spec:\n      ",
            "¦",
            "containerConcurrency",
            Some("containerConcurrency: ¦"),
        );
    }

    #[test]
    fn what_stands_there_already_is_not_proposed_again() {
        let labels = |text: &str| -> Vec<&str> {
            let completion = complete(text, text.len()).expect("there are candidates");
            completion.candidates.iter().map(|it| it.label).collect()
        };
        let text = format!("{SERVICE}autoscaling.knative.dev/minScale: \"1\"\n        ");
        assert!(!labels(&text).contains(&"autoscaling.knative.dev/min-scale"));
        assert!(labels(&text).contains(&"autoscaling.knative.dev/max-scale"));
    }

    proptest! {
        #[test]
        fn any_text_can_be_completed_anywhere(text in "[-a:#\"' \n\r€|]{0,40}", byte in 0usize..400) {
            for before in [SERVICE, CONFIG] {
                let text = format!("{before}{text}");
                if let Some(completion) = complete(&text, byte) {
                    prop_assert!(text.get(completion.range).is_some());
                }
            }
        }
    }
}
