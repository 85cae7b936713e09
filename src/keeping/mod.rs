//! What is kept of the page: the address and the browser's storage follow it, and it follows them.
//!
//! At the start the state in the address is opened, or else the last one that was here; later the one
//! of an address that the visitor goes to ([`opening`]). A second after a change both are written
//! ([`writing`]), but not before anything differs from what a first visitor finds. A guest in somebody
//! else's page keeps nothing: what it shows comes from its address and from that page ([`guest`]).

mod guest;
pub mod kept;
mod opening;
mod share;
mod trouble;
mod writing;

use std::rc::Rc;

use yew::prelude::*;

use crate::hooks::use_words;
use crate::lessons::Route;
use crate::state::{Action, Opening, Page, first_session};
use crate::view::View;
use opening::{Openings, use_opening};
use share::Share;
use writing::{Stand, Written, is_first, state, use_writing};

/// See [`Keeping`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page.
    pub page: Page,
    /// What is open.
    pub route: Route,
    /// Where to say what to do.
    pub on_action: Callback<Action>,
    /// Where to say that the reader is wanted.
    pub on_want: Callback<()>,
}

/// Keeps the page, and shares it.
#[component]
pub fn Keeping(props: &Props) -> Html {
    let words = use_words();
    let (page, on_action) = (&props.page, &props.on_action);
    let is_home = !props.route.is_lessons() && !page.is_lent();
    let written = use_mut_ref(Written::nothing);
    let Openings {
        is_opening,
        trouble,
        open_last,
    } = use_opening(props, is_home, &written);
    let stand = match is_opening {
        true => Stand::Leaving,
        false if is_home && props.route == Route::Page => Stand::AtRest,
        false => Stand::Aside,
    };
    use_writing(page, &stand, written.clone());

    let fresh = {
        let (trouble, on_action) = (trouble.setter(), on_action.clone());
        Callback::from(move |_| {
            trouble.set(None);
            written.borrow_mut().clear();
            let view = Some(View::default());
            let opening = Opening::of(first_session());
            on_action.emit(Action::Open(Box::new(Opening { view, ..opening })));
        })
    };
    let can_clear = is_home && !is_first(&page.session);
    let bar = match guest::is_guest() {
        true => {
            let page = page.clone();
            let link = move || links::write(&state(&page)).unwrap_or_default();
            guest::full(move || kept::address(&link()), words)
        }
        false => {
            html! { <Share page={page.clone()} fresh={can_clear.then_some(fresh.clone())} /> }
        }
    };
    html! {
        <>
            if let Some(trouble) = &*trouble {
                <p class="trouble" role="alert">
                    { trouble.explain(words) }
                    { " " }
                    if let Some(state) = trouble.state().filter(|_| is_home) {
                        <button type="button" onclick={again(&open_last, state)}>
                            { words.keeping_again() }
                        </button>
                        { " " }
                        <button type="button" onclick={fresh.clone()}>{ words.keeping_fresh() }</button>
                    }
                </p>
            }
            { bar }
        </>
    }
}

fn again(open: &Callback<Rc<str>>, state: &Rc<str>) -> Callback<MouseEvent> {
    let state = state.clone();
    open.reform(move |_| state.clone())
}
