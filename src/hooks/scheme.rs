//! Light or dark.

use gloo_events::EventListener;
use web_sys::MediaQueryList;
use yew::{hook, use_effect_with, use_state_eq};

fn query() -> Option<MediaQueryList> {
    let query = gloo_utils::window().match_media("(prefers-color-scheme: dark)");
    query.ok().flatten()
}

/// Whether dark colours are asked for.
#[hook]
pub fn use_dark() -> bool {
    let dark = use_state_eq(|| query().is_some_and(|query| query.matches()));
    let set = dark.setter();
    use_effect_with((), move |()| {
        let listener = query().map(|query| {
            let now = query.clone();
            EventListener::new(&query, "change", move |_| set.set(now.matches()))
        });
        move || drop(listener)
    });
    *dark
}
