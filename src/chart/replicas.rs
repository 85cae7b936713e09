//! The chart of replicas: desired, ready, and the bounds.

use std::ops::Range;

use kpa::settings::resolve::RevisionSettings;
use kpa::timeline::row::Row;
use kpa::units::Replicas;

use crate::chart::axes;
use crate::chart::scene::{Ink, Scale, Scene, Stroke};
use crate::chart::series::Window;

/// The replicas of a stretch of time.
pub fn scene(rows: &[Row], settings: &RevisionSettings, time: Range<f64>) -> Scene {
    let window = Window::new(rows, time);
    let count = |replicas: Replicas| f64::from(replicas.0.max(0));
    let ready = window.stair(Ink::Ready, Stroke::Thin, |row| row.ready as f64);
    let desired = window.stair(Ink::Desired, Stroke::Bold, |row| row.desired.max(0) as f64);
    let highest = ready.highest().max(desired.highest()).max(3.0);

    let bounds = [settings.bounds.min, settings.bounds.max];
    let levels: Vec<_> = bounds
        .into_iter()
        .filter(|bound| bound.0 > 0)
        .map(|bound| window.level(Ink::Bound, count(bound)))
        .collect();
    // A bound far above what happens would press what happens to the floor: it stays out of view.
    let near = levels.iter().map(|level| level.highest());
    let highest = near
        .filter(|level| *level <= highest.max(5.0) * 2.0)
        .fold(highest, f64::max);
    let top = axes::top_for(highest);

    let levels = levels.into_iter().flat_map(|level| level.up_to(top));
    Scene {
        time: window.time.clone(),
        scale: Scale::Linear,
        top,
        shade: Ink::Panic,
        shaded: window.stretches(|row| row.panicking),
        series: [ready.filled()]
            .into_iter()
            .chain(levels)
            .chain([desired])
            .collect(),
    }
}
