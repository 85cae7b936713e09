//! Two configurations under the same traffic: what a change does, beside what it says.
//!
//! The pieces are pure and small, so that a command can work on all cores and a page in its workers:
//! a [`Case`] is a traffic to try, [`measure`] is one run of it, [`effects`] compares what many seeds
//! came to, and [`Comparison`] what the texts say.

pub mod budget;
mod case;
mod effect;
mod estimate;
mod findings;
mod measure;
#[cfg(feature = "changes")]
pub mod patch;
pub mod search;
mod settings;
mod trials;

pub use case::{Case, SHAPES, SHIPPED};
pub use effect::{Effect, Verdict, effects};
pub use estimate::Estimate;
pub use measure::{Measure, Sample, Unit, measure};
pub use settings::{Changed, Comparison, Pair, Side};
pub use trials::{Trials, Tried};
