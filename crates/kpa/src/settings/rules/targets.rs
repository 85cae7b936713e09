//! Rules about what a replica is meant to take.

use super::context::Context;
use super::fixes;
use crate::go;
use crate::phrases::Phrase;
use crate::settings::annotations::keys as own;
use crate::settings::config::keys as shared;
use crate::settings::resolve::Metric;
use crate::text::{
    Finding, Rule,
    Severity::{Note, Warning},
};
use crate::units::number;

/// A target and what is really aimed at.
pub static TARGET_TIMES_UTILIZATION: Rule = Rule {
    code: "target-times-utilization",
    severity: Note,
};

/// A target so small that one request wants several replicas.
pub static TARGET_OF_ONE: Rule = Rule {
    code: "target-of-one",
    severity: Warning,
};

/// A soft target above the hard limit.
pub static TARGET_ABOVE_LIMIT: Rule = Rule {
    code: "target-above-limit",
    severity: Warning,
};

/// A target taken for a limit.
pub static TARGET_IS_SOFT: Rule = Rule {
    code: "target-is-soft",
    severity: Note,
};

/// A target that looks like requests per second.
pub static RPS_TARGET_WITHOUT_METRIC: Rule = Rule {
    code: "rps-target-without-metric",
    severity: Warning,
};

/// The cluster's percentage with an RPS target.
pub static RPS_IGNORES_PERCENTAGE: Rule = Rule {
    code: "rps-ignores-percentage",
    severity: Note,
};

/// Concurrency taken for a rate.
pub static CONCURRENCY_IS_NOT_RATE: Rule = Rule {
    code: "concurrency-is-not-rate",
    severity: Note,
};

/// A hard limit of 0.
pub static ZERO_MEANS_NO_LIMIT: Rule = Rule {
    code: "zero-means-no-limit",
    severity: Note,
};

/// A percentage of about 1 in the ConfigMap.
pub static ONE_IS_ALL: Rule = Rule {
    code: "one-is-all",
    severity: Warning,
};

/// A value that no comparison can reject.
pub static NOT_A_NUMBER: Rule = Rule {
    code: "not-a-number",
    severity: Warning,
};

/// All of them.
pub static ALL: &[&Rule] = &[
    &TARGET_TIMES_UTILIZATION,
    &TARGET_OF_ONE,
    &TARGET_ABOVE_LIMIT,
    &TARGET_IS_SOFT,
    &RPS_TARGET_WITHOUT_METRIC,
    &RPS_IGNORES_PERCENTAGE,
    &CONCURRENCY_IS_NOT_RATE,
    &ZERO_MEANS_NO_LIMIT,
    &ONE_IS_ALL,
    &NOT_A_NUMBER,
];

/// From this many requests at a time on, a target is rather a rate.
const RATHER_A_RATE: f64 = 100.0;

/// From this target on it is worth saying what concurrency is.
const MANY_IN_FLIGHT: f64 = 50.0;

