//! What comes out of the settings, with the arithmetic shown.

use crate::go;
use crate::phrases::{Argument, Phrase};
use crate::settings::annotations::keys;
use crate::settings::resolve::Metric;
use crate::settings::review::Effective;
use crate::settings::{HPA_CLASS, TARGET_MIN, config};
use crate::units::{Duration, Replicas, number};

/// A value for people, and how it comes about.
pub(super) type Outcome = (Argument, Option<Phrase>);

/// How a value comes about.
fn how(name: &'static str) -> Phrase {
    Phrase::new("how", name)
}

/// A value in words.
fn value(name: &'static str) -> Phrase {
    Phrase::new("value", name)
}

fn because(value: impl ToString, how: Phrase) -> Outcome {
    (Argument::Value(value.to_string()), Some(how))
}

fn percent(fraction: f64) -> String {
    format!("{} %", number(fraction * 100.0))
}

/// The number that an annotation was read as.
fn annotated(effective: &Effective, key: crate::settings::annotations::Key) -> Option<f64> {
    go::parse_float(key.get(&effective.annotations)?).ok()
}

pub(super) fn plain(value: impl ToString) -> Outcome {
    (Argument::Value(value.to_string()), None)
}

/// A bound of which 0 means there is none.
pub(super) fn bound(replicas: Replicas) -> Outcome {
    match replicas {
        Replicas(0) => (value("no-bound").into(), None),
        bound => plain(bound),
    }
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
    match effective.container_concurrency {
        0 => (value("no-limit").into(), None),
        limit => plain(limit),
    }
}

/// What one replica can take, before the utilization.
pub(super) fn total(effective: &Effective) -> Outcome {
    let total = number(effective.revision.decider.total);
    let how = limited(effective).map(|limited| {
        how("equals")
            .saying("sum", limited)
            .with("result", total.clone())
    });
    (Argument::Value(total), how)
}

/// How what one replica can take comes about, where it isn't just the one number.
fn limited(effective: &Effective) -> Option<Phrase> {
    let limit = effective.container_concurrency;
    let target = annotated(effective, keys::TARGET)?;
    let is_limited = effective.revision.decider.metric == Metric::Concurrency && limit != 0;
    is_limited.then(|| {
        how("limited")
            .with("target", number(target))
            .with("limit", limit)
    })
}

/// Where the number that one replica can take comes from.
fn source(effective: &Effective) -> Phrase {
    if let Some(how) = limited(effective) {
        return how;
    }
    let is_annotated = annotated(effective, keys::TARGET).is_some();
    let name = match (is_rps(effective), effective.container_concurrency) {
        _ if is_annotated => "target",
        (false, 0) => "default",
        (false, _) => "limit",
        (true, _) => "default-rps",
    };
    how(name).with("total", number(effective.revision.decider.total))
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
    let value = percent(utilization_fraction(effective));
    (Argument::Value(value), is_fixed.then(|| how("fixed")))
}

/// The load that a replica is meant to have.
pub(super) fn target_per_replica(effective: &Effective) -> Outcome {
    let decider = &effective.revision.decider;
    let fraction = utilization_fraction(effective);
    let product = decider.total * fraction;
    let name = match product < TARGET_MIN {
        true => "aimed-least",
        false => "aimed",
    };
    let how = how(name)
        .saying("source", source(effective))
        .with("percent", percent(fraction))
        .with("product", number(product))
        .with("least", TARGET_MIN);
    because(number(decider.target), how)
}

pub(super) fn panic_window(effective: &Effective) -> Outcome {
    let window = effective.revision.decider.stable_window;
    let panic_window = effective.revision.panic_window;
    let percentage = panic_percentage(effective);
    let exact = window.as_secs_f64() * percentage / 100.0;
    let name = match () {
        () if exact < 1.0 => "share-least",
        () if Duration::from_secs_f64(exact) != panic_window => "share-rounded",
        () => "share",
    };
    let how = how(name)
        .with("window", window)
        .with("percent", number(percentage))
        .with("exact", number(exact))
        .with("rounded", panic_window);
    because(panic_window, how)
}

fn panic_percentage(effective: &Effective) -> f64 {
    annotated(effective, keys::PANIC_WINDOW).unwrap_or(effective.config.panic_window_percentage.0)
}

pub(super) fn panic_window_percentage(effective: &Effective) -> Outcome {
    plain(format!("{} %", number(panic_percentage(effective))))
}

pub(super) fn panic_threshold(effective: &Effective) -> Outcome {
    let factor = effective.revision.decider.panic_threshold;
    let how = how("panic").with("factor", number(factor));
    because(percent(factor), how)
}

pub(super) fn target_burst_capacity(effective: &Effective) -> Outcome {
    let decider = &effective.revision.decider;
    let capacity = decider.target_burst_capacity;
    let how = if capacity == -1.0 {
        how("activator-always")
    } else if capacity == 0.0 {
        how("activator-at-zero")
    } else {
        let replicas = (capacity / decider.total).ceil();
        how("activator-until")
            .with("replicas", number(replicas))
            .with("capacity", number(capacity))
            .with("total", number(decider.total))
    };
    because(number(capacity), how)
}

pub(super) fn min_scale(effective: &Effective) -> Outcome {
    let min = effective.revision.bounds.min;
    let stays = min == Replicas::ZERO && !effective.config.enable_scale_to_zero;
    let value = Argument::Value(min.to_string());
    (value, stays.then(|| how("last-stays")))
}

pub(super) fn initial_scale(effective: &Effective) -> Outcome {
    let initial = effective.revision.decider.initial_scale;
    let max = effective.revision.bounds.max;
    let is_above = max != Replicas::ZERO && initial > max;
    let value = Argument::Value(initial.to_string());
    (
        value,
        is_above.then(|| how("initial-above").with("max", max)),
    )
}

pub(super) fn activation_scale(effective: &Effective) -> Outcome {
    match effective.revision.decider.activation_scale {
        Replicas(0) => (value("not-set").into(), None),
        scale => plain(scale),
    }
}

pub(super) fn progress_deadline(effective: &Effective) -> Outcome {
    let timeout = effective.revision.activation_timeout;
    let deadline = timeout - Duration::from_secs(30);
    let how = how("deadline")
        .with("deadline", deadline)
        .with("timeout", timeout);
    because(deadline, how)
}

pub(super) fn up_rate(effective: &Effective) -> Outcome {
    let rate = number(effective.revision.decider.max_scale_up_rate);
    because(&rate, how("up").with("rate", &rate))
}

pub(super) fn down_rate(effective: &Effective) -> Outcome {
    let rate = number(effective.revision.decider.max_scale_down_rate);
    because(&rate, how("down").with("rate", &rate))
}
