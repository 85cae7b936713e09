//! What is wrong with the texts, or worth knowing about them.

use std::rc::Rc;

use kpa::session::Settings;
use kpa::text::{Message, Place, Severity};
use yew::prelude::*;

use crate::fields;
use crate::hooks::{use_settled, use_words};
use crate::language::Words;
use crate::reader::Reader;
use crate::state::Action;
use crate::words::prose;

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
    let words = use_words();
    // The places of what was read earlier are not those of the text as it is now.
    let messages = match props.unread {
        true => &[][..],
        false => &props.settings.messages,
    };
    let count = match props.unread {
        true => words.problems_unread().to_owned(),
        false => count(messages, words),
    };
    let read_out = use_settled(count.clone(), REST);
    let more = messages.len().saturating_sub(SHOWN_MAX);
    // What is merely worth knowing says more only when it is asked.
    let asked = use_state_eq(|| None);
    html! {
        <section class="problems" id="problems" aria-labelledby="problems-title">
            <h2>
                <span id="problems-title">{ words.problems_title() }</span>
                <span class="count">{ count }</span>
            </h2>
            <p class="unseen" role="status" aria-label={words.problems_number()}>{ read_out }</p>
            { about_reader(props, words) }
            if !props.unread && props.settings.has_errors() {
                <p class="in-force">{ words.problems_in_force() }</p>
            }
            <ul role="list" aria-labelledby="problems-title">
                for message in by_severity(messages).into_iter().take(SHOWN_MAX) {
                    { problem(message, &asked, words) }
                }
            </ul>
            if more > 0 {
                <p class="quiet">{ words.problems_more(more as f64) }</p>
            }
            <p class="quiet">
                if messages.is_empty() && !props.unread {
                    { words.problems_accepted() }
                    { " " }
                }
                { words.problems_scope() }
                { " " }
                <a href="docs/rules/index.html" target="_blank">{ words.problems_all_rules() }</a>
            </p>
        </section>
    }
}

/// What the visitor has to know while nobody can read the texts.
fn about_reader(props: &Props, words: Words) -> Html {
    let again = props.on_action.reform(|_| Action::Reader(Reader::Awaited));
    match &props.reader {
        Reader::Missing(reason) => html! {
            <p class="in-force" role="alert">
                { words.problems_missing(reason) }
                { " " }
                <button type="button" onclick={again}>{ words.problems_again() }</button>
            </p>
        },
        Reader::Awaited if props.unread => html! {
            <p class="quiet">{ words.problems_awaited() }</p>
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
fn count(messages: &[Message], words: Words) -> String {
    let mut said = String::new();
    for severity in SEVERITIES {
        let of_it = messages.iter().filter(|it| it.severity == severity);
        let count = of_it.count() as f64;
        if count > 0.0 {
            let more = match severity {
                Severity::Error => words.problems_errors(count),
                Severity::Warning => words.problems_warnings(count),
                Severity::Note => words.problems_notes(count),
            };
            said = match said.as_str() {
                "" => more,
                said => words.problems_and(said, &more),
            };
        }
    }
    if said.is_empty() {
        words.problems_none().to_owned()
    } else {
        said
    }
}

/// The note that says more: its code and its place.
type Asked = UseStateHandle<Option<(String, Place)>>;

fn problem(message: &Message, asked: &Asked, words: Words) -> Html {
    let severity = match message.severity {
        Severity::Error => words.problems_error(),
        Severity::Warning => words.problems_warning(),
        Severity::Note => words.problems_note(),
    };
    let place = message.place();
    let page = format!("docs/rules/{}.html", message.code);
    let fix = message.fix.clone().map(|fix| {
        let name = words.problems_fix_name(&fix.label);
        let onclick = Callback::from(move |_| fields::apply(&fix));
        html! {
            <button type="button" class="fix" title={name.clone()} aria-label={name} {onclick}>
                { words.problems_fix() }
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
            <button type="button" aria-expanded={explains.to_string()} {onclick}>{ words.problems_why() }</button>
        }
    });
    let rule = html! {
        <a href={page} target="_blank" aria-label={words.problems_rule_name(&message.code)}>
            { words.problems_rule() }
        </a>
    };
    html! {
        <li class={message.severity.name()} data-part={format!("finding {}", message.code)}>
            <p class="place"><b>{ severity }</b>{ " " }{ fields::place_name(place, words) }</p>
            <p class="aside">
                { fix }
                { why }
                { rule }
            </p>
            <button type="button" class="what" onclick={move |_| fields::select(place)}>
                { prose(&message.what) }
            </button>
            if explains {
                <p class="more">
                    { prose(&format!("{} {}", message.effect, message.mend)) }
                </p>
            }
        </li>
    }
}
