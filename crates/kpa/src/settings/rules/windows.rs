//! Rules about the windows, panic mode, and the way down.

use super::context::Context;
use super::refused;
use crate::go;
use crate::phrases::Phrase;
use crate::settings::annotations::keys as own;
use crate::settings::config::{AutoscalerConfig, keys as shared};
use crate::settings::located::Entries;
use crate::text::{
    Finding, Rule,
    Severity::{Note, Warning},
};
use crate::units::{Duration, number};

/// A panic window that isn't whole seconds.
pub static PANIC_WINDOW_ROUNDED: Rule = Rule {
    code: "panic-window-rounded",
    severity: Warning,
};

/// What panic is measured in.
pub static PANIC_IN_REPLICAS: Rule = Rule {
    code: "panic-in-replicas",
    severity: Note,
};

/// A panic threshold that nobody checked.
pub static PANIC_THRESHOLD_UNCHECKED: Rule = Rule {
    code: "panic-threshold-unchecked",
    severity: Warning,
};

/// A way down that takes long.
pub static SLOW_SCALE_DOWN: Rule = Rule {
    code: "slow-scale-down",
    severity: Note,
};

/// A delay that running revisions don't take over.
pub static DELAY_NEEDS_RESTART: Rule = Rule {
    code: "delay-needs-restart",
    severity: Note,
};

/// An aggregation that doesn't exist.
pub static UNKNOWN_AGGREGATION: Rule = Rule {
    code: "unknown-aggregation",
    severity: Warning,
};

/// All of them.
pub static ALL: &[&Rule] = &[
    &PANIC_WINDOW_ROUNDED,
    &PANIC_IN_REPLICAS,
    &PANIC_THRESHOLD_UNCHECKED,
    &SLOW_SCALE_DOWN,
    &DELAY_NEEDS_RESTART,
    &UNKNOWN_AGGREGATION,
];

/// From this stable window on the way down is slow.
const LONG_WINDOW: Duration = Duration::from_secs(300);

/// Below this rate the way down is slow: three replicas stay two.
const LOW_RATE: f64 = 1.5;

/// Looks at a revision of the KPA.
pub fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let revision = &context.effective.revision;
    let window = revision.decider.stable_window;
    let config = &context.effective.config;

    let own_percentage = context.own(own::PANIC_WINDOW);
    let percentage = own_percentage
        .and_then(|entry| go::parse_float(&entry.value).ok())
        .unwrap_or(config.panic_window_percentage.0);
    let exact = window.as_secs_f64() * percentage / 100.0;
    let rounded = revision.panic_window;
    let is_rounded = (exact - rounded.as_secs_f64()).abs() > 1e-6;
    let blamed = own_percentage
        .or_else(|| context.own(own::WINDOW))
        .or_else(|| context.shared(shared::PANIC_WINDOW_PERCENTAGE))
        .or_else(|| context.shared(shared::STABLE_WINDOW));
    if let Some(entry) = blamed
        && is_rounded
        && exact.is_finite()
    {
        findings.push(
            PANIC_WINDOW_ROUNDED
                .at(entry.place)
                .with("percent", number(percentage))
                .with("window", window)
                .with("exact", number(exact))
                .with("rounded", rounded),
        );
    }
    let panic = [own::PANIC_THRESHOLD, own::PANIC_WINDOW]
        .into_iter()
        .find_map(|key| Some((key, context.own(key)?)));
    if let Some((key, entry)) = panic {
        findings.push(
            context
                .about(&PANIC_IN_REPLICAS, entry)
                .with("key", refused::short(key.kebab))
                .with("rounded", rounded)
                .with("window", window)
                .with("factor", number(revision.decider.panic_threshold)),
        );
    }
    if let Some(entry) = context.own(own::WINDOW)
        && window >= LONG_WINDOW
    {
        findings.push(
            SLOW_SCALE_DOWN
                .at(entry.place)
                .saying("cause", long_window(window))
                .with("rate", number(config.max_scale_down_rate)),
        );
    }
    // With the class written out it is an error.
    if context.own(own::CLASS).is_none()
        && let Some(entry) = context.own(own::AGGREGATION)
        && !["", "linear", "weighted-exponential", "weightedExponential"]
            .contains(&entry.value.as_str())
    {
        findings.push(context.about(&UNKNOWN_AGGREGATION, entry));
    }
}

fn long_window(window: Duration) -> Phrase {
    Phrase::new("because", "long-window").with("window", window)
}

/// Looks at the cluster's settings.
pub fn check_cluster(entries: &Entries, config: &AutoscalerConfig, findings: &mut Vec<Finding>) {
    if let Some(entry) = entries.get(shared::PANIC_THRESHOLD_PERCENTAGE)
        && let Ok(threshold) = go::parse_float(&entry.value)
        && !(110.0..=1000.0).contains(&threshold)
    {
        findings.push(
            PANIC_THRESHOLD_UNCHECKED
                .at(entry.place)
                .with("value", &entry.value),
        );
    }
    let rate = config.max_scale_down_rate;
    let long = entries
        .get(shared::STABLE_WINDOW)
        .filter(|_| config.stable_window >= LONG_WINDOW);
    let low = entries
        .get(shared::MAX_SCALE_DOWN_RATE)
        .filter(|_| rate < LOW_RATE);
    let causes = [
        (long, long_window(config.stable_window)),
        (
            low,
            Phrase::new("because", "low-rate").with("rate", number(rate)),
        ),
    ];
    for (entry, cause) in causes {
        let finding = entry.map(|entry| SLOW_SCALE_DOWN.at(entry.place));
        findings.extend(finding.map(|it| it.saying("cause", cause).with("rate", number(rate))));
    }
    if let Some(entry) = entries.get(shared::SCALE_DOWN_DELAY)
        && config.scale_down_delay > Duration::ZERO
    {
        findings.push(
            DELAY_NEEDS_RESTART
                .at(entry.place)
                .with("value", &entry.value),
        );
    }
}
