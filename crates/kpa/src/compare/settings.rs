//! What a change says: in effect, not in text.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::findings;
use crate::phrases::Words;
use crate::settings::ladder::{Ladder, Row, Source};
use crate::settings::review::{Effective, Review};
use crate::settings::workload::Workload;
use crate::text::Finding;

/// What two sets of texts say, compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The findings that came.
    pub came: Vec<Finding>,
    /// The findings that went, with their places in the texts before.
    pub went: Vec<Finding>,
    /// The revisions of both, those of the change first, in their order.
    pub pairs: Vec<Pair>,
}

/// A revision before and after.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Namespace and name; `None` if there is no revision at all, and one without settings stands for it.
    pub name: Option<String>,
    /// Its number in the review before; `None` if it came, or if there was no revision at all.
    pub base: Option<usize>,
    /// Its number in the review after; `None` if it went, or if there is no revision at all.
    pub change: Option<usize>,
    /// What counted before; `None` if the revision came, or if something was wrong with the texts.
    pub before: Option<Effective>,
    /// What counts after; `None` if the revision went, or if something is wrong with the texts.
    pub after: Option<Effective>,
    /// The settings that differ.
    pub changed: Vec<Changed>,
}

/// A setting that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// The setting's stable name.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Before.
    pub base: Side,
    /// After.
    pub change: Side,
    /// Whether something else comes out. Otherwise only somebody else says it.
    pub in_effect: bool,
}

/// A setting before or after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// What comes out, for people.
    pub value: String,
    /// How, where that takes arithmetic.
    pub arithmetic: Option<String>,
    /// Who says it; a derived value has none.
    pub source: Option<Source>,
}

impl Comparison {
    /// A review that isn't compared with anything: nothing came or went.
    pub fn alone(review: &Review, words: &Words<'_>) -> Self {
        let alone = match review.workloads.len() {
            0 => vec![At::Nothing],
            count => (0..count).map(At::Nth).collect(),
        };
        let pair = |at| Pair::of((review, At::Missing), (review, at), words);
        Self {
            came: Vec::new(),
            went: Vec::new(),
            pairs: alone.into_iter().map(pair).collect(),
        }
    }

    /// Compares two reviews.
    pub fn of(base: &Review, change: &Review, words: &Words<'_>) -> Self {
        let pairs = pairs(&base.workloads, &change.workloads).into_iter();
        Self {
            came: findings::without(change, base),
            went: findings::without(base, change),
            pairs: pairs
                .map(|(before, after)| Pair::of((base, before), (change, after), words))
                .collect(),
        }
    }

    /// The revisions to simulate, by their numbers: all, or those that the change makes a difference to;
    /// the first one if there is none.
    pub fn chosen(&self, all: bool) -> Vec<usize> {
        let numbered = || self.pairs.iter().enumerate();
        let there = || numbered().filter(|(_, pair)| pair.after.is_some());
        let numbers = |differing: bool| -> Vec<usize> {
            let chosen = there().filter(|(_, pair)| !differing || pair.differs());
            chosen.map(|(number, _)| number).collect()
        };
        let differing = numbers(true);
        match (all, differing.is_empty()) {
            (true, _) => numbers(false),
            (false, false) => differing,
            (false, true) => numbers(false).into_iter().take(1).collect(),
        }
    }
}

