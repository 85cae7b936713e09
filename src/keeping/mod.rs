//! What is kept of the page: the address and the browser's storage follow it, and it follows them.
//!
//! At the start the state in the address is opened, or else the last one that was here; later the one
//! of an address that the visitor goes to. A second after a change both are written, but not before
//! anything differs from what a first visitor finds. A guest in somebody else's page keeps nothing: what
//! it shows comes from its address and from that page ([`guest`]).

mod guest;
pub mod kept;
mod share;

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_utils::window;
use kpa::session::{Comparison, Session, Texts};
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

/// How long after a change the state is written, in ms.
const REST: u32 = 1000;

/// Why something isn't open.
#[derive(Clone, PartialEq)]
enum Trouble {
    /// It is no link.
    Refused(Refusal),
    /// This state, the last one, was to be opened before, and that didn't end.
    Unfinished(Rc<str>),
    /// Of the address that somebody has written by hand nobody understands these parts.
    Strange(Rc<str>),
}

/// What has been written last, or opened.
struct Written {
    /// The link, empty for what a first visitor finds.
    link: String,
    /// What stood in the address then from `#` on, or when it was last heard of.
    hash: String,
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
    let written = use_mut_ref(|| Written {
        link: String::new(),
        hash: kept::hash(),
    });
    let begun = use_mut_ref(|| false);

