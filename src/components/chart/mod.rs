//! A chart with everything around it: legend, and what comes with the page's details: summary, table,
//! files.

mod columns;
mod extras;
mod legend;
mod menu;
mod painting;
mod pair;
mod plot;
mod save;
mod summary;
mod table;

use std::ops::Range;

use yew::prelude::*;

use crate::chart::scene::Scene;
use crate::chart::{Quantity, Subject};
use crate::hooks::{use_pixels, use_words};
use crate::language::Words;
use crate::state::Action;
use crate::track::Run;
use crate::view::View;
pub use extras::Extras;
use legend::legend;
use menu::Menu;
use painting::use_painting;
pub use pair::Pair;
use plot::{Plot, plot, read_out, use_wheel};

/// See [`Chart`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it is about.
    pub subject: Subject,
    /// The run.
    pub run: Run,
    /// The run that it is compared with.
    pub ghost: Option<Run>,
    /// Where the visitor looks.
    pub view: View,
    /// What a chart can do besides, once it is here.
    pub extras: Option<Extras>,
    /// Called when the visitor looks elsewhere.
    pub on_action: Callback<Action>,
}

/// What is in view.
#[derive(Clone, PartialEq)]
pub struct Sight {
    words: Words,
    subject: Subject,
    run: Run,
    /// The run that it is compared with, unless that is left out.
    ghost: Option<Run>,
    /// The stretch of time.
    window: Range<f64>,
    /// What isn't left out.
    shown: Vec<Quantity>,
    /// Whether the other run is shown line for line.
    is_pair: bool,
}

impl Sight {
    fn of(props: &Props, words: Words) -> Self {
        let simulation = props.run.simulation();
        let mut shown = props.subject.quantities(&simulation);
        shown.retain(|it| props.view.shows(props.subject, *it));
        Self {
            words,
            subject: props.subject,
            run: props.run.clone(),
            ghost: props.ghost.clone().filter(|_| {
                let compared = props.subject.compared();
                compared.is_some_and(|it| props.view.shows(props.subject, it))
            }),
            window: props.view.window(simulation.at().as_secs_f64()),
            shown,
            is_pair: false,
        }
    }

    /// The chart as data.
    fn scene(&self) -> Scene {
        let ghost = self.ghost.as_ref().map(Run::simulation);
        let (simulation, window) = (self.run.simulation(), self.window.clone());
        self.subject
            .scene(&simulation, ghost.as_deref(), window, &self.shown)
    }
}

/// A chart over the time that all charts share.
#[component]
pub fn Chart(props: &Props) -> Html {
    let words = use_words();
    let sight = Sight::of(props, words);
    let (node, canvas) = (use_node_ref(), use_node_ref());
    let pixels = use_pixels(&canvas);
    use_painting(&sight, &canvas, pixels, Sight::scene);
    let on_look = props.on_action.reform(Action::Look);
    use_wheel(&node, &on_look);
    let press = use_mut_ref(|| None);
    let menu_is_open = use_state_eq(|| false);
    let is_table = use_state_eq(|| false);
    let id = props.subject.id();
    let (title, about) = (format!("{id}-title"), format!("{id}-summary"));
    let is_hidden = *is_table;
    let texts = props.extras.map(|it| (it.texts)(&sight, is_hidden));
    let menu = props.extras.map(|it| {
        (it.menu)(Menu {
            sight: &sight,
            is_open: menu_is_open,
            is_table,
        })
    });
    html! {
        <figure class="chart" aria-labelledby={title.clone()} aria-describedby={about.clone()}
            data-part={format!("chart {id}")}>
            <figcaption>
                <div class="title">
                    <h2 id={title}>{ props.subject.name(words) }</h2>
                    <span class="unit">{ props.subject.unit(words, &props.run.simulation()) }</span>
                </div>
                { legend(words, props) }
                { menu.unwrap_or_else(no_menu) }
            </figcaption>
            { plot(Plot { props, sight: &sight, node, canvas, pixels, press, on_look, is_hidden, read_out }) }
            { texts.unwrap_or_default() }
        </figure>
    }
}

/// The place of the menu.
fn no_menu() -> Html {
    html! { <div class="menu"><button type="button" disabled=true>{ "⋯" }</button></div> }
}
