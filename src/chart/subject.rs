//! The charts that there are, and what each shows of a run.

use std::ops::Range;

use kpa::session::Simulation;
use kpa::settings::resolve::Metric;
use kpa::units::Replicas;

use crate::chart::axes;
use crate::chart::quantity::{Form, Quantity};
use crate::chart::scene::{Ink, Scale, Scene, Series, Stroke};
use crate::chart::series::Window;
use crate::language::Words;

/// The layers from the back to the front; see [`Quantity::layer`].
const LAYERS: [u8; 4] = [0, 1, 2, 3];

/// What a chart is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Replicas: desired, ready, bounds.
    Replicas,
    /// Concurrency against capacity.
    Concurrency,
    /// How long requests took.
    Latency,
    /// Where requests wait, and which way they go.
    Path,
}

impl Subject {
    /// All charts, from top to bottom.
    pub const ALL: [Self; 4] = [Self::Replicas, Self::Concurrency, Self::Latency, Self::Path];

    /// What its elements and files are called by.
    pub fn id(self) -> &'static str {
        match self {
            Self::Replicas => "replicas",
            Self::Concurrency => "concurrency",
            Self::Latency => "latency",
            Self::Path => "path",
        }
    }

    /// Its title.
    pub fn name(self, words: Words) -> &'static str {
        match self {
            Self::Replicas => words.chart_replicas(),
            Self::Concurrency => words.chart_concurrency(),
            Self::Latency => words.chart_latency(),
            Self::Path => words.chart_path(),
        }
    }

    /// What its values are counted in.
    pub fn unit(self, words: Words, simulation: &Simulation) -> &'static str {
        let metric = &simulation.settings().decider.metric;
        match self {
            Self::Replicas => words.chart_pods(),
            Self::Concurrency if *metric == Metric::Rps && simulation.hpa().is_none() => {
                words.chart_per_second()
            }
            Self::Concurrency => words.chart_in_flight(),
            Self::Latency => words.chart_seconds(),
            Self::Path => words.chart_waiting(),
        }
    }

    /// What there is to see in it, in the order of its legend. The HPA knows no averages, no panic
    /// and no capacity.
    pub fn quantities(self, simulation: &Simulation) -> Vec<Quantity> {
        let bounds = simulation.settings().bounds;
        let is_hpa = simulation.hpa().is_some();
        let all: &[Quantity] = match self {
            Self::Replicas => &[
                Quantity::Desired,
                Quantity::Ready,
                Quantity::Min,
                Quantity::Max,
                Quantity::Panicking,
            ],
            Self::Concurrency if is_hpa => &[Quantity::Load],
            Self::Concurrency => &[
                Quantity::Load,
                Quantity::Stable,
                Quantity::Panic,
                Quantity::Threshold,
                Quantity::Capacity,
            ],
            Self::Latency => &[Quantity::P50, Quantity::P95, Quantity::P99],
            Self::Path => &[Quantity::AtActivator, Quantity::AtPods, Quantity::InPath],
        };
        let is_set = |quantity: &Quantity| match quantity {
            Quantity::Min => bounds.min > Replicas::ZERO,
            Quantity::Max => bounds.max > Replicas::ZERO,
            Quantity::Panicking => !is_hpa,
            _ => true,
        };
        all.iter().copied().filter(is_set).collect()
    }

    /// What lies behind it without an entry in its legend: the chart above has one.
    fn backdrop(self, simulation: &Simulation) -> &'static [Quantity] {
        match self {
            Self::Concurrency | Self::Latency if simulation.hpa().is_none() => {
                &[Quantity::Panicking]
            }
            _ => &[],
        }
    }

    /// What is shown of the run that this one is compared with.
    pub fn compared(self) -> Option<Quantity> {
        (self == Self::Replicas).then_some(Quantity::Compared)
    }

    /// What there is to see of these in a stretch of time, with the run that it is compared with
    /// behind the lines.
    pub fn scene(
        self,
        simulation: &Simulation,
        ghost: Option<&Simulation>,
        time: Range<f64>,
        shown: &[Quantity],
    ) -> Scene {
        let settings = simulation.settings();
        let window = Window::new(simulation.run().rows(), time);
        let mut series: Vec<Series> = Vec::new();
        let mut shaded = Vec::new();
        let mut shade = Ink::Panic;
        // From the back to the front; what matters most comes last.
        let in_order = LAYERS.iter().flat_map(|layer| {
            let all = self.backdrop(simulation).iter().chain(shown);
            all.filter(move |it| it.layer() == *layer)
        });
        for &quantity in in_order {
            let value = |row: &_| quantity.value(row, settings);
            match quantity.form() {
                Form::Stair | Form::Filled => series.extend(window.stair(quantity, &value)),
                Form::Line => series.extend(window.lines(quantity, &value)),
                Form::Shade => {
                    shaded = window.stretches(&value);
                    shade = quantity.ink();
                }
            }
        }
        if let (Some(quantity), Some(ghost)) = (self.compared(), ghost) {
            let window = Window::new(ghost.run().rows(), window.time.clone());
            let areas = series
                .iter()
                .take_while(|it| it.quantity.form() == Form::Filled);
            let behind = areas.count();
            let line = window.stair(quantity, &|row| quantity.value(row, ghost.settings()));
            series.splice(behind..behind, line);
        }
        let (scale, top) = self.scale(&series, settings.decider.total);
        let mut beyond = Vec::new();
        if scale == Scale::Linear {
            let limits = (series.iter()).filter(|it| it.quantity.stroke() == Stroke::Dashed);
            let lasts = limits.filter_map(|it| Some((it.quantity, it.points.last()?.1)));
            beyond.extend(lasts.filter(|last| last.1 > top));
            series = series.into_iter().flat_map(|it| it.up_to(top)).collect();
        }
        Scene {
            time: window.time,
            scale,
            top,
            shade,
            shaded,
            series,
            beyond,
        }
    }

    /// How high the values reach. `total`: what a replica can take.
    pub(super) fn scale(self, series: &[Series], total: f64) -> (Scale, f64) {
        let highest_of = |is_meant: &dyn Fn(Quantity) -> bool| {
            let meant = series.iter().filter(|it| is_meant(it.quantity));
            meant.map(Series::highest).fold(0.0, f64::max)
        };
        // What is far above everything else would press it to the floor: it stays out of view.
        let with_near = |most: f64, limit: f64| {
            let others = series.iter().map(Series::highest);
            let near = others.filter(|highest| *highest <= limit);
            (Scale::Linear, axes::top_for(near.fold(most, f64::max)))
        };
        match self {
            Self::Replicas => {
                let happens = |it| matches!(it, Quantity::Desired | Quantity::Ready);
                let most = highest_of(&happens).max(3.0);
                with_near(most, most.max(5.0) * 2.0)
            }
            Self::Concurrency => {
                let happens = |it| matches!(it, Quantity::Load | Quantity::Stable);
                let most = highest_of(&happens).max(total);
                with_near(most, most * 2.5)
            }
            Self::Latency => {
                let points = series.iter().flat_map(|it| &it.points);
                let (lowest, highest) = points.fold((f64::MAX, 0.0_f64), |(low, high), point| {
                    (low.min(point.1), high.max(point.1))
                });
                let (mut bottom, mut top) = (0.1, 1.0);
                while bottom > lowest && bottom > 1e-3 {
                    bottom /= 10.0;
                }
                while top < highest {
                    top *= 10.0;
                }
                (Scale::Log { bottom }, top)
            }
            Self::Path => with_near(3.0, f64::MAX),
        }
    }
}
