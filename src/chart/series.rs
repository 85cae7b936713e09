//! From the rows of a timeline to the points of a scene.

use std::ops::Range;

use kpa::timeline::row::Row;

use crate::chart::quantity::{Form, Quantity};
use crate::chart::scene::{Point, Series, Stroke};

/// More rows than this no screen tells apart: of more, the lowest and the highest of each group are
/// drawn.
const GROUPS: usize = 1000;

/// What is known of a quantity at the end of a row.
type Value<'a> = &'a dyn Fn(&Row) -> Option<f64>;

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

    /// The times and values that are worth drawing.
    fn values(&self, value: Value<'_>) -> Vec<(f64, Option<f64>)> {
        let of = |row: &Row| (row.t, value(row));
        let each = self.rows.len() / GROUPS;
        if each <= 1 {
            return self.rows.iter().map(of).collect();
        }
        let mut values = Vec::with_capacity(2 * GROUPS + 2);
        for group in self.rows.chunks(each) {
            let all = group.iter().map(of);
            let low = all
                .clone()
                .min_by(|a, b| f64::total_cmp(&order(a), &order(b)));
            let high = all.max_by(|a, b| f64::total_cmp(&order(a), &order(b)));
            let (Some(low), Some(high)) = (low, high) else {
                continue;
            };
            values.extend(if low.0 <= high.0 {
                [low, high]
            } else {
                [high, low]
            });
        }
        values
    }

    /// A quantity that holds all through a second, as a stair.
    pub fn stair(&self, quantity: Quantity, value: Value<'_>) -> Option<Series> {
        let mut points: Vec<Point> = Vec::new();
        for (t, value) in self.values(value) {
            let value = value.unwrap_or(0.0);
            let from = points.last().map_or(t - 1.0, |last| last.0);
            match points.last_mut() {
                // A tread grows; only a change of the value costs points.
                Some(last) if last.1 == value => last.0 = t,
                _ => points.extend([(from, value), (t, value)]),
            }
        }
        (!points.is_empty()).then_some(Series::of(quantity, points))
    }

    /// A quantity that is known at the end of a second, as lines; one for each stretch with data.
    pub fn lines(&self, quantity: Quantity, value: Value<'_>) -> impl Iterator<Item = Series> {
        let mut stretches: Vec<Vec<Point>> = vec![Vec::new()];
        for (t, value) in self.values(value) {
            match (value, stretches.last_mut()) {
                (Some(value), Some(stretch)) => stretch.push((t, value)),
                (None, Some(stretch)) if !stretch.is_empty() => stretches.push(Vec::new()),
                _ => {}
            }
        }
        let stretches = stretches.into_iter().filter(|points| !points.is_empty());
        stretches.map(move |points| Series::of(quantity, points))
    }

    /// The stretches of time in which something holds, which is 1 then.
    pub fn stretches(&self, holds: Value<'_>) -> Vec<Range<f64>> {
        let mut stretches: Vec<Range<f64>> = Vec::new();
        for row in self.rows.iter().filter(|row| holds(row) == Some(1.0)) {
            match stretches.last_mut() {
                Some(last) if last.end == row.t - 1.0 => last.end = row.t,
                _ => stretches.push(row.t - 1.0..row.t),
            }
        }
        stretches
    }
}

/// What isn't known is below everything.
fn order(value: &(f64, Option<f64>)) -> f64 {
    value.1.unwrap_or(f64::NEG_INFINITY)
}

impl Series {
    /// A quantity, drawn as it usually is.
    fn of(quantity: Quantity, points: Vec<Point>) -> Self {
        Self {
            quantity,
            stroke: quantity.stroke(),
            points,
        }
    }

    /// Whether what lies below is filled.
    pub fn filled(&self) -> bool {
        self.quantity.form() == Form::Filled && self.stroke != Stroke::Dashed
    }

    /// Its points, those outside of a stretch of time moved to its ends.
    pub fn within(&self, time: &Range<f64>) -> impl Iterator<Item = Point> {
        let points = self.points.iter();
        points.map(|&(at, value)| (at.max(time.start).min(time.end), value))
    }

    /// What lies at or below `top`. The rest is left out rather than drawn along the upper edge, as
    /// if that were its value; an area alone may reach beyond.
    pub fn up_to(self, top: f64) -> Vec<Self> {
        if self.filled() || self.highest() <= top {
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
