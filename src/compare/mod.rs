//! Two configurations under the same traffic: what a change says, and what it does.
//!
//! A form ([`asked`]) and what came of it. The work is done by another program in workers
//! ([`reviewer`]), so the page never waits. The view stays as it is while it is closed.

mod asked;
mod effects;
mod form;
mod outcome;
mod reviewer;
mod runs;

use std::cell::Cell;
use std::rc::Rc;

use kpa::report::request::Outcome;
use web_sys::HtmlElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::language::Words;
use crate::lessons::PAGE;
use crate::state::Page;
use asked::Asked;
use form::form;
use outcome::Shown;

/// See [`Compare`].
#[derive(Properties)]
pub struct Props {
    /// Whether it is to be seen.
    pub is_open: bool,
    /// What to say it in.
    pub words: Words,
    /// The page, whose texts and traffic it begins with.
    pub page: Page,
}

impl PartialEq for Props {
    /// What becomes of the page is of no interest later.
    fn eq(&self, other: &Self) -> bool {
        self.is_open == other.is_open && self.words == other.words
    }
}

/// How far a comparison is.
#[derive(Clone, PartialEq)]
enum Stage {
    /// Nobody has asked for one.
    Idle,
    /// So many runs are done, of how many.
    Running(u32, u32),
    /// There is none, for this reason.
    Failed(String),
    /// It is here, with what was asked.
    Here(Rc<Outcome>, Rc<Asked>),
}

/// The view, in place of the page; nothing before somebody opens it.
#[component]
pub fn Compare(props: &Props) -> Html {
    let was_open = use_mut_ref(|| false);
    *was_open.borrow_mut() |= props.is_open;
    if !*was_open.borrow() {
        return Html::default();
    }
    let Props {
        is_open,
        words,
        page,
    } = props;
    html! { <View is_open={*is_open} words={*words} page={page.clone()} /> }
}

/// Form and outcome.
#[component]
fn View(props: &Props) -> Html {
    let words = props.words;
    let asked = use_state_eq(|| Asked::of(&props.page));
    let stage = use_state_eq(|| Stage::Idle);
    // What is under way, by number: the answer to anything before isn't wanted any more.
    let attempt = use_mut_ref(|| Rc::new(Cell::new(0u32))).borrow().clone();
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
        let (asked, set, attempt) = (asked.clone(), stage.setter(), attempt.clone());
        Callback::from(move |_: MouseEvent| {
            let own = attempt.get() + 1;
            attempt.set(own);
            set.set(Stage::Running(0, 0));
            let asked = Rc::new(Asked::clone(&asked));
            let request = asked.request(words);
            let (set, attempt) = (set.clone(), attempt.clone());
            spawn_local(async move {
                let progress = {
                    let (set, attempt) = (set.clone(), attempt.clone());
                    move |done, of| {
                        if attempt.get() == own {
                            set.set(Stage::Running(done, of));
                        }
                    }
                };
                let outcome = reviewer::run(&request, progress).await;
                if attempt.get() == own {
                    set.set(match outcome {
                        Ok(outcome) => Stage::Here(Rc::new(outcome), asked),
                        Err(reason) => Stage::Failed(reason),
                    });
                }
            });
        })
    };
    let on_cancel = {
        let set = stage.setter();
        Callback::from(move |_: MouseEvent| {
            attempt.set(attempt.get() + 1);
            set.set(Stage::Idle);
            spawn_local(reviewer::cancel());
        })
    };
    let result = match &*stage {
        Stage::Idle => Html::default(),
        Stage::Running(done, of) => html! {
            <p class="progress" role="status">
                <progress
                    aria-label={words.compare_running()}
                    max={of.max(&1).to_string()}
                    value={done.to_string()}
                />
                { " " }
                { words.compare_progress(&done.to_string(), &of.to_string()) }
                { " " }
                <button type="button" onclick={on_cancel}>{ words.compare_cancel() }</button>
            </p>
        },
        Stage::Failed(reason) => html! { <p role="alert">{ words.compare_failed(reason) }</p> },
        Stage::Here(outcome, asked) => html! {
            <Shown {words} outcome={outcome.clone()} asked={asked.clone()} />
        },
    };
    let is_running = matches!(*stage, Stage::Running(..));
    html! {
        <section class="compare" aria-labelledby="compare-title" hidden={!props.is_open}>
            <header>
                <h2 id="compare-title" tabindex="-1" ref={title}>{ words.compare_title() }</h2>
                <a href={PAGE}>{ words.lesson_leave() }</a>
            </header>
            <p class="quiet">{ words.compare_about() }</p>
            { form(&asked, words, (!is_running).then_some(on_start)) }
            <div class="result">{ result }</div>
        </section>
    }
}
