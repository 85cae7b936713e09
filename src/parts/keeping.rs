//! Links, and what the browser keeps: with the codec, which nobody needs for the first picture.

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::{Show, Stage};
use crate::keeping::Keeping;

/// Fetches the part.
///
/// # Errors
/// It can't be had now.
#[allow(
    unsafe_code,
    reason = "the macro declares the function that is fetched"
)]
#[wasm_split(keeping, fallible)]
pub fn keeping() -> Result<Show, SplitLoaderError> {
    Ok(show)
}

fn show(stage: &Stage) -> Html {
    html! {
        <Keeping
            page={stage.page.clone()}
            route={stage.route.clone()}
            on_action={stage.on_action.clone()}
            on_want={stage.on_want.clone()}
        />
    }
}
