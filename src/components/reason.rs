//! Why so many replicas, and the settings that count.

use yew::prelude::*;

use crate::state::Run;
use crate::words;

/// See [`Reason`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub run: Run,
}

/// The reason for the present number of replicas.
#[component]
pub fn Reason(props: &Props) -> Html {
    let simulation = props.run.simulation();
    let settings = simulation.settings();
    let Some(second) = simulation.timeline().seconds.last() else {
        return Html::default();
    };
    html! {
        <section class="why" aria-labelledby="why-title">
            <h2 id="why-title">{ format!("Why {}?", second.desired.0.max(0)) }</h2>
            <p>{ words::why(second, settings) }</p>
            <dl class="steps">
                for step in words::steps(second, settings) {
                    <div class={classes!(step.decides.then_some("decides"))}>
                        <dt>{ step.name }</dt>
                        <dd>{ step.sum }</dd>
                    </div>
                }
            </dl>
        </section>
    }
}

/// The settings that count.
#[component]
pub fn InForce(props: &Props) -> Html {
    let simulation = props.run.simulation();
    html! {
        <section class="settings" aria-labelledby="settings-title">
            <h2 id="settings-title">{ "Settings in force" }</h2>
            <dl>
                for (name, value) in words::in_force(simulation.settings()) {
                    <div>
                        <dt>{ name }</dt>
                        <dd>{ value }</dd>
                    </div>
                }
            </dl>
        </section>
    }
}
