//! The page as a guest in somebody else's page: what its address asks for, what the other page asks for
//! later, and what that is told. `static/embed.js` checks all of it, and speaks with the other page.

use gloo_events::EventListener;
use gloo_utils::{document, window};
use js_sys::{Array, Object, Reflect};
use web_sys::Event;
use web_sys::wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

use crate::language::Words;
use crate::state::{Action, Page, is_marked};

/// The link to the whole page.
const FULL: &str = "full";

/// The fastest that it can be played, in simulated seconds per real second.
const SPEED_MAX: f64 = 60.0;

/// Whether the page is a guest.
pub fn is_guest() -> bool {
    is_marked("data-embed")
}

/// Whether time stands still until somebody lets it run.
pub fn is_still() -> bool {
    is_marked("data-still")
}

/// The parameters that aren't about how the page looks.
pub fn asked() -> Vec<(String, String)> {
    let asked = Reflect::get(&window(), &"asked".into()).unwrap_or_default();
    let Ok(asked) = asked.dyn_into::<Array>() else {
        return Vec::new();
    };
    let text = |pair: &Array, nth| pair.get(nth).as_string().unwrap_or_default();
    let pairs = asked.iter().filter_map(|it| it.dyn_into::<Array>().ok());
    pairs.map(|it| (text(&it, 0), text(&it, 1))).collect()
}

/// What the other page asks for.
pub enum Asked {
    /// Something that a visitor could do.
    Action(Action),
    /// Another state.
    Open(String),
}

/// Listens to the other page.
pub fn listen(on_asked: impl Fn(Asked) + 'static) -> EventListener {
    EventListener::new(&window(), "asked", move |event| {
        if let Some(asked) = read(event) {
            on_asked(asked);
        }
    })
}

fn read(event: &Event) -> Option<Asked> {
    let detail = Reflect::get(event, &"detail".into()).ok()?;
    let of = |name: &str| Reflect::get(&detail, &name.into()).ok();
    let value = of("value")?;
    let action = match of("type")?.as_string()?.as_str() {
        "play" => Action::Play(value.as_bool()?),
        "restart" => Action::Restart,
        "level" => Action::SetLevel(value.as_f64()?.clamp(0.0, kpa::session::LEVEL_MAX)),
        "speed" => Action::SetSpeed(value.as_f64()?.round().clamp(1.0, SPEED_MAX) as u32),
        "open" => return value.as_string().map(Asked::Open),
        _ => return None,
    };
    Some(Asked::Action(action))
}

/// Tells the other page how it is, and has the link to the whole page lead to the same state.
pub fn tell(page: &Page, link: &str, address: &str) {
    lead(address);
    let detail = Object::new();
    let set = |name: &str, value: JsValue| {
        // Setting a property of a plain object of our own can't fail.
        Reflect::set(&detail, &name.into(), &value).ok();
    };
    set("link", link.into());
    set("playing", page.playing.into());
    set("seconds", page.now().into());
    let simulation = page.run().simulation();
    if let Some(row) = simulation.run().rows().last() {
        set("desired", (row.desired.max(0) as f64).into());
        set("ready", (row.ready as f64).into());
        set("panic", row.panicking.into());
    }
    let init = web_sys::CustomEventInit::new();
    init.set_detail(&detail);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("told", &init) {
        // Nobody can cancel it.
        window().dispatch_event(&event).ok();
    }
}

/// Has the link to the whole page lead to an address.
fn lead(address: &str) {
    if let Some(full) = document().get_element_by_id(FULL) {
        // An attribute of this name can be set on any element.
        full.set_attribute("href", address).ok();
    }
}

/// The link to the whole page, which leads to what is seen here at the moment of a click.
pub fn full(address: impl Fn() -> String + 'static, words: Words) -> Html {
    let onclick = move |_| lead(&address());
    html! {
        <p class="full">
            <a id={FULL} href="./" target="_blank" rel="noopener" {onclick}>{ words.share_full() }</a>
        </p>
    }
}
