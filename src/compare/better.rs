//! What would be better: a search over settings, and what it found as a cloud of points.

use std::rc::Rc;

use kpa::compare::Measure;
use kpa::compare::search::{VARIED, short};
use kpa::report::figures;
use kpa::report::search::Found;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::asked::Asked;
use super::runs::Runs;
use super::scatter::scatter;
use super::work::{Stage, use_work};
use crate::clipboard;
use crate::language::Words;

/// What is varied unless somebody says otherwise: the first of these.
const USUAL: [&str; 3] = ["target", "window", "min-scale"];

/// See [`Better`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What to say it in.
    pub words: Words,
    /// Texts, traffics and seeds.
    pub asked: Asked,
}

/// A search from the texts after the change.
#[component]
pub fn Better(props: &Props) -> Html {
    let words = props.words;
    let varied = use_state_eq(|| VARIED.map(|(key, _)| USUAL.contains(&short(key))));
    let work = use_work::<Vec<Found>>();
    // What was asked for when the search began.
    let searched = use_state(|| Rc::new(props.asked.clone()));
    let chosen = use_state_eq(|| None::<usize>);
    let on_start = {
        let (asked, varied) = (props.asked.clone(), varied.clone());
        let (searched, chosen) = (searched.setter(), chosen.setter());
        let start = work.starter("Search");
        move |_: MouseEvent| {
            let names = VARIED
                .iter()
                .zip(*varied)
                .filter(|(_, is_varied)| *is_varied);
            let names = names.map(|((key, _), _)| short(*key).to_owned()).collect();
            chosen.set(None);
            searched.set(Rc::new(asked.clone()));
            start.emit(postcard::to_stdvec(&asked.search(names, words)).unwrap_or_default());
        }
    };
    let toggle = |nth: usize| {
        let varied = varied.clone();
        move |_: Event| {
            let mut toggled = *varied;
            if let Some(it) = toggled.get_mut(nth) {
                *it = !*it;
            }
            varied.set(toggled);
        }
    };
    let can_start =
        !work.is_running() && varied.contains(&true) && !props.asked.wanted().is_empty();
    html! {
        <section class="better" aria-labelledby="better-title">
            <h3 id="better-title">{ words.better_title() }</h3>
            <p class="quiet">{ words.better_about() }</p>
            <fieldset class="traffics">
                <legend>{ words.better_varied() }</legend>
                for (nth, (key, _)) in VARIED.into_iter().enumerate() {
                    <label>
                        <input
                            type="checkbox"
                            checked={varied.get(nth).copied().unwrap_or_default()}
                            onchange={toggle(nth)}
                        />
                        <code>{ short(key) }</code>
                    </label>
                }
                <button type="button" class="start" disabled={!can_start} onclick={on_start}>
                    { words.better_start() }
                </button>
            </fieldset>
            { work.progress(words) }
            if let Stage::Done(found) = &*work.stage {
                { points(words, found, &chosen) }
                if let Some(one) = chosen.and_then(|nth| found.get(nth)) {
                    <One
                        key={(*chosen).unwrap_or_default()}
                        {words}
                        found={one.clone()}
                        present={found.iter().find(|it| it.annotations.is_empty()).cloned()}
                        asked={(*searched).clone()}
                    />
                }
            }
        </section>
    }
}

/// The cloud, and those that nothing beats as a table.
fn points(words: Words, found: &Rc<Vec<Found>>, chosen: &UseStateHandle<Option<usize>>) -> Html {
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |nth| chosen.set(Some(nth)))
    };
    let numbered = || found.iter().enumerate();
    let shown = numbered().filter(|(_, it)| it.on_front || it.annotations.is_empty());
    html! {
        <>
            <p>{ words.better_found(
                &found.len().to_string(),
                &found.iter().filter(|it| it.on_front).count().to_string(),
            ) }</p>
            <div class="both">
                { scatter(words, found, **chosen, &choose) }
                <div class="scroll" role="region" tabindex="0" aria-label={words.better_front()}>
                    <table class="measures">
                        <thead>
                            <tr>
                                <th scope="col">{ words.better_settings() }</th>
                                <th scope="col">{ words.measure_pod_hours() }</th>
                                <th scope="col">{ words.measure_p95() }</th>
                                <th scope="col">{ words.better_failed() }</th>
                            </tr>
                        </thead>
                        <tbody>
                            for (nth, it) in shown {
                                <tr>
                                    <th scope="row">
                                        <button
                                            type="button"
                                            class="link"
                                            aria-pressed={(**chosen == Some(nth)).to_string()}
                                            onclick={choose.reform(move |_: MouseEvent| nth)}
                                        >
                                            { said(words, it) }
                                        </button>
                                    </th>
                                    <td>{ figures::value(Measure::PodHours, it.point.pod_hours) }</td>
                                    <td>{ latency(it) }</td>
                                    <td>{ figures::value(Measure::ColdStarts, it.point.failed) }</td>
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
            </div>
        </>
    }
}

/// What is set, in a line.
pub fn said(words: Words, found: &Found) -> String {
    let name = |key: &str| key.rsplit('/').next().unwrap_or_default().to_owned();
    let set = found.annotations.iter();
    let set: Vec<String> = set
        .map(|(key, value)| format!("{}={value}", name(key)))
        .collect();
    match set.is_empty() {
        true => words.better_present().to_owned(),
        false => set.join(" "),
    }
}

/// Its p95, or a dash.
pub fn latency(found: &Found) -> String {
    let latency = found.point.p95;
    latency.map_or("–".to_owned(), |p95| figures::value(Measure::P95, p95))
}

/// See [`One`].
#[derive(Properties, PartialEq)]
struct OneProps {
    words: Words,
    found: Found,
    present: Option<Found>,
    asked: Rc<Asked>,
}

/// One of them: its annotations to copy, and its run beside the present one.
#[component]
fn One(props: &OneProps) -> Html {
    let (words, found) = (props.words, &props.found);
    let annotations: String = (found.annotations.iter())
        .map(|(key, value)| format!("{key}: \"{value}\"\n"))
        .collect();
    let copied = use_state_eq(|| None::<bool>);
    let on_copy = {
        let (annotations, copied) = (annotations.clone(), copied.setter());
        move |_: MouseEvent| {
            let (annotations, copied) = (annotations.clone(), copied.clone());
            spawn_local(async move { copied.set(Some(clipboard::copy(&annotations).await)) });
        }
    };
    let shapes = props.asked.wanted();
    // The present settings stand alone.
    let present = props.present.as_ref().filter(|it| *it != found);
    html! {
        <div class="detail">
            <h4>{ said(words, found) }</h4>
            if !annotations.is_empty() {
                <pre>{ &annotations }</pre>
                <p class="tools">
                    <button type="button" onclick={on_copy}>{ words.better_copy() }</button>
                    <span role="status">
                        { match *copied {
                            None => "",
                            Some(true) => words.compare_copied(),
                            Some(false) => words.better_forbidden(),
                        } }
                    </span>
                </p>
            }
            for shape in shapes.first() {
                <Runs
                    before={present.map(|it| it.effective.clone())}
                    after={found.effective.clone()}
                    session={props.asked.under(shape)}
                />
            }
        </div>
    }
}
