//! A number to drag.

use std::ops::RangeInclusive;

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What a slider is about.
pub struct Slider {
    /// The accessible name.
    pub name: &'static str,
    /// The id of the input.
    pub id: &'static str,
    /// The number.
    pub value: f64,
    /// The smallest and the largest number on offer.
    pub range: RangeInclusive<f64>,
    /// The distance between numbers on offer.
    pub step: f64,
    /// The number with its unit, as it is shown and read out.
    pub text: String,
    /// Called with each change while it is dragged.
    pub on_change: Callback<f64>,
}

/// A slider with its name and its value.
pub fn slider(it: Slider) -> Html {
    let oninput = it.on_change.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value_as_number()
    });
    html! {
        <div class="slider">
            <label for={it.id}>{ it.name }</label>
            <input
                id={it.id}
                type="range"
                min={it.range.start().to_string()}
                max={it.range.end().to_string()}
                step={it.step.to_string()}
                value={it.value.to_string()}
                aria-valuetext={it.text.clone()}
                {oninput}
            />
            <output for={it.id}>{ it.text }</output>
        </div>
    }
}
