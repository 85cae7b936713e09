//! The words of a lesson, in which some point at parts of the page.

use serde::{Deserialize, Serialize};

use crate::units::Duration;

/// Pieces that follow each other.
pub type Paragraph = Vec<Piece>;

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Piece {
    /// Words.
    Text(String),
    /// A key, a value, a command.
    Code(String),
    /// Words that point at a part of the page.
    Pointer {
        /// The words.
        words: String,
        /// The part.
        part: Part,
    },
}

/// A part of the page, or a moment of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// A chart.
    Chart(Chart),
    /// A row of the ladder of settings, by its id.
    Row(String),
    /// A step in the explanation of a decision.
    Step(Step),
    /// The findings with this rule's code.
    Finding(String),
    /// A moment of the run.
    Moment(Duration),
}

/// A chart of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chart {
    /// Desired and ready replicas.
    Replicas,
    /// Load against capacity.
    Load,
    /// How long requests take.
    Latency,
    /// Requests that wait, and the way they take.
    Queues,
}

/// A step in the explanation of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// What the stable window's average wants.
    Stable,
    /// What the panic window's average wants.
    Panic,
    /// Whether that is enough to panic.
    Threshold,
    /// The limits on one decision's rise and fall.
    Rates,
    /// The highest number since panic began.
    Hold,
    /// The highest number in the scale-down delay.
    Delay,
    /// Least and most replicas.
    Bounds,
    /// Whether the last replica goes.
    Zero,
    /// Whether requests go through the activator.
    Path,
}
