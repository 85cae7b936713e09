//! Why so many replicas.

use kpa::session::Simulation;
use yew::prelude::*;

use crate::words;

/// The reason for the present number of replicas.
pub fn why(simulation: &Simulation) -> Html {
    let Some(moment) = simulation.run().last() else {
        return Html::default();
    };
    let settings = simulation.settings();
    let why = match simulation.hpa() {
        None => words::why(&moment, settings),
        Some(hpa) => words::why_hpa(hpa.settings()),
    };
    html! {
        <section class="why" aria-labelledby="why-title">
            <h2 id="why-title">{ format!("Why {}?", moment.row.desired.max(0)) }</h2>
            <p>{ why }</p>
            <dl class="steps">
                for step in words::steps(&moment, settings) {
                    { row(step.name, step.sum, step.decides.then_some("decides")) }
                }
            </dl>
        </section>
    }
}

fn row(name: &'static str, value: String, class: Option<&'static str>) -> Html {
    html! { <div {class}><dt>{ name }</dt><dd>{ value }</dd></div> }
}
