//! The gallery and the panel of a lesson, for those who open one.

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::{Show, Stage};
use crate::lessons::Lessons;

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
        <Lessons
            route={stage.route.clone()}
            page={stage.page.clone()}
            on_action={stage.on_action.clone()}
        />
    }
}
