//! The legend of a chart: what is drawn, how much of it there is, and a switch for each.

use yew::prelude::*;

use super::Props;
use crate::chart::{Quantity, clock};
use crate::language::Words;
use crate::state::Action;
use crate::track::Run;
use crate::view::Look;

/// The legend, with the values at the cursor.
pub fn legend(words: Words, props: &Props) -> Html {
    let subject = props.subject;
    let simulation = props.run.simulation();
    let cursor = props.view.cursor(simulation.at().as_secs_f64());
    let Some(moment) = Run::moment(&simulation, cursor) else {
        return Html::default();
    };
    let when = match cursor {
        Some(second) => words.look_at(&clock(second as f64)),
        None => words.look_now().to_owned(),
    };
    html! {
        <ul class="legend" role="list" aria-label={words.chart_values(subject.name(words), &when)}>
            for quantity in subject.quantities(&simulation) {
                { entry(words, props, quantity, quantity.value(moment.row, simulation.settings())) }
            }
            { compared(words, props, cursor) }
        </ul>
    }
}

/// The entry of the run that this one is compared with.
fn compared(words: Words, props: &Props, cursor: Option<usize>) -> Option<Html> {
    let quantity = props.subject.compared()?;
    let ghost = props.ghost.as_ref()?.simulation();
    let moment = Run::moment(&ghost, cursor)?;
    let value = quantity.value(moment.row, ghost.settings());
    Some(entry(words, props, quantity, value))
}

/// A switch with its value.
fn entry(words: Words, props: &Props, quantity: Quantity, value: Option<f64>) -> Html {
    let subject = props.subject;
    html! {
        <li key={quantity.id()}>
            <button
                type="button"
                aria-pressed={props.view.shows(subject, quantity).to_string()}
                onclick={props.on_action.reform(move |_| {
                    Action::Look(Look::Toggle(subject, quantity))
                })}
            >
                <i class={quantity.mark()} aria-hidden="true"></i>
                { quantity.name(words) }
                { " " }
                <b>{ quantity.text(words, value) }</b>
            </button>
        </li>
    }
}
