//! Why so many replicas, in words: a sentence, and the arithmetic line by line.
//!
//! The numbers come from the core; here they are only written down.

mod hpa;
mod kpa;

use ::kpa::cluster::simulation::Scaler;
use ::kpa::lesson;
use ::kpa::session::Simulation;
use ::kpa::timeline::run::{Moment, START};
use ::kpa::units::{Replicas, Time};

use crate::chart::clock;
use crate::language::Words;

/// The whole answer.
pub struct Why {
    /// It in one sentence.
    pub sentence: String,
    /// How somebody would work it out on paper.
    pub lines: Vec<Line>,
}

/// One line of the arithmetic.
pub struct Line {
    /// What is worked out.
    pub name: &'static str,
    /// The arithmetic with its result.
    pub sum: String,
    /// What is behind it, in a paragraph.
    pub about: &'static str,
    /// The settings that it depends on, by the names of their rows in the ladder.
    pub settings: &'static [&'static str],
    /// What lessons call it; the HPA has none.
    pub step: Option<lesson::Step>,
    /// Whether the number comes from here.
    pub decides: bool,
}

/// Why there were as many replicas as there were at a moment.
pub fn why(words: Words, simulation: &Simulation, moment: &Moment) -> Why {
    match simulation.run().simulation().scaler() {
        Scaler::Kpa(_) => kpa::why(words, simulation.settings(), moment),
        Scaler::Hpa(scaler) => hpa::why(words, scaler.settings(), moment),
    }
}

/// `6 → 8`.
fn leads_to(from: impl AsRef<str>, to: impl AsRef<str>) -> String {
    format!("{} → {}", from.as_ref(), to.as_ref())
}

/// What was wanted, within bounds: `0 … 10: 12 → 10`.
fn within(least: &str, most: &str, from: &str, to: &str) -> String {
    leads_to(format!("{least} … {most}: {from}"), to)
}

/// A number of replicas; nobody knows how many where it is below 0.
fn count(words: Words, replicas: Replicas) -> String {
    match replicas.0 {
        0.. => words.number(f64::from(replicas.0)),
        _ => "–".to_owned(),
    }
}

/// A bound, of which 0 is none.
fn bound(words: Words, replicas: Replicas) -> String {
    match replicas.0 {
        0 => "∞".to_owned(),
        _ => count(words, replicas),
    }
}

/// When something ends, as the player shows the time.
fn time(at: Time) -> String {
    clock(at.since(START).as_secs_f64())
}
