//! What is wrong with the texts, or worth knowing about them.

use std::rc::Rc;

use kpa::session::Settings;
use kpa::text::{Message, Place, Severity};
use yew::prelude::*;

use crate::fields;
use crate::hooks::use_settled;
use crate::reader::Reader;
use crate::state::Action;
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
    /// Whether they say something else by now that nobody has read.
    pub unread: bool,
    /// What reads them.
    pub reader: Reader,
    /// Called when the visitor wants the reader to be tried again.
    pub on_action: Callback<Action>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.settings, &other.settings)
            && self.unread == other.unread
            && self.reader == other.reader
    }
}

/// The list of problems, the worst first. Each leads to its place in the text and to its rule's
/// page; some can be mended with a press of a button.
#[component]
pub fn Problems(props: &Props) -> Html {
    // The places of what was read earlier are not those of the text as it is now.
    let messages = match props.unread {
        true => &[][..],
        false => &props.settings.messages,
    };
    let count = match props.unread {
        true => "not read yet".to_owned(),
        false => count(messages),
    };
    let read_out = use_settled(count.clone(), REST);
    let more = messages.len().saturating_sub(SHOWN_MAX);
    // What is merely worth knowing says more only when it is asked.
    let asked = use_state_eq(|| None);
    html! {
        <section class="problems" id="problems" aria-labelledby="problems-title">
            <h2>
                <span id="problems-title">{ "Problems" }</span>
                <span class="count">{ count }</span>
            </h2>
            <p class="unseen" role="status" aria-label="Number of problems">{ read_out }</p>
            { about_reader(props) }
            if !props.unread && props.settings.has_errors() {
                <p class="in-force">
                    { "The last settings without an error stay in force." }
                </p>
            }
            <ul role="list" aria-labelledby="problems-title">
                for message in by_severity(messages).into_iter().take(SHOWN_MAX) {
                    { problem(message, &asked) }
                }
            </ul>
            if more > 0 {
                <p class="quiet">{ format!("And {more} more.") }</p>
            }
            <p class="quiet">
                if messages.is_empty() && !props.unread {
                    { "Knative would accept both. " }
                }
                { "Only scaling is reviewed: ports, environment, traffic and security are not. " }
                <a href="docs/rules/index.html" target="_blank">{ "All rules" }</a>
            </p>
        </section>
    }
}

/// What the visitor has to know while nobody can read the texts.
fn about_reader(props: &Props) -> Html {
    let again = props.on_action.reform(|_| Action::Reader(Reader::Awaited));
    match &props.reader {
        Reader::Missing(reason) => html! {
            <p class="in-force" role="alert">
                { format!(
                    "The part of the page that reads the texts is missing: {reason}. What you type \
                     is kept, but what was last read stays in force. "
                ) }
                <button type="button" onclick={again}>{ "Try again" }</button>
            </p>
        },
        Reader::Awaited if props.unread => html! {
            <p class="quiet">
                { "What you typed is kept. It counts as soon as the part of the page that reads it \
                   has arrived." }
            </p>
        },
        _ => Html::default(),
    }
}

/// What Knative refuses first, what is only worth knowing last.
fn by_severity(messages: &[Message]) -> Vec<&Message> {
    let mut sorted = Vec::new();
    for severity in SEVERITIES {
        sorted.extend(messages.iter().filter(|it| it.severity == severity));
    }
    sorted
}

/// How many there are: `1 error, 2 notes`.
fn count(messages: &[Message]) -> String {
    let mut words = String::new();
    for severity in SEVERITIES {
        let of_it = messages.iter().filter(|it| it.severity == severity);
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
type Asked = UseStateHandle<Option<(String, Place)>>;

fn problem(message: &Message, asked: &Asked) -> Html {
    let severity = message.severity.name();
    let place = message.place();
    let page = format!("docs/rules/{}.html", message.code);
    let fix = message.fix.clone().map(|fix| {
        let name = format!("Fix: {}", fix.label);
        let onclick = Callback::from(move |_| fields::apply(&fix));
        html! {
            <button type="button" class="fix" title={name.clone()} aria-label={name} {onclick}>
                { "Fix" }
            </button>
        }
    });
    let this = Some((message.code.clone(), place));
    let is_note = message.severity == Severity::Note;
    let explains = !is_note || **asked == this;
    let why = is_note.then(|| {
        let asked = asked.clone();
        let onclick = move |_| asked.set(this.clone().filter(|_| !explains));
        html! {
            <button type="button" aria-expanded={explains.to_string()} {onclick}>{ "Why" }</button>
        }
    });
    let rule = html! {
        <a href={page} target="_blank" aria-label={format!("Rule {}", message.code)}>
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
                { words::prose(&message.what) }
            </button>
            if explains {
                <p class="more">
                    { words::prose(&format!("{} {}", message.effect, message.mend)) }
                </p>
            }
        </li>
    }
}
