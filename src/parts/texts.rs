//! The fields of the texts.

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::{Show, Stage};
use crate::components::editor::Editor;
use crate::fields::FIELDS;
use crate::state::Text;

/// Fetches the part.
///
/// # Errors
/// It can't be had now.
#[allow(
    unsafe_code,
    reason = "the macro declares the function that is fetched"
)]
#[wasm_split(texts, fallible)]
pub fn texts() -> Result<Show, SplitLoaderError> {
    Ok(show)
}

fn show(stage: &Stage) -> Html {
    let page = &stage.page;
    html! {
        for (text, field) in Text::ALL.into_iter().zip(FIELDS) {
            <Editor
                {text}
                {field}
                typed={text.of(&page.session.texts).clone()}
                settings={page.settings.clone()}
                unread={page.unread}
                reader={page.reader.clone()}
                on_action={stage.on_action.clone()}
            />
        }
    }
}
