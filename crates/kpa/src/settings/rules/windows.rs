//! Rules about the windows, panic mode, and the way down.

use super::context::Context;
use super::refused;
use crate::go;
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
    what: "{percent} % of a stable window of {window} is {exact}s.",
    effect: "The panic window is rounded to whole seconds, at least one: it is {rounded}.",
    mend: "Choose a percentage that gives whole seconds.",
};

/// What panic is measured in.
pub static PANIC_IN_REPLICAS: Rule = Rule {
    code: "panic-in-replicas",
    severity: Note,
    what: "`{key}` is {value}.",
    effect: "Panic begins when the average of the last {rounded} wants at least {factor} times the ready replicas, rounded up to whole ones first. It ends a whole stable window ({window}) after the last such moment; meanwhile the count never falls, and then the stable average alone counts again.",
    mend: "Nothing to do, if that is what you want.",
};

/// A panic threshold that nobody checked.
pub static PANIC_THRESHOLD_UNCHECKED: Rule = Rule {
    code: "panic-threshold-unchecked",
    severity: Warning,
    what: "panic-threshold-percentage is \"{value}\" in config-autoscaler.",
    effect: "It isn't checked there, unlike the annotation, which takes 110 to 1000: at 100 and below a revision panics without any surge, and at 0 for ever.",
    mend: "Write a percentage from 110 to 1000.",
};

/// A way down that takes long.
pub static SLOW_SCALE_DOWN: Rule = Rule {
    code: "slow-scale-down",
    severity: Note,
    what: "{cause}",
    effect: "Replicas go slowly: first the average has to fall over the whole window, then each decision divides the ready replicas by at most {rate}.",
    mend: "Shorten the window or raise max-scale-down-rate, if that is too slow.",
};

/// A delay that running revisions don't take over.
pub static DELAY_NEEDS_RESTART: Rule = Rule {
    code: "delay-needs-restart",
    severity: Note,
    what: "scale-down-delay is {value} for the whole cluster.",
    effect: "A revision that runs already keeps the delay it began with until the autoscaler restarts; the windows change at once.",
    mend: "Restart the autoscaler, or set the annotation, which makes a new revision.",
};

/// An aggregation that doesn't exist.
pub static UNKNOWN_AGGREGATION: Rule = Rule {
    code: "unknown-aggregation",
    severity: Warning,
    what: "There is no metric aggregation \"{value}\".",
    effect: "It passes, because it is checked only where the class is written out, and then counts as linear.",
    mend: "Write linear or weighted-exponential.",
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
                .with("cause", format!("The stable window is {window}."))
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
        (
            long,
            format!("The stable window is {}.", config.stable_window),
        ),
        (low, format!("max-scale-down-rate is {}.", number(rate))),
    ];
    for (entry, cause) in causes {
        let finding = entry.map(|entry| SLOW_SCALE_DOWN.at(entry.place));
        findings.extend(finding.map(|it| it.with("cause", cause).with("rate", number(rate))));
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
