//! The words of a lesson, in which some point at parts of the page.

use serde::{Deserialize, Serialize};

use crate::autoscaler::explanation;
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
    Concurrency,
    /// How long requests take.
    Latency,
    /// Requests that wait, and the way they take.
    Path,
}

/// A step in the explanation of a decision, without its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "they are those of `explanation::Step`")]
pub enum Step {
    Stable,
    Panic,
    Threshold,
    Rates,
    ActivationScale,
    Hold,
    Delay,
    Bounds,
    Zero,
    Burst,
}

impl From<&explanation::Step> for Step {
    fn from(step: &explanation::Step) -> Self {
        match step {
            explanation::Step::Stable { .. } => Self::Stable,
            explanation::Step::Panic { .. } => Self::Panic,
            explanation::Step::Threshold { .. } => Self::Threshold,
            explanation::Step::Rates { .. } => Self::Rates,
            explanation::Step::ActivationScale { .. } => Self::ActivationScale,
            explanation::Step::Hold { .. } => Self::Hold,
            explanation::Step::Delay { .. } => Self::Delay,
            explanation::Step::Bounds { .. } => Self::Bounds,
            explanation::Step::Zero { .. } => Self::Zero,
            explanation::Step::Burst { .. } => Self::Burst,
        }
    }
}
