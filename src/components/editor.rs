//! A text to edit.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// See [`Editor`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The accessible name.
    pub name: &'static str,
    /// The id of the text field, by which problems find it.
    pub id: &'static str,
    /// The text as it was typed.
    pub text: AttrValue,
    /// Whether an error stands in it.
    pub invalid: bool,
    /// Called with each change.
    pub on_edit: Callback<String>,
}

/// A field with a text that is kept exactly as it was typed.
#[component]
pub fn Editor(props: &Props) -> Html {
    let oninput = props.on_edit.reform(|event: InputEvent| {
        let field: HtmlTextAreaElement = event.target_unchecked_into();
        field.value()
    });
    html! {
        <div class="editor">
            <label for={props.id}>{ props.name }</label>
            <textarea
                id={props.id}
                value={props.text.clone()}
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
