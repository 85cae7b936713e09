//! What a chart can show of a run. A line, its entry in the legend, its column in the table and in the
//! file all come from here.

use kpa::settings::resolve::{Metric, RevisionSettings};
use kpa::timeline::row::{Latency, Row};
use kpa::units::Replicas;

use crate::chart::scene::{Ink, Stroke};
use crate::language::Words;

/// A quantity that is known for every row of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Replicas wanted.
    Desired,
    /// Replicas ready.
    Ready,
    /// The least replicas that may be wanted.
    Min,
    /// The most replicas that may be wanted.
    Max,
    /// Whether panic mode lasts.
    Panicking,
    /// What the autoscaler's metric counts.
    Load,
    /// Its average over the stable window.
    Stable,
    /// Its average over the panic window.
    Panic,
    /// The panic average above which panic mode begins.
    Threshold,
    /// What the ready replicas can take.
    Capacity,
    /// How long half of the requests took at most, in seconds.
    P50,
    /// How long 95 % of them took at most.
    P95,
    /// How long 99 % of them took at most.
    P99,
    /// Requests that wait at activators.
    AtActivator,
    /// Requests that wait in the queues of pods.
    AtPods,
    /// Whether requests go through activators.
    InPath,
    /// Replicas wanted in the run that this one is compared with.
    Compared,
}

/// How a quantity is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It holds all through a second.
    Stair,
    /// The same, with what lies below filled.
    Filled,
    /// It is known at the end of a second.
    Line,
    /// It holds, or doesn't: the time in which it holds is shaded.
    Shade,
}

impl Quantity {
    /// The colour that it has everywhere.
    pub fn ink(self) -> Ink {
        match self {
            Self::Desired => Ink::Desired,
            Self::Ready | Self::Capacity => Ink::Ready,
            Self::Min | Self::Max => Ink::Bound,
            Self::Panicking | Self::Panic | Self::Threshold => Ink::Panic,
            Self::Load | Self::AtPods => Ink::Load,
            Self::Stable => Ink::Stable,
            Self::P50 | Self::P95 | Self::P99 => Ink::Latency,
            Self::AtActivator | Self::InPath => Ink::Activator,
            Self::Compared => Ink::Ghost,
        }
    }

    /// How its line is drawn.
    pub fn stroke(self) -> Stroke {
        match self {
            Self::Desired | Self::Stable | Self::P50 | Self::AtActivator => Stroke::Bold,
            Self::Min | Self::Max | Self::Threshold | Self::P99 => Stroke::Dashed,
            _ => Stroke::Thin,
        }
    }

    /// What it is drawn as.
    pub fn form(self) -> Form {
        match self {
            Self::Ready | Self::Capacity | Self::AtActivator => Form::Filled,
            Self::Stable | Self::Panic | Self::P50 | Self::P95 | Self::P99 => Form::Line,
            Self::Panicking | Self::InPath => Form::Shade,
            _ => Form::Stair,
        }
    }

    /// How far in front it lies: areas behind lines, thin ones behind bold ones.
    pub fn layer(self) -> u8 {
        match (self.form(), self.stroke()) {
            (Form::Filled | Form::Shade, _) => 0,
            (_, Stroke::Dashed) => 1,
            (_, Stroke::Thin) => 2,
            (_, Stroke::Bold) => 3,
        }
    }

    /// The classes of its mark in a legend.
    pub fn mark(self) -> String {
        let form = match (self.form(), self.stroke()) {
            (Form::Shade, _) => "shade",
            (_, Stroke::Bold) => "bold",
            (_, Stroke::Dashed) => "dashed",
            (_, Stroke::Thin) => "thin",
        };
        format!("mark {} {form}", self.ink().name())
    }

