//! Transport and traffic, together as in a video player.

use kpa::units::Duration;
use yew::prelude::*;

use crate::chart::clock;
use crate::components::slider::Slider;
use crate::state::Action;

/// The speeds on offer, in simulated seconds per real second.
const SPEEDS: [u32; 4] = [1, 5, 20, 60];

/// The most clients that the slider offers.
const CLIENTS_MAX: f64 = 300.0;

/// The longest pod start time that the slider offers, in seconds.
const POD_START_MAX: f64 = 60.0;

/// See [`Player`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The simulated time so far.
    pub clock: Duration,
    /// Clients from now on.
    pub clients: f64,
    /// How long a new pod takes to be ready.
    pub pod_start: Duration,
    /// Whether time runs.
    pub playing: bool,
    /// Simulated seconds per real second.
    pub speed: u32,
    /// Called with what the visitor does.
    pub on_action: Callback<Action>,
}

/// Everything that a visitor drags and presses while watching.
#[component]
pub fn Player(props: &Props) -> Html {
    let on = &props.on_action;
    let playing = props.playing;
    let pod_start = props.pod_start.as_secs_f64();
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
                    { clock(props.clock.as_secs_f64()) }
                </time>
                <fieldset class="speed" role="radiogroup" aria-labelledby="speed-title">
                    <legend id="speed-title">{ "Speed" }</legend>
                    for speed in SPEEDS {
                        <label>
                            <input
                                type="radio"
                                name="speed"
                                checked={speed == props.speed}
                                onchange={on.reform(move |_| Action::SetSpeed(speed))}
                            />
                            <span>{ format!("{speed}×") }</span>
                        </label>
                    }
                </fieldset>
            </div>
            <Slider
                name="Concurrent clients"
                id="clients"
                value={props.clients}
                max={CLIENTS_MAX}
                text={props.clients.to_string()}
                on_change={on.reform(Action::SetClients)}
            />
            <Slider
                name="Pod start time"
                id="pod-start"
                value={pod_start}
                max={POD_START_MAX}
                text={format!("{pod_start} s")}
                on_change={on.reform(|secs| Action::SetPodStart(Duration::from_secs_f64(secs)))}
            />
        </section>
    }
}
