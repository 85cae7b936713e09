//! Measures and what they come to, for people.

use kpa::compare::{Effect, Estimate, Measure, Unit, Verdict};
use kpa::units::number;

/// What a measure is called.
pub fn label(measure: Measure) -> &'static str {
    match measure {
        Measure::PeakReplicas => "Peak replicas",
        Measure::MeanReplicas => "Mean replicas",
        Measure::PodHours => "Pod-hours",
        Measure::Cost => "Cost",
        Measure::ColdStarts => "Cold starts",
        Measure::P50 => "p50 latency",
        Measure::P95 => "p95 latency",
        Measure::P99 => "p99 latency",
        Measure::Rejected => "Rejected requests",
        Measure::TimedOut => "Timed-out requests",
        Measure::OverCapacity => "Seconds over capacity",
        Measure::Panic => "Time in panic",
        Measure::FromZero => "From zero to ready",
        Measure::ToZero => "From idle to zero",
    }
}

/// A value with its unit, to three digits.
pub fn value(measure: Measure, value: f64) -> String {
    match measure.unit() {
        Unit::Seconds if value.abs() < 1.0 && value != 0.0 => {
            format!("{} ms", digits(value * 1000.0))
        }
        Unit::Seconds => format!("{} s", digits(value)),
        Unit::Share => format!("{} %", digits(value * 100.0)),
        Unit::Replicas | Unit::PodHours | Unit::Money | Unit::Requests => digits(value),
    }
}

/// What was estimated, or a dash.
pub fn mean(measure: Measure, estimate: Option<Estimate>) -> String {
    estimate.map_or("–".to_owned(), |it| value(measure, it.mean))
}

/// The interval of a mean, if there is one and it has a width.
pub fn interval(measure: Measure, estimate: Option<Estimate>) -> Option<String> {
    let estimate = estimate?;
    let (low, high) = (estimate.low?, estimate.high?);
    let ends = [low, high].map(|end| value(measure, end));
    (ends[0] != ends[1]).then(|| format!("{} … {}", ends[0], ends[1]))
}

/// A difference in words: how much, how much of what was before, and how sure.
pub fn difference(effect: &Effect) -> String {
    let Some(difference) = effect.difference else {
        return "–".to_owned();
    };
    let signed = |it: f64| {
        let sign = if it < 0.0 { "−" } else { "+" };
        // A difference of percentages is no percentage.
        format!("{sign}{}", value(effect.measure, it.abs())).replace('%', "points")
    };
    let range = match (difference.low, difference.high) {
        (Some(low), Some(high)) if signed(low) != signed(high) => {
            format!("{} … {}", signed(low), signed(high))
        }
        _ => signed(difference.mean),
    };
    match effect.verdict {
        Verdict::Nothing => "–".to_owned(),
        Verdict::Same => "same".to_owned(),
        Verdict::WithinNoise if difference.runs == 1 => format!("{range}, one seed"),
        Verdict::WithinNoise => format!("within noise ({range})"),
        Verdict::Less | Verdict::More => {
            let before = effect.base.map_or(0.0, |it| it.mean);
            let percent = (before > 0.0).then(|| {
                let percent = 100.0 * difference.mean / before;
                let sign = if percent < 0.0 { "−" } else { "+" };
                format!(", {sign}{} %", digits(percent.abs()))
            });
            let percent = percent.unwrap_or_default();
            match signed(difference.mean) {
                mean if mean == range => format!("{mean}{percent}"),
                mean => format!("{mean}{percent} ({range})"),
            }
        }
    }
}

/// Three digits, or all of a whole number.
fn digits(value: f64) -> String {
    let decimals = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    };
    let factor = 10f64.powi(decimals);
    // Never "-0".
    number((value * factor).round() / factor + 0.0)
}
