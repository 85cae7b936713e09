//! From the seconds of a timeline to the points of a scene.

use std::ops::Range;

use kpa::timeline::{Second, Timeline};

use crate::chart::scene::{Ink, Point, Series, Stroke};

/// The part of a timeline that a chart shows. What lies outside costs nothing, however long the run.
pub struct Window<'a> {
    /// The time that is shown, in seconds since the start of the run.
    pub time: Range<f64>,
    first: usize,
    seconds: &'a [Second],
}

impl<'a> Window<'a> {
    /// The seconds of a timeline that a range of time touches.
    pub fn new(timeline: &'a Timeline, time: Range<f64>) -> Self {
        let all = &timeline.seconds;
        let first = (time.start.max(0.0) as usize).min(all.len());
        let end = (time.end.max(0.0).ceil() as usize).clamp(first, all.len());
        Self {
            time,
            first,
            seconds: all.get(first..end).unwrap_or(&[]),
        }
    }

    /// The seconds in view with the time at which each begins.
    fn timed(&self) -> impl Iterator<Item = (f64, &'a Second)> {
        let first = self.first as f64;
        let starts = (0..).map(move |nth: u32| first + f64::from(nth));
        starts.zip(self.seconds)
    }

    /// A quantity that holds from one second to the next, as a stair.
    pub fn stair(&self, ink: Ink, stroke: Stroke, value: impl Fn(&Second) -> f64) -> Series {
        let mut points: Vec<Point> = Vec::new();
        for (start, second) in self.timed() {
            let value = value(second);
            match points.last_mut() {
                // A tread grows; only a change of the value costs points.
                Some(last) if last.1 == value => last.0 = start + 1.0,
                _ => points.extend([(start, value), (start + 1.0, value)]),
            }
        }
        Series {
            ink,
            stroke,
            filled: false,
            points,
        }
    }

    /// A quantity that is known at the end of a second, as lines; one for each stretch with data.
    pub fn lines(
        &self,
        ink: Ink,
        stroke: Stroke,
        value: impl Fn(&Second) -> Option<f64>,
    ) -> impl Iterator<Item = Series> {
        let mut stretches: Vec<Vec<Point>> = vec![Vec::new()];
        for (start, second) in self.timed() {
            match (value(second), stretches.last_mut()) {
                (Some(value), Some(stretch)) => stretch.push((start + 1.0, value)),
                (None, Some(stretch)) if !stretch.is_empty() => stretches.push(Vec::new()),
                _ => {}
            }
        }
        let stretches = stretches.into_iter().filter(|points| !points.is_empty());
        stretches.map(move |points| Series {
            ink,
            stroke,
            filled: false,
            points,
        })
    }

    /// A value that holds all the time.
    pub fn level(&self, ink: Ink, value: f64) -> Series {
        Series {
            ink,
            stroke: Stroke::Dashed,
            filled: false,
            points: vec![(self.time.start, value), (self.time.end, value)],
        }
    }

    /// The stretches of time in which something holds.
    pub fn stretches(&self, holds: impl Fn(&Second) -> bool) -> Vec<Range<f64>> {
        let mut stretches: Vec<Range<f64>> = Vec::new();
        for (start, _) in self.timed().filter(|(_, second)| holds(second)) {
            match stretches.last_mut() {
                Some(last) if last.end == start => last.end = start + 1.0,
                _ => stretches.push(start..start + 1.0),
            }
        }
        stretches
    }
}

impl Series {
    /// The same with what lies below filled.
    pub fn filled(self) -> Self {
        Self {
            filled: true,
            ..self
        }
    }

    /// What lies at or below `top`. The rest is left out rather than drawn along the upper edge, as
    /// if that were its value; an area alone may reach beyond.
    pub fn up_to(self, top: f64) -> Vec<Self> {
        if self.filled || self.highest() <= top {
            return vec![self];
        }
        let stretches = self.points.split(|point| point.1 > top);
        stretches
            .filter(|points| !points.is_empty())
            .map(|points| Self {
                points: points.to_vec(),
                ..self
            })
            .collect()
    }

    /// The highest value.
    pub fn highest(&self) -> f64 {
        let values = self.points.iter().map(|point| point.1);
        values.fold(0.0, f64::max)
    }
}