    let arrive = {
        let (trouble, arrived) = (trouble.setter(), arrived.setter());
        let (written, on_action) = (written.clone(), on_action.clone());
        use_callback((), move |link: String, ()| match links::read(&link) {
            Ok(state) => {
                trouble.set(None);
                arrived.set(Some(Rc::new(state)));
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
            kept::mark_opening(true);
            arrive.emit(last.to_string());
        })
    };
    {
        let (arrive, open_last) = (arrive.clone(), open_last.clone());
        let (trouble, on_action) = (trouble.setter(), on_action.clone());
        let (begun, arrived) = (begun.clone(), arrived.setter());
        // Once, and behind lessons, which give back the session that was there before them.
        use_effect_with(props.route == Route::Page, move |is_page| {
            let begin = move || match kept::in_address() {
                Some(link) => arrive.emit(link),
                None if guest::is_guest() => {
                    let asked = guest::asked();
                    if asked.is_empty() {
                        return;
                    }
                    let first = Page::first_visit().session;
                    let plain = plain::apply(&first, first_session().clock, &asked);
                    if !plain.strange.is_empty() {
                        trouble.set(Some(Trouble::Strange(plain.strange.join(", ").into())));
                    }
                    arrived.set(Some(Rc::new(State {
                        session: plain.session,
                        show: Show::default(),
                    })));
                }
                None => match kept::last().map(Rc::from) {
                    Some(last) if kept::is_unfinished() => {
                        trouble.set(Some(Trouble::Unfinished(last)));
                        on_action.emit(Action::Stay);
                    }
                    Some(last) => open_last.emit(last),
                    None => {}
                },
            };
            if *is_page && !begun.replace(true) {
                Timeout::new(0, begin).forget();
            }
        });
    }
    {
        let written = written.clone();
        let (open, on_action) = (arrive.clone(), on_action.clone());
        use_effect_with((), move |()| {
            let asked = guest::listen(move |asked| match asked {
                Asked::Action(action) => on_action.emit(action),
                Asked::Open(link) => open.emit(link),
            });
            let listener = EventListener::new(&window(), "hashchange", move |_| {
                written.borrow_mut().hash = kept::hash();
                let link = kept::in_address();
                if let Some(link) = link.filter(|link| written.borrow().link != *link) {
                    arrive.emit(link);
                }
            });
            move || drop((listener, asked))
        });
    }
    {
        let (arrived, on_action) = (arrived.clone(), on_action.clone());
        let can_open = arrived
            .as_ref()
            .is_some_and(|state| is_readable(state, page));
        let (waits, on_want) = (arrived.is_some() && !can_open, props.on_want.clone());
        use_effect_with(waits, move |waits| {
            if *waits {
                on_want.emit(());
            }
        });
        use_effect_with((arrived.clone(), can_open), move |(state, can_open)| {
            if let (Some(state), true) = (&**state, can_open) {
                on_action.emit(Action::Open(Box::new(opening(state))));
                arrived.set(None);
            }
        });
    }
    let is_open = !page.awaits && arrived.is_none() && page.progress().is_none();
    use_effect_with(is_open, |is_open| {
        if *is_open {
            kept::mark_opening(false);
        }
    });
    let is_at_rest = props.route == Route::Page && !page.awaits && arrived.is_none();
    use_writing(page, is_at_rest, written.clone());

    let fresh = {
        let (trouble, on_action) = (trouble.setter(), on_action.clone());
        Callback::from(move |_| {
            trouble.set(None);
            kept::keep(None);
            let view = Some(View::default());
            let opening = Opening::of(first_session());
            on_action.emit(Action::Open(Box::new(Opening { view, ..opening })));
        })
    };
    let is_fresh = is_first(&page.session);
    let bar = match guest::is_guest() {
        true => {
            let page = page.clone();
            let link = move || links::write(&state(&page)).unwrap_or_default();
            guest::full(move || kept::address(&link()), words)
        }
        false => {
            html! { <Share page={page.clone()} fresh={(!is_fresh).then_some(fresh.clone())} /> }
        }
    };
    html! {
        <>
            if let Some(trouble) = &*trouble {
                <p class="trouble" role="alert">
                    { explain(trouble, words) }
                    { " " }
                    if let Trouble::Unfinished(last) = trouble {
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

/// Writes the page into address and storage a second after it has changed.
#[hook]
fn use_writing(page: &Page, is_at_rest: bool, written: Rc<RefCell<Written>>) {
    let latest = use_mut_ref(|| None::<Page>);
    let pause = use_mut_ref(|| None::<Timeout>);
    latest.replace(is_at_rest.then(|| page.clone()));
    let write = {
        let (latest, pause) = (latest.clone(), pause.clone());
        use_callback((), move |(), ()| {
            pause.take();
            if let Some(page) = &*latest.borrow() {
                write(page, &mut written.borrow_mut());
            }
        })
    };
    use_effect(move || {
        let mut pause = pause.borrow_mut();
        if latest.borrow().is_some() && pause.is_none() {
            *pause = Some(Timeout::new(REST, move || write.emit(())));
        }
    });
}

fn write(page: &Page, written: &mut Written) {
    let link = match is_first(&page.session) {
        true => String::new(),
        // What can't be written stays as it was last.
        false => links::write(&state(page)).unwrap_or_else(|_| written.link.clone()),
    };
    let is_new = link != written.link;
    written.link = link;
    let link = Some(written.link.as_str()).filter(|link| !link.is_empty());
    if guest::is_guest() {
        guest::tell(page, &written.link, &kept::address(&written.link));
        return;
    }
    if is_new {
        kept::keep(link);
    }
    // Somebody may be on the way to another address: it changes first, and is heard of in a task of its own.
    let is_ours = kept::hash() == written.hash;
    // Whoever comes back from a lesson comes to an address without a state.
    if is_ours && (is_new || link.is_some() && kept::in_address().is_none()) {
        kept::put_in_address(link);
        written.hash = kept::hash();
    }
}

/// What there is to keep of a page. Whoever opens it finds it standing still, so that all see the same.
fn state(page: &Page) -> State {
    let (held, span, end) = page.view.seconds();
    State {
        session: page.session.clone(),
        show: Show {
            playing: false,
            speed: page.speed,
            held,
            span,
            end,
        },
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

/// Whether it is what a first visitor finds, at whatever moment.
fn is_first(session: &Session) -> bool {
    let first = Session {
        clock: session.clock,
        ..first_session()
    };
    *session == first
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
