//! Lessons: a gallery, and a panel that asks, plays, and explains with the page's own parts.
//!
//! The address says what is open (`route`); what is read comes from the page's own folder (`fetched`).
//! Where a reader is in a lesson is a [`course::Course`]; what is simulated is the page's session, which
//! the panel replaces. The page gives the reader's own back when the lessons are left
//! ([`Action::Lessons`]).

mod course;
mod fetched;
mod gallery;
mod panel;
mod prose;
mod route;
mod show;

use yew::prelude::*;

use crate::hooks::use_words;
use crate::state::{Action, Page};
use gallery::Gallery;
use panel::Panel;
pub use route::{PAGE, Route, use_route};

/// See [`Lessons`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is open.
    pub route: Route,
    /// The page.
    pub page: Page,
    /// Where to say what to do.
    pub on_action: Callback<Action>,
}

/// What lessons add to the page: nothing, the gallery, or a lesson's panel.
#[component]
pub fn Lessons(props: &Props) -> Html {
    let words = use_words();
    match &props.route {
        Route::Page | Route::Compare => Html::default(),
        Route::Gallery => html! { <Gallery {words} /> },
        Route::Lesson(id) => html! {
            <Panel
                key={id.clone()}
                id={id.clone()}
                {words}
                page={props.page.clone()}
                on_action={props.on_action.clone()}
            />
        },
    }
}
