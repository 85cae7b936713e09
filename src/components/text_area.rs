//! A plain field for a text.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use kpa::text::line_ends;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

/// From this many bytes on, an insertion is made by us: a browser inserts line by line into
/// a field, with its undo history, and takes minutes for 2 MB.
const LARGE: usize = 50_000;

/// See [`TextArea`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The element, for the one who takes its place.
    pub node: NodeRef,
    /// The id.
    pub id: &'static str,
    /// The text as it was typed.
    pub typed: Rc<str>,
    /// Whether an error stands in it.
    pub invalid: bool,
    /// Called with each change. It has to stay the same: a field is only rendered when something of
    /// its own has changed, because looking at a long text takes a browser long.
    pub on_edit: Callback<String>,
}

/// A plain field. A browser's field knows only one kind of line ends; the text keeps its own.
#[component]
pub fn TextArea(props: &Props) -> Html {
    let before = use_mut_ref(|| props.typed.clone());
    before.replace(props.typed.clone());
    let on_edit = props.on_edit.reform(move |field: HtmlTextAreaElement| {
        line_ends::restore(&before.borrow(), &field.value())
    });
    let oninput = on_edit.reform(|event: InputEvent| event.target_unchecked_into());
    {
        let node = props.node.clone();
        use_effect_with((), move |()| {
            let listener = node
                .cast()
                .map(|field| insert_large_texts_at_once(field, on_edit));
            move || drop(listener)
        });
    }
    html! {
        <textarea
            ref={&props.node}
            id={props.id}
            value={AttrValue::from(props.typed.clone())}
            {oninput}
            aria-invalid={props.invalid.to_string()}
            aria-describedby="problems"
            spellcheck="false"
            autocapitalize="off"
            autocomplete="off"
            wrap="off"
        />
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
