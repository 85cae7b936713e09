//! One of several, to choose.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What there is to choose.
pub struct Choice {
    /// The accessible name.
    pub name: &'static str,
    /// The id of the element, which others derive theirs from.
    pub id: &'static str,
    /// What there is, in words.
    pub options: Vec<String>,
    /// The number of the option that holds, if it is one of them.
    pub chosen: Option<usize>,
    /// Called with the number of another option.
    pub on_choose: Callback<usize>,
}

/// All options side by side.
pub fn radios(it: Choice) -> Html {
    let title = format!("{}-title", it.id);
    html! {
        <fieldset class="choice" id={it.id} role="radiogroup" aria-labelledby={title.clone()}>
            <legend id={title}>{ it.name }</legend>
            for (nth, option) in it.options.into_iter().enumerate() {
                <label>
                    <input
                        type="radio"
                        name={it.id}
                        checked={it.chosen == Some(nth)}
                        onchange={it.on_choose.reform(move |_| nth)}
                    />
                    <span>{ option }</span>
                </label>
            }
        </fieldset>
    }
}

/// The options in a list that opens.
pub fn select(it: Choice) -> Html {
    let onchange = it.on_choose.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.selected_index().max(0) as usize
    });
    // Once somebody has chosen, browsers ignore the attribute of the options.
    let index = it.chosen.map_or(-1, |nth| nth as i32);
    html! {
        <div class="select">
            <label for={it.id}>{ it.name }</label>
            <select id={it.id} ~selectedIndex={index} {onchange}>
                for (nth, option) in it.options.into_iter().enumerate() {
                    <option selected={it.chosen == Some(nth)}>{ option }</option>
                }
            </select>
        </div>
    }
}
