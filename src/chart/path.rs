//! The chart of queues and path: where requests wait, and whether they go through the activator.

use std::ops::Range;

use kpa::timeline::row::Row;

use crate::chart::axes;
use crate::chart::scene::{Ink, Scale, Scene, Series, Stroke};
use crate::chart::series::Window;

/// The queues and the path in a stretch of time.
pub fn scene(rows: &[Row], time: Range<f64>) -> Scene {
    let window = Window::new(rows, time);
    let series = vec![
        window
            .stair(Ink::Activator, Stroke::Bold, |row| {
                row.queued_at_activator as f64
            })
            .filled(),
        window.stair(Ink::Load, Stroke::Thin, |row| row.queued_at_pods as f64),
    ];
    let highest = series.iter().map(Series::highest).fold(3.0, f64::max);
    Scene {
        scale: Scale::Linear,
        top: axes::top_for(highest),
        shade: Ink::Activator,
        shaded: window.stretches(|row| row.activator_in_path),
        series,
        time: window.time,
    }
}
