//! The chart of concurrency against capacity: what is observed, what the ready replicas can take,
//! and from where on the autoscaler panics.

use std::ops::Range;

use kpa::settings::resolve::RevisionSettings;
use kpa::timeline::{Second, Timeline};

use crate::chart::axes;
use crate::chart::scene::{Ink, Scene, Series, Stroke};
use crate::chart::series::Window;

/// The concurrency of a stretch of time.
pub fn scene(timeline: &Timeline, settings: &RevisionSettings, time: Range<f64>) -> Scene {
    let window = Window::new(timeline, time);
    let series: Vec<Series> = [
        window
            .stair(Ink::Ready, Stroke::Thin, |second| {
                capacity(second, settings)
            })
            .filled(),
        window.stair(Ink::Panic, Stroke::Dashed, |second| {
            panic_threshold(second, settings)
        }),
        window.stair(Ink::Load, Stroke::Thin, |second| second.load),
    ]
    .into_iter()
    .chain(window.lines(Ink::Panic, Stroke::Thin, |second| {
        second.observed.map(|observed| observed.panic)
    }))
    .chain(window.lines(Ink::Stable, Stroke::Bold, |second| {
        second.observed.map(|observed| observed.stable)
    }))
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
        top,
        shaded: window.stretches(|second| second.panicking),
        series: series.into_iter().flat_map(|it| it.up_to(top)).collect(),
    }
}

/// What the ready replicas can take.
pub fn capacity(second: &Second, settings: &RevisionSettings) -> f64 {
    f64::from(second.ready.0) * settings.decider.total
}

/// The panic average above which panic mode begins.
///
/// The autoscaler compares after rounding up to replicas, so this is the largest average that still
/// rounds to fewer replicas than the threshold asks for.
pub fn panic_threshold(second: &Second, settings: &RevisionSettings) -> f64 {
    let ready = f64::from(second.ready.0.max(1));
    let replicas = (ready * settings.decider.panic_threshold).ceil() - 1.0;
    replicas.max(0.0) * settings.decider.target
}
