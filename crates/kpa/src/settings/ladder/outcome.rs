//! What comes out of the settings, in words and with the arithmetic shown.

use crate::go;
use crate::settings::annotations::keys;
use crate::settings::resolve::Metric;
use crate::settings::review::Effective;
use crate::settings::{HPA_CLASS, TARGET_MIN, config};
use crate::units::{Duration, Replicas, number};

/// A value for people, and how it comes about.
pub(super) type Outcome = (String, Option<String>);

fn percent(fraction: f64) -> String {
    format!("{} %", number(fraction * 100.0))
}

/// The number that an annotation was read as.
fn annotated(effective: &Effective, key: crate::settings::annotations::Key) -> Option<f64> {
    go::parse_float(key.get(&effective.annotations)?).ok()
}

pub(super) fn plain(value: impl ToString) -> Outcome {
    (value.to_string(), None)
}

/// A bound of which 0 means there is none.
pub(super) fn bound(replicas: Replicas) -> Outcome {
    plain(match replicas {
        Replicas(0) => "no bound".to_owned(),
        bound => bound.to_string(),
    })
}

/// The class that is responsible.
pub(super) fn class(effective: &Effective) -> &str {
    keys::CLASS
        .get(&effective.annotations)
        .unwrap_or(&effective.config.class)
}

/// The metric if nobody sets one.
pub(super) fn default_metric(effective: &Effective) -> &'static str {
    if class(effective) == HPA_CLASS {
        "cpu"
    } else {
        "concurrency"
    }
}

pub(super) fn metric(effective: &Effective) -> Outcome {
    plain(
        keys::METRIC
            .get(&effective.annotations)
            .unwrap_or(default_metric(effective)),
    )
}

pub(super) fn is_rps(effective: &Effective) -> bool {
    effective.revision.decider.metric == Metric::Rps
}

/// What the target is where nobody sets one.
pub(super) fn default_target(effective: &Effective) -> &'static str {
    if is_rps(effective) { "200" } else { "100" }
}

pub(super) fn container_concurrency(effective: &Effective) -> Outcome {
    plain(match effective.container_concurrency {
        0 => "no limit".to_owned(),
        limit => limit.to_string(),
    })
}

/// What one replica can take, before the utilization.
pub(super) fn total(effective: &Effective) -> Outcome {
    let total = number(effective.revision.decider.total);
    (
        total.clone(),
        total_arithmetic(effective).map(|how| format!("{how} = {total}")),
    )
}

/// How what one replica can take comes about, where it isn't just the one number.
fn total_arithmetic(effective: &Effective) -> Option<String> {
    let limit = effective.container_concurrency;
    let target = annotated(effective, keys::TARGET)?;
    let is_limited = effective.revision.decider.metric == Metric::Concurrency && limit != 0;
    is_limited.then(|| {
        format!(
            "min(target {}, containerConcurrency {limit})",
            number(target)
        )
    })
}

/// Where the number that one replica can take comes from.
fn total_source(effective: &Effective) -> String {
    let total = number(effective.revision.decider.total);
    if let Some(how) = total_arithmetic(effective) {
        return how;
    }
    if annotated(effective, keys::TARGET).is_some() {
        return format!("target {total}");
    }
    match (is_rps(effective), effective.container_concurrency) {
        (false, limit) if limit != 0 => format!("containerConcurrency {limit}"),
        (false, _) => format!("default {total}"),
        (true, _) => format!("default {total} requests/s"),
    }
}

/// The part of what a replica can take that it should get.
fn utilization_fraction(effective: &Effective) -> f64 {
    match annotated(effective, keys::TARGET_UTILIZATION) {
        Some(percentage) => percentage / 100.0,
        None if is_rps(effective) => config::TARGET_UTILIZATION,
        None => effective.config.container_concurrency_target_fraction,
    }
}

pub(super) fn utilization(effective: &Effective) -> Outcome {
    let is_fixed = is_rps(effective) && annotated(effective, keys::TARGET_UTILIZATION).is_none();
    let why = is_fixed.then(|| "fixed for every metric but concurrency".to_owned());
    (percent(utilization_fraction(effective)), why)
}

