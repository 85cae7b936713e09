//! What happens, in words.

use kpa::autoscaler::reconciler::Activity;
use kpa::autoscaler::snapshot::Snapshot;
use kpa::timeline::run::Moment;
use yew::prelude::*;

use crate::language::Words;

/// Small and exact numbers, such as targets: at most two decimals.
pub fn exact(value: f64) -> String {
    // Added to zero, a negative one is positive.
    let rounded = (value * 100.0).round() / 100.0 + 0.0;
    format!("{rounded}")
}

/// The present state: `8 desired, 8 ready, panic mode`.
pub fn now(moment: &Moment, words: Words) -> String {
    let row = moment.row;
    let desired = words.number(row.desired.max(0) as f64);
    let ready = words.number(row.ready as f64);
    let mode = if moment.autoscaler.is_none() {
        words.now_hpa()
    } else if row.panicking {
        words.now_panic()
    } else if is_inactive(moment) {
        words.now_zero()
    } else {
        words.now_stable()
    };
    words.now_state(&desired, &ready, mode)
}

fn is_inactive(moment: &Moment) -> bool {
    let activity = |it: Snapshot| it.status.condition.activity;
    moment.autoscaler.map(activity) == Some(Activity::Inactive)
}

/// A sentence in which backticks mark code. Long keys may break behind their slash.
pub fn prose(sentence: &str) -> Html {
    let parts = sentence.split('`').enumerate();
    parts
        .map(|(nth, part)| match nth % 2 {
            0 => html! { part },
            _ => html! {
                <code>
                    for piece in part.split_inclusive('/') {
                        { piece }<wbr />
                    }
                </code>
            },
        })
        .collect()
}
