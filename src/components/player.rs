//! Transport and traffic, together as in a video player.

use kpa::cluster::distribution::Distribution;
use kpa::units::Duration;
use yew::prelude::*;

use crate::chart::clock;
use crate::components::slider::{Slider, slider};
use crate::state::{Action, Page};

/// The speeds on offer, in simulated seconds per real second.
const SPEEDS: [u32; 4] = [1, 5, 20, 60];

/// The most clients that the slider offers.
const CLIENTS_MAX: f64 = 300.0;

/// The longest pod start time that the slider offers, in seconds.
const POD_START_MAX: f64 = 60.0;

/// Everything that a visitor drags and presses while watching.
pub fn player(page: &Page, on: &Callback<Action>) -> Html {
    let playing = page.playing;
    let (clients, pod_start) = (
        page.clients(),
        page.session.cluster.pod_start.mean().as_secs_f64(),
    );
    let clients = Slider {
        name: "Concurrent clients",
        id: "clients",
        value: clients,
        max: CLIENTS_MAX,
        text: clients.to_string(),
        on_change: on.reform(Action::SetClients),
    };
    let pod_start = Slider {
        name: "Pod start time",
        id: "pod-start",
        value: pod_start,
        max: POD_START_MAX,
        text: format!("{pod_start} s"),
        on_change: on.reform(|secs| {
            Action::SetPodStart(Distribution::Constant(Duration::from_secs_f64(secs)))
        }),
    };
    html! {
        <section class="player" aria-label="Player">
            <div class="transport">
                <button type="button" onclick={on.reform(move |_| Action::Play(!playing))}>
                    { if playing { "Pause" } else { "Play" } }
                </button>
                <button type="button" onclick={on.reform(|_| Action::Restart)}>
                    { "Restart" }
                </button>
                <time class="clock" title="Simulated time">
                    { clock(page.session.clock.as_secs_f64()) }
                </time>
                <fieldset class="speed" role="radiogroup" aria-labelledby="speed-title">
                    <legend id="speed-title">{ "Speed" }</legend>
                    for speed in SPEEDS {
                        <label>
                            <input
                                type="radio"
                                name="speed"
                                checked={speed == page.speed}
                                onchange={on.reform(move |_| Action::SetSpeed(speed))}
                            />
                            <span>{ format!("{speed}×") }</span>
                        </label>
                    }
                </fieldset>
            </div>
            { slider(clients) }
            { slider(pod_start) }
            <p class="hint">
                { "Drag the clients to 50, to 200, to 0. Change a setting, and the past changes." }
            </p>
        </section>
    }
}
