//! The settings ladder: for every setting what comes out, and from which of Knative's default, the
//! ConfigMap and the revision.

use std::rc::Rc;

use gloo_events::EventListener;
use kpa::session::Settings;
use kpa::settings::ladder::{Ladder, Row, Scope, Source, State, Step};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::export::{self, Export};
use crate::fields;
use crate::hooks::use_words;
use crate::language::Words;
use crate::state::Action;

/// See [`LadderTable`].
#[derive(Properties)]
pub struct Props {
    /// What the texts say.
    pub settings: Rc<Settings>,
    /// Whether they say something else by now that nobody has read.
    pub unread: bool,
    /// The setting that the visitor asked to see, and how many were before.
    pub lit: Option<(&'static str, u32)>,
    /// What there is to take along.
    pub export: export::Props,
    /// Called with what the visitor switches.
    pub on_action: Callback<Action>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.settings, &other.settings)
            && self.unread == other.unread
            && self.lit == other.lit
            && self.export == other.export
    }
}

/// The table of all settings. Those that are as Knative ships them can be folded away; the one at
/// the caret shows even then.
#[component]
pub fn LadderTable(props: &Props) -> Html {
    let words = use_words();
    let settings = props.settings.clone();
    let unfolded = use_state_eq(|| false);
    let marked = use_marked(settings.clone(), props.lit);
    let (set, rest): (Vec<&Row>, Vec<&Row>) =
        (settings.ladder.rows.iter()).partition(|row| row.stands_out);
    let toggle = {
        let unfolded = unfolded.clone();
        Callback::from(move |_| unfolded.set(!*unfolded))
    };
    let is_marked = |row: &Row| marked.as_deref() == Some(&row.id);
    let row = |it: &&Row| row(it, is_marked(it), &props.on_action, words);
    // Between the outcome and the arithmetic: who sets a setting.
    let columns = [
        words.ladder_knative(),
        words.ladder_config_map(),
        words.ladder_revision(),
    ];
    html! {
        <section class="settings" aria-labelledby="settings-title">
            <Export ..props.export.clone() />
            { whose(&settings, words) }
            if props.unread {
                <p class="remark">{ words.ladder_unread() }</p>
            } else if settings.has_errors() {
                <p class="remark">{ words.ladder_last() }</p>
            }
            { switched_off(&settings.ladder, &props.on_action, words) }
            <table role="table" aria-labelledby="settings-title">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col" class="name">{ words.ladder_setting() }</th>
                        <th role="columnheader" scope="col" class="outcome">{ words.ladder_effective() }</th>
                        for column in columns {
                            <th role="columnheader" scope="col">{ column }</th>
                        }
                        <th role="columnheader" scope="col" class="how">{ words.ladder_how() }</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{ for set.iter().map(row) }</tbody>
                <tbody role="rowgroup">
                    <tr role="row" class="fold">
                        <th role="rowheader" scope="rowgroup" colspan="6">
                            <button type="button" aria-expanded={unfolded.to_string()} onclick={toggle}>
                                { words.ladder_shipped(rest.len() as f64) }
                            </button>
                        </th>
                    </tr>
                    for it in rest.iter().filter(|it| *unfolded || is_marked(it)) {
                        { row(it) }
                    }
                </tbody>
            </table>
        </section>
    }
}

/// The row that was asked for or that the caret stands in, whichever came last.
#[hook]
fn use_marked(
    settings: Rc<Settings>,
    lit: Option<(&'static str, u32)>,
) -> UseStateHandle<Option<String>> {
    let marked = use_state_eq(|| None);
    let set = marked.setter();
    use_effect_with(Rc::as_ptr(&settings), move |_| {
        let mark = move || {
            if let Some((text, byte)) = fields::caret() {
                let row = settings.ladder.row_at(text, byte);
                set.set(row.map(|row| row.id.clone()));
            }
        };
        mark();
        let document = gloo_utils::document();
        let listener = EventListener::new(&document, "selectionchange", move |_| mark());
        move || drop(listener)
    });
    let set = marked.setter();
    use_effect_with(lit, move |lit| {
        if let Some((id, _)) = lit {
            set.set(Some((*id).to_owned()));
        }
    });
    // A row that was folded away is there only when it is marked.
    let is_marked = lit.is_some_and(|(id, _)| marked.as_deref() == Some(id));
    let served = use_mut_ref(|| None);
    use_effect_with((lit, is_marked), move |&(lit, is_marked)| {
        // Once for each wish: later the caret may come by, and its field keeps the focus.
        if !is_marked || served.replace(lit) == lit {
            return;
        }
        let row = lit.map(|(id, _)| row_id(id));
        let row = row.and_then(|id| gloo_utils::document().get_element_by_id(&id));
        if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
            // Brings it into view, too.
            row.focus().ok();
        }
    });
    marked
}

fn row_id(setting: &str) -> String {
    format!("setting-{setting}")
}

