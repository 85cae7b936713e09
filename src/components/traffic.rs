//! Who sends how much, and what it takes to answer.

use kpa::cluster::traffic::Source;
use kpa::session::{ClusterParameters, Session, Shape};
use kpa::units::Duration;
use yew::prelude::*;

use crate::components::choice::{Choice, radios, select};
use crate::components::slider::{Slider, slider};
use crate::language::Words;
use crate::state::{Action, Page};

/// The highest levels on offer: clients, and requests per second.
const CLIENTS_MAX: f64 = 300.0;
const RATE_MAX: f64 = 500.0;

/// The longest pod start time on offer, in seconds.
const POD_START_MAX: f64 = 60.0;

/// The service times on offer, in seconds, and their distance.
const SERVICE_MAX: f64 = 5.0;
const SERVICE_STEP: f64 = 0.05;

/// The controls of traffic and service; `service` is what there is more to choose,
/// some of which the reader reads.
pub fn traffic(
    page: &Page,
    on: &Callback<Action>,
    words: Words,
    service: Html,
    on_touch: &Callback<()>,
) -> Html {
    let session = &page.session;
    let cluster = &session.cluster;
    let service_time = Slider {
        name: words.traffic_service_time(),
        id: "service-time",
        value: cluster.service.mean().as_secs_f64(),
        range: SERVICE_STEP..=SERVICE_MAX,
        step: SERVICE_STEP,
        text: words.seconds(cluster.service.mean().as_secs_f64()),
        on_change: change(on, cluster, |cluster, secs| {
            cluster.service = cluster.service.with_mean(Duration::from_secs_f64(secs));
        }),
    };
    let pod_start = Slider {
        name: words.traffic_pod_start(),
        id: "pod-start",
        value: cluster.pod_start.mean().as_secs_f64(),
        range: 0.0..=POD_START_MAX,
        step: 1.0,
        text: words.seconds(cluster.pod_start.mean().as_secs_f64()),
        on_change: change(on, cluster, |cluster, secs| {
            cluster.pod_start = cluster.pod_start.with_mean(Duration::from_secs_f64(secs));
        }),
    };
    html! {
        <>
            <div class="traffic">
                { radios(source(session, on, words)) }
                { slider(level(session, on, words)) }
                <button type="button" onclick={on.reform(|_| Action::Spike)}>{ words.traffic_spike() }</button>
            </div>
            <div class="service">
                { slider(service_time) }
                { slider(pod_start) }
                { select(pattern(page, on, words)) }
                <details class="more" onfocusin={on_touch.reform(drop)} onpointerover={on_touch.reform(drop)}>
                    <summary>{ words.traffic_more() }</summary>
                    { service }
                </details>
            </div>
        </>
    }
}

fn source(session: &Session, on: &Callback<Action>, words: Words) -> Choice {
    let sources = [
        Source::Poisson,
        Source::Clients {
            pause: Duration::ZERO,
        },
    ];
    Choice {
        name: words.traffic_title(),
        id: "traffic",
        options: vec![words.traffic_rps().into(), words.traffic_clients().into()],
        chosen: Some(usize::from(counts_clients(session))),
        on_choose: on.reform(move |nth: usize| Action::SetSource(sources[nth.min(1)])),
    }
}

fn counts_clients(session: &Session) -> bool {
    matches!(session.script.source, Source::Clients { .. })
}

fn level(session: &Session, on: &Callback<Action>, words: Words) -> Slider {
    let level = session.script.level_at(session.clock);
    let (name, id, max) = match counts_clients(session) {
        true => (words.traffic_clients(), "clients", CLIENTS_MAX),
        false => (words.traffic_rps(), "rps", RATE_MAX),
    };
    Slider {
        name,
        id,
        value: level,
        // A recording may go beyond what is on offer otherwise.
        range: 0.0..=max.max(level.ceil()),
        step: 1.0,
        text: words.number(level),
        on_change: on.reform(Action::SetLevel),
    }
}

fn pattern(page: &Page, on: &Callback<Action>, words: Words) -> Choice {
    let shape = page.session.script.shape_at(page.session.clock);
    let recorded = page.recording.as_ref().and_then(|it| it.shape.clone());
    let recorded = recorded.map(|it| it.0);
    let shapes: Vec<Shape> = Shape::ALL.into_iter().chain(recorded).collect();
    Choice {
        name: words.traffic_pattern(),
        id: "pattern",
        options: shapes.iter().map(|it| name(it, words).into()).collect(),
        chosen: shapes.iter().position(|it| *it == shape),
        on_choose: on.reform(move |nth: usize| {
            let shape = shapes.get(nth).cloned();
            Action::SetShape(shape.unwrap_or_default())
        }),
    }
}

/// What a shape is called.
pub fn name(shape: &Shape, words: Words) -> &'static str {
    match shape {
        Shape::Steady => words.shape_steady(),
        Shape::Step => words.shape_step(),
        Shape::Ramp => words.shape_ramp(),
        Shape::Spike => words.shape_spike(),
        Shape::Sine => words.shape_sine(),
        Shape::Bursts => words.shape_bursts(),
        Shape::OnOff => words.shape_on_off(),
        Shape::Day => words.shape_day(),
        Shape::Recorded(_) => words.shape_recorded(),
    }
}

/// Makes a change of the cluster an action.
pub fn change<T: 'static>(
    on: &Callback<Action>,
    cluster: &ClusterParameters,
    change: fn(&mut ClusterParameters, T),
) -> Callback<T> {
    let before = cluster.clone();
    on.reform(move |to| {
        let mut cluster = before.clone();
        change(&mut cluster, to);
        Action::SetCluster(cluster)
    })
}
