//! Rules about the activator: when it stands in the path of requests, and when it leaves.

use super::context::Context;
use crate::settings::annotations::keys as own;
use crate::settings::config::keys as shared;
use crate::text::{
    Finding, Rule,
    Severity::{Note, Warning},
};
use crate::units::{Replicas, number};

/// A target burst capacity that max-scale can't reach.
pub static ACTIVATOR_NEVER_LEAVES: Rule = Rule {
    code: "activator-never-leaves",
    severity: Note,
};

/// When the activator leaves the path.
pub static ACTIVATOR_UNTIL: Rule = Rule {
    code: "activator-until",
    severity: Note,
};

/// An activator that always stays.
pub static ACTIVATOR_ALWAYS: Rule = Rule {
    code: "activator-always",
    severity: Note,
};

/// An activator that is there only at zero.
pub static ACTIVATOR_ONLY_AT_ZERO: Rule = Rule {
    code: "activator-only-at-zero",
    severity: Note,
};

/// Requests that wait at a busy replica.
pub static QUEUE_BEHIND_BUSY: Rule = Rule {
    code: "queue-behind-busy",
    severity: Warning,
};

/// All of them.
pub static ALL: &[&Rule] = &[
    &ACTIVATOR_NEVER_LEAVES,
    &ACTIVATOR_UNTIL,
    &ACTIVATOR_ALWAYS,
    &ACTIVATOR_ONLY_AT_ZERO,
    &QUEUE_BEHIND_BUSY,
];

/// Looks at a revision of the KPA.
pub fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let revision = &context.effective.revision;
    let decider = &revision.decider;
    let (burst, total, max) = (
        decider.target_burst_capacity,
        decider.total,
        revision.bounds.max,
    );
    let entry = context.set(own::TARGET_BURST_CAPACITY, shared::TARGET_BURST_CAPACITY);

    if burst > 0.0 {
        let replicas = (burst / total).ceil();
        let is_out_of_reach = max != Replicas::ZERO && replicas > f64::from(max.0);
        let max_entry = context.set(own::MAX_SCALE, shared::MAX_SCALE);
        let with = |finding: Finding| {
            finding
                .with("burst", number(burst))
                .with("total", number(total))
                .with("replicas", number(replicas))
        };
        // Unless it is set, the burst capacity isn't what was chosen; max-scale is.
        if is_out_of_reach && let Some(place) = entry.or(max_entry).map(|entry| entry.place) {
            let cover = total * f64::from(max.0);
            let finding = with(ACTIVATOR_NEVER_LEAVES.at(place));
            findings.push(finding.with("max", max).with("cover", number(cover)));
        } else if let Some(entry) = entry {
            findings.push(with(ACTIVATOR_UNTIL.at(entry.place)));
        }
    }
    let Some(entry) = entry else { return };
    if burst == -1.0 {
        findings.push(ACTIVATOR_ALWAYS.at(entry.place));
    }
    if burst == 0.0 {
        let limit = context.effective.container_concurrency;
        findings.push(match limit {
            0 => ACTIVATOR_ONLY_AT_ZERO.at(entry.place),
            _ => QUEUE_BEHIND_BUSY.at(entry.place).with("limit", limit),
        });
    }
}
