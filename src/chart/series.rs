//! From the rows of a timeline to the points of a scene.

use std::ops::Range;

use kpa::timeline::row::Row;

use crate::chart::scene::{Ink, Point, Series, Stroke};

/// The part of a timeline that a chart shows. What lies outside costs nothing, however long the run.
pub struct Window<'a> {
    /// The time that is shown, in seconds since the start of the run.
    pub time: Range<f64>,
    rows: &'a [Row],
}

impl<'a> Window<'a> {
    /// The rows whose seconds a range of time touches.
    pub fn new(rows: &'a [Row], time: Range<f64>) -> Self {
        let first = rows.partition_point(|row| row.t <= time.start);
        let end = rows.partition_point(|row| row.t < time.end + 1.0);
        let rows = rows.get(first..end).unwrap_or(&[]);
        Self { time, rows }
    }

    /// A quantity that holds all through a second, as a stair.
    pub fn stair(&self, ink: Ink, stroke: Stroke, value: impl Fn(&Row) -> f64) -> Series {
        let mut points: Vec<Point> = Vec::new();
        for row in self.rows {
            let value = value(row);
            match points.last_mut() {
                // A tread grows; only a change of the value costs points.
                Some(last) if last.1 == value => last.0 = row.t,
                _ => points.extend([(row.t - 1.0, value), (row.t, value)]),
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
        value: impl Fn(&Row) -> Option<f64>,
    ) -> impl Iterator<Item = Series> {
        let mut stretches: Vec<Vec<Point>> = vec![Vec::new()];
        for row in self.rows {
            match (value(row), stretches.last_mut()) {
                (Some(value), Some(stretch)) => stretch.push((row.t, value)),
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
    pub fn stretches(&self, holds: impl Fn(&Row) -> bool) -> Vec<Range<f64>> {
        let mut stretches: Vec<Range<f64>> = Vec::new();
        for row in self.rows.iter().filter(|row| holds(row)) {
            match stretches.last_mut() {
                Some(last) if last.end == row.t - 1.0 => last.end = row.t,
                _ => stretches.push(row.t - 1.0..row.t),
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
