//! What was tried as points: pod-hours to the right, p95 upwards; those that nothing beats are joined.

use kpa::compare::Measure;
use kpa::report::figures;
use kpa::report::search::Found;
use yew::prelude::*;

use super::better::{latency, said};
use crate::language::Words;

/// The size of the picture, and the room for the axes in it.
const SIZE: (f64, f64) = (480.0, 280.0);
const LEFT: f64 = 56.0;
const BELOW: f64 = 36.0;
const ROOM: f64 = 12.0;

/// An axis: from where to where.
#[derive(Clone, Copy)]
struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    /// An axis for these values.
    fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        Self {
            low,
            high: values.fold(low, f64::max),
        }
    }

    /// Where on it a value is, 0 … 1.
    fn share(self, value: f64) -> f64 {
        match self.high > self.low {
            true => (value - self.low) / (self.high - self.low),
            false => 0.5,
        }
    }
}

/// The picture. The table beside it leads to the same points by the keyboard.
pub fn scatter(
    words: Words,
    found: &[Found],
    chosen: Option<usize>,
    choose: &Callback<usize>,
) -> Html {
    let with_latency = || {
        found
            .iter()
            .filter_map(|it| Some((it.point.pod_hours, it.point.p95?)))
    };
    let across = Axis::of(with_latency().map(|it| it.0));
    let up = Axis::of(with_latency().map(|it| it.1));
    let (width, height) = SIZE;
    let place = |hours: f64, p95: f64| {
        let x = LEFT + across.share(hours) * (width - LEFT - ROOM);
        let y = height - BELOW - up.share(p95) * (height - BELOW - ROOM);
        (x, y)
    };
    let front: Vec<String> = (found.iter().filter(|it| it.on_front))
        .filter_map(|it| Some(place(it.point.pod_hours, it.point.p95?)))
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    let point = |(nth, it): (usize, &Found)| {
        let (x, y) = place(it.point.pod_hours, it.point.p95?);
        let class = match (it.annotations.is_empty(), it.on_front) {
            (true, _) => "present",
            (false, true) => "front",
            (false, false) => "",
        };
        let hours = figures::value(Measure::PodHours, it.point.pod_hours);
        let title = format!("{}: {hours}, {}", said(words, it), latency(it));
        let radius = if chosen == Some(nth) { "8" } else { "5" };
        Some(html! {
            <circle
                {class}
                cx={format!("{x:.1}")}
                cy={format!("{y:.1}")}
                r={radius}
                onclick={choose.reform(move |_: MouseEvent| nth)}
            >
                <title>{ title }</title>
            </circle>
        })
    };
    let (bottom, right) = (height - BELOW, width - ROOM);
    let hours = |value| figures::value(Measure::PodHours, value);
    // Where all take as long there is one.
    let mut latencies = vec![(place(0.0, up.low).1, up.low)];
    if up.high > up.low {
        latencies.push((place(0.0, up.high).1, up.high));
    }
    html! {
        <svg
            class="scatter"
            viewBox={format!("0 0 {width} {height}")}
            role="img"
            aria-label={words.better_scatter()}
        >
            <path class="axes" d={format!("M{LEFT} {ROOM}V{bottom}H{right}")} />
            <polyline points={front.join(" ")} />
            { for found.iter().enumerate().filter_map(point) }
            if with_latency().next().is_some() {
                <text x={LEFT.to_string()} y={(bottom + 16.0).to_string()}>{ hours(across.low) }</text>
                <text class="end" x={right.to_string()} y={(bottom + 16.0).to_string()}>{ hours(across.high) }</text>
                for (y, p95) in latencies {
                    <text class="end" x={(LEFT - 6.0).to_string()} y={(y + 4.0).to_string()}>
                        { figures::value(Measure::P95, p95) }
                    </text>
                }
            }
            <text class="end" x={right.to_string()} y={(height - 4.0).to_string()}>{ words.measure_pod_hours() }</text>
            <text x="0" y={(height - 4.0).to_string()}>{ "p95" }</text>
        </svg>
    }
}
