//! Traffic that somebody has recorded: pasted, or from a file.

use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::language::Words;
use crate::recording::Recording;
use crate::state::Action;

/// Where a recording goes in, and what could be read of it.
pub fn recording(read: Option<&Recording>, on: &Callback<Action>, words: Words) -> Html {
    let oninput = on.reform(|event: InputEvent| {
        let field: HtmlTextAreaElement = event.target_unchecked_into();
        Action::Record(field.value().into())
    });
    let on = on.clone();
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        let on = on.clone();
        spawn_local(async move {
            // A file that can't be read is as good as an empty one, and said to hold nothing.
            let text = JsFuture::from(file.text()).await.ok();
            let text = text.and_then(|text| text.as_string());
            on.emit(Action::Record(text.unwrap_or_default().into()));
        });
    };
    html! {
        <div class="recording">
            <label for="recording">{ words.recording_title() }</label>
            <textarea
                id="recording"
                rows="1"
                placeholder={words.recording_hint()}
                spellcheck="false"
                autocomplete="off"
                aria-describedby="recording-note"
                {oninput}
            />
            <input
                type="file"
                accept=".csv,.json,.tsv,.txt"
                aria-label={words.recording_file()}
                {onchange}
            />
            <p id="recording-note" role="status">{ read.map(|read| note(read, words)) }</p>
        </div>
    }
}

fn note(read: &Recording, words: Words) -> String {
    let Some((_, highest)) = &read.shape else {
        return words.recording_nothing().to_owned();
    };
    let mut note = words.recording_read(read.moments as f64, &words.exact(*highest));
    if read.skipped > 0 {
        note += " ";
        note += &words.recording_skipped(read.skipped as f64);
    }
    note
}
