//! The words of the language that the page is in.

use gloo_events::EventListener;
use gloo_utils::window;
use yew::{hook, use_effect_with, use_state_eq};

use crate::language::Words;

/// The words to say everything in. The component is rendered again when the language changes.
#[hook]
pub fn use_words() -> Words {
    let words = use_state_eq(Words::current);
    let set = words.setter();
    use_effect_with((), move |()| {
        // static/language.js says so.
        let change = move |_: &_| set.set(Words::current());
        let listener = EventListener::new(&window(), "words", change);
        move || drop(listener)
    });
    *words
}
