//! Loading the reader, once somebody wants it.

use yew::platform::spawn_local;
use yew::{Callback, hook, use_effect_with};

use crate::reader::Reader;

/// Loads the reader if it is awaited and wanted. `on_answer` gets it, or why it can't be loaded.
#[hook]
pub fn use_reader(reader: &Reader, is_wanted: bool, on_answer: Callback<Reader>) {
    let is_missing = is_wanted && *reader == Reader::Awaited;
    use_effect_with(is_missing, move |&is_missing| {
        if is_missing {
            spawn_local(async move { on_answer.emit(Reader::load().await) });
        }
    });
}
