//! Opening states: the one in the address or the last one that was here, and later those that the visitor
//! or the page around goes to.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_utils::{document, window};
use kpa::session::{Comparison, Texts};
use links::{Show, State, plain};
use yew::prelude::*;

use super::guest::{self, Asked};
use super::trouble::Trouble;
use super::writing::{Written, is_first};
use super::{Props, kept};
use crate::reader::Reader;
use crate::state::{Action, Opening, Page, first_session};
use crate::view::View;

/// What becomes of states that are to be opened.
pub struct Openings {
    /// Whether one is about to take the page's place.
    pub is_opening: bool,
    /// Why one isn't open.
    pub trouble: UseStateHandle<Option<Trouble>>,
    /// Opens one that was kept, whatever is in the way.
    pub open_last: Callback<Rc<str>>,
}

/// Opens states, as long as the visitor's own session is in the page (`is_home`).
#[hook]
pub fn use_opening(props: &Props, is_home: bool, written: &Rc<RefCell<Written>>) -> Openings {
    let (page, on_action) = (&props.page, &props.on_action);
    let trouble = use_state_eq(|| None::<Trouble>);
    let arrived = use_state(|| None::<Rc<State>>);
    // What the other page asks for while something has arrived that isn't open yet: that is what it means.
    let pending = use_mut_ref(|| None::<Vec<Action>>);
    let begun = use_mut_ref(|| false);

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
    Openings {
        is_opening,
        trouble,
        open_last,
    }
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
