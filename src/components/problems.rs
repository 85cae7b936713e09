//! What is wrong with the texts.

use std::rc::Rc;

use kpa::settings::Review;
use kpa::text::{Finding, Severity};
use web_sys::HtmlTextAreaElement;
use web_sys::wasm_bindgen::JsCast;
use yew::prelude::*;

/// More would help nobody, and a hostile text could make millions of them.
const SHOWN_MAX: usize = 50;

/// The name and the id of a text field.
#[derive(Clone, Copy, PartialEq)]
pub struct Field {
    /// The accessible name.
    pub name: &'static str,
    /// The id.
    pub id: &'static str,
}

/// See [`Problems`].
#[derive(Properties)]
pub struct Props {
    /// The fields in the order in which their texts were reviewed.
    pub fields: [Field; 2],
    /// What was found.
    pub review: Rc<Review>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.review, &other.review)
    }
}

/// The list of problems. Each leads to its place in the text.
#[component]
pub fn Problems(props: &Props) -> Html {
    let findings = &props.review.findings;
    let more = findings.len().saturating_sub(SHOWN_MAX);
    html! {
        <section class="problems" id="problems" aria-labelledby="problems-title">
            <h2 id="problems-title">
                { "Problems " }
                <span class="count">{ findings.len() }</span>
            </h2>
            if props.review.effective.is_none() {
                <p class="in-force">
                    { "The last settings without an error stay in force." }
                </p>
            }
            <ul role="list" aria-labelledby="problems-title">
                for finding in by_severity(findings).into_iter().take(SHOWN_MAX) {
                    { problem(finding, props.fields) }
                }
            </ul>
            if more > 0 {
                <p class="quiet">{ format!("And {more} more.") }</p>
            }
            if findings.is_empty() {
                <p class="quiet">{ "None. Knative would accept both." }</p>
            }
        </section>
    }
}

/// What Knative refuses first, what is only worth knowing last.
fn by_severity(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        sorted.extend(findings.iter().filter(|it| it.severity() == severity));
    }
    sorted
}

fn problem(finding: &Finding, fields: [Field; 2]) -> Html {
    let Some(field) = fields.get(finding.place.text).copied() else {
        return Html::default();
    };
    let severity = finding.severity().name();
    let span = finding.place.span;
    let place = format!(
        "{}, line {}, column {}",
        field.name, span.start.line, span.start.column
    );
    let onclick = Callback::from(move |_| select(field.id, span));
    html! {
        <li class={severity}>
            <button type="button" {onclick}>
                <span class="place">
                    <span class="severity">{ severity }</span>
                    { " " }
                    { place }
                </span>
                { " " }
                <span>{ finding.what() }</span>
                { " " }
                <span class="more quiet">{ format!("{} {}", finding.effect(), finding.mend()) }</span>
            </button>
        </li>
    }
}

/// Selects a stretch of a text, in its field, and brings it into view.
fn select(id: &str, span: kpa::text::Span) {
    let element = gloo_utils::document().get_element_by_id(id);
    let Some(field) = element.and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return;
    };
    let text = field.value();
    let range = span.utf16(&text);
    let (start, end) = (range.start as u32, range.end as u32);
    // A browser scrolls to the caret when a field gets the focus, not when a selection is set.
    field.blur().ok();
    field.set_selection_range(start, end).ok();
    field.focus().ok();
    let lines = text.lines().count().max(1) as f64;
    let above = span.start.line as f64 - 4.0;
    field.set_scroll_top((f64::from(field.scroll_height()) * above / lines) as i32);
}
