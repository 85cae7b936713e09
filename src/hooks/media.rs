//! What the visitor's system asks for.

use gloo_events::EventListener;
use web_sys::MediaQueryList;
use yew::{hook, use_effect_with, use_state_eq};

fn list(query: &str) -> Option<MediaQueryList> {
    gloo_utils::window().match_media(query).ok().flatten()
}

/// Whether a media query matches.
#[hook]
fn use_media(query: &'static str) -> bool {
    let matches = use_state_eq(|| list(query).is_some_and(|list| list.matches()));
    let set = matches.setter();
    use_effect_with((), move |()| {
        let listener = list(query).map(|list| {
            let now = list.clone();
            EventListener::new(&list, "change", move |_| set.set(now.matches()))
        });
        move || drop(listener)
    });
    *matches
}

/// Whether dark colours are asked for.
#[hook]
pub fn use_dark() -> bool {
    use_media("(prefers-color-scheme: dark)")
}

/// Whether less motion is asked for.
#[hook]
pub fn use_still() -> bool {
    use_media("(prefers-reduced-motion: reduce)")
}
