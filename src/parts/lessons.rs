//! What is opened from the header: the gallery and the panel of a lesson, and the comparison. One part,
//! because each makes more files of what it shares with the others.

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::{Show, Stage};
use crate::compare::Compare;
use crate::lessons::{Lessons, Route};

/// Fetches the lessons' part.
///
/// # Errors
/// It can't be had now.
#[allow(
    unsafe_code,
    reason = "the macro declares the function that is fetched"
)]
#[wasm_split(lessons, fallible)]
pub fn lessons() -> Result<Show, SplitLoaderError> {
    Ok(show)
}

fn show(stage: &Stage) -> Html {
    html! {
        <>
            <Lessons
                route={stage.route.clone()}
                page={stage.page.clone()}
                on_action={stage.on_action.clone()}
            />
            <Compare
                is_open={stage.route == Route::Compare}
                is_own={!stage.page.is_lent() && !stage.page.awaits}
                words={stage.words}
                page={stage.page.clone()}
            />
        </>
    }
}
