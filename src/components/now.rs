//! The present state in words.

use yew::prelude::*;

use crate::hooks::{use_throttled, use_words};
use crate::track::Run;
use crate::words::now;

/// The shortest time between two announcements, in ms: at high speed a screen reader would
/// otherwise never finish a sentence.
const PAUSE: u32 = 1000;

/// See [`Now`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub run: Run,
}

/// One line that says what there is now; it is read out when it changes.
#[component]
pub fn Now(props: &Props) -> Html {
    let words = use_words();
    let simulation = props.run.simulation();
    let last = simulation.run().last();
    let text = last.map_or_else(|| words.now_starting().to_owned(), |it| now(&it, words));
    let panicking = last.is_some_and(|it| it.row.panicking);
    let shown = use_throttled((text, panicking), PAUSE);
    html! {
        <p role="status" aria-label={words.now_label()} class={if shown.1 { "now panicking" } else { "now" }}>
            { &shown.0 }
        </p>
    }
}
