//! Measures and what they come to, for people.

use crate::compare::{Effect, Estimate, Measure, Unit, Verdict};
use crate::units::number;

/// The measures of an overview.
pub const OVERVIEW: [Measure; 5] = [
    Measure::PeakReplicas,
    Measure::PodHours,
    Measure::ColdStarts,
    Measure::P95,
    Measure::Rejected,
];

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

/// How much a difference is: its ends, its mean, and how much that is of what was before.
pub struct Amount {
    /// From where to where it may be, or its mean if that is sure.
    pub range: String,
    /// Its mean.
    pub mean: String,
    /// The mean in percent of what was before, if there was something.
    pub percent: Option<String>,
}

impl Amount {
    /// How much it is; `None` if there was nothing to compare.
    pub fn of(effect: &Effect) -> Option<Self> {
        let difference = effect.difference?;
        let sign = |it: f64| if it < 0.0 { "−" } else { "+" };
        // A difference of percentages is no percentage.
        let signed = |it: f64| {
            format!("{}{}", sign(it), value(effect.measure, it.abs())).replace('%', "points")
        };
        let mean = signed(difference.mean);
        let range = match (difference.low, difference.high) {
            (Some(low), Some(high)) if signed(low) != signed(high) => {
                format!("{} … {}", signed(low), signed(high))
            }
            _ => mean.clone(),
        };
        let before = effect.base.map_or(0.0, |it| it.mean);
        let percent = 100.0 * difference.mean / before;
        let percent =
            (before > 0.0).then(|| format!("{}{} %", sign(percent), digits(percent.abs())));
        Some(Self {
            range,
            mean,
            percent,
        })
    }
}

/// A difference in words: how much, how much of what was before, and how sure.
pub fn difference(effect: &Effect) -> String {
    let Some(Amount {
        range,
        mean,
        percent,
    }) = Amount::of(effect)
    else {
        return "–".to_owned();
    };
    let runs = effect.difference.map_or(0, |it| it.runs);
    match effect.verdict {
        Verdict::Nothing => "–".to_owned(),
        Verdict::Same => "same".to_owned(),
        Verdict::WithinNoise if runs == 1 => format!("{range}, one seed"),
        Verdict::WithinNoise => format!("within noise ({range})"),
        Verdict::Less | Verdict::More => {
            let percent = percent.map(|it| format!(", {it}")).unwrap_or_default();
            match mean == range {
                true => format!("{mean}{percent}"),
                false => format!("{mean}{percent} ({range})"),
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