/// Says which revision it is where there are several, and its address where it has one.
fn whose(settings: &Settings, words: Words) -> Html {
    html! {
        <>
            if let [name, _, ..] = &settings.workloads[..] {
                <p class="remark">
                    { words.ladder_whose(name, &settings.workloads.len().to_string()) }
                </p>
            }
            if let Some(url) = &settings.ladder.url {
                <p class="remark"><code>{ url }</code></p>
            }
        </>
    }
}

/// Says that something is switched off, so that nobody forgets it.
fn switched_off(ladder: &Ladder, on_action: &Callback<Action>, words: Words) -> Html {
    let steps = ladder.rows.iter().flat_map(|row| &row.steps);
    let off = steps.filter(|step| step.state == State::SwitchedOff);
    let switches: Vec<String> = off.filter_map(|step| step.switch.clone()).collect();
    if switches.is_empty() {
        return Html::default();
    }
    let count = words.ladder_off(switches.len() as f64);
    let onclick = on_action.reform(move |_| Action::Switch(switches.clone(), true));
    html! {
        <p class="remark">
            { count }
            { " " }
            <button type="button" {onclick}>{ words.ladder_use_all() }</button>
        </p>
    }
}

/// The roles say what the elements are by themselves, for browsers that forget it when a style
/// shows a row as a grid.
fn row(row: &Row, is_marked: bool, on_action: &Callback<Action>, words: Words) -> Html {
    let scope = match row.scope {
        Scope::Both | Scope::Derived => "",
        Scope::Cluster => words.ladder_only_global(),
        Scope::Revision => words.ladder_only_revision(),
    };
    let place = row.winner().and_then(|step| step.place);
    let outcome = match place {
        None => html! { &row.value },
        Some(place) => html! {
            <button
                type="button"
                title={words.ladder_show(&fields::place_name(place, words))}
                onclick={move |_| fields::select(place)}
            >
                { &row.value }
            </button>
        },
    };
    let columns: [fn(Source) -> bool; 3] = [
        |source| source == Source::Default,
        |source| matches!(source, Source::Autoscaler | Source::Defaults),
        |source| matches!(source, Source::Annotation | Source::Field),
    ];
    html! {
        <tr
            role="row"
            key={row.id.as_str()}
            id={row_id(&row.id)}
            tabindex="-1"
            aria-current={is_marked.then_some("true")}
            data-part={format!("row {}", row.id)}
        >
            <th role="rowheader" scope="row" class="name">
                { &row.label }
                { " " }
                <span class="scope">{ scope }</span>
            </th>
            <td role="cell" class="outcome">{ outcome }</td>
            for is_in in columns {
                <td role="cell">
                    { rungs(row, is_in, on_action, words) }
                </td>
            }
            <td role="cell" class="how">{ row.arithmetic.as_deref().unwrap_or_default() }</td>
        </tr>
    }
}

/// The places of one column where a setting is set: as a rule one. Of several each is named.
fn rungs(row: &Row, is_in: fn(Source) -> bool, on_action: &Callback<Action>, words: Words) -> Html {
    let steps = row.steps.iter().filter(|step| is_in(step.source));
    let several = steps.clone().count() > 1;
    steps
        .map(|step| rung(step, several, on_action, words))
        .collect()
}

fn rung(step: &Step, is_named: bool, on_action: &Callback<Action>, words: Words) -> Html {
    let (class, fate) = match step.state {
        State::Wins => ("wins", words.ladder_counts()),
        State::Overridden => ("loses", words.ladder_overridden()),
        State::SwitchedOff => ("loses", words.ladder_switched_off()),
        State::PassedOver => ("loses", words.ladder_not_read()),
    };
    let value = match step.state {
        State::Wins => html! { <b>{ &step.value }</b> },
        _ => html! { <s>{ &step.value }</s> },
    };
    let value = match step.place {
        None => value,
        Some(place) => html! {
            <button
                type="button"
                title={words.ladder_show_key(&step.key, &fields::place_name(place, words))}
                onclick={move |_| fields::select(place)}
            >
                { value }
            </button>
        },
    };
    html! {
        <span class={classes!("rung", class)}>
            { switch(step, on_action, words) }
            { value }
            if is_named {
                <span class="key">{ short_key(step) }</span>
            }
            <span class="unseen">{ format!(", {fate}") }</span>
        </span>
    }
}

fn switch(step: &Step, on_action: &Callback<Action>, words: Words) -> Html {
    let Some(switch) = step.switch.clone() else {
        return Html::default();
    };
    let key = short_key(step);
    let name = match step.source {
        Source::Annotation => words.ladder_use_annotation(key),
        Source::Field => words.ladder_use_field(key),
        _ => words.ladder_use_config_map(key),
    };
    let onchange = on_action.reform(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::Switch(vec![switch.clone()], input.checked())
    });
    let checked = step.state != State::SwitchedOff;
    html! { <input type="checkbox" title={name.clone()} aria-label={name} {checked} {onchange} /> }
}

/// The key without the prefix that all annotations have.
fn short_key(step: &Step) -> &str {
    step.key.rsplit('/').next().unwrap_or(&step.key)
}