/// Looks at a revision of the KPA.
pub fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let decider = &context.effective.revision.decider;
    let limit = context.effective.container_concurrency;
    let is_concurrency = context.is_concurrency();
    let target = context
        .own(own::TARGET)
        .and_then(|entry| Some((entry, go::parse_float(&entry.value).ok()?)))
        .filter(|(_, target)| target.is_finite());
    let limit_field = context.workload.container_concurrency.as_ref();

    if let Some((entry, value)) = target {
        let is_limited = is_concurrency && limit != 0 && value > limit as f64;
        if is_limited {
            findings.push(
                context
                    .about(&TARGET_ABOVE_LIMIT, entry)
                    .with("limit", limit)
                    .fixed_by(fixes::set_value(context.texts, entry, &limit.to_string())),
            );
        }
        if is_concurrency && limit == 0 {
            findings.push(context.about(&TARGET_IS_SOFT, entry));
        }
        let has_no_metric = context.own(own::METRIC).is_none();
        if has_no_metric && limit == 0 && value > RATHER_A_RATE {
            let line = format!("{}: \"rps\"", own::METRIC.kebab);
            findings.push(
                context
                    .about(&RPS_TARGET_WITHOUT_METRIC, entry)
                    .fixed_by(fixes::insert_before(context.texts, entry, &line)),
            );
        }
    }

    let one_wants = (1.0 / decider.target).ceil();
    let share = decider.target / decider.total;
    let smallest = target
        .map(|(entry, _)| entry.place)
        .or(limit_field.map(|field| field.place));
    if let Some(place) = smallest
        && is_concurrency
        && decider.target < 1.0
    {
        findings.push(
            TARGET_OF_ONE
                .at(place)
                .with("result", number(decider.target))
                .with("replicas", number(one_wants))
                .with("total", number(decider.total))
                .with("percent", number(share * 100.0))
                // In hundredths, rounded up, so that it is enough.
                .with("least", number((100.0 / share).ceil() / 100.0)),
        );
    } else if let Some((entry, _)) = target
        && context.own(own::TARGET_UTILIZATION).is_none()
        && decider.target != decider.total
    {
        let example = decider.total * 5.0;
        let load = match is_concurrency {
            true => "in-flight",
            false => "per-second",
        };
        let load = Phrase::new("load", load).with("number", number(example));
        findings.push(
            TARGET_TIMES_UTILIZATION
                .at(entry.place)
                // Of a target above the hard limit, that is what counts.
                .with("value", number(decider.total))
                .with("result", number(decider.target))
                .with("percent", number(share * 100.0))
                .saying("load", load)
                .with("replicas", number((example / decider.target).ceil())),
        );
    }
    let is_given = target.is_some() || limit_field.is_some_and(|limit| limit.value > 0);
    if let Some(place) = smallest
        && is_concurrency
        && is_given
        && decider.target >= MANY_IN_FLIGHT
    {
        findings.push(
            CONCURRENCY_IS_NOT_RATE
                .at(place)
                .with("result", number(decider.target))
                .with("rate", number(decider.target * 10.0)),
        );
    }
    if let Some(field) = limit_field
        && field.value == 0
    {
        findings.push(
            ZERO_MEANS_NO_LIMIT
                .at(field.place)
                .with("total", number(decider.total)),
        );
    }
    if decider.metric == Metric::Rps
        && context.own(own::TARGET_UTILIZATION).is_none()
        && let Some(percentage) = context.shared(shared::TARGET_PERCENTAGE)
        && let Some(metric) = context.own(own::METRIC)
        && context
            .effective
            .config
            .container_concurrency_target_fraction
            != 0.7
    {
        findings.push(
            context
                .about(&RPS_IGNORES_PERCENTAGE, metric)
                .with("percentage", &percentage.value),
        );
    }
    for (key, entry) in &context.workload.annotations {
        if key.starts_with(crate::settings::annotations::PREFIX) {
            findings.extend(not_a_number(key, entry));
        }
    }
}

/// Looks at the cluster's settings.
pub fn check_cluster(entries: &crate::settings::located::Entries, findings: &mut Vec<Finding>) {
    if let Some(entry) = entries.get(shared::TARGET_PERCENTAGE)
        && let Ok(value) = go::parse_float(&entry.value)
        && (1.0..2.0).contains(&value)
    {
        let percent = if value == 1.0 { 100.0 } else { value };
        findings.push(
            ONE_IS_ALL
                .at(entry.place)
                .with("value", &entry.value)
                .with("percent", number(percent)),
        );
    }
    for (key, entry) in entries {
        if shared::ALL.contains(&key.as_str()) {
            findings.extend(not_a_number(key, entry));
        }
    }
}

fn not_a_number(key: &str, entry: &crate::settings::located::Located<String>) -> Option<Finding> {
    let value = go::parse_float(&entry.value).ok()?;
    (!value.is_finite()).then(|| {
        NOT_A_NUMBER
            .at(entry.place)
            .with("key", super::refused::short(key))
            .with("value", &entry.value)
    })
}
