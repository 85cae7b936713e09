//! The charts, with their legends in HTML.

use kpa::session::Simulation;
use kpa::settings::resolve::Metric;
use kpa::timeline::row::{Latency, Row};
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::chart::{self, Subject, paint};
use crate::hooks::{use_dark, use_paint, use_pixels};
use crate::track::Run;
use crate::words::{number, seconds};

/// The time that the charts show, in seconds.
const SPAN: f64 = 300.0;

/// The charts over their common time.
pub fn charts(run: &Run) -> Html {
    let simulation = run.simulation();
    let unit = match simulation.settings().decider.metric {
        Metric::Rps if simulation.hpa().is_none() => "per second",
        _ => "in flight",
    };
    html! {
        <>
            <Chart name="Replicas" id="replicas" unit="pods" run={run.clone()}
                subject={Subject::Replicas} legend={replicas_legend(&simulation)} />
            <Chart name="Concurrency" id="concurrency" {unit} run={run.clone()}
                subject={Subject::Concurrency} legend={concurrency_legend(&simulation)} />
            <Chart name="Latency" id="latency" unit="seconds, log scale" run={run.clone()}
                subject={Subject::Latency} legend={latency_legend(&simulation)} />
            <Chart name="Queues and path" id="path" unit="requests waiting" run={run.clone()}
                subject={Subject::Path} legend={path_legend(&simulation)} />
        </>
    }
}

/// An entry of a legend: what is drawn, the classes of its mark, and its value now.
#[derive(Clone, PartialEq)]
struct Entry(&'static str, &'static str, String);

fn replicas_legend(simulation: &Simulation) -> Vec<Entry> {
    let bounds = simulation.settings().bounds;
    let last = simulation.run().rows().last();
    let count = |of: fn(&Row) -> i64| last.map_or(0, of).max(0).to_string();
    let desired = count(|row| row.desired);
    let ready = count(|row| row.ready as i64);
    let mut legend = vec![
        Entry("desired", "desired bold", desired),
        Entry("ready", "ready", ready),
    ];
    let set = [("min", bounds.min), ("max", bounds.max)];
    let set = set.into_iter().filter(|(_, bound)| bound.0 > 0);
    legend.extend(set.map(|(name, bound)| Entry(name, "bound dashed", bound.to_string())));
    if simulation.hpa().is_none() {
        legend.push(Entry("in panic mode", "panic shade", String::new()));
    }
    legend
}

fn concurrency_legend(simulation: &Simulation) -> Vec<Entry> {
    let settings = simulation.settings();
    let Some(last) = simulation.run().rows().last() else {
        return Vec::new();
    };
    let load = Entry("now", "load", number(chart::load(last, settings)));
    if simulation.hpa().is_some() {
        return vec![load];
    }
    let average = |value: Option<f64>| value.map_or("–".to_owned(), number);
    let threshold = chart::panic_threshold(last, settings);
    vec![
        load,
        Entry("stable", "stable bold", average(last.stable)),
        Entry("panic", "panic", average(last.panic)),
        Entry("panic above", "panic dashed", number(threshold)),
        Entry(
            "ready can take",
            "ready",
            number(chart::capacity(last, settings)),
        ),
    ]
}

fn latency_legend(simulation: &Simulation) -> Vec<Entry> {
    let last = simulation.run().rows().last().and_then(|row| row.latency);
    let value = |of: fn(&Latency) -> f64| last.as_ref().map(of).map_or("–".to_owned(), seconds);
    vec![
        Entry("p50", "latency bold", value(|it| it.p50)),
        Entry("p95", "latency", value(|it| it.p95)),
        Entry("p99", "latency dashed", value(|it| it.p99)),
    ]
}

fn path_legend(simulation: &Simulation) -> Vec<Entry> {
    let Some(last) = simulation.run().rows().last() else {
        return Vec::new();
    };
    let path = match last.activator_in_path {
        true => "in path",
        false => "not in path",
    };
    vec![
        Entry(
            "at the activator",
            "activator bold",
            last.queued_at_activator.to_string(),
        ),
        Entry("at the pods", "load", last.queued_at_pods.to_string()),
        Entry("activator", "activator shade", path.to_owned()),
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
                let end = simulation.at().as_secs_f64().max(SPAN);
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
        <figure class="chart" aria-labelledby={title.clone()} data-part={format!("chart {}", props.id)}>
            <figcaption>
                <h2 id={title}>{ props.name }</h2>
                <span class="unit">{ props.unit }</span>
                <ul class="legend" role="list" aria-label={format!("{}, now", props.name)}>
                    for Entry(name, mark, value) in &props.legend {
                        <li>
                            <i class={format!("mark {mark}")} aria-hidden="true"></i>
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
