//! What the run comes to so far.

use kpa::session::Simulation;
use yew::prelude::*;

use crate::words::{exact, percent, seconds};

/// The totals in figures, with what tells this run from another.
pub fn totals(simulation: &Simulation) -> Html {
    let run = simulation.run();
    let totals = run.totals();
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let latency = |of: fn(&kpa::timeline::row::Latency) -> f64| {
        or_none(totals.latency.as_ref().map(of).map(seconds))
    };
    let figures = [
        ("Requests", totals.offered.to_string()),
        ("Cold starts", percent(totals.cold_share)),
        ("p50", latency(|it| it.p50)),
        ("Pod-minutes", exact(totals.pod_seconds / 60.0)),
        ("p95", latency(|it| it.p95)),
        ("Utilisation", or_none(totals.utilisation.map(percent))),
        ("p99", latency(|it| it.p99)),
        ("In panic", format!("{} s", totals.panic_seconds)),
        ("Rejected", totals.rejected.to_string()),
        ("Scale events", totals.scale_events.to_string()),
        ("Timed out", totals.timed_out.to_string()),
        ("Short of capacity", format!("{} s", totals.short_seconds)),
    ];
    let hash = run.hash().to_string();
    html! {
        <section class="totals" aria-labelledby="totals-title">
            <h2 id="totals-title">{ "Totals" }</h2>
            <dl>
                for (name, value) in figures {
                    <div><dt>{ name }</dt><dd>{ value }</dd></div>
                }
            </dl>
            <p title="Two runs with the same fingerprint are the same run, on any machine">
                { "Engine " }{ env!("CARGO_PKG_VERSION") }{ ", timeline " }
                <code>{ hash.get(..8) }</code>
            </p>
        </section>
    }
}
