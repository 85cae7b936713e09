//! All lessons.

use kpa::lesson::{Entry, Group, Index};
use yew::prelude::*;

use super::fetched::{Fetched, use_fetched};
use super::panel::use_focus;
use super::route::{PAGE, Route};
use crate::language::Words;

/// See [`Gallery`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What to say it in.
    pub words: Words,
}

/// The table of contents, in place of the page.
#[component]
pub fn Gallery(props: &Props) -> Html {
    let words = props.words;
    let index = use_fetched::<Index>("index", words);
    let title = use_focus(());
    html! {
        <section class="gallery" aria-labelledby="gallery-title">
            <header>
                <h2 id="gallery-title" tabindex="-1" ref={title}>{ words.lesson_gallery() }</h2>
                <a href={PAGE}>{ words.lesson_leave() }</a>
            </header>
            <p class="quiet">{ words.lesson_about() }</p>
            {
                match &index {
                    Fetched::Loading => html! { <p role="status">{ words.lesson_loading() }</p> },
                    Fetched::Failed => html! { <p role="alert">{ words.lesson_failed() }</p> },
                    Fetched::Here(index) => index.groups.iter().map(group).collect(),
                }
            }
        </section>
    }
}

fn group(group: &Group) -> Html {
    html! {
        <section>
            <h3>{ &group.title }</h3>
            <p class="quiet">{ &group.about }</p>
            <ul role="list">{ for group.lessons.iter().map(entry) }</ul>
        </section>
    }
}

fn entry(entry: &Entry) -> Html {
    html! { <li><a href={Route::to_lesson(&entry.id)}>{ &entry.title }</a></li> }
}
