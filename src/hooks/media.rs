//! What the visitor's system asks for, and what was chosen instead.

use gloo_events::EventListener;
use gloo_utils::{document_element, window};
use web_sys::MediaQueryList;
use yew::{hook, use_effect_with, use_state_eq};

/// Whether the colours are dark: static/theme.js says so at the root, and tells of a change.
#[hook]
pub fn use_dark() -> bool {
    let is_dark = || document_element().get_attribute("data-theme").as_deref() == Some("dark");
    let dark = use_state_eq(is_dark);
    let set = dark.setter();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "theme", move |_| set.set(is_dark()));
        move || drop(listener)
    });
    *dark
}

/// Whether less motion is asked for.
#[hook]
pub fn use_still() -> bool {
    let still = use_state_eq(|| motion().is_some_and(|list| list.matches()));
    let set = still.setter();
    use_effect_with((), move |()| {
        let listener = motion().map(|list| {
            let now = list.clone();
            EventListener::new(&list, "change", move |_| set.set(now.matches()))
        });
        move || drop(listener)
    });
    *still
}

fn motion() -> Option<MediaQueryList> {
    let query = "(prefers-reduced-motion: reduce)";
    window().match_media(query).ok().flatten()
}
