//! A chart of two runs, line for line, with everything around it.

use yew::prelude::*;

use super::columns::columns;
use super::extras::Extras;
use super::menu::Menu;
use super::painting::use_painting;
use super::plot::{Plot, plot, use_wheel};
use super::{Props, Sight};
use crate::chart::scene::{Scene, Stroke};
use crate::chart::svg::Entry;
use crate::chart::{Quantity, Told, clock};
use crate::hooks::{use_pixels, use_words};
use crate::language::Words;
use crate::state::Action;
use crate::track::Run;
use crate::view::Look;

impl Sight {
    /// What is in view of both runs.
    fn of_both(props: &Props, words: Words) -> Self {
        let mut shown = props.subject.of_both().to_vec();
        shown.retain(|it| has(props, *it) && props.view.shows(props.subject, *it));
        let is_shown = props.view.shows(props.subject, Quantity::Compared);
        let now = props.run.simulation().at().as_secs_f64();
        Self {
            words,
            subject: props.subject,
            run: props.run.clone(),
            ghost: props.ghost.clone().filter(|_| is_shown),
            window: props.view.window(now),
            shown,
            is_pair: true,
        }
    }

    /// What the legend of a picture says: the lines, and what tells the runs apart.
    pub fn entries_of_both(&self) -> Vec<Entry> {
        let words = self.words;
        let after = self.run.simulation();
        let lines = self.shown.iter().map(|&quantity| Entry {
            name: self.subject.name_of(quantity, words, &after),
            stroke: Some(self.subject.stroke_after(quantity)),
            ..Entry::of(words, quantity)
        });
        let run = |name, stroke| Entry {
            name,
            ink: None,
            stroke: Some(stroke),
        };
        let runs = [
            run(words.compare_line_before(), Stroke::Dashed),
            run(words.compare_line_after(), Stroke::Thin),
        ];
        let runs = runs.into_iter().filter(|_| self.ghost.is_some());
        lines.chain(runs).collect()
    }

    /// Both runs as data.
    pub fn scene_of_both(&self) -> Scene {
        let before = self.ghost.as_ref().map(Run::simulation);
        let (after, window) = (self.run.simulation(), self.window.clone());
        self.subject
            .both(&after, before.as_deref(), window, &self.shown)
    }
}

/// Whether one of the runs has such a quantity.
fn has(props: &Props, quantity: Quantity) -> bool {
    let after = props.run.simulation();
    let runs = [Some(&props.run), props.ghost.as_ref()];
    let mut runs = runs.into_iter().flatten();
    runs.any(|run| Told::of(&run.simulation(), &after).has(props.subject, quantity))
}

/// A chart of a run and of the one before it, which has the place of the one that it is compared with.
#[component]
pub fn Pair(props: &Props) -> Html {
    let words = use_words();
    let sight = Sight::of_both(props, words);
    let (node, canvas) = (use_node_ref(), use_node_ref());
    let pixels = use_pixels(&canvas);
    use_painting(&sight, &canvas, pixels, Sight::scene_of_both);
    let on_look = props.on_action.reform(Action::Look);
    use_wheel(&node, &on_look);
    let press = use_mut_ref(|| None);
    let menu_is_open = use_state_eq(|| false);
    let is_table = use_state_eq(|| false);
    let is_hidden = *is_table;
    let extras = Extras::here();
    let texts = (extras.texts)(&sight, is_hidden);
    let menu = (extras.menu)(Menu {
        sight: &sight,
        is_open: menu_is_open,
        is_table,
    });
    let name = props.subject.name(words);
    html! {
        <figure class="chart" aria-label={name}>
            <figcaption>
                <div class="title">
                    <h4>{ name }</h4>
                    <span class="unit">{ props.subject.unit(words, &props.run.simulation()) }</span>
                </div>
                { legend(words, props) }
                { menu }
            </figcaption>
            { plot(Plot { props, sight: &sight, node, canvas, pixels, press, on_look, is_hidden, read_out }) }
            { texts }
        </figure>
    }
}

/// What is drawn, with the values of both at the cursor, and a switch for each; and one for all that was
/// before.
fn legend(words: Words, props: &Props) -> Html {
    let (subject, view) = (props.subject, &props.view);
    let after = props.run.simulation();
    let cursor = view.cursor(after.at().as_secs_f64());
    let when = match cursor {
        Some(second) => words.look_at(&clock(second as f64)),
        None => words.look_now().to_owned(),
    };
    let before = props.ghost.as_ref();
    let shown_before = before.filter(|_| view.shows(subject, Quantity::Compared));
    let value = |run: &Run, quantity: Quantity| {
        let run = run.simulation();
        let told = Told::of(&run, &after);
        let moment = Run::moment(&run, cursor).filter(|_| told.has(subject, quantity));
        quantity.text(words, moment.and_then(|it| told.value(quantity, it.row)))
    };
    let values = |quantity| {
        let after = value(&props.run, quantity);
        match shown_before {
            Some(before) => format!("{} → {after}", value(before, quantity)),
            None => after,
        }
    };
    let mark = |quantity: Quantity| {
        let form = match subject.stroke_after(quantity) {
            Stroke::Bold => "bold",
            _ => "thin",
        };
        format!("mark {} {form}", quantity.ink().name())
    };
    let entry = |quantity: Quantity, mark: String, name: &'static str, values: Option<String>| {
        html! {
            <li key={quantity.id()}>
                <button
                    type="button"
                    aria-pressed={view.shows(subject, quantity).to_string()}
                    onclick={props.on_action.reform(move |_| {
                        Action::Look(Look::Toggle(subject, quantity))
                    })}
                >
                    <i class={mark} aria-hidden="true"></i>
                    { name }
                    if let Some(values) = values.filter(|_| view.shows(subject, quantity)) {
                        { " " }<b>{ values }</b>
                    }
                </button>
            </li>
        }
    };
    let own = subject.of_both().iter().filter(|it| has(props, **it));
    html! {
        <ul class="legend" role="list" aria-label={words.chart_values(subject.name(words), &when)}>
            if before.is_some() {
                { entry(Quantity::Compared, "mark before dashed".to_owned(), words.compare_line_before(), None) }
            }
            for quantity in own.copied() {
                { entry(
                    quantity,
                    mark(quantity),
                    subject.name_of(quantity, words, &after),
                    Some(values(quantity)),
                ) }
            }
        </ul>
    }
}

/// What the chart says at the cursor.
fn read_out(sight: &Sight, cursor: Option<f64>) -> String {
    let words = sight.words;
    let Some(second) = cursor else {
        return words.look_now().to_owned();
    };
    let at = second..second;
    let columns = columns(sight, &at);
    let said = columns.all.iter().map(|it| {
        let value = it.quantity.text(words, it.value(0));
        format!(", {} {value}", it.name)
    });
    [words.look_at(&clock(second))]
        .into_iter()
        .chain(said)
        .collect()
}
