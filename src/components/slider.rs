//! A number to drag.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// See [`Slider`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The accessible name.
    pub name: &'static str,
    /// The id of the input.
    pub id: &'static str,
    /// The number.
    pub value: f64,
    /// The largest number; the smallest is 0.
    pub max: f64,
    /// The number with its unit, as it is shown and read out.
    pub text: AttrValue,
    /// Called with each change while it is dragged.
    pub on_change: Callback<f64>,
}

/// A slider with its name and its value.
#[component]
pub fn Slider(props: &Props) -> Html {
    let oninput = {
        let on_change = props.on_change.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            on_change.emit(input.value_as_number());
        })
    };
    html! {
        <div class="slider">
            <label for={props.id}>{ props.name }</label>
            <input
                id={props.id}
                type="range"
                min="0"
                max={props.max.to_string()}
                step="1"
                value={props.value.to_string()}
                aria-valuetext={props.text.clone()}
                {oninput}
            />
            <output for={props.id}>{ &props.text }</output>
        </div>
    }
}
