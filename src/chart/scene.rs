//! What a chart shows, as data: in seconds and in units of the value, without colours or pixels.
//! The same scene can become a canvas, an SVG, or what a test expects.

use std::ops::Range;

use crate::chart::quantity::Quantity;

/// A quantity. It has the same colour wherever it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Replicas wanted.
    Desired,
    /// Replicas ready, and what they can take.
    Ready,
    /// The average over the stable window.
    Stable,
    /// Panic: its average, its threshold, the time spent in it.
    Panic,
    /// What the clients offer.
    Load,
    /// A bound that a setting draws.
    Bound,
    /// How long requests take.
    Latency,
    /// The activator: what waits there, and whether it is in the path.
    Activator,
    /// The run that this one is compared with.
    Ghost,
}

impl Ink {
    /// The custom property that holds the colour, and the class of its mark in a legend.
    pub fn name(self) -> &'static str {
        match self {
            Self::Desired => "desired",
            Self::Ready => "ready",
            Self::Stable => "stable",
            Self::Panic => "panic",
            Self::Load => "load",
            Self::Bound => "bound",
            Self::Latency => "latency",
            Self::Activator => "activator",
            Self::Ghost => "ghost",
        }
    }
}

/// How a line is drawn, so that lines differ by more than their hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// A limit.
    Dashed,
    /// An ordinary line.
    Thin,
    /// The line that matters most.
    Bold,
}

/// How values become heights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Evenly, from 0 on.
    Linear,
    /// Each factor of ten takes the same height.
    Log {
        /// The value at the lower edge, above 0.
        bottom: f64,
    },
}

/// A point: time in seconds, value.
pub type Point = (f64, f64);

/// One quantity over time, without a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it shows.
    pub quantity: Quantity,
    /// How its line is drawn.
    pub stroke: Stroke,
    /// Its points, in the order of time.
    pub points: Vec<Point>,
}

/// A whole chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The time that is shown, in seconds since the start of the run.
    pub time: Range<f64>,
    /// How values become heights.
    pub scale: Scale,
    /// The value at the upper edge.
    pub top: f64,
    /// What the shaded times are.
    pub shade: Ink,
    /// Times in panic mode, or with the activator in the path.
    pub shaded: Vec<Range<f64>>,
    /// What is drawn, from the back to the front.
    pub series: Vec<Series>,
    /// Limits that are now above the upper edge, and so are named instead of drawn.
    pub beyond: Vec<(Quantity, f64)>,
}
