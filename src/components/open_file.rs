//! Files that become a text: dropped, or chosen.

use js_sys::Uint8Array;
use kpa::text::read::LARGEST;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileList, HtmlInputElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::language::Words;

/// The first of the files that are dropped.
pub fn dropped(event: DragEvent) -> Option<File> {
    // A browser knows what to do with anything else.
    let file = first(event.data_transfer()?.files())?;
    event.prevent_default();
    Some(file)
}

/// The file that is chosen in a field for files.
pub fn chosen(event: Event) -> Option<File> {
    let input: HtmlInputElement = event.target_unchecked_into();
    let file = first(input.files());
    // The same file once more is another change.
    input.set_value("");
    file
}

fn first(files: Option<FileList>) -> Option<File> {
    files?.get(0)
}

/// Hands on the text of a file, or a sentence that says why there is none.
pub fn open(file: Option<File>, words: Words, then: impl FnOnce(Result<String, String>) + 'static) {
    let Some(file) = file else {
        return;
    };
    spawn_local(async move {
        let name = file.name();
        if file.size() > LARGEST as f64 {
            let limit = words.number((LARGEST / 1024) as f64);
            then(Err(words.editor_large(&name, &limit)));
            return;
        }
        // Exactly: a browser's own way would drop a byte order mark and mend what isn't UTF-8.
        let bytes = JsFuture::from(file.array_buffer()).await;
        let text = bytes.map(|it| String::from_utf8(Uint8Array::new(&it).to_vec()));
        then(match text {
            Ok(Ok(text)) => Ok(text),
            Ok(Err(_)) => Err(words.editor_no_text(&name)),
            Err(_) => Err(words.editor_unreadable(&name)),
        });
    });
}
