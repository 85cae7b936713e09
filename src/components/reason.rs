//! Why so many replicas.

use std::rc::Rc;

use kpa::session::Settings;
use yew::prelude::*;

use crate::chart::clock;
use crate::hooks::use_words;
use crate::language::Words;
use crate::state::Action;
use crate::track::Run;
use crate::view::Look;
use crate::why::{self, Line};
use crate::words::prose;

/// See [`Why`].
#[derive(Properties)]
pub struct Props {
    /// The run.
    pub run: Run,
    /// The second that it is about, if that isn't the last one.
    pub cursor: Option<usize>,
    /// What the texts say, for the names of the settings.
    pub settings: Rc<Settings>,
    /// Called with the setting that the visitor wants to see.
    pub on_action: Callback<Action>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.run == other.run
            && self.cursor == other.cursor
            && Rc::ptr_eq(&self.settings, &other.settings)
    }
}

/// The reason for the number of replicas at a moment: a sentence, and the arithmetic. Each line of it
/// is explained when it is asked for.
#[component]
pub fn Why(props: &Props) -> Html {
    let words = use_words();
    // The number of the line that is open, which stays the same line as long as nothing comes before.
    let open = use_state_eq(|| None::<&'static str>);
    let simulation = props.run.simulation();
    let Some(moment) = Run::moment(&simulation, props.cursor) else {
        return Html::default();
    };
    let answer = why::why(words, &simulation, &moment);
    let replicas = words.number(moment.row.desired.max(0) as f64);
    let at = match props.cursor {
        Some(second) => words.look_at(&clock(second as f64)),
        None => words.look_now().to_owned(),
    };
    html! {
        <section class="why" aria-labelledby="why-title">
            <h2 id="why-title">{ words.why_title(&replicas) }</h2>
            <span class={if props.cursor.is_some() { "at past" } else { "at" }}>{ at }</span>
            <p>{ prose(&answer.sentence) }</p>
            <ol class="steps" role="list">
                for it in &answer.lines {
                    { line(words, it, &open, props) }
                }
            </ol>
        </section>
    }
}

fn line(
    words: Words,
    line: &Line,
    open: &UseStateHandle<Option<&'static str>>,
    props: &Props,
) -> Html {
    let name = line.name;
    let is_open = **open == Some(name);
    let onclick = {
        let open = open.clone();
        move |_| open.set((!is_open).then_some(name))
    };
    html! {
        <li
            key={name}
            class={line.decides.then_some("decides")}
            data-part={line.step.map(|step| format!("step {step:?}"))}
        >
            <button type="button" aria-expanded={is_open.to_string()} {onclick}>
                <span class="name">{ name }</span>
                { " " }
                <span class="sum">{ &line.sum }</span>
                if line.decides {
                    <span class="unseen">{ ", " }{ words.why_decides() }</span>
                }
            </button>
            if is_open {
                <p>{ prose(line.about) }</p>
                { settings(words, line, props) }
            }
        </li>
    }
}

/// The settings of a line, each a way to its row in the ladder.
fn settings(words: Words, line: &Line, props: &Props) -> Html {
    let rows = &props.settings.ladder.rows;
    let of_line = line.settings.iter();
    let named = of_line.filter_map(|&id| Some((id, rows.iter().find(|row| row.id == id)?)));
    if line.settings.is_empty() {
        return Html::default();
    }
    html! {
        <p class="depends">
            { words.why_depends() }
            for (id, row) in named {
                { " " }
                <button
                    type="button"
                    title={words.why_row(&row.label)}
                    onclick={props.on_action.reform(move |_| Action::Look(Look::Light(id)))}
                >
                    { &row.label }
                    { " " }
                    <b>{ &row.value }</b>
                </button>
            }
        </p>
    }
}
