//! Fetching a part.

use std::pin::Pin;

use wasm_split_helpers::SplitLoaderError;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::{Show, Stage};
use crate::language::Words;

/// A part on its way. It has one type for all parts, which spares the program a copy of all that awaits it.
pub type Fetched<V> = Pin<Box<dyn Future<Output = Result<V, SplitLoaderError>>>>;

/// A part, or what there is in its place.
pub enum Part<V> {
    /// Nothing yet.
    Awaited,
    /// The part.
    Here(V),
    /// Nothing; and how to try again.
    Missing(Callback<MouseEvent>),
}

impl<V: Copy> Part<V> {
    /// The part, if it is here.
    pub fn here(&self) -> Option<V> {
        match self {
            Self::Here(part) => Some(*part),
            _ => None,
        }
    }

    /// Shows one of its functions; nothing before it is here, and what to do if it can't be had.
    pub fn show(&self, stage: &Stage, function: impl Fn(V) -> Show) -> Html {
        match self {
            Self::Awaited => Html::default(),
            Self::Here(part) => function(*part)(stage),
            Self::Missing(again) => missing(stage.words, again),
        }
    }
}

fn missing(words: Words, again: &Callback<MouseEvent>) -> Html {
    html! {
        <p class="missing" role="alert">
            { words.page_missing() }
            { " " }
            <button type="button" onclick={again}>{ words.problems_again() }</button>
        </p>
    }
}

/// A part, which is fetched as soon as it is wanted, and stays.
#[hook]
pub fn use_part<V: Copy + 'static>(fetch: fn() -> Fetched<V>, is_wanted: bool) -> Part<V> {
    let part = use_state(|| None::<Result<V, SplitLoaderError>>);
    let attempt = use_state_eq(|| 0);
    let set = part.setter();
    use_effect_with((is_wanted, *attempt), move |&(is_wanted, _)| {
        if is_wanted {
            spawn_local(async move { set.set(Some(fetch().await)) });
        }
    });
    match &*part {
        None => Part::Awaited,
        Some(Ok(part)) => Part::Here(*part),
        Some(Err(_)) => Part::Missing(Callback::from(move |_| attempt.set(*attempt + 1))),
    }
}
