//! What is wrong with the texts, or worth knowing about them.

use std::rc::Rc;

use kpa::session::Settings;
use kpa::text::{Finding, Place, Severity};
use yew::prelude::*;

use crate::fields;
use crate::hooks::use_settled;
use crate::words;

/// More would help nobody, and a hostile text could make millions of them.
const SHOWN_MAX: usize = 50;

/// How long the texts have to rest before the number of problems is read out, in ms.
const REST: u32 = 1000;

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// See [`Problems`].
#[derive(Properties)]
pub struct Props {
    /// What the texts say.
    pub settings: Rc<Settings>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.settings, &other.settings)
    }
}

/// The list of problems, the worst first. Each leads to its place in the text and to its rule's
/// page; some can be mended with a press of a button.
#[component]
pub fn Problems(props: &Props) -> Html {
    let findings = &props.settings.review.findings;
    let count = count(findings);
    let read_out = use_settled(count.clone(), REST);
    let more = findings.len().saturating_sub(SHOWN_MAX);
    // What is merely worth knowing says more only when it is asked.
    let asked = use_state_eq(|| None);
    html! {
        <section class="problems" id="problems" aria-labelledby="problems-title">
            <h2>
                <span id="problems-title">{ "Problems" }</span>
                <span class="count">{ count }</span>
            </h2>
            <p class="unseen" role="status" aria-label="Number of problems">{ read_out }</p>
            if props.settings.review.has_errors() {
                <p class="in-force">
                    { "The last settings without an error stay in force." }
                </p>
            }
            <ul role="list" aria-labelledby="problems-title">
                for finding in by_severity(findings).into_iter().take(SHOWN_MAX) {
                    { problem(finding, &asked) }
                }
            </ul>
            if more > 0 {
                <p class="quiet">{ format!("And {more} more.") }</p>
            }
            <p class="quiet">
                if findings.is_empty() {
                    { "Knative would accept both. " }
                }
                { "Only scaling is reviewed: ports, environment, traffic and security are not. " }
                <a href="docs/rules/index.html" target="_blank">{ "All rules" }</a>
            </p>
        </section>
    }
}

/// What Knative refuses first, what is only worth knowing last.
fn by_severity(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted = Vec::new();
    for severity in SEVERITIES {
        sorted.extend(findings.iter().filter(|it| it.severity() == severity));
    }
    sorted
}

/// How many there are: `1 error, 2 notes`.
fn count(findings: &[Finding]) -> String {
    let mut words = String::new();
    for severity in SEVERITIES {
        let of_it = findings.iter().filter(|it| it.severity() == severity);
        let count = of_it.count();
        if count > 0 {
            let comma = if words.is_empty() { "" } else { ", " };
            let plural = if count > 1 { "s" } else { "" };
            words += &format!("{comma}{count} {}{plural}", severity.name());
        }
    }
    if words.is_empty() {
        words += "none";
    }
    words
}

/// The note that says more: its code and its place.
type Asked = UseStateHandle<Option<(&'static str, Place)>>;

fn problem(finding: &Finding, asked: &Asked) -> Html {
    let severity = finding.severity().name();
    let place = finding.place;
    let page = format!("docs/rules/{}.html", finding.code());
    let fix = finding.fix.clone().map(|fix| {
        let name = format!("Fix: {}", fix.label);
        let onclick = Callback::from(move |_| fields::apply(&fix));
        html! {
            <button type="button" class="fix" title={name.clone()} aria-label={name} {onclick}>
                { "Fix" }
            </button>
        }
    });
    let this = Some((finding.code(), place));
    let is_note = finding.severity() == Severity::Note;
    let explains = !is_note || **asked == this;
    let why = is_note.then(|| {
        let asked = asked.clone();
        let onclick = move |_| asked.set(if explains { None } else { this });
        html! {
            <button type="button" aria-expanded={explains.to_string()} {onclick}>{ "Why" }</button>
        }
    });
    let rule = html! {
        <a href={page} target="_blank" aria-label={format!("Rule {}", finding.code())}>
            { "Rule" }
        </a>
    };
    html! {
        <li class={severity}>
            <p class="place"><b>{ severity }</b>{ " " }{ fields::place_name(place) }</p>
            <p class="aside">
                { fix }
                { why }
                { rule }
            </p>
            <button type="button" class="what" onclick={move |_| fields::select(place)}>
                { words::prose(&finding.what()) }
            </button>
            if explains {
                <p class="more">
                    { words::prose(&format!("{} {}", finding.effect(), finding.mend())) }
                </p>
            }
        </li>
    }
}
