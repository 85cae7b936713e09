//! The two charts, with their legends in HTML.

use kpa::session::Simulation;
use kpa::settings::resolve::Metric;
use kpa::timeline::Second;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::chart::scene::{Ink, Stroke};
use crate::chart::{self, Subject, paint};
use crate::hooks::{use_dark, use_paint, use_pixels};
use crate::state::Run;
use crate::words::number;

/// The time that the charts show, in seconds.
const SPAN: f64 = 300.0;

/// The charts over their common time.
pub fn charts(run: &Run) -> Html {
    let simulation = run.simulation();
    let unit = match simulation.settings().decider.metric {
        Metric::Rps => "requests per second",
        _ => "requests in flight",
    };
    html! {
        <>
            <Chart name="Replicas" id="replicas" unit="pods" run={run.clone()}
                subject={Subject::Replicas} legend={replicas_legend(&simulation)} />
            <Chart name="Concurrency" id="concurrency" {unit} run={run.clone()}
                subject={Subject::Concurrency} legend={concurrency_legend(&simulation)} />
        </>
    }
}

/// An entry of a legend: what a line is, how it looks, and what it says now.
#[derive(Clone, PartialEq)]
struct Entry {
    name: &'static str,
    ink: Ink,
    stroke: Stroke,
    value: String,
}

fn entry(name: &'static str, ink: Ink, stroke: Stroke, value: impl ToString) -> Entry {
    let value = value.to_string();
    Entry {
        name,
        ink,
        stroke,
        value,
    }
}

fn replicas_legend(simulation: &Simulation) -> Vec<Entry> {
    let bounds = simulation.settings().bounds;
    let last = simulation.timeline().seconds.last();
    let count = |of: fn(&Second) -> i32| last.map_or(0, of).max(0);
    let mut legend = vec![
        entry(
            "desired",
            Ink::Desired,
            Stroke::Bold,
            count(|second| second.desired.0),
        ),
        entry(
            "ready",
            Ink::Ready,
            Stroke::Thin,
            count(|second| second.ready.0),
        ),
    ];
    let set = [("min", bounds.min), ("max", bounds.max)];
    let set = set.into_iter().filter(|(_, bound)| bound.0 > 0);
    legend.extend(set.map(|(name, bound)| entry(name, Ink::Bound, Stroke::Dashed, bound)));
    legend
}

fn concurrency_legend(simulation: &Simulation) -> Vec<Entry> {
    let settings = simulation.settings();
    let Some(last) = simulation.timeline().seconds.last() else {
        return Vec::new();
    };
    let average = |value: Option<f64>| value.map_or("–".to_owned(), number);
    vec![
        entry("clients", Ink::Load, Stroke::Thin, number(last.load)),
        entry(
            "stable average",
            Ink::Stable,
            Stroke::Bold,
            average(last.observed.map(|observed| observed.stable)),
        ),
        entry(
            "panic average",
            Ink::Panic,
            Stroke::Thin,
            average(last.observed.map(|observed| observed.panic)),
        ),
        entry(
            "panic above",
            Ink::Panic,
            Stroke::Dashed,
            number(chart::panic_threshold(last, settings)),
        ),
        entry(
            "ready replicas can take",
            Ink::Ready,
            Stroke::Thin,
            number(chart::capacity(last, settings)),
        ),
    ]
}

#[derive(Properties, PartialEq)]
struct ChartProps {
    name: &'static str,
    id: &'static str,
    unit: &'static str,
    run: Run,
    subject: Subject,
    legend: Vec<Entry>,
}

#[component]
fn Chart(props: &ChartProps) -> Html {
    let canvas = use_node_ref();
    let pixels = use_pixels(&canvas);
    let dark = use_dark();
    {
        let (canvas, subject) = (canvas.clone(), props.subject);
        use_paint(
            (props.run.clone(), pixels, dark),
            move |(run, pixels, _)| {
                let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else {
                    return;
                };
                let simulation = run.simulation();
                let end = (simulation.timeline().seconds.len() as f64).max(SPAN);
                let scene = subject.scene(&simulation, end - SPAN..end);
                if (canvas.width(), canvas.height()) != (pixels.width, pixels.height) {
                    canvas.set_width(pixels.width);
                    canvas.set_height(pixels.height);
                }
                paint::paint(&scene, &canvas, pixels.ratio);
            },
        );
    }
    let title = format!("{}-title", props.id);
    html! {
        <figure class="chart" aria-labelledby={title.clone()}>
            <figcaption>
                <h2 id={title}>{ props.name }</h2>
                <span class="unit">{ props.unit }</span>
                <ul class="legend" role="list" aria-label={format!("{}, now", props.name)}>
                    for Entry { name, ink, stroke, value } in &props.legend {
                        <li>
                            <i class={classes!("swatch", ink.name(), stroke.name())} aria-hidden="true"></i>
                            { *name }
                            { " " }
                            <b>{ value }</b>
                        </li>
                    }
                </ul>
            </figcaption>
            <div class="plot"><canvas ref={canvas} aria-hidden="true"></canvas></div>
        </figure>
    }
}
