//! Charts: what they show as data of our own ([`scene`]), and how that becomes a picture
//! ([`paint`]). A new chart is one more function from a timeline to a scene.

mod axes;
mod backend;
mod concurrency;
mod dashes;
mod latency;
pub mod paint;
mod palette;
mod path;
mod replicas;
pub mod scene;
mod series;

use std::ops::Range;

use kpa::session::Simulation;

pub use axes::clock;
pub use concurrency::{capacity, load, panic_threshold};

/// What a chart is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Replicas: desired, ready, bounds.
    Replicas,
    /// Concurrency against capacity.
    Concurrency,
    /// How long requests took.
    Latency,
    /// Where requests wait, and which way they go.
    Path,
}

impl Subject {
    /// What there is to see of it in a stretch of time.
    pub fn scene(self, simulation: &Simulation, time: Range<f64>) -> scene::Scene {
        let (rows, settings) = (simulation.run().rows(), simulation.settings());
        match self {
            Self::Replicas => replicas::scene(rows, settings, time),
            Self::Concurrency if simulation.hpa().is_some() => concurrency::in_flight(rows, time),
            Self::Concurrency => concurrency::scene(rows, settings, time),
            Self::Latency => latency::scene(rows, time),
            Self::Path => path::scene(rows, time),
        }
    }
}
