//! Lessons: a gallery, and a panel that asks, plays, and explains with the page's own parts.
//!
//! The address says what is open (`route`); what is read comes from the page's own folder (`fetched`).
//! Where a reader is in a lesson is a [`course::Course`]; what is simulated is the page's session, which
//! the panel replaces. The reader's own session comes back when the lesson is left.

mod course;
mod fetched;
mod gallery;
mod panel;
mod prose;
mod route;
mod show;

use yew::prelude::*;

use crate::hooks::use_words;
use crate::state::{Action, Opening, Page};
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
    use_own_session(props);
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

/// Keeps the reader's own session while lessons are open, and gives it back afterwards, as it was shown.
#[hook]
fn use_own_session(props: &Props) {
    let own = use_mut_ref(|| None::<Opening>);
    let (page, on_action) = (props.page.clone(), props.on_action.clone());
    use_effect_with(props.route.clone(), move |route| {
        let mut own = own.borrow_mut();
        if !matches!(route, Route::Page | Route::Compare) {
            own.get_or_insert_with(|| Opening {
                playing: page.playing,
                speed: page.speed,
                view: Some(page.view),
                ..Opening::of(page.session)
            });
        } else if let Some(opening) = own.take() {
            on_action.emit(Action::Open(Box::new(opening)));
        }
    });
}
