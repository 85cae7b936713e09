//! Where the axes have their marks, and what stands at them.

use std::iter::successors;
use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};

use crate::chart::scene::Scale;

/// Distances between marks of time that people can count in, in seconds.
const TIME_STEPS: [f64; 10] = [
    5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0,
];

/// An axis with marks of our own: plotters' would count seconds in tens and hundreds.
pub struct Axis {
    range: Range<f64>,
    logarithmic: bool,
    /// Where it has marks.
    pub marks: Vec<f64>,
}

impl Axis {
    /// An axis of time, with not more than `most` marks.
    pub fn of_time(range: &Range<f64>, most: usize) -> Self {
        let length = range.end - range.start;
        let fits = |step: &f64| length / step <= most as f64;
        let step = TIME_STEPS.into_iter().find(fits).unwrap_or(length);
        Self::stepping(range.clone(), step)
    }

    /// An axis of values up to `top`, with not more than `most` marks above the lowest; on a
    /// logarithmic scale one for each factor of ten.
    pub fn of_values(scale: Scale, top: f64, most: usize) -> Self {
        match scale {
            Scale::Linear => Self::stepping(0.0..top, round_up(top / most.max(1) as f64)),
            Scale::Log { bottom } => {
                let decades = successors(Some(bottom), |mark| Some(mark * 10.0));
                Self {
                    range: bottom..top,
                    logarithmic: true,
                    // The last one may miss the top by a rounding.
                    marks: decades.take_while(|mark| *mark < top * 1.5).collect(),
                }
            }
        }
    }

    /// The lowest value.
    pub fn bottom(&self) -> f64 {
        self.range.start
    }

    fn stepping(range: Range<f64>, step: f64) -> Self {
        let first = (range.start / step).ceil();
        let count = (range.end / step).floor() - first;
        let nths = 0..=(count.max(0.0) as u32);
        let marks = nths.map(|nth| (first + f64::from(nth)) * step).collect();
        Self {
            range,
            logarithmic: false,
            marks,
        }
    }
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        let (low, high) = (self.range.start, self.range.end);
        let share = match self.logarithmic {
            true => (value / low).ln() / (high / low).ln(),
            false => (value - low) / (high - low),
        };
        from + (f64::from(to - from) * share).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.marks.clone()
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

/// The next larger of 1, 2, 5, 10, 20, 50, …
fn round_up(value: f64) -> f64 {
    let mut decade = 1.0;
    while decade * 10.0 < value {
        decade *= 10.0;
    }
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * decade);
    let fits = steps.into_iter().find(|step| *step >= value);
    fits.unwrap_or(decade)
}

/// The upper edge of a chart of values up to `highest`: a little above, and steady while the
/// values move a little.
pub fn top_for(highest: f64) -> f64 {
    let wanted = highest.max(1.0) * 1.08;
    let step = round_up(wanted / 6.0);
    (wanted / step).ceil() * step
}

/// A time as people read it from a player: `2:05`, `1:02:05`.
pub fn clock(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{rest:02}"),
        _ => format!("{hours}:{minutes:02}:{rest:02}"),
    }
}
