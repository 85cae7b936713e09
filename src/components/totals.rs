//! What the run comes to so far, beside another under the same traffic.

use kpa::session::Comparison;
use kpa::timeline::row::Latency;
use kpa::timeline::totals::Totals;
use yew::prelude::*;

use crate::components::choice::{Choice, select};
use crate::language::Words;
use crate::state::{Action, Page};
use crate::words::prose;

/// The totals in figures, those of what the run is compared with beside them, and what tells this
/// run from any other.
pub fn totals(page: &Page, on: &Callback<Action>, words: Words) -> Html {
    let simulation = page.run().simulation();
    let run = simulation.run();
    let this = figures(&run.totals(), words);
    let other = page.ghost().map(|ghost| {
        let totals = ghost.simulation().run().totals();
        figures(&totals, words).map(|(_, value)| value)
    });
    let hash = run.hash().to_string();
    let fingerprint = hash.get(..8).unwrap_or_default();
    html! {
        <section class="totals" aria-labelledby="totals-title">
            <header>
                <h2 id="totals-title">{ words.totals_title() }</h2>
                { select(comparison(page, on, words)) }
                <button type="button" onclick={on.reform(|_| Action::Pin)}>
                    { words.comparison_pin() }
                </button>
            </header>
            <table role="table" aria-labelledby="totals-title">
                if other.is_some() {
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">
                                <span class="unseen">{ words.comparison_quantity() }</span>
                            </th>
                            <th role="columnheader" scope="col">{ words.comparison_this() }</th>
                            <th role="columnheader" scope="col">
                                <i class="mark ghost" aria-hidden="true"></i>
                                { words.comparison_other() }
                            </th>
                        </tr>
                    </thead>
                }
                <tbody role="rowgroup">
                    for (nth, (name, value)) in this.into_iter().enumerate() {
                        { row(name, value, other.as_ref().map(|all| all[nth].as_str())) }
                    }
                </tbody>
            </table>
            <p title={words.totals_same()}>
                { prose(&words.totals_engine(env!("CARGO_PKG_VERSION"), fingerprint)) }
            </p>
        </section>
    }
}

fn row(name: &'static str, value: String, other: Option<&str>) -> Html {
    let differs = other.is_some_and(|other| other != value);
    html! {
        <tr role="row">
            <th role="rowheader" scope="row">{ name }</th>
            <td role="cell" class={classes!(differs.then_some("differs"))}>{ value }</td>
            if let Some(other) = other {
                <td role="cell">{ other.to_owned() }</td>
            }
        </tr>
    }
}

/// The choice of what the run is compared with.
fn comparison(page: &Page, on: &Callback<Action>, words: Words) -> Choice {
    let chosen = &page.session.comparison;
    let mut choices = vec![
        (words.comparison_shared(), Comparison::Shared),
        (words.comparison_nothing(), Comparison::Nothing),
    ];
    if matches!(chosen, Comparison::Pinned(_)) {
        choices.push((words.comparison_pinned(), chosen.clone()));
    }
    Choice {
        name: words.comparison_with(),
        id: "comparison",
        options: choices.iter().map(|(name, _)| (*name).to_owned()).collect(),
        chosen: choices.iter().position(|(_, it)| it == chosen),
        on_choose: on.reform(move |nth: usize| {
            let chosen = choices.get(nth).map(|(_, comparison)| comparison.clone());
            Action::Compare(chosen.unwrap_or_default())
        }),
    }
}

fn figures(totals: &Totals, words: Words) -> [(&'static str, String); 12] {
    let none = || "–".to_owned();
    let latency = |of: fn(&Latency) -> f64| {
        let value = totals.latency.as_ref().map(of);
        value.map_or_else(none, |secs| words.seconds(secs))
    };
    let count = |count: u64| words.number(count as f64);
    let seconds = |secs: u64| words.unit_seconds(&count(secs));
    [
        (words.totals_requests(), count(totals.offered)),
        ("p50", latency(|it| it.p50)),
        ("p95", latency(|it| it.p95)),
        ("p99", latency(|it| it.p99)),
        (words.totals_cold_starts(), words.percent(totals.cold_share)),
        (words.totals_rejected(), count(totals.rejected)),
        (words.totals_timed_out(), count(totals.timed_out)),
        (
            words.totals_pod_minutes(),
            words.exact(totals.pod_seconds / 60.0),
        ),
        (
            words.totals_utilization(),
            (totals.utilisation).map_or_else(none, |share| words.percent(share)),
        ),
        (words.totals_in_panic(), seconds(totals.panic_seconds)),
        (words.totals_scale_events(), count(totals.scale_events)),
        (words.totals_short(), seconds(totals.short_seconds)),
    ]
}
