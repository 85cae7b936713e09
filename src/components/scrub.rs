//! The time bar: which moment everything is about.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::chart::clock;
use crate::hooks::{moving_keys, use_words};
use crate::state::Action;
use crate::view::{Look, View};

/// How much further or nearer a press takes.
const ZOOM: f64 = 1.5;

/// See [`Scrub`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The simulated time.
    pub now: f64,
    /// Where the visitor looks.
    pub view: View,
    /// Called when the visitor looks elsewhere.
    pub on_action: Callback<Action>,
}

/// A bar from the start of the run to now, with the moment in figures, and the way back to now.
#[component]
pub fn Scrub(props: &Props) -> Html {
    let words = use_words();
    let (now, view) = (props.now, &props.view);
    let held = view.held(now);
    let at = view.cursor(now).map(|second| clock(second as f64));
    let text = match held {
        Some(second) => words.look_of(&clock(second), &clock(now)),
        None => words.look_now().to_owned(),
    };
    let on_look = props.on_action.reform(Action::Look);
    let oninput = on_look.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Look::Hold(input.value_as_number())
    });
    let onkeydown = {
        let on_look = on_look.clone();
        move |event: KeyboardEvent| {
            if let Some(look) = moving_keys(&event, now) {
                event.prevent_default();
                on_look.emit(look);
            }
        }
    };
    let zoom = |factor: f64| on_look.reform(move |_| Look::Zoom(factor, None));
    html! {
        <div class="scrub">
            <output for="time">{ at.unwrap_or_else(|| words.look_now().to_owned()) }</output>
            <input
                id="time"
                type="range"
                min="0"
                max={(now as u32).to_string()}
                step="1"
                value={(held.unwrap_or(now) as u32).to_string()}
                aria-label={words.look_time()}
                aria-valuetext={text}
                {oninput}
                {onkeydown}
            />
            <button
                type="button"
                class="follow"
                aria-pressed={view.follows().to_string()}
                onclick={on_look.reform(|_| Look::Follow)}
            >
                { words.look_follow() }
            </button>
            <button type="button" aria-label={words.look_zoom_out()} onclick={zoom(ZOOM)}>
                { "−" }
            </button>
            <button type="button" aria-label={words.look_zoom_in()} onclick={zoom(1.0 / ZOOM)}>
                { "+" }
            </button>
        </div>
    }
}
