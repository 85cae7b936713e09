//! The traffic of a session, column by column: most columns of what somebody drags are all the same,
//! and the others go in small steps.

use std::sync::Arc;

use kpa::cluster::traffic;
use kpa::session::{self, Change, Shape};
use kpa::units::Duration;
use serde::{Deserialize, Serialize};

use super::moments;
use super::numbers::{Numbers, Span};
use crate::limits::MOMENTS_MAX;

/// As [`session::Script`].
#[derive(Serialize, Deserialize)]
pub struct Script {
    source: Source,
    /// How long after the change before each change is.
    steps: Vec<Span>,
    levels: Numbers,
    /// Shapes by their numbers; recordings by what [`RECORDED`] and their place come to.
    shapes: Vec<u32>,
    since: Vec<Since>,
    spikes: Vec<bool>,
    recordings: Vec<Recording>,
}

#[derive(Serialize, Deserialize)]
enum Source {
    Poisson,
    Even,
    Clients(Span),
}

/// When the shape began.
#[derive(Serialize, Deserialize)]
enum Since {
    /// When that of the change before did; at the start, if there is none.
    Before,
    /// With this change.
    Here,
    /// At another moment.
    At(Span),
}

#[derive(Serialize, Deserialize)]
struct Recording {
    steps: Vec<Span>,
    shares: Numbers,
}

/// The shapes by their numbers.
const SHAPES: [Shape; 8] = [
    Shape::Steady,
    Shape::Step,
    Shape::Ramp,
    Shape::Spike,
    Shape::Sine,
    Shape::Bursts,
    Shape::OnOff,
    Shape::Day,
];

/// The number of the first recording.
const RECORDED: u32 = 32;

impl Script {
    /// For a link.
    pub fn of(script: &session::Script) -> Self {
        let changes = script.changes();
        let mut recordings = Vec::new();
        let shapes = changes.iter().map(|it| number(&it.shape, &mut recordings));
        Self {
            shapes: shapes.collect(),
            source: Source::of(script.source),
            steps: steps(changes.iter().map(|change| change.at)),
            levels: Numbers::of(changes.iter().map(|change| change.level).collect()),
            since: since(changes),
            spikes: changes.iter().map(|change| change.spike).collect(),
            recordings: recordings.into_iter().map(Recording::of).collect(),
        }
    }

    /// From a link; `None` if it says nothing sensible.
    pub fn script(self) -> Option<session::Script> {
        // Every change is looked at with its whole recording, so that is bounded first.
        let longest = self.recordings.iter().map(|it| it.steps.len()).max();
        let recorded = self
            .shapes
            .iter()
            .filter(|shape| **shape >= RECORDED)
            .count();
        if recorded.saturating_mul(longest.unwrap_or(0)) > MOMENTS_MAX {
            return None;
        }
        let recordings: Option<Vec<Shape>> =
            self.recordings.into_iter().map(Recording::shape).collect();
        let (recordings, levels) = (recordings?, self.levels.values()?);
        let count = self.steps.len();
        let lengths = [
            levels.len(),
            self.shapes.len(),
            self.since.len(),
            self.spikes.len(),
        ];
        if lengths != [count; 4] {
            return None;
        }
        let mut changes = Vec::with_capacity(count);
        let mut began = Duration::ZERO;
        for (nth, at) in moments(&self.steps)?.into_iter().enumerate() {
            began = match self.since.get(nth)? {
                Since::Before => began,
                Since::Here => at,
                Since::At(moment) => moment.duration()?,
            };
            let shape = *self.shapes.get(nth)?;
            let shape = match shape.checked_sub(RECORDED) {
                None => SHAPES.get(shape as usize)?,
                Some(nth) => recordings.get(nth as usize)?,
            };
            changes.push(Change {
                at,
                level: *levels.get(nth)?,
                shape: shape.clone(),
                since: began,
                spike: *self.spikes.get(nth)?,
            });
        }
        session::Script::of(self.source.source()?, changes)
    }
}

impl Source {
    fn of(source: traffic::Source) -> Self {
        match source {
            traffic::Source::Poisson => Self::Poisson,
            traffic::Source::Even => Self::Even,
            traffic::Source::Clients { pause } => Self::Clients(Span::of(pause)),
        }
    }

    fn source(self) -> Option<traffic::Source> {
        Some(match self {
            Self::Poisson => traffic::Source::Poisson,
            Self::Even => traffic::Source::Even,
            Self::Clients(pause) => traffic::Source::Clients {
                pause: pause.duration()?,
            },
        })
    }
}

/// A recorded series, as [`Shape::Recorded`] has it.
type Series = Arc<[(Duration, f64)]>;

impl Recording {
    fn of(series: Series) -> Self {
        Self {
            steps: steps(series.iter().map(|point| point.0)),
            shares: Numbers::of(series.iter().map(|point| point.1).collect()),
        }
    }

    fn shape(self) -> Option<Shape> {
        let (moments, shares) = (moments(&self.steps)?, self.shares.values()?);
        let is_whole = moments.len() == shares.len();
        is_whole.then(|| Shape::Recorded(moments.into_iter().zip(shares).collect()))
    }
}

/// The number of a shape. A recording is kept once, however many changes it goes on over.
fn number(shape: &Shape, recordings: &mut Vec<Series>) -> u32 {
    match shape {
        Shape::Steady => 0,
        Shape::Step => 1,
        Shape::Ramp => 2,
        Shape::Spike => 3,
        Shape::Sine => 4,
        Shape::Bursts => 5,
        Shape::OnOff => 6,
        Shape::Day => 7,
        Shape::Recorded(series) => {
            let mut known = recordings.iter();
            let known = known.position(|it| Arc::ptr_eq(it, series) || it == series);
            let nth = known.unwrap_or_else(|| {
                recordings.push(series.clone());
                recordings.len() - 1
            });
            RECORDED + nth as u32
        }
    }
}

fn since(changes: &[Change]) -> Vec<Since> {
    let before = changes.iter().map(|change| change.since);
    let before = [Duration::ZERO].into_iter().chain(before);
    let since = changes.iter().zip(before).map(|(change, before)| {
        if change.since == before {
            Since::Before
        } else if change.since == change.at {
            Since::Here
        } else {
            Since::At(Span::of(change.since))
        }
    });
    since.collect()
}

/// Moments, each counted from the one before.
fn steps(moments: impl Iterator<Item = Duration>) -> Vec<Span> {
    let mut before = Duration::ZERO;
    let steps = moments.map(|at| {
        let step = Span::of(at - before);
        before = at;
        step
    });
    steps.collect()
}

#[cfg(test)]
impl Script {
    /// Claims to have so many changes, all with the first level and shape.
    pub fn claim(&mut self, count: usize) {
        self.spikes = vec![false; count];
    }

    /// Makes its recording so long.
    pub fn record(&mut self, moments: usize) {
        let recording = Recording {
            steps: vec![Span::of(Duration::ZERO); moments],
            shares: Numbers::Steps(0, vec![0; moments]),
        };
        self.recordings = vec![recording];
    }
}
