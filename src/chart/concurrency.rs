//! The chart of concurrency against capacity: what is observed, what the ready replicas can take,
//! and from where on the autoscaler panics.

use std::ops::Range;

use kpa::settings::resolve::{Metric, RevisionSettings};
use kpa::timeline::row::Row;

use crate::chart::axes;
use crate::chart::scene::{Ink, Scale, Scene, Series, Stroke};
use crate::chart::series::Window;

/// The concurrency of a stretch of time.
pub fn scene(rows: &[Row], settings: &RevisionSettings, time: Range<f64>) -> Scene {
    let window = Window::new(rows, time);
    let series: Vec<Series> = [
        window
            .stair(Ink::Ready, Stroke::Thin, |row| capacity(row, settings))
            .filled(),
        window.stair(Ink::Panic, Stroke::Dashed, |row| {
            panic_threshold(row, settings)
        }),
        window.stair(Ink::Load, Stroke::Thin, |row| load(row, settings)),
    ]
    .into_iter()
    .chain(window.lines(Ink::Panic, Stroke::Thin, |row| row.panic))
    .chain(window.lines(Ink::Stable, Stroke::Bold, |row| row.stable))
    .collect();

    // The load decides what is in view: capacity and threshold may be far above it.
    let loads = series
        .iter()
        .filter(|series| matches!(series.ink, Ink::Load | Ink::Stable))
        .map(Series::highest);
    let load = loads.fold(0.0, f64::max).max(settings.decider.total);
    let highest = series.iter().map(Series::highest);
    let highest = highest
        .filter(|highest| *highest <= load * 2.5)
        .fold(load, f64::max);
    let top = axes::top_for(highest);
    Scene {
        time: window.time.clone(),
        scale: Scale::Linear,
        top,
        shade: Ink::Panic,
        shaded: window.stretches(|row| row.panicking),
        series: series.into_iter().flat_map(|it| it.up_to(top)).collect(),
    }
}

/// What is in flight in a stretch of time, where nobody compares it with anything: with the HPA.
pub fn in_flight(rows: &[Row], time: Range<f64>) -> Scene {
    let window = Window::new(rows, time);
    let load = window.stair(Ink::Load, Stroke::Bold, |row| row.in_flight as f64);
    Scene {
        scale: Scale::Linear,
        top: axes::top_for(load.highest().max(3.0)),
        shade: Ink::Panic,
        shaded: Vec::new(),
        series: vec![load],
        time: window.time,
    }
}

/// What the autoscaler's metric counts: requests in flight, or those that came in the second.
pub fn load(row: &Row, settings: &RevisionSettings) -> f64 {
    match settings.decider.metric {
        Metric::Rps => row.offered as f64,
        _ => row.in_flight as f64,
    }
}

/// What the ready replicas can take.
pub fn capacity(row: &Row, settings: &RevisionSettings) -> f64 {
    row.ready as f64 * settings.decider.total
}

/// The panic average above which panic mode begins.
///
/// The autoscaler compares after rounding up to replicas, so this is the largest average that still
/// rounds to fewer replicas than the threshold asks for.
pub fn panic_threshold(row: &Row, settings: &RevisionSettings) -> f64 {
    let ready = row.ready.max(1) as f64;
    let replicas = (ready * settings.decider.panic_threshold).ceil() - 1.0;
    replicas.max(0.0) * settings.decider.target
}
