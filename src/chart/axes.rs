//! Where the axes have their marks, and what stands at them.

use std::ops::Range;

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};

/// An axis with our own marks: plotters' would count seconds in tens and hundreds.
pub struct Axis {
    /// What it shows.
    pub range: Range<f64>,
    /// Where it has marks.
    pub marks: Vec<f64>,
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        let share = (value - self.range.start) / (self.range.end - self.range.start);
        from + (f64::from(to - from) * share).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        // Asked twice, for bold lines with labels and for light ones between them, of which there
        // are none.
        match hint.weight().allow_light_points() {
            true => Vec::new(),
            false => self.marks.clone(),
        }
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

/// Distances between marks of time that people can count in, in seconds.
const TIME_STEPS: [f64; 10] = [
    5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0,
];

/// The marks on a time axis, not more than `most`.
pub fn time_marks(time: &Range<f64>, most: usize) -> Vec<f64> {
    let length = time.end - time.start;
    let fits = |step: &f64| length / step <= most as f64;
    let step = TIME_STEPS.into_iter().find(fits).unwrap_or(length);
    marks(time, step)
}

/// The marks on a value axis from 0 to `top`, not more than `most` above 0, at whole numbers.
pub fn value_marks(top: f64, most: usize) -> Vec<f64> {
    marks(&(0.0..top), round_up(top / most.max(1) as f64))
}

/// The next larger of 1, 2, 5, 10, 20, 50, …
fn round_up(value: f64) -> f64 {
    let decade = 10_f64.powf(value.max(1.0).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * decade);
    let fits = steps.into_iter().find(|step| *step >= value);
    fits.unwrap_or(decade)
}

fn marks(range: &Range<f64>, step: f64) -> Vec<f64> {
    let first = (range.start / step).ceil();
    let count = (range.end / step).floor() - first;
    let nths = 0..=(count.max(0.0) as u32);
    nths.map(|nth| (first + f64::from(nth)) * step).collect()
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
