//! What a lesson claims, and how it is measured.

use serde::{Deserialize, Serialize};

use crate::go;
use crate::session::Settings;
use crate::timeline::row::Row;
use crate::timeline::run::Run;
use crate::units::Duration;

/// Something that a run shows, or that its texts say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its name in its lesson.
    pub name: String,
    /// The run, by its place in the lesson.
    pub run: usize,
    /// What to look at.
    pub look: Look,
    /// What is seen there.
    pub is: Expected,
}

/// What to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Look {
    /// A quantity at a moment.
    At(Quantity, Duration),
    /// A quantity over a stretch of time, both ends included.
    Over(Fold, Quantity, Duration, Duration),
    /// After how many seconds a quantity has a value for the first time, counted from a moment.
    When(Quantity, f64, Duration),
    /// What a whole run comes to.
    Total(Total),
    /// What comes out in a row of the ladder.
    Row(String),
    /// How often a rule is broken.
    Finding(String),
}

/// What a second of a run is described by; yes is 1 and no is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "they are the fields of a `Row`, or sums of them"
)]
pub enum Quantity {
    Offered,
    Completed,
    Rejected,
    TimedOut,
    ColdStarted,
    InFlight,
    QueuedAtActivator,
    QueuedAtPods,
    Pending,
    Ready,
    Draining,
    Desired,
    Recommended,
    Stable,
    Panic,
    Panicking,
    ActivatorInPath,
    ExcessBurstCapacity,
    Busy,
    /// The 95th percentile of the latencies, in seconds.
    P95,
}

/// How many values become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fold {
    /// The largest.
    Most,
    /// The smallest.
    Least,
    /// The mean.
    Mean,
    /// The sum.
    Sum,
    /// In how many seconds it isn't zero.
    Seconds,
    /// How often it changes.
    Changes,
}

/// What a whole run comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Total {
    /// The median of the latencies, in seconds.
    P50,
    /// Their 95th percentile.
    P95,
    /// The longest.
    Longest,
    /// Requests that waited for a first pod to start.
    ColdStarts,
    /// How long pods were there, in seconds.
    PodSeconds,
    /// How often the number of replicas was changed.
    ScaleEvents,
}

/// What is to be seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Expected {
    /// This number.
    Number(f64),
    /// A number between these two, or one of them.
    Between(f64, f64),
    /// This text.
    Text(String),
}

/// What was seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Measured {
    /// A number.
    Number(f64),
    /// A text that is no number.
    Text(String),
}

/// Where to look.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// What the texts say.
    pub settings: &'a Settings,
    /// What came of it, in a row per second; `None` if Knative refuses the texts.
    pub run: Option<&'a Run>,
}

impl Claim {
    /// Looks. `None` if there is nothing to see: no run, no such moment, no such row, no latency.
    pub fn measure(&self, evidence: Evidence<'_>) -> Option<Measured> {
        let rows = || evidence.run.map(Run::rows);
        let number = match &self.look {
            Look::Row(id) => {
                let value = &evidence.settings.ladder.row(id)?.value;
                let number = go::parse_float(value).map(Measured::Number);
                return Some(number.unwrap_or_else(|_| Measured::Text(value.clone())));
            }
            Look::Finding(code) => {
                let messages = evidence.settings.messages.iter();
                messages.filter(|message| message.code == *code).count() as f64
            }
            Look::Total(total) => total.of(evidence.run?)?,
            Look::At(quantity, at) => {
                let mut rows = rows()?.iter();
                quantity.of(rows.find(|row| row.t >= at.as_secs_f64())?)?
            }
            Look::When(quantity, value, from) => {
                let from = from.as_secs_f64();
                let mut rows = rows()?.iter();
                rows.find(|row| row.t >= from && quantity.of(row) == Some(*value))?
                    .t
                    - from
            }
            Look::Over(fold, quantity, from, to) => {
                let stretch = from.as_secs_f64()..=to.as_secs_f64();
                let rows = rows()?.iter().filter(|row| stretch.contains(&row.t));
                fold.of(rows.filter_map(|row| quantity.of(row)))?
            }
        };
        Some(Measured::Number(number))
    }
}

impl Expected {
    /// Whether it is what was seen.
    pub fn fits(&self, measured: &Measured) -> bool {
        match (self, measured) {
            (Self::Number(number), Measured::Number(seen)) => (number - seen).abs() < 1e-9,
            (Self::Between(low, high), Measured::Number(seen)) => (*low..=*high).contains(seen),
            (Self::Text(text), Measured::Text(seen)) => text == seen,
            _ => false,
        }
    }
}

impl Fold {
    /// `None` if there are no values.
    fn of(self, values: impl Iterator<Item = f64>) -> Option<f64> {
        let values: Vec<f64> = values.collect();
        let sum: f64 = values.iter().sum();
        match self {
            Self::Most => values.into_iter().reduce(f64::max),
            Self::Least => values.into_iter().reduce(f64::min),
            Self::Mean => (!values.is_empty()).then(|| sum / values.len() as f64),
            Self::Sum => Some(sum),
            Self::Seconds => Some(values.iter().filter(|value| **value != 0.0).count() as f64),
            Self::Changes => {
                let pairs = values.iter().zip(values.iter().skip(1));
                Some(pairs.filter(|(a, b)| a != b).count() as f64)
            }
        }
    }
}

impl Total {
    fn of(self, run: &Run) -> Option<f64> {
        let totals = run.totals();
        let latency = totals.latency.as_ref();
        match self {
            Self::P50 => latency.map(|it| it.p50),
            Self::P95 => latency.map(|it| it.p95),
            Self::Longest => latency.map(|it| it.max),
            Self::ColdStarts => Some(totals.cold_started as f64),
            Self::PodSeconds => Some(totals.pod_seconds),
            Self::ScaleEvents => Some(totals.scale_events as f64),
        }
    }
}

impl Quantity {
    /// Its value in a second; `None` if there is none, such as a latency without an answer.
    fn of(self, row: &Row) -> Option<f64> {
        let count = |value: u64| Some(value as f64);
        let whole = |value: i64| Some(value as f64);
        match self {
            Self::Offered => count(row.offered),
            Self::Completed => count(row.completed),
            Self::Rejected => count(row.rejected),
            Self::TimedOut => count(row.timed_out),
            Self::ColdStarted => count(row.cold_started),
            Self::InFlight => count(row.in_flight),
            Self::QueuedAtActivator => count(row.queued_at_activator),
            Self::QueuedAtPods => count(row.queued_at_pods),
            Self::Pending => count(row.pending),
            Self::Ready => count(row.ready),
            Self::Draining => count(row.draining),
            Self::Desired => whole(row.desired),
            Self::Recommended => whole(row.recommended),
            Self::Stable => row.stable,
            Self::Panic => row.panic,
            Self::Panicking => count(row.panicking.into()),
            Self::ActivatorInPath => count(row.activator_in_path.into()),
            Self::ExcessBurstCapacity => whole(row.excess_burst_capacity),
            Self::Busy => Some(row.busy),
            Self::P95 => row.latency.as_ref().map(|latency| latency.p95),
        }
    }
}
