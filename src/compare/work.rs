//! Work that the reviewer does, with its progress, until it is done or cancelled.

use std::cell::Cell;
use std::rc::Rc;

use serde::de::DeserializeOwned;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::reviewer::{self, Failure};
use crate::language::Words;
use crate::words::prose;

/// How far it is.
#[derive(Clone)]
pub enum Stage<A> {
    /// Nobody has asked for it.
    Idle,
    /// So many runs are done, of how many.
    Running(u32, u32),
    /// It can't be done.
    Failed(Failure),
    /// This came of it.
    Done(Rc<A>),
}

/// Work of one kind, of which there is one at a time.
pub struct Work<A: 'static> {
    /// How far it is.
    pub stage: UseStateHandle<Stage<A>>,
    /// The number of what is under way: the answer to anything before isn't wanted any more.
    attempt: Rc<Cell<u32>>,
}

/// Work that begins when somebody asks for it.
#[hook]
pub fn use_work<A: DeserializeOwned + 'static>() -> Work<A> {
    Work {
        stage: use_state(|| Stage::Idle),
        attempt: (*use_memo((), |()| Rc::new(Cell::new(0)))).clone(),
    }
}

impl<A: DeserializeOwned + 'static> Work<A> {
    /// Whether it is under way.
    pub fn is_running(&self) -> bool {
        matches!(*self.stage, Stage::Running(..))
    }

    /// What begins it, with the bytes of a question of a kind that `crates/reviewer` has.
    pub fn starter(&self, kind: &'static str) -> Callback<Vec<u8>> {
        let (attempt, set) = (self.attempt.clone(), self.stage.setter());
        Callback::from(move |question| {
            let own = attempt.get() + 1;
            attempt.set(own);
            set.set(Stage::Running(0, 0));
            let (attempt, set) = (attempt.clone(), set.clone());
            spawn_local(async move {
                let progress = {
                    let (set, attempt) = (set.clone(), attempt.clone());
                    move |done, of| {
                        if attempt.get() == own {
                            set.set(Stage::Running(done, of));
                        }
                    }
                };
                let answer = reviewer::run(kind, question, progress).await;
                if attempt.get() == own {
                    set.set(match answer {
                        Ok(answer) => Stage::Done(Rc::new(answer)),
                        Err(Failure::Cancelled) => Stage::Idle,
                        Err(reason) => Stage::Failed(reason),
                    });
                }
            });
        })
    }

    /// How far it is, with a way to end it; or why it isn't.
    pub fn progress(&self, words: Words) -> Html {
        match &*self.stage {
            Stage::Idle | Stage::Done(_) => Html::default(),
            Stage::Failed(why) => html! {
                <p role="alert">
                    { match why {
                        Failure::Refused(reason) => prose(&words.compare_refused(reason)),
                        Failure::Broken(reason) => words.compare_failed(reason).into(),
                        Failure::Cancelled => Html::default(),
                    } }
                </p>
            },
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
                    <button type="button" onclick={self.cancel()}>{ words.compare_cancel() }</button>
                </p>
            },
        }
    }

    fn cancel(&self) -> Callback<MouseEvent> {
        let (set, attempt) = (self.stage.setter(), self.attempt.clone());
        Callback::from(move |_| {
            attempt.set(attempt.get() + 1);
            set.set(Stage::Idle);
            spawn_local(reviewer::cancel());
        })
    }
}
