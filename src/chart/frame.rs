//! Where the data is within a chart.

/// Space around the data, in CSS pixels: for the numbers at the axes, and so that none is cut.
pub const LEFT: f64 = 32.0;
/// See [`LEFT`].
pub const RIGHT: f64 = 16.0;
/// See [`LEFT`].
pub const TOP: f64 = 8.0;
/// See [`LEFT`].
pub const BOTTOM: f64 = 20.0;

/// Space that a mark of time and its number need, in CSS pixels.
pub const TIME_MARK: f64 = 64.0;
/// Space that a mark of a value and its number need.
pub const VALUE_MARK: f64 = 32.0;
/// The size of the numbers.
pub const LABEL: f64 = 12.0;
/// Their distance from the data.
pub const GAP: f64 = 6.0;

/// How wide the data is in a chart of that width, in CSS pixels.
pub fn across(width: f64) -> f64 {
    (width - LEFT - RIGHT).max(1.0)
}
