//! Loading the reader, after everything that is more urgent.

use gloo_timers::callback::Timeout;
use yew::platform::spawn_local;
use yew::{Callback, hook, use_effect_with};

use crate::reader::Reader;

/// How long the page has to itself before the reader is loaded, in ms.
const REST: u32 = 500;

/// Loads the reader while it is awaited: soon, or now if it is wanted. `on_answer` gets it, or why it
/// can't be loaded.
#[hook]
pub fn use_reader(reader: &Reader, is_wanted: bool, on_answer: Callback<Reader>) {
    let is_awaited = *reader == Reader::Awaited;
    use_effect_with((is_awaited, is_wanted), move |&(is_awaited, is_wanted)| {
        let load = move || spawn_local(async move { on_answer.emit(Reader::load().await) });
        let rest = if is_wanted { 0 } else { REST };
        let timeout = is_awaited.then(|| Timeout::new(rest, load));
        move || drop(timeout)
    });
}
