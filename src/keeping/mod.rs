//! What is kept of the page: the address and the browser's storage follow it, and it follows them.
//!
//! At the start the state in the address is opened, or else the last one that was here; later the one
//! of an address that the visitor goes to. A second after a change both are written ([`writing`]), but not
//! before anything differs from what a first visitor finds. A guest in somebody else's page keeps nothing:
//! what it shows comes from its address and from that page ([`guest`]).

mod guest;
pub mod kept;
mod share;
mod writing;

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_utils::{document, window};
use kpa::session::{Comparison, Texts};
use links::{Refusal, Show, State, plain};
use yew::prelude::*;

use crate::hooks::use_words;
use crate::language::Words;
use crate::lessons::Route;
use crate::reader::Reader;
use crate::state::{Action, Opening, Page, first_session};
use crate::view::View;
use guest::Asked;
use share::Share;
use writing::{Stand, Written, is_first, state, use_writing};

/// Why something isn't open.
#[derive(Clone, PartialEq)]
enum Trouble {
    /// It is no link.
    Refused(Refusal),
    /// This state, the last one, was to be opened before, and that didn't end.
    Unfinished(Rc<str>),
    /// This state could be opened only when something else had been begun.
    Late(Rc<str>),
    /// Of the address that somebody has written by hand nobody understands these parts.
    Strange(Rc<str>),
}

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
    let trouble = use_state_eq(|| None::<Trouble>);
    let arrived = use_state(|| None::<Rc<State>>);
    // What the other page asks for while something has arrived that isn't open yet: that is what it means.
    let pending = use_mut_ref(|| None::<Vec<Action>>);
    let written = use_mut_ref(Written::nothing);
    let begun = use_mut_ref(|| false);
    let is_home = !props.route.is_lessons() && !page.is_lent();

    let bring = {
        let (arrived, pending) = (arrived.setter(), pending.clone());
        use_callback((), move |state: State, ()| {
            pending.replace(Some(Vec::new()));
            arrived.set(Some(Rc::new(state)));
        })
    };
    let arrive = {
        let (trouble, bring) = (trouble.setter(), bring.clone());
        let (written, on_action) = (written.clone(), on_action.clone());
        use_callback((), move |link: String, ()| match links::read(&link) {
            Ok(state) => {
                trouble.set(None);
                bring.emit(state);
                written.borrow_mut().link = link;
            }
            Err(refusal) => {
                trouble.set(Some(Trouble::Refused(refusal)));
                on_action.emit(Action::Stay);
            }
        })
    };
    let open_last = {
        let (arrive, trouble) = (arrive.clone(), trouble.setter());
        use_callback((), move |last: Rc<str>, ()| {
            trouble.set(None);
            // What was done meanwhile may be kept by now.
            kept::keep(Some(&last));
            // What nobody sees has no frames to get through it.
            kept::mark_opening(!document().hidden());
            arrive.emit(last.to_string());
        })
    };
    let is_opening = page.awaits || arrived.is_some();
    let is_open = !is_opening && page.progress().is_none();
    // Before anything is opened.
    use_effect_with(is_open, |is_open| {
        if *is_open {
            kept::mark_opening(false);
        }
    });
    {
        let (arrive, open_last) = (arrive.clone(), open_last.clone());
        let (trouble, on_action) = (trouble.setter(), on_action.clone());
        let is_first = is_first(&page.session);
        // Once, and behind lessons, which have the visitor's own session put aside.
        use_effect_with(is_home, move |is_home| {
            if !is_home || begun.replace(true) {
                return;
            }
            let is_late = !is_first && !guest::is_guest();
            if let Some(link) = kept::in_address().filter(|_| !is_late) {
                return arrive.emit(link);
            }
            if guest::is_guest() {
                let asked = guest::asked();
                if asked.is_empty() {
                    return;
                }
                let first = Page::first_visit().session;
                let plain = plain::apply(&first, first_session().clock, &asked);
                if !plain.strange.is_empty() {
                    trouble.set(Some(Trouble::Strange(plain.strange.join(", ").into())));
                }
                let (session, show) = (plain.session, Show::default());
                return bring.emit(State { session, show });
            }
            let last = kept::in_address().or_else(kept::last);
            trouble.set(match last.map(Rc::from) {
                Some(last) if is_late => Some(Trouble::Late(last)),
                Some(last) if kept::is_unfinished() => Some(Trouble::Unfinished(last)),
                Some(last) => return open_last.emit(last),
                None => None,
            });
            on_action.emit(Action::Stay);
        });
    }
    {
        let (written, pending) = (written.clone(), pending.clone());
        let (open, on_action) = (arrive.clone(), on_action.clone());
        use_effect_with((), move |()| {
            let asked = guest::listen(move |asked| match asked {
                Asked::Open(link) => open.emit(link),
                Asked::Action(action) => match &mut *pending.borrow_mut() {
                    Some(pending) => pending.push(action),
                    None => on_action.emit(action),
                },
            });
            let address = EventListener::new(&window(), "hashchange", move |_| {
                written.borrow_mut().hear();
                let link = kept::in_address();
                if let Some(link) = link.filter(|link| written.borrow().link != *link) {
                    arrive.emit(link);
                }
            });
            // Whoever goes meanwhile hasn't found it stuck.
            let leave = EventListener::new(&window(), "pagehide", |_| kept::mark_opening(false));
            move || drop((asked, address, leave))
        });
    }
    {
        let (arrived, on_action) = (arrived.clone(), on_action.clone());
        let is_readable = (arrived.as_ref()).is_some_and(|state| is_readable(state, page));
        let (waits, on_want) = (arrived.is_some() && !is_readable, props.on_want.clone());
        use_effect_with(waits, move |waits| {
            if *waits {
                on_want.emit(());
            }
        });
        let can_open = is_home && is_readable;
        // Every time: the same may arrive again before anybody has seen that it is open.
        use_effect(move || {
            if let (Some(state), true) = ((*arrived).clone(), can_open) {
                arrived.set(None);
                on_action.emit(Action::Open(Box::new(opening(&state))));
                for action in pending.take().into_iter().flatten() {
                    on_action.emit(action);
                }
            }
        });
    }
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
                    { explain(trouble, words) }
                    { " " }
                    if let (Trouble::Unfinished(last) | Trouble::Late(last), true) = (trouble, is_home) {
                        <button type="button" onclick={again(&open_last, last)}>
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

fn opening(state: &State) -> Opening {
    let State { session, show } = state;
    Opening {
        playing: show.playing || guest::is_guest() && !guest::is_still(),
        speed: show.speed,
        view: Some(View::of(show.held, show.span, show.end)),
        ..Opening::of(session.clone())
    }
}

/// Whether what a state's texts say is known, or will never be known.
fn is_readable(state: &State, page: &Page) -> bool {
    let session = &state.session;
    let tutorial = Texts::tutorial();
    let is_known = session.texts == tutorial
        && session.in_force == tutorial
        && session.switched_off.is_empty()
        && !matches!(session.comparison, Comparison::Pinned(_));
    is_known || page.reader != Reader::Awaited
}

fn explain(trouble: &Trouble, words: Words) -> String {
    match trouble {
        Trouble::Strange(parts) => words.keeping_strange(parts),
        Trouble::Unfinished(_) => words.keeping_unfinished().to_owned(),
        Trouble::Late(_) => words.keeping_late().to_owned(),
        Trouble::Refused(refusal) => words.keeping_refused(why(*refusal, words)),
    }
}

/// Why there is no link, or it can't be opened.
fn why(refusal: Refusal, words: Words) -> &'static str {
    match refusal {
        Refusal::Damaged => words.keeping_damaged(),
        Refusal::Newer => words.keeping_newer(),
        Refusal::TooLong => words.keeping_too_long(),
        Refusal::Impossible => words.keeping_impossible(),
        Refusal::TooMuch => words.keeping_too_much(),
    }
}
