//! The form: texts, traffics, seeds, price.

use kpa::session::Texts;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::area::Area;
use super::asked::Asked;
use crate::components::traffic;
use crate::language::Words;

/// The form; without a way to start it, it is waiting for something.
pub fn form(
    asked: &UseStateHandle<Asked>,
    words: Words,
    start: Option<Callback<MouseEvent>>,
) -> Html {
    let sides = [words.compare_before(), words.compare_after()];
    let is_patched = !asked.diff.trim().is_empty();
    let can_start = start.is_some() && !asked.wanted().is_empty();
    html! {
        <>
            <div class="sides">
                for (side, title) in sides.into_iter().enumerate() {
                    <fieldset disabled={side == 1 && is_patched}>
                        <legend>{ title }</legend>
                        { text(asked, words, side, 0) }
                        { text(asked, words, side, 1) }
                    </fieldset>
                }
            </div>
            <details class="diff">
                <summary>{ words.compare_diff() }</summary>
                <Area
                    {words}
                    id="compare-diff"
                    label={words.compare_diff_name()}
                    value={asked.diff.clone()}
                    on_text={change(asked, |asked, diff| asked.diff = diff)}
                />
            </details>
            <fieldset class="traffics">
                <legend>{ words.compare_traffics() }</legend>
                for (nth, (shape, is_wanted)) in asked.traffics.iter().enumerate() {
                    <label>
                        <input
                            type="checkbox"
                            checked={*is_wanted}
                            onchange={change(asked, move |asked, ()| {
                                if let Some(traffic) = asked.traffics.get_mut(nth) {
                                    traffic.1 = !traffic.1;
                                }
                            }).reform(drop)}
                        />
                        { traffic::name(shape, words) }
                    </label>
                }
            </fieldset>
            <div class="numbers">
                { number(words.compare_level(), asked.level.to_string(), change(asked, Asked::set_level)) }
                { number(words.compare_seeds(), asked.seeds.to_string(), change(asked, Asked::set_seeds)) }
                { number(
                    words.compare_price(),
                    asked.price.map_or_else(String::new, |price| price.to_string()),
                    change(asked, |asked, price: f64| asked.price = Some(price).filter(|it| *it >= 0.0)),
                ) }
                <button type="button" class="start" disabled={!can_start} onclick={start}>
                    { words.compare_start() }
                </button>
            </div>
        </>
    }
}

/// A change of what is asked.
fn change<T: 'static>(
    asked: &UseStateHandle<Asked>,
    change: impl Fn(&mut Asked, T) + 'static,
) -> Callback<T> {
    let asked = asked.clone();
    Callback::from(move |value| {
        let mut changed = Asked::clone(&asked);
        change(&mut changed, value);
        asked.set(changed);
    })
}

fn text(asked: &UseStateHandle<Asked>, words: Words, side: usize, which: usize) -> Html {
    let of = |texts: &Texts| match which {
        0 => texts.service.clone(),
        _ => texts.config_map.clone(),
    };
    let value = asked.sides.get(side).map(of).unwrap_or_default();
    let label = match which {
        0 => words.text_service(),
        _ => words.text_config_map(),
    };
    let on_text = change(asked, move |asked, text| {
        let Some(texts) = asked.sides.get_mut(side) else {
            return;
        };
        match which {
            0 => texts.service = text,
            _ => texts.config_map = text,
        }
    });
    let id = format!("compare-{side}-{which}");
    html! { <Area {words} {id} {label} {value} {on_text} /> }
}

fn number(label: &'static str, value: String, on_number: Callback<f64>) -> Html {
    let onchange = on_number.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value_as_number()
    });
    html! {
        <label>
            <span>{ label }</span>
            <input type="number" min="0" step="any" {value} {onchange} />
        </label>
    }
}
