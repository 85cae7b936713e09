//! A text to edit.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

use crate::fields::{self, Field};
use crate::hooks::use_words;
use crate::state::{Action, Text};

/// From this many bytes on, an insertion is made by us: a browser inserts line by line into
/// a field, with its undo history, and takes minutes for 2 MB.
const LARGE: usize = 50_000;

/// See [`Editor`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which text it is.
    pub text: Text,
    /// The field for it.
    pub field: Field,
    /// The text as it was typed.
    pub typed: Rc<str>,
    /// Whether an error stands in it.
    pub invalid: bool,
    /// Called with each change. It has to stay the same: a field is only rendered when something of
    /// its own has changed, because looking at a long text takes a browser long.
    pub on_action: Callback<Action>,
}

/// A field with a text that is kept exactly as it was typed.
#[component]
pub fn Editor(props: &Props) -> Html {
    let words = use_words();
    let Field { id } = props.field;
    let text = props.text;
    let on_edit = {
        let edit = move |field: HtmlTextAreaElement| Action::Edit(text, field.value().into());
        props.on_action.reform(edit)
    };
    let oninput = on_edit.reform(|event: InputEvent| event.target_unchecked_into());
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let listener = node
                .cast()
                .map(|field| insert_large_texts_at_once(field, on_edit));
            move || drop(listener)
        });
    }
    html! {
        <div class="editor">
            <label for={id}>{ fields::name(text as usize, words) }</label>
            <textarea
                ref={node}
                {id}
                value={AttrValue::from(props.typed.clone())}
                {oninput}
                aria-invalid={props.invalid.to_string()}
                aria-describedby="problems"
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                wrap="off"
            />
        </div>
    }
}

fn insert_large_texts_at_once(
    field: HtmlTextAreaElement,
    on_edit: Callback<HtmlTextAreaElement>,
) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&field.clone(), "beforeinput", options, move |event| {
        let event = event.unchecked_ref::<InputEvent>();
        let data = event.data().filter(|data| data.len() >= LARGE);
        if let Some(data) = data {
            event.prevent_default();
            field.set_range_text(&data).ok();
            on_edit.emit(field.clone());
        }
    })
}
