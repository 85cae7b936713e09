//! Rules about the way to zero and back.

use super::context::Context;
use crate::phrases::Phrase;
use crate::settings::annotations::keys as own;
use crate::settings::config::{AutoscalerConfig, keys as shared};
use crate::settings::located::Entries;
use crate::settings::resolve::RevisionSettings;
use crate::text::{
    Finding, Rule,
    Severity::{Note, Warning},
};
use crate::units::{Duration, Replicas};

/// A grace period taken for a time to keep warm.
pub static GRACE_IS_NOT_WARM: Rule = Rule {
    code: "grace-is-not-warm",
    severity: Warning,
};

/// Scale to zero switched off.
pub static ONE_REPLICA_STAYS: Rule = Rule {
    code: "one-replica-stays",
    severity: Note,
};

/// A minimum of 0 where nothing goes to zero.
pub static ZERO_IS_OFF: Rule = Rule {
    code: "zero-is-off",
    severity: Warning,
};

/// A Service that vanishes when idle.
pub static SCALES_TO_ZERO: Rule = Rule {
    code: "scales-to-zero",
    severity: Note,
};

/// Retention of a replica that never goes.
pub static RETENTION_WITHOUT_ZERO: Rule = Rule {
    code: "retention-without-zero",
    severity: Warning,
};

/// Metrics scraped from the app's port.
pub static SCRAPING_IS_TRAFFIC: Rule = Rule {
    code: "scraping-is-traffic",
    severity: Note,
};

/// A long time limit for requests.
pub static SLOW_TERMINATION: Rule = Rule {
    code: "slow-termination",
    severity: Note,
};

/// All of them.
pub static ALL: &[&Rule] = &[
    &GRACE_IS_NOT_WARM,
    &ONE_REPLICA_STAYS,
    &ZERO_IS_OFF,
    &SCALES_TO_ZERO,
    &RETENTION_WITHOUT_ZERO,
    &SCRAPING_IS_TRAFFIC,
    &SLOW_TERMINATION,
];

/// Nobody waits longer than this for the activator.
const LONG_GRACE: Duration = Duration::from_secs(60);

/// Knative's own time limit for requests, in seconds.
const USUAL_TIMEOUT: i64 = 300;

/// Where the user's container listens unless it says otherwise.
const USUAL_PORT: &str = "8080";

/// Looks at a revision of the KPA.
pub fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let revision = &context.effective.revision;
    let min = revision.bounds.min;
    let goes_to_zero = revision.enable_scale_to_zero && min <= Replicas::ZERO;
    let own_min = context.own(own::MIN_SCALE);

    if let Some(entry) = own_min
        && min == Replicas::ZERO
        && !revision.enable_scale_to_zero
    {
        findings.push(ZERO_IS_OFF.at(entry.place));
    }
    if own_min.is_none() && goes_to_zero {
        let place = context.name_place();
        findings.push(
            SCALES_TO_ZERO
                .at(place)
                .with("window", idle_to_zero(revision)),
        );
    }
    if let Some(entry) = context.own(own::POD_RETENTION)
        && revision.pod_retention > Duration::ZERO
        && !goes_to_zero
    {
        let why = match revision.enable_scale_to_zero {
            true => Phrase::new("because", "min-scale").with("min", min),
            false => Phrase::new("because", "never-zero"),
        };
        findings.push(
            context
                .about(&RETENTION_WITHOUT_ZERO, entry)
                .saying("why", why),
        );
    }
    let annotation = |key: &str| context.workload.annotations.get(key);
    let port = annotation("prometheus.io/port").map_or(USUAL_PORT, |entry| entry.value.as_str());
    if let Some(entry) = annotation("prometheus.io/scrape")
        && entry.value == "true"
        && port == USUAL_PORT
    {
        findings.push(SCRAPING_IS_TRAFFIC.at(entry.place));
    }
    if let Some(timeout) = &context.workload.timeout_seconds
        && timeout.value > USUAL_TIMEOUT
    {
        findings.push(
            SLOW_TERMINATION
                .at(timeout.place)
                .with("value", timeout.value),
        );
    }
}

/// How long after the last request the last replica goes.
fn idle_to_zero(revision: &RevisionSettings) -> Duration {
    let decider = &revision.decider;
    // An activator that is in the path at all times has been there for long enough by then.
    let held = match decider.target_burst_capacity == 0.0 {
        true => revision.grace_period.max(revision.pod_retention),
        false => revision.pod_retention,
    };
    decider.stable_window + decider.scale_down_delay + held
}

/// Looks at the cluster's settings.
pub fn check_cluster(entries: &Entries, config: &AutoscalerConfig, findings: &mut Vec<Finding>) {
    if let Some(entry) = entries.get(shared::GRACE_PERIOD)
        && config.scale_to_zero_grace_period > LONG_GRACE
    {
        findings.push(
            GRACE_IS_NOT_WARM
                .at(entry.place)
                .with("value", &entry.value),
        );
    }
    if let Some(entry) = entries.get(shared::ENABLE_SCALE_TO_ZERO)
        && !config.enable_scale_to_zero
    {
        findings.push(ONE_REPLICA_STAYS.at(entry.place));
    }
}