    /// How much it was at the end of a row, or in it; whether it held, as 1 or 0.
    pub fn value(self, row: &Row, settings: &RevisionSettings) -> Option<f64> {
        let replicas = |replicas: Replicas| f64::from(replicas.0.max(0));
        let latency = |of: fn(&Latency) -> f64| row.latency.as_ref().map(of);
        Some(match self {
            Self::Desired | Self::Compared => row.desired.max(0) as f64,
            Self::Ready => row.ready as f64,
            Self::Min => replicas(settings.bounds.min),
            Self::Max => replicas(settings.bounds.max),
            Self::Panicking => f64::from(u8::from(row.panicking)),
            Self::Load => load(row, settings),
            Self::Stable => return row.stable,
            Self::Panic => return row.panic,
            Self::Threshold => panic_threshold(row, settings),
            Self::Capacity => row.ready as f64 * settings.decider.total,
            Self::P50 => return latency(|it| it.p50),
            Self::P95 => return latency(|it| it.p95),
            Self::P99 => return latency(|it| it.p99),
            Self::AtActivator => row.queued_at_activator as f64,
            Self::AtPods => row.queued_at_pods as f64,
            Self::InPath => f64::from(u8::from(row.activator_in_path)),
        })
    }

    /// A value as people read it.
    pub fn text(self, words: Words, value: Option<f64>) -> String {
        match (self, value) {
            (Self::Panicking, Some(1.0)) => words.line_yes().to_owned(),
            (Self::Panicking, Some(_)) => words.line_no().to_owned(),
            (Self::InPath, Some(1.0)) => words.line_in().to_owned(),
            (Self::InPath, Some(_)) => words.line_out().to_owned(),
            (Self::P50 | Self::P95 | Self::P99, Some(value)) => words.seconds(value),
            // As clients are counted: a part of a request says nothing, and would make legends wrap.
            (Self::Load, Some(value)) if value >= 10.0 => words.number(value.round()),
            (_, Some(value)) => words.number(value),
            (_, None) => "–".to_owned(),
        }
    }

    /// What a legend calls it.
    pub fn name(self, words: Words) -> &'static str {
        match self {
            Self::Desired => words.line_desired(),
            Self::Ready => words.line_ready(),
            Self::Min => words.line_min(),
            Self::Max => words.line_max(),
            Self::Panicking => words.line_panicking(),
            Self::Load => words.line_load(),
            Self::Stable => words.line_stable(),
            Self::Panic => words.line_panic(),
            Self::Threshold => words.line_threshold(),
            Self::Capacity => words.line_capacity(),
            Self::P50 => "p50",
            Self::P95 => "p95",
            Self::P99 => "p99",
            Self::AtActivator => words.line_at_activator(),
            Self::AtPods => words.line_at_pods(),
            Self::InPath => words.line_in_path(),
            Self::Compared => words.line_compared(),
        }
    }

    /// What a file calls it, whatever the language.
    pub fn id(self) -> &'static str {
        match self {
            Self::Desired => "desired",
            Self::Ready => "ready",
            Self::Min => "min",
            Self::Max => "max",
            Self::Panicking => "panicking",
            Self::Load => "load",
            Self::Stable => "stable",
            Self::Panic => "panic",
            Self::Threshold => "panic_threshold",
            Self::Capacity => "capacity",
            Self::P50 => "p50",
            Self::P95 => "p95",
            Self::P99 => "p99",
            Self::AtActivator => "queued_at_activator",
            Self::AtPods => "queued_at_pods",
            Self::InPath => "activator_in_path",
            Self::Compared => "compared",
        }
    }
}

/// What the autoscaler's metric counts: requests in flight, or those that came in the second.
///
/// In flight is the mean of the second in containers, as queue-proxy reports it, and whoever waits. At
/// its very end clients that keep step may all be between an answer and the next request.
fn load(row: &Row, settings: &RevisionSettings) -> f64 {
    match settings.decider.metric {
        Metric::Rps => row.offered as f64,
        _ => row.busy + (row.queued_at_activator + row.queued_at_pods) as f64,
    }
}

/// The panic average above which panic mode begins.
///
/// The autoscaler compares after rounding up to replicas, so this is the largest average that still
/// rounds to fewer replicas than the threshold asks for.
fn panic_threshold(row: &Row, settings: &RevisionSettings) -> f64 {
    let ready = row.ready.max(1) as f64;
    let replicas = (ready * settings.decider.panic_threshold).ceil() - 1.0;
    replicas.max(0.0) * settings.decider.target
}