impl Pair {
    fn of(base: (&Review, At), change: (&Review, At), words: &Words<'_>) -> Self {
        let ladder = |(review, at): (&Review, At)| {
            let nth = match at {
                At::Missing => return None,
                At::Nothing => review.workloads.len(),
                At::Nth(nth) => nth,
            };
            Some(Ladder::of(review, nth, &BTreeSet::new(), words))
        };
        let number = |at| match at {
            At::Nth(nth) => Some(nth),
            _ => None,
        };
        let (before, after) = (ladder(base), ladder(change));
        let changed = match (&before, &after) {
            (Some(before), Some(after)) => changed(before, after),
            _ => Vec::new(),
        };
        let effective = |ladder: Option<Ladder>, review: &Review| {
            let ladder = ladder.filter(|_| !review.has_errors());
            ladder.map(|ladder| ladder.effective)
        };
        let named = [change, base]
            .into_iter()
            .find_map(|(review, at)| number(at).and_then(|nth| review.workloads.get(nth)));
        Self {
            name: named.map(Workload::full_name),
            base: number(base.1),
            change: number(change.1),
            before: effective(before, base.0),
            after: effective(after, change.0),
            changed,
        }
    }

    /// Whether the change makes a difference to it. What is written differently and means the same
    /// doesn't.
    pub fn differs(&self) -> bool {
        let (Some(before), Some(after)) = (&self.before, &self.after) else {
            return self.before.is_some() != self.after.is_some();
        };
        // No row of the ladder shows when the answer has to begin.
        self.changed.iter().any(|it| it.in_effect)
            || before.revision != after.revision
            || before.answer_within() != after.answer_within()
    }
}

/// Where a revision is in a review.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// Not in it.
    Missing,
    /// There is none at all, so one without settings stands for it.
    Nothing,
    Nth(usize),
}

/// The revisions of both that belong together: by name, or because each side has only one.
fn pairs(base: &[Workload], change: &[Workload]) -> Vec<(At, At)> {
    match (base.len(), change.len()) {
        (0, 0) => return vec![(At::Nothing, At::Nothing)],
        (1, 1) => return vec![(At::Nth(0), At::Nth(0))],
        _ => {}
    }
    let names: Vec<String> = base.iter().map(Workload::full_name).collect();
    let mut left: Vec<usize> = (0..base.len()).collect();
    let mut pairs: Vec<(At, At)> = Vec::new();
    for (nth, workload) in change.iter().enumerate() {
        let name = workload.full_name();
        let at = left
            .iter()
            .position(|&other| names.get(other) == Some(&name));
        let before = at.map_or(At::Missing, |at| At::Nth(left.remove(at)));
        pairs.push((before, At::Nth(nth)));
    }
    pairs.extend(left.into_iter().map(|nth| (At::Nth(nth), At::Missing)));
    pairs
}

fn changed(base: &Ladder, change: &Ladder) -> Vec<Changed> {
    let rows = change.rows.iter();
    rows.filter_map(|after| {
        let before = base.row(&after.id)?;
        let changed = Changed {
            id: after.id.clone(),
            label: after.label.clone(),
            base: side(before),
            change: side(after),
            in_effect: before.value != after.value,
        };
        (changed.in_effect || changed.base.source != changed.change.source).then_some(changed)
    })
    .collect()
}

