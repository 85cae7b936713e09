//! What a chart can do besides being looked at: it is a part of the page's details.

use yew::prelude::*;

use super::menu::{Menu, menu};
use super::{Sight, summary, table};
use crate::hooks::use_throttled;

/// The shortest times between two summaries and between two changes of a table, in ms: they are read.
const SUMMARY_PAUSE: u32 = 5000;
const TABLE_PAUSE: u32 = 1000;

/// The functions of it.
#[derive(Clone, Copy)]
pub struct Extras {
    /// The menu.
    pub menu: fn(Menu) -> Html,
    /// The texts that say what is in view, with the table if that is wanted.
    pub texts: fn(&Sight, bool) -> Html,
}

impl Extras {
    /// All of them.
    pub fn here() -> Self {
        Self {
            menu,
            texts: |sight, is_table| html! { <Texts sight={sight.clone()} {is_table} /> },
        }
    }
}

/// They are always the same.
impl PartialEq for Extras {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// See [`Texts`].
#[derive(Properties, PartialEq)]
struct Props {
    sight: Sight,
    is_table: bool,
}

/// The summary of a chart for those who listen, and its table.
#[component]
fn Texts(props: &Props) -> Html {
    let slowly = use_throttled(props.sight.clone(), SUMMARY_PAUSE);
    let summary = use_memo(slowly, summary::summary);
    let readably = use_throttled(props.sight.clone(), TABLE_PAUSE);
    let table = use_memo((readably, props.is_table), |(sight, is_table)| {
        is_table.then(|| table::table(sight))
    });
    // A chart of two runs isn't the only one of its subject.
    let about = (!props.sight.is_pair).then(|| format!("{}-summary", props.sight.subject.id()));
    html! {
        <>
            { (*table).clone().unwrap_or_default() }
            <p class="unseen" id={about}>{ (*summary).clone() }</p>
        </>
    }
}
