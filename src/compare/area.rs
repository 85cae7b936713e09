//! A field for a text to paste, or to open or drop a file on.

use std::rc::Rc;

use web_sys::{File, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::open_file::{chosen, dropped, open};
use crate::language::Words;

/// See [`Area`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What to say it in.
    pub words: Words,
    /// The id of the field.
    pub id: AttrValue,
    /// What the text is.
    pub label: &'static str,
    /// The text.
    pub value: Rc<str>,
    /// Called with each change.
    pub on_text: Callback<Rc<str>>,
}

/// A field, and why a file isn't in it.
#[component]
pub fn Area(props: &Props) -> Html {
    let words = props.words;
    let notice = use_state_eq(|| None::<String>);
    // A file takes its time: by then something else may have changed.
    let latest = use_mut_ref(|| props.on_text.clone());
    latest.replace(props.on_text.clone());
    let on_file = {
        let notice = notice.setter();
        Callback::from(move |file: Option<File>| {
            let (latest, notice) = (latest.clone(), notice.clone());
            open(file, words, move |opened| {
                notice.set(opened.as_ref().err().cloned());
                if let Ok(text) = opened {
                    let on_text = latest.borrow().clone();
                    on_text.emit(text.into());
                }
            });
        })
    };
    let oninput = {
        let (on_text, notice) = (props.on_text.clone(), notice.setter());
        move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            notice.set(None);
            on_text.emit(area.value().into());
        }
    };
    let Props {
        id, label, value, ..
    } = props;
    html! {
        <div class="area">
            <div class="area-head">
                <label for={id}>{ *label }</label>
                <label class="open">
                    { words.editor_open() }
                    <input
                        type="file"
                        class="unseen"
                        aria-label={words.editor_open_as(label)}
                        onchange={on_file.reform(chosen)}
                    />
                </label>
            </div>
            if let Some(notice) = &*notice {
                <p role="alert">{ notice }</p>
            }
            <textarea
                {id}
                rows="12"
                spellcheck="false"
                autocomplete="off"
                value={value.to_string()}
                ondragover={|event: DragEvent| event.prevent_default()}
                ondrop={on_file.reform(dropped)}
                {oninput}
            />
        </div>
    }
}
