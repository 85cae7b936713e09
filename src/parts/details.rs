//! What explains the charts: the state in words, the picture of the cluster, the reason for the number
//! of replicas, the totals, the settings and what is wrong with them; and what isn't used at once.

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::Stage;
use crate::components::chart::Extras;
use crate::components::cluster::Cluster;
use crate::components::export;
use crate::components::keys::Keys;
use crate::components::ladder::LadderTable;
use crate::components::now::Now;
use crate::components::problems::Problems;
use crate::components::reason::Why;
use crate::components::scrub::Scrub;
use crate::components::service::service;
use crate::components::totals;
use crate::state::Page;

/// The part, by the places that it has on the page.
#[derive(Clone, Copy)]
pub struct Details {
    /// What a chart can do besides.
    pub chart: Extras,
    /// The list of keys, in the player.
    pub keys: super::Show,
    /// The bar of time, in the player.
    pub scrub: super::Show,
    /// More about the service, in the player.
    pub service: super::Show,
    /// The cluster, above the charts.
    pub picture: super::Show,
    /// The problems, below the texts.
    pub problems: super::Show,
    /// The state and the reasons for it.
    pub reasons: super::Show,
    /// What the run comes to, below everything.
    pub totals: super::Show,
}

/// Fetches the part.
///
/// # Errors
/// It can't be had now.
#[allow(
    unsafe_code,
    reason = "the macro declares the function that is fetched"
)]
#[wasm_split(details, fallible)]
pub fn details() -> Result<Details, SplitLoaderError> {
    Ok(Details {
        chart: Extras::here(),
        keys,
        scrub,
        service: |stage| service(&stage.page, &stage.on_action, stage.words),
        picture,
        problems,
        reasons,
        totals,
    })
}

fn keys(stage: &Stage) -> Html {
    html! { <Keys playing={stage.page.playing} on_action={stage.on_action.clone()} /> }
}

fn scrub(stage: &Stage) -> Html {
    let page = &stage.page;
    html! {
        <Scrub now={page.now()} view={page.view.clone()} on_action={stage.on_action.clone()} />
    }
}

fn picture(stage: &Stage) -> Html {
    let page = &stage.page;
    let cursor = page.view.cursor(page.now());
    html! {
        <Cluster
            run={page.run().clone()}
            row={cursor.unwrap_or_else(|| last_row(page))}
            playing={page.playing}
        />
    }
}

fn problems(stage: &Stage) -> Html {
    let page = &stage.page;
    html! {
        <Problems
            settings={page.settings.clone()}
            unread={page.unread}
            reader={page.reader.clone()}
            on_action={stage.on_action.clone()}
        />
    }
}

fn reasons(stage: &Stage) -> Html {
    let page = &stage.page;
    html! {
        <>
            <Now run={page.run().clone()} />
            <Why
                run={page.run().clone()}
                cursor={page.view.cursor(page.now())}
                settings={page.settings.clone()}
                on_action={stage.on_action.clone()}
            />
            <LadderTable
                settings={page.settings.clone()}
                unread={page.unread}
                lit={page.view.lit}
                export={export::Props {
                    texts: page.session.in_force.clone(),
                    switched_off: page.session.switched_off.clone(),
                    reader: page.reader.clone(),
                }}
                on_action={stage.on_action.clone()}
            />
        </>
    }
}

fn totals(stage: &Stage) -> Html {
    totals::totals(&stage.page, &stage.on_action, stage.words)
}

/// The row of the timeline that is now.
fn last_row(page: &Page) -> usize {
    let simulation = page.run().simulation();
    simulation.run().rows().len().saturating_sub(1)
}
