//! What the visitor's system asks for, and what was chosen instead.

use gloo_events::EventListener;
use gloo_utils::window;
use web_sys::MediaQueryList;
use yew::{hook, use_effect_with, use_state_eq};

/// How many times the colours have changed: static/theme.js tells of light and dark, static/embed.js
/// of those of the page around this one.
#[hook]
pub fn use_colours() -> u32 {
    let changes = use_state_eq(|| 0);
    let set = changes.setter();
    use_effect_with((), move |()| {
        let mut count = 0;
        let listener = EventListener::new(&window(), "theme", move |_| {
            count += 1;
            set.set(count);
        });
        move || drop(listener)
    });
    *changes
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
