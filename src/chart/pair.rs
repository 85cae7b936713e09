//! Two runs in one chart, line for line: dashed what was before, solid what is after.

use std::ops::Range;

use kpa::session::Simulation;
use kpa::timeline::row::Row;

use crate::chart::axes;
use crate::chart::quantity::{Form, Quantity};
use crate::chart::scene::{Ink, Scale, Scene, Series, Stroke};
use crate::chart::series::Window;
use crate::chart::subject::Subject;
use crate::language::Words;

/// Bars of the run after stand at the upper edge, those of the one before at this share of the height.
const BELOW: f64 = 0.95;

/// One of the runs, in the units of the one after.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    run: &'a Simulation,
    after: &'a Simulation,
}

impl<'a> Told<'a> {
    /// A run before or after, told as `after` is.
    pub fn of(run: &'a Simulation, after: &'a Simulation) -> Self {
        Self { run, after }
    }

    /// Its timeline.
    pub fn rows(self) -> &'a [Row] {
        self.run.run().rows()
    }

    /// Whether there is such a quantity of it. What it can take isn't to be compared where it counts
    /// something else.
    pub fn has(self, subject: Subject, quantity: Quantity) -> bool {
        let metric = |it: &'a Simulation| &it.settings().decider.metric;
        let is_comparable =
            quantity != Quantity::Capacity || metric(self.run) == metric(self.after);
        is_comparable && subject.quantities(self.run).contains(&quantity)
    }

    /// How much it was at the end of a row, or in it.
    pub fn value(self, quantity: Quantity, row: &Row) -> Option<f64> {
        let counted = match quantity {
            Quantity::Load => self.after,
            _ => self.run,
        };
        quantity.value(row, counted.settings())
    }
}

impl Subject {
    /// What is shown of both runs, the most important first: as many lines again would be too many.
    pub fn of_both(self) -> &'static [Quantity] {
        match self {
            Self::Replicas => &[Quantity::Desired, Quantity::Ready, Quantity::Panicking],
            Self::Concurrency => &[Quantity::Load, Quantity::Capacity],
            Self::Latency => &[Quantity::P95, Quantity::P50, Quantity::P99],
            Self::Path => &[Quantity::AtActivator, Quantity::AtPods, Quantity::InPath],
        }
    }

    /// What a quantity is called where there is more than one now.
    pub fn name_of(self, quantity: Quantity, words: Words, after: &Simulation) -> &'static str {
        match quantity {
            Quantity::Load => self.unit(words, after),
            _ => quantity.name(words),
        }
    }

    /// How a line of the run after is drawn. Dashes are for the one before.
    pub fn stroke_after(self, quantity: Quantity) -> Stroke {
        match self.of_both().first() == Some(&quantity) || quantity.form() == Form::Shade {
            true => Stroke::Bold,
            false => Stroke::Thin,
        }
    }

    /// What there is to see of these in a stretch of time, in both runs.
    pub fn both(
        self,
        after: &Simulation,
        before: Option<&Simulation>,
        time: Range<f64>,
        shown: &[Quantity],
    ) -> Scene {
        // Areas, what was before, and in front what is after.
        let mut layers: [Vec<Series>; 3] = Default::default();
        let mut bars = Vec::new();
        for (run, bar) in [(before, Stroke::Dashed), (Some(after), Stroke::Bold)] {
            let Some(run) = run else {
                continue;
            };
            let told = Told::of(run, after);
            let window = Window::new(told.rows(), time.clone());
            // The most important comes last.
            for &quantity in shown.iter().rev().filter(|it| told.has(self, **it)) {
                let value = |row: &Row| told.value(quantity, row);
                let (layer, stroke) = match (bar, quantity.form()) {
                    (_, Form::Shade) => {
                        let held = window.stretches(&value).into_iter();
                        bars.extend(held.map(|held| (quantity, bar, held)));
                        continue;
                    }
                    (Stroke::Dashed, _) => (1, bar),
                    (_, Form::Filled) => (0, self.stroke_after(quantity)),
                    _ => (2, self.stroke_after(quantity)),
                };
                let lines = match quantity.form() {
                    Form::Line => window.lines(quantity, &value).collect(),
                    _ => Vec::from_iter(window.stair(quantity, &value)),
                };
                layers[layer].extend(lines.into_iter().map(|it| Series { stroke, ..it }));
            }
        }
        let mut series: Vec<Series> = layers.into_iter().flatten().collect();
        let (scale, top) = self.scale_of_both(&series, after);
        // What holds or doesn't is a bar at the upper edge: shades of two runs would hide each other.
        for (quantity, stroke, held) in bars {
            let height = match stroke {
                Stroke::Dashed => top * BELOW,
                _ => top,
            };
            series.push(Series {
                quantity,
                stroke,
                points: vec![(held.start, height), (held.end, height)],
            });
        }
        Scene {
            time,
            scale,
            top,
            shade: Ink::Panic,
            shaded: Vec::new(),
            series,
            beyond: Vec::new(),
        }
    }

    /// How high the values of both reach. That one has far more capacity is worth seeing, even where
    /// that presses the load to the floor.
    fn scale_of_both(self, series: &[Series], after: &Simulation) -> (Scale, f64) {
        match self {
            Self::Concurrency => {
                let highest = series.iter().map(Series::highest).fold(0.0, f64::max);
                (Scale::Linear, axes::top_for(highest))
            }
            _ => self.scale(series, after.settings().decider.total),
        }
    }
}
