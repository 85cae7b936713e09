//! Transport and traffic, together as in a video player.

use yew::prelude::*;

use crate::chart::clock;
use crate::components::choice::{Choice, radios};
use crate::components::traffic::traffic;
use crate::language::Words;
use crate::state::{Action, Page};

/// The speeds on offer, in simulated seconds per real second.
const SPEEDS: [u32; 4] = [1, 5, 20, 60];

/// What comes with the page's details.
pub struct More {
    /// Called when the visitor turns to what needs the reader.
    pub on_touch: Callback<()>,
    /// The list of keys.
    pub keys: Html,
    /// The bar of time.
    pub scrub: Html,
    /// More about the service.
    pub service: Html,
}

/// Everything that a visitor drags and presses while watching.
pub fn player(page: &Page, on: &Callback<Action>, words: Words, more: More) -> Html {
    let playing = page.playing;
    let speed = Choice {
        name: words.player_speed(),
        id: "speed",
        options: SPEEDS.map(|speed| format!("{speed}×")).into(),
        chosen: SPEEDS.iter().position(|speed| *speed == page.speed),
        on_choose: on.reform(|nth: usize| Action::SetSpeed(SPEEDS[nth.min(SPEEDS.len() - 1)])),
    };
    html! {
        <section class="player" aria-label={words.player_title()}>
            <div class="transport">
                <button type="button" onclick={on.reform(move |_| Action::Play(!playing))}>
                    { if playing { words.player_pause() } else { words.player_play() } }
                </button>
                <button type="button" onclick={on.reform(|_| Action::Restart)}>
                    { words.player_restart() }
                </button>
                <time class="clock" title={words.player_clock()}>
                    { clock(page.session.clock.as_secs_f64()) }
                </time>
                if let Some(progress) = page.progress() {
                    <progress value={progress.to_string()} aria-label={words.player_progress()} />
                }
                { radios(speed) }
                { more.keys }
            </div>
            { more.scrub }
            { traffic(page, on, words, more.service, &more.on_touch) }
        </section>
    }
}
