//! For programs. The form is documented in `docs/ci.md`, and stays.

use kpa::report::Changes;
use serde_json::{Value, json};

/// The change as JSON.
pub fn json(changes: &Changes<'_>) -> Value {
    let comparison = changes.comparison;
    let pairs = comparison.pairs.iter().enumerate().map(|(nth, pair)| {
        let tried = changes.tried_with(nth).map(|tried| {
            json!({
                "traffic": tried.case.name,
                "seconds": tried.case.length.as_secs_f64(),
                "effects": tried.effects,
            })
        });
        json!({
            "name": pair.name,
            "is_new": changes.base.is_some() && pair.base.is_none() && pair.change.is_some(),
            "is_gone": pair.base.is_some() && pair.change.is_none(),
            "changed": pair.changed,
            "tried": tried.collect::<Vec<_>>(),
        })
    });
    let budgets = changes.budgets.iter().map(|judged| {
        json!({
            "budget": judged.budget.text,
            "measure": judged.budget.measure,
            "name": changes.comparison.pairs.get(judged.pair).and_then(|pair| pair.name.as_ref()),
            "traffic": judged.traffic,
            "value": judged.outcome.map(|it| it.value),
            "kept": !judged.is_exceeded(),
        })
    });
    let base = changes.base.map(|base| {
        let files = base.inputs.iter().map(|input| input.name.as_str());
        json!({ "files": files.collect::<Vec<_>>() })
    });
    json!({
        "base": base,
        "came": comparison.came,
        "went": comparison.went,
        "seeds": changes.seeds,
        "revisions": pairs.collect::<Vec<_>>(),
        "budgets": budgets.collect::<Vec<_>>(),
    })
}
