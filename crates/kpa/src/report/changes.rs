//! A change: what it says, what it does, and whether that is within the budgets.

#[cfg(feature = "changes")]
pub mod json;
mod markdown;

use crate::compare::budget::{Budget, Outcome};
use crate::compare::{Comparison, Tried};

use super::Report;

/// What there is to print of a change, beside the report of what it ends in.
pub struct Changes<'a> {
    /// The report of what was there before, if the review is about a change.
    pub base: Option<&'a Report<'a>>,
    /// What differs.
    pub comparison: &'a Comparison,
    /// What was tried.
    pub tried: &'a [Tried<'a>],
    /// The seeds of each.
    pub seeds: u64,
    /// What became of the budgets.
    pub budgets: &'a [Judged<'a>],
}

/// A budget under one traffic.
pub struct Judged<'a> {
    /// The budget.
    pub budget: &'a Budget,
    /// The revision's number among the pairs.
    pub pair: usize,
    /// The traffic's name.
    pub traffic: &'a str,
    /// What became of it; `None` if there was nothing to measure.
    pub outcome: Option<Outcome>,
}

impl Judged<'_> {
    /// Whether it is exceeded.
    pub fn is_exceeded(&self) -> bool {
        self.outcome.is_some_and(|outcome| !outcome.kept)
    }
}

impl Changes<'_> {
    /// The name of a revision, by its number among the pairs.
    pub fn name(&self, pair: usize) -> &str {
        let pair = self.comparison.pairs.get(pair);
        pair.and_then(|pair| pair.name.as_deref())
            .unwrap_or("A revision without settings")
    }

    /// What was tried with a revision.
    pub fn tried_with(&self, pair: usize) -> impl Iterator<Item = &Tried<'_>> {
        self.tried.iter().filter(move |tried| tried.pair == pair)
    }

    /// Why nothing was simulated that should have been, in a sentence.
    pub fn why_not(&self, report: &Report<'_>) -> Option<&'static str> {
        let base = self.base.is_some_and(|base| base.review.has_errors());
        match (report.review.has_errors(), base) {
            (true, _) => Some("Nothing was simulated: there are errors."),
            (_, true) => Some("There were errors before, so only what comes after was simulated."),
            _ => None,
        }
    }
}
