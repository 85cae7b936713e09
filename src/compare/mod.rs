//! Two configurations under the same traffic: what a change says, and what it does.
//!
//! A form ([`asked`]) and what came of it ([`outcome`]), and below it a search for better settings
//! ([`better`]). The work is done by another program in workers
//! ([`reviewer`]), so the page never waits. The view stays as it is while it is closed.

mod area;
mod asked;
mod better;
mod effects;
mod form;
mod outcome;
mod reviewer;
mod runs;
mod scatter;
mod work;

use std::rc::Rc;

use kpa::report::request::Outcome;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::language::Words;
use crate::lessons::PAGE;
use crate::state::Page;
use asked::Asked;
use better::Better;
use form::form;
use outcome::Shown;
use work::{Stage, use_work};

/// See [`Compare`].
#[derive(Clone, Properties)]
pub struct Props {
    /// Whether it is to be seen.
    pub is_open: bool,
    /// Whether the page has the visitor's own session by now.
    pub is_own: bool,
    /// What to say it in.
    pub words: Words,
    /// The page, whose texts and traffic it begins with.
    pub page: Page,
}

impl PartialEq for Props {
    /// What becomes of the page is of no interest later.
    fn eq(&self, other: &Self) -> bool {
        let of = |props: &Self| (props.is_open, props.is_own, props.words);
        of(self) == of(other)
    }
}

/// The view, in place of the page; nothing before somebody opens it, and there is something to begin with.
#[component]
pub fn Compare(props: &Props) -> Html {
    let was_open = use_mut_ref(|| false);
    *was_open.borrow_mut() |= props.is_open && props.is_own;
    if !*was_open.borrow() {
        return Html::default();
    }
    html! { <View ..props.clone() /> }
}

/// Form and outcome.
#[component]
fn View(props: &Props) -> Html {
    let words = props.words;
    let asked = use_state_eq(|| Asked::of(&props.page));
    let work = use_work::<Outcome>();
    // What was asked when the comparison began.
    let compared = use_state(|| Rc::new(Asked::clone(&asked)));
    let title = use_node_ref();
    {
        let title = title.clone();
        use_effect_with(props.is_open, move |is_open| {
            if let Some(title) = title.cast::<HtmlElement>().filter(|_| *is_open) {
                // A heading of the page can be focused or ignores it.
                title.focus().ok();
            }
        });
    }
    let on_start = {
        let (asked, compared, start) = (asked.clone(), compared.setter(), work.starter("Compare"));
        Callback::from(move |_: MouseEvent| {
            compared.set(Rc::new(Asked::clone(&asked)));
            start.emit(postcard::to_stdvec(&asked.request(words)).unwrap_or_default());
        })
    };
    let start = (!work.is_running()).then_some(on_start);
    html! {
        <section class="compare" aria-labelledby="compare-title" hidden={!props.is_open}>
            <header>
                <h2 id="compare-title" tabindex="-1" ref={title}>{ words.compare_title() }</h2>
                <a href={PAGE}>{ words.lesson_leave() }</a>
            </header>
            <p class="quiet">{ words.compare_about() }</p>
            { form(&asked, words, start) }
            <div class="result">
                { work.progress(words) }
                if let Stage::Done(outcome) = &*work.stage {
                    <Shown {words} outcome={outcome.clone()} asked={(*compared).clone()} />
                }
            </div>
            <Better {words} asked={Asked::clone(&asked)} />
        </section>
    }
}