fn side(row: &Row) -> Side {
    Side {
        value: row.value.clone(),
        arithmetic: row.arithmetic.clone(),
        source: row.winner().map(|winner| winner.source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::review;

    fn service(name: &str, annotations: &str) -> String {
        format!(
            "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: {name}\nspec:\n  \
             template:\n    metadata:\n      annotations: {{{annotations}}}\n    spec:\n      \
             containers:\n        - image: example.com/a\n---\n"
        )
    }

    fn config(data: &str) -> String {
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: config-autoscaler}}\ndata: {{{data}}}\n"
        )
    }

    fn compare(base: &[&str], change: &[&str]) -> Comparison {
        Comparison::of(&review(base), &review(change), Words::english())
    }

    /// The settings that differ in effect, as `id before → after`.
    fn differences(comparison: &Comparison) -> Vec<String> {
        let changed = comparison.pairs.iter().flat_map(|pair| &pair.changed);
        let in_effect = changed.filter(|it| it.in_effect);
        in_effect
            .map(|it| format!("{} {} → {}", it.id, it.base.value, it.change.value))
            .collect()
    }

    const TEN: &str = "autoscaling.knative.dev/target: \"10\"";

    #[test]
    fn what_counts_is_compared_and_not_how_it_is_written() {
        let tens = service("a", TEN);
        let reworded = format!("# Ten.\n{}", tens.replace("\"10\"", "'1e1'"));
        let longer = config("stable-window: 120s");
        let other_unit = config("stable-window: 2m");
        for (base, change, differ) in [
            (vec![&*tens], vec![&*reworded], vec![]),
            (vec![&tens, &longer], vec![&other_unit, &tens], vec![]),
            (
                vec![&tens],
                vec![&tens, &longer],
                vec!["stable-window 60s → 120s", "panic-window 6s → 12s"],
            ),
            (
                vec![&longer],
                vec![],
                vec!["stable-window 120s → 60s", "panic-window 12s → 6s"],
            ),
        ] {
            let comparison = compare(&base, &change);
            assert_eq!(differences(&comparison), differ);
            let differs = comparison.pairs.iter().any(Pair::differs);
            assert_eq!(differs, !differ.is_empty());
        }
    }

    #[test]
    fn who_says_it_is_told_even_if_the_same_comes_out() {
        let window = service("a", "autoscaling.knative.dev/window: 60s");
        let comparison = compare(&[&service("a", "")], &[&window]);
        let [changed] = &comparison.pairs[0].changed[..] else {
            panic!("{comparison:?}");
        };
        assert_eq!((&*changed.id, changed.in_effect), ("stable-window", false));
        let sources = [&changed.base, &changed.change].map(|side| side.source);
        assert_eq!(sources, [Some(Source::Default), Some(Source::Annotation)]);
    }

    #[test]
    fn revisions_belong_together_by_name() {
        let [a, b, c] = ["a", "b", "c"].map(|name| service(name, ""));
        let comparison = compare(&[&a, &b], &[&c, &b]);
        let pairs = comparison.pairs.iter();
        let pairs: Vec<_> = pairs
            .map(|it| (it.name.as_deref(), it.base, it.change))
            .collect();
        assert_eq!(
            pairs,
            [
                (Some("c"), None, Some(0)),
                (Some("b"), Some(1), Some(1)),
                (Some("a"), Some(0), None)
            ]
        );
        // The only one on each side is the same one under another name.
        let renamed = compare(&[&a], &[&b]);
        assert_eq!(
            (renamed.pairs[0].base, renamed.pairs[0].change),
            (Some(0), Some(0))
        );
    }

    #[test]
    fn a_review_alone_has_nothing_before() {
        for texts in [&[][..], &[&*service("a", TEN), &service("b", "")]] {
            let alone = Comparison::alone(&review(texts), Words::english());
            assert_eq!(alone.pairs.len(), texts.len().max(1));
            for pair in alone.pairs {
                assert!(pair.before.is_none() && pair.after.is_some(), "{pair:?}");
            }
        }
    }

    #[test]
    fn findings_come_and_go_wherever_they_stand() {
        let codes =
            |findings: &[Finding]| -> Vec<&str> { findings.iter().map(Finding::code).collect() };
        let bad = service("a", "autoscaling.knative.dev/target: \"0\"");
        let same = compare(&[&bad], &[&format!("# A comment\n\n{bad}")]);
        assert!(same.came.is_empty() && same.went.is_empty(), "{same:?}");
        let mended = compare(&[&bad], &[&service("a", TEN)]);
        assert_eq!(codes(&mended.went).first(), Some(&"annotation-value"));
        assert_eq!(mended.pairs[0].before, None);
        let other = service("a", &TEN.replace("10", "20"));
        let retold = compare(&[&service("a", TEN)], &[&other]);
        assert!(
            retold.came.is_empty() && retold.went.is_empty(),
            "{retold:?}"
        );
        let twice = compare(&[&bad], &[&bad, &bad]);
        assert!(
            codes(&twice.came).contains(&"annotation-value"),
            "{twice:?}"
        );
    }
}