/// The load that a replica is meant to have.
pub(super) fn target_per_replica(effective: &Effective) -> Outcome {
    let decider = &effective.revision.decider;
    let fraction = utilization_fraction(effective);
    let product = decider.total * fraction;
    let mut how = format!(
        "{} × {} = {}",
        total_source(effective),
        percent(fraction),
        number(product)
    );
    if product < TARGET_MIN {
        how += &format!(", raised to the least, {TARGET_MIN}");
    }
    (number(decider.target), Some(how))
}

pub(super) fn panic_window(effective: &Effective) -> Outcome {
    let window = effective.revision.decider.stable_window;
    let panic_window = effective.revision.panic_window;
    let percentage = panic_percentage(effective);
    let exact = window.as_secs_f64() * percentage / 100.0;
    let mut how = format!("{window} × {} % = {}s", number(percentage), number(exact));
    if exact < 1.0 {
        how += ", raised to the least, 1s";
    } else if Duration::from_secs_f64(exact) != panic_window {
        how += &format!(", rounded to {panic_window}");
    }
    (panic_window.to_string(), Some(how))
}

fn panic_percentage(effective: &Effective) -> f64 {
    annotated(effective, keys::PANIC_WINDOW).unwrap_or(effective.config.panic_window_percentage.0)
}

pub(super) fn panic_window_percentage(effective: &Effective) -> Outcome {
    plain(format!("{} %", number(panic_percentage(effective))))
}

pub(super) fn panic_threshold(effective: &Effective) -> Outcome {
    let factor = effective.revision.decider.panic_threshold;
    let how = format!(
        "panic begins when {} × the ready replicas are wanted",
        number(factor)
    );
    (percent(factor), Some(how))
}

pub(super) fn target_burst_capacity(effective: &Effective) -> Outcome {
    let decider = &effective.revision.decider;
    let capacity = decider.target_burst_capacity;
    let how = if capacity == -1.0 {
        "the activator is always in the path".to_owned()
    } else if capacity == 0.0 {
        "the activator is in the path only without a ready replica".to_owned()
    } else {
        let replicas = (capacity / decider.total).ceil();
        format!(
            "idle, the activator leaves the path with {} ready replicas: {} / {}, rounded up",
            number(replicas),
            number(capacity),
            number(decider.total)
        )
    };
    (number(capacity), Some(how))
}

pub(super) fn min_scale(effective: &Effective) -> Outcome {
    let min = effective.revision.bounds.min;
    let why = match (min, effective.config.enable_scale_to_zero) {
        (Replicas(0), false) => Some("but the last replica stays: scale to zero is off".to_owned()),
        _ => None,
    };
    (min.to_string(), why)
}

pub(super) fn initial_scale(effective: &Effective) -> Outcome {
    let initial = effective.revision.decider.initial_scale;
    let max = effective.revision.bounds.max;
    let why = (max != Replicas::ZERO && initial > max)
        .then(|| format!("above max-scale {max} until it was reached once"));
    (initial.to_string(), why)
}

pub(super) fn activation_scale(effective: &Effective) -> Outcome {
    plain(match effective.revision.decider.activation_scale {
        Replicas(0) => "not set".to_owned(),
        scale => scale.to_string(),
    })
}

pub(super) fn progress_deadline(effective: &Effective) -> Outcome {
    let timeout = effective.revision.activation_timeout;
    let deadline = timeout - Duration::from_secs(30);
    let how = format!("{deadline} + 30s = {timeout} until activating is given up");
    (deadline.to_string(), Some(how))
}

pub(super) fn up_rate(effective: &Effective) -> Outcome {
    let rate = effective.revision.decider.max_scale_up_rate;
    let how = format!("one decision asks for at most ⌈{} × ready⌉", number(rate));
    (number(rate), Some(how))
}

pub(super) fn down_rate(effective: &Effective) -> Outcome {
    let rate = effective.revision.decider.max_scale_down_rate;
    let how = format!("one decision leaves at least ⌊ready / {}⌋", number(rate));
    (number(rate), Some(how))
}
