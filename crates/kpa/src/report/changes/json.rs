//! For programs.

use serde::Serialize;

use super::Changes;
use crate::compare::{Changed, Effect, Measure, Pair};
use crate::report::json::names;
use crate::text::Finding;

/// A change, in the form that stays.
#[derive(Serialize)]
pub struct Change<'a> {
    base: Option<Base<'a>>,
    came: &'a [Finding],
    went: &'a [Finding],
    seeds: u64,
    revisions: Vec<Revision<'a>>,
    budgets: Vec<Budget<'a>>,
}

#[derive(Serialize)]
struct Base<'a> {
    files: Vec<&'a str>,
}

#[derive(Serialize)]
struct Revision<'a> {
    name: Option<&'a str>,
    is_new: bool,
    is_gone: bool,
    changed: &'a [Changed],
    tried: Vec<Tried<'a>>,
}

#[derive(Serialize)]
struct Tried<'a> {
    traffic: &'a str,
    seconds: f64,
    effects: &'a [Effect],
}

#[derive(Serialize)]
struct Budget<'a> {
    budget: &'a str,
    measure: Measure,
    name: Option<&'a str>,
    traffic: &'a str,
    value: Option<f64>,
    kept: bool,
}

impl Changes<'_> {
    /// The change for JSON.
    pub fn json(&self) -> Change<'_> {
        let comparison = self.comparison;
        let pairs = comparison.pairs.iter().enumerate();
        let budgets = self.budgets.iter().map(|judged| Budget {
            budget: &judged.budget.text,
            measure: judged.budget.measure,
            name: (comparison.pairs.get(judged.pair)).and_then(|pair| pair.name.as_deref()),
            traffic: judged.traffic,
            value: judged.outcome.map(|it| it.value),
            kept: !judged.is_exceeded(),
        });
        Change {
            base: self.base.map(|base| Base { files: names(base) }),
            came: &comparison.came,
            went: &comparison.went,
            seeds: self.seeds,
            revisions: pairs.map(|(nth, pair)| self.revision(nth, pair)).collect(),
            budgets: budgets.collect(),
        }
    }

    fn revision<'a>(&'a self, nth: usize, pair: &'a Pair) -> Revision<'a> {
        let tried = self.tried_with(nth).map(|tried| Tried {
            traffic: &tried.case.name,
            seconds: tried.case.length.as_secs_f64(),
            effects: &tried.effects,
        });
        Revision {
            name: pair.name.as_deref(),
            is_new: self.base.is_some() && pair.base.is_none() && pair.change.is_some(),
            is_gone: pair.base.is_some() && pair.change.is_none(),
            changed: &pair.changed,
            tried: tried.collect(),
        }
    }
}
