//! What came of a comparison: what the texts say, what that does, and both as a report.

use std::rc::Rc;

use kpa::compare::{Changed, Side};
use kpa::report::markdown;
use kpa::report::request::{Outcome, Reports, Revision};
use kpa::session::Shape;
use kpa::text::Message;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::asked::Asked;
use super::effects::{details, overview};
use super::runs::Runs;
use crate::clipboard;
use crate::components::choice::{Choice, select};
use crate::components::traffic;
use crate::download;
use crate::language::Words;
use crate::words::prose;

/// See [`Shown`].
#[derive(Properties)]
pub struct Props {
    /// What to say it in.
    pub words: Words,
    /// What came of it.
    pub outcome: Rc<Outcome>,
    /// What was asked.
    pub asked: Rc<Asked>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words && Rc::ptr_eq(&self.outcome, &other.outcome)
    }
}

/// What came of a comparison.
#[component]
pub fn Shown(props: &Props) -> Html {
    let Props {
        words,
        outcome,
        asked,
    } = props;
    let words = *words;
    let shapes = asked.wanted();
    let which = use_state_eq(|| 0usize);
    let copied = use_state_eq(|| None::<bool>);
    let link = asked.link(&outcome.texts);
    let markdown = markdown::linked(&outcome.reports.markdown, link.as_deref());
    let on_copy = {
        let (markdown, copied) = (markdown.clone(), copied.setter());
        move |_| {
            let (markdown, copied) = (markdown.clone(), copied.clone());
            spawn_local(async move { copied.set(Some(clipboard::copy(&markdown).await)) });
        }
    };
    let Reports { json, sarif, .. } = &outcome.reports;
    let files = [
        ("Markdown", "review.md", "text/markdown", &markdown),
        ("JSON", "review.json", "application/json", json),
        ("SARIF", "review.sarif", "application/sarif+json", sarif),
    ];
    let saves = files.map(|(form, name, kind, text)| {
        let text = text.clone();
        let onclick = move |_| download::text(name, kind, &text);
        html! { <button type="button" {onclick}>{ form }</button> }
    });
    let [before, after] = outcome.errors;
    html! {
        <>
            <div class="tools">
                <button type="button" onclick={on_copy}>{ words.compare_copy() }</button>
                <span class="saves" role="group" aria-labelledby="compare-save">
                    <span id="compare-save">{ words.compare_save() }</span>
                    { for saves }
                </span>
                if let Some(link) = link {
                    <a href={link}>{ words.compare_open() }</a>
                }
                <span role="status">
                    { match *copied {
                        None => "",
                        Some(true) => words.compare_copied(),
                        Some(false) => words.compare_forbidden(),
                    } }
                </span>
            </div>
            if after {
                <p role="alert">{ words.compare_errors() }</p>
            } else if before {
                <p role="alert">{ words.compare_errors_before() }</p>
            }
            <div class="findings-of">{ findings(words, outcome) }</div>
            for revision in &outcome.revisions {
                { settings(words, revision) }
                if !revision.effects.is_empty() {
                    { overview(words, &shapes, &revision.effects, asked.seeds) }
                    { detail(words, asked, &shapes, revision, &which) }
                }
            }
        </>
    }
}

/// What was measured under one traffic, and both runs.
fn detail(
    words: Words,
    asked: &Asked,
    shapes: &[Shape],
    revision: &Revision,
    which: &UseStateHandle<usize>,
) -> Option<Html> {
    let nth = **which;
    let (shape, effects) = (shapes.get(nth)?, revision.effects.get(nth)?);
    let choice = Choice {
        name: words.compare_under(),
        id: "compare-under",
        options: (shapes.iter().map(|it| traffic::name(it, words).into())).collect(),
        chosen: Some(nth),
        on_choose: {
            let which = which.setter();
            Callback::from(move |nth| which.set(nth))
        },
    };
    let runs = revision.after.clone().map(|after| {
        html! {
            <Runs
                key={format!("{nth} {}", revision.name.as_deref().unwrap_or_default())}
                before={revision.before.clone()}
                {after}
                session={asked.under(shape)}
            />
        }
    });
    Some(html! {
        <div class="detail">
            { select(choice) }
            <div class="both">
                { details(words, effects) }
                { for runs }
            </div>
        </div>
    })
}

fn findings(words: Words, outcome: &Outcome) -> Html {
    let parts = [
        (words.compare_came(), 1, &outcome.came),
        (words.compare_went(), 0, &outcome.went),
    ];
    if outcome.came.is_empty() && outcome.went.is_empty() {
        return html! { <p class="quiet">{ words.compare_no_finding() }</p> };
    }
    let list = |(title, side, messages): (&'static str, usize, &Vec<Message>)| {
        let names = outcome.names.get(side);
        (!messages.is_empty()).then(|| {
            html! {
                <section>
                    <h3>{ title }</h3>
                    <ul role="list" class="findings">
                        for message in messages {
                            { finding(message, names) }
                        }
                    </ul>
                </section>
            }
        })
    };
    parts.into_iter().filter_map(list).collect()
}

fn finding(message: &Message, names: Option<&Vec<String>>) -> Html {
    let start = message.span.start;
    let name = names.and_then(|names| names.get(message.text));
    let name = name.map_or("", String::as_str);
    html! {
        <li class={message.severity.name()}>
            <p><b>{ prose(&message.what) }</b>{ " " }<code>{ format!("{name}:{}", start.line) }</code></p>
            <p>{ prose(&message.effect) }{ " " }{ prose(&message.mend) }</p>
        </li>
    }
}

/// What comes out differently.
fn settings(words: Words, revision: &Revision) -> Html {
    let in_effect = || revision.changed.iter().filter(|it| it.in_effect);
    let elsewhere: Vec<String> = (revision.changed.iter())
        .filter(|it| !it.in_effect)
        .map(|it| format!("{} {}", it.label, it.change.value))
        .collect();
    let table = html! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{ words.compare_setting() }</th>
                    <th scope="col">{ words.compare_before() }</th>
                    <th scope="col">{ words.compare_after() }</th>
                </tr>
            </thead>
            <tbody>{ for in_effect().map(row) }</tbody>
        </table>
    };
    html! {
        <section>
            <h3>{ revision.name.as_deref().unwrap_or(words.compare_nameless()) }</h3>
            if in_effect().next().is_some() {
                { table }
            } else {
                <p class="quiet">{ words.compare_no_setting() }</p>
            }
            if !elsewhere.is_empty() {
                <p class="quiet">{ words.compare_elsewhere(&elsewhere.join(", ")) }</p>
            }
        </section>
    }
}

fn row(changed: &Changed) -> Html {
    html! {
        <tr>
            <th scope="row">{ &changed.label }</th>
            <td>{ side(&changed.base) }</td>
            <td>{ side(&changed.change) }</td>
        </tr>
    }
}

fn side(side: &Side) -> Html {
    html! {
        <>
            <b>{ &side.value }</b>
            if let Some(how) = &side.arithmetic {
                { " " }
                <small>{ how }</small>
            }
        </>
    }
}
