//! The pods of a picture. Each kind has a shape of its own, so that none depends on its colour: a
//! square that fills is ready, a pie starts, a small square drains, a bar over it is its queue.

use kpa::timeline::pods::{Load, Pod};

use super::brush::{Align, Brush, Color};
use super::layout::{Grid, Rect};
use super::scene::Scene;
use crate::language::Words;

/// From this size on, in CSS pixels, a pod has an edge, and from the next a number, too.
const EDGE_FROM: f64 = 11.0;
const NUMBER_FROM: f64 = 21.0;

/// What a pod is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Ready.
    Ready,
    /// Starting.
    Starting,
    /// Draining.
    Draining,
    /// The queue of one that is ready or draining.
    Queue,
}

/// Draws pods into a space.
pub fn pods(brush: &Brush, scene: &Scene, space: Rect, words: Words) {
    let grid = Grid::of(space, scene.pods.len());
    let busiest = scene.pods.iter().filter_map(load).map(|it| it.running);
    let busiest = busiest.max().unwrap_or(0);
    let cells = || scene.pods.iter().enumerate();
    for mark in [Mark::Ready, Mark::Starting, Mark::Draining, Mark::Queue] {
        brush.color(mark.color());
        for (nth, pod) in cells() {
            let part = match (mark, *pod) {
                (Mark::Starting, Pod::Starting { progress }) => progress,
                (Mark::Ready, Pod::Ready(load)) | (Mark::Draining, Pod::Draining(load)) => {
                    scene.full.share(load.running, busiest)
                }
                (Mark::Queue, pod) if load(&pod).is_some_and(|it| it.queued > 0) => 1.0,
                _ => continue,
            };
            draw(brush, mark, grid.cell(nth), part);
        }
    }
    if grid.cell(0).width < NUMBER_FROM {
        return;
    }
    brush.color(Color::Ink);
    for (nth, pod) in cells() {
        if let Some(load) = load(pod) {
            numbers(brush, load, grid.cell(nth), words);
        }
    }
}

impl Mark {
    fn color(self) -> Color {
        match self {
            Self::Ready => Color::Ready,
            Self::Starting => Color::Desired,
            Self::Draining => Color::Bound,
            Self::Queue => Color::Load,
        }
    }

    /// Draws it with its colour, as large as that, half full.
    pub fn sample(self, brush: &Brush, cell: Rect) {
        brush.color(self.color());
        let top = match self {
            // The bar stands over a pod, and there is none here.
            Self::Queue => cell.center().1 + 2.0,
            _ => cell.top,
        };
        draw(brush, self, Rect { top, ..cell }, 0.6);
    }
}

/// Draws a mark in the colour of the brush, full to a part 0 … 1.
fn draw(brush: &Brush, mark: Mark, cell: Rect, part: f64) {
    let size = cell.width;
    match mark {
        Mark::Ready => vessel(brush, cell, part),
        Mark::Starting => {
            let width = if size < EDGE_FROM { 1.0 } else { 1.5 };
            brush.pie(cell.center(), size / 2.0, part, width);
        }
        Mark::Draining => {
            let margin = size * 0.2;
            let inner = Rect {
                left: cell.left + margin,
                top: cell.top + margin,
                width: size - margin * 2.0,
                height: size - margin * 2.0,
            };
            vessel(brush, inner, part);
        }
        Mark::Queue => {
            let height = (size / 8.0).clamp(1.5, 3.0);
            brush.fill(Rect {
                top: cell.top - height - 0.5,
                height,
                ..cell
            });
        }
    }
}

/// A square that is full to a part.
fn vessel(brush: &Brush, cell: Rect, part: f64) {
    let filled = Rect {
        top: cell.bottom() - cell.height * part,
        height: cell.height * part,
        ..cell
    };
    if cell.width < EDGE_FROM {
        brush.opacity(0.25);
        brush.fill(cell);
        brush.opacity(1.0);
        brush.fill(filled);
    } else {
        brush.opacity(0.35);
        brush.fill(filled);
        brush.opacity(1.0);
        brush.edge(cell, 2.0, 1.5);
    }
}

/// How many requests are in the container, and how many wait for it.
fn numbers(brush: &Brush, load: Load, cell: Rect, words: Words) {
    let (x, y) = cell.center();
    let size = (cell.width * 0.46).min(12.0);
    brush.font(size, true);
    let down = if load.queued > 0 { -1.0 } else { size * 0.36 };
    let running = words.number(load.running.into());
    brush.text(&running, (x, y + down), Align::Center);
    if load.queued > 0 {
        brush.font(size * 0.85, false);
        let queued = format!("+{}", words.number(load.queued.into()));
        brush.text(&queued, (x, y + size * 0.85), Align::Center);
    }
}

fn load(pod: &Pod) -> Option<Load> {
    match *pod {
        Pod::Ready(load) | Pod::Draining(load) => Some(load),
        Pod::Starting { .. } => None,
    }
}
