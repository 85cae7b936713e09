//! What the overrides change: this run beside another under the same traffic.

use kpa::session::Comparison;
use kpa::timeline::totals::Totals;
use yew::prelude::*;

use crate::components::choice::{Choice, select};
use crate::language::Words;
use crate::state::{Action, Page};

/// The choice of what the run is compared with, and the two in figures.
pub fn comparison(page: &Page, on: &Callback<Action>, words: Words) -> Html {
    let pinned = match &page.session.comparison {
        Comparison::Pinned(pinned) => Some(pinned.clone()),
        _ => None,
    };
    let mut choices = vec![
        (words.comparison_shared(), Comparison::Shared),
        (words.comparison_nothing(), Comparison::Nothing),
    ];
    choices.extend(pinned.map(|it| (words.comparison_pinned(), Comparison::Pinned(it))));
    let choice = Choice {
        name: words.comparison_with(),
        id: "comparison",
        options: choices.iter().map(|(name, _)| (*name).to_owned()).collect(),
        chosen: (choices.iter()).position(|(_, it)| *it == page.session.comparison),
        on_choose: on.reform(move |nth: usize| {
            let chosen = choices.get(nth).map(|(_, comparison)| comparison.clone());
            Action::Compare(chosen.unwrap_or_default())
        }),
    };
    html! {
        <section class="comparison" aria-labelledby="comparison-title">
            <h2 id="comparison-title">{ words.comparison_title() }</h2>
            <div class="choices">
                { select(choice) }
                <button type="button" onclick={on.reform(|_| Action::Pin)}>
                    { words.comparison_pin() }
                </button>
            </div>
            if let Some(ghost) = page.ghost() {
                { table(
                    &page.run().simulation().run().totals(),
                    &ghost.simulation().run().totals(),
                    words,
                ) }
            }
        </section>
    }
}

/// A quantity of a run, and how it is written.
type Quantity = (&'static str, Option<f64>, fn(Words, f64) -> String);

fn table(this: &Totals, other: &Totals, words: Words) -> Html {
    let rows = quantities(this, words)
        .into_iter()
        .zip(quantities(other, words));
    html! {
        <table aria-labelledby="comparison-title">
            <thead>
                <tr>
                    <th scope="col"><span class="unseen">{ words.comparison_quantity() }</span></th>
                    <th scope="col">{ words.comparison_this() }</th>
                    <th scope="col">
                        <i class="mark ghost dashed" aria-hidden="true"></i>
                        { words.comparison_other() }
                    </th>
                </tr>
            </thead>
            <tbody>
                for ((name, this, write), (_, other, _)) in rows {
                    <tr>
                        <th scope="row">{ name }</th>
                        <td class={classes!((this != other).then_some("differs"))}>
                            { written(this, write, words) }
                        </td>
                        <td>{ written(other, write, words) }</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

fn written(value: Option<f64>, write: fn(Words, f64) -> String, words: Words) -> String {
    value.map_or_else(|| "–".to_owned(), |value| write(words, value))
}

fn quantities(totals: &Totals, words: Words) -> [Quantity; 5] {
    let count: fn(Words, f64) -> String = Words::number;
    [
        (
            words.comparison_pod_minutes(),
            Some(totals.pod_seconds / 60.0),
            Words::exact,
        ),
        (
            words.comparison_p95(),
            totals.latency.as_ref().map(|it| it.p95),
            Words::seconds,
        ),
        (
            words.comparison_cold_starts(),
            Some(totals.cold_started as f64),
            count,
        ),
        (
            words.comparison_in_panic(),
            Some(totals.panic_seconds as f64),
            |words, secs| words.unit_seconds(&words.number(secs)),
        ),
        (
            words.comparison_rejected(),
            Some(totals.rejected as f64),
            count,
        ),
    ]
}
