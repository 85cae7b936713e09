//! Keys that mean something wherever the focus is, and those that move about in time.

use gloo_events::{EventListener, EventListenerOptions};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::{Callback, hook, use_effect_with};

use crate::view::Look;

/// How far Shift makes an arrow go, in seconds.
const LEAP: f64 = 10.0;
/// How much further or nearer one press takes.
const ZOOM: f64 = 1.5;

/// Where letters and signs are typed.
const TYPING: &str = "textarea, select, [contenteditable=true], \
    input:not([type=range], [type=radio], [type=checkbox])";
/// What a space presses.
const PRESSED: &str = "button, a, summary, input:not([type=range])";

/// Calls `on_key` with every key that nobody types into something or presses a button with; a key
/// that means something there doesn't do anything else. A window before everything has its own.
#[hook]
pub fn use_keys(on_key: Callback<String, bool>) {
    use_effect_with(on_key, |on_key| {
        let on_key = on_key.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let document = gloo_utils::document();
        let listener =
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let event = event.unchecked_ref::<KeyboardEvent>();
                if !is_meant(event) {
                    return;
                }
                if on_key.emit(event.key()) {
                    event.prevent_default();
                }
            });
        move || drop(listener)
    });
}

fn is_meant(event: &KeyboardEvent) -> bool {
    if event.default_prevented() || has_modifier(event) {
        return false;
    }
    let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else {
        return true;
    };
    let stands_in = |selector| target.closest(selector).is_ok_and(|it| it.is_some());
    let is_taken = stands_in(TYPING) || stands_in("dialog");
    !(is_taken || event.key() == " " && stands_in(PRESSED))
}

fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.alt_key() || event.meta_key()
}

/// Where a key takes a visitor who is at a chart, in a run that has come to `now`.
pub fn moving_keys(event: &KeyboardEvent, now: f64) -> Option<Look> {
    if has_modifier(event) {
        return None;
    }
    let seconds = if event.shift_key() { LEAP } else { 1.0 };
    match event.key().as_str() {
        "ArrowLeft" | "ArrowDown" => Some(Look::Step(-seconds)),
        "ArrowRight" | "ArrowUp" => Some(Look::Step(seconds)),
        "PageDown" => Some(Look::Step(-LEAP)),
        "PageUp" => Some(Look::Step(LEAP)),
        "Home" => Some(Look::Hold(0.0)),
        "End" => Some(Look::Hold(now)),
        _ => None,
    }
}

/// How a key zooms, wherever the focus is.
pub fn zooming_key(key: &str) -> Option<Look> {
    match key {
        "+" | "=" => Some(Look::Zoom(1.0 / ZOOM, None)),
        "-" => Some(Look::Zoom(ZOOM, None)),
        _ => None,
    }
}
