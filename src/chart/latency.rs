//! The chart of latency: how long requests took that were answered in each second.

use std::ops::Range;

use kpa::timeline::row::{Latency, Row};

use crate::chart::scene::{Ink, Scale, Scene, Series, Stroke};
use crate::chart::series::Window;

/// The latency of a stretch of time, in seconds, on a logarithmic scale of whole decades.
pub fn scene(rows: &[Row], time: Range<f64>) -> Scene {
    let window = Window::new(rows, time);
    let line = |stroke, of: fn(&Latency) -> f64| {
        window.lines(Ink::Latency, stroke, move |row| {
            row.latency.as_ref().map(of)
        })
    };
    let series: Vec<Series> = line(Stroke::Dashed, |it| it.p99)
        .chain(line(Stroke::Thin, |it| it.p95))
        .chain(line(Stroke::Bold, |it| it.p50))
        .collect();
    let (lowest, highest) = series
        .iter()
        .flat_map(|it| &it.points)
        .fold((f64::MAX, 0.0_f64), |(low, high), point| {
            (low.min(point.1), high.max(point.1))
        });
    let (mut bottom, mut top) = (0.1, 1.0);
    while bottom > lowest && bottom > 1e-3 {
        bottom /= 10.0;
    }
    while top < highest {
        top *= 10.0;
    }
    Scene {
        scale: Scale::Log { bottom },
        top,
        shade: Ink::Panic,
        shaded: window.stretches(|row| row.panicking),
        series,
        time: window.time,
    }
}
