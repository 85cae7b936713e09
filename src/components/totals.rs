//! What the run comes to so far.

use kpa::session::Simulation;
use yew::prelude::*;

use crate::language::Words;
use crate::words::prose;

/// The totals in figures, with what tells this run from another.
pub fn totals(simulation: &Simulation, words: Words) -> Html {
    let run = simulation.run();
    let totals = run.totals();
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let latency = |of: fn(&kpa::timeline::row::Latency) -> f64| {
        or_none(
            totals
                .latency
                .as_ref()
                .map(of)
                .map(|secs| words.seconds(secs)),
        )
    };
    let count = |count: u64| words.number(count as f64);
    let figures = [
        (words.totals_requests(), count(totals.offered)),
        (words.totals_cold_starts(), words.percent(totals.cold_share)),
        ("p50", latency(|it| it.p50)),
        (
            words.totals_pod_minutes(),
            words.exact(totals.pod_seconds / 60.0),
        ),
        ("p95", latency(|it| it.p95)),
        (
            words.totals_utilization(),
            or_none(totals.utilisation.map(|share| words.percent(share))),
        ),
        ("p99", latency(|it| it.p99)),
        (
            words.totals_in_panic(),
            words.unit_seconds(&count(totals.panic_seconds)),
        ),
        (words.totals_rejected(), count(totals.rejected)),
        (words.totals_scale_events(), count(totals.scale_events)),
        (words.totals_timed_out(), count(totals.timed_out)),
        (
            words.totals_short(),
            words.unit_seconds(&count(totals.short_seconds)),
        ),
    ];
    let hash = run.hash().to_string();
    let fingerprint = hash.get(..8).unwrap_or_default();
    html! {
        <section class="totals" aria-labelledby="totals-title">
            <h2 id="totals-title">{ words.totals_title() }</h2>
            <dl>
                for (name, value) in figures {
                    <div><dt>{ name }</dt><dd>{ value }</dd></div>
                }
            </dl>
            <p title={words.totals_same()}>
                { prose(&words.totals_engine(env!("CARGO_PKG_VERSION"), fingerprint)) }
            </p>
        </section>
    }
}
