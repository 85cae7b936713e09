//! Traffic that somebody has recorded.

use kpa::session::Shape;

/// What could be read of a recording.
#[derive(Debug)]
pub struct Recording {
    /// The series with its highest rate, if there is one.
    pub shape: Option<(Shape, f64)>,
    /// How many moments there are in it.
    pub moments: usize,
    /// How many lines were left out.
    pub skipped: usize,
}
