//! Writing the page into address and storage.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_utils::{document, window};
use kpa::session::Session;
use links::{Show, State};
use yew::prelude::*;

use super::{guest, kept};
use crate::lessons::Route;
use crate::state::{Page, first_session};

/// How long after a change the page is written, in ms.
const REST: u32 = 1000;

/// What has been written last, or opened.
pub struct Written {
    /// The link in the address, or of what was opened from it; empty for what a first visitor finds. While
    /// the visitor is elsewhere it stays, so that coming back to it opens nothing.
    pub link: String,
    /// What stood in the address from `#` on when it was last written or heard of.
    hash: String,
}

impl Written {
    /// Nothing yet.
    pub fn nothing() -> Self {
        Self {
            link: String::new(),
            hash: kept::hash(),
        }
    }

    /// The address has changed.
    pub fn hear(&mut self) {
        self.hash = kept::hash();
    }

    /// Neither storage nor address have anything any more.
    pub fn clear(&mut self) {
        kept::keep(None);
        self.put_in_address(String::new());
        self.link.clear();
    }

    fn put_in_address(&mut self, link: String) {
        // Somebody may be on the way to another address: it changes first, and is heard of in a later task.
        if kept::hash() == self.hash && Route::current() == Route::Page {
            kept::put_in_address(unless_empty(&link));
            self.link = link;
            self.hear();
        }
    }
}

/// What is to become of the page as it is now.
pub enum Stand {
    /// It is the visitor's, and is written.
    AtRest,
    /// Something else is to be seen for a while. What was there before is written all the same.
    Aside,
    /// Another state is about to take its place, and it isn't written any more.
    Leaving,
}

/// Writes the page a second after it has changed, or at once when the visitor goes.
#[hook]
pub fn use_writing(page: &Page, stand: &Stand, written: Rc<RefCell<Written>>) {
    let latest = use_mut_ref(|| None::<Page>);
    let pause = use_mut_ref(|| None::<Timeout>);
    match stand {
        Stand::AtRest => _ = latest.replace(Some(page.clone())),
        Stand::Aside => {}
        Stand::Leaving => _ = latest.take(),
    }
    let write = {
        let (latest, pause) = (latest.clone(), pause.clone());
        use_callback((), move |(), ()| {
            pause.take();
            let page = latest.take();
            if let Some(page) = page {
                write(&page, &mut written.borrow_mut());
            }
        })
    };
    {
        let write = write.clone();
        use_effect_with((), move |()| {
            let hidden = write.clone();
            let on_hide = move |_: &Event| hidden.emit(());
            // A browser may drop what is hidden without another word.
            let listeners = [
                EventListener::new(&document(), "visibilitychange", on_hide.clone()),
                EventListener::new(&window(), "pagehide", on_hide),
            ];
            move || drop(listeners)
        });
    }
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
    if guest::is_guest() {
        guest::tell(page, &link, &kept::address(&link));
        written.link = link;
        return;
    }
    let is_new = link != written.link;
    if is_new {
        kept::keep(unless_empty(&link));
    }
    // Whoever comes back from a lesson comes to an address without a state.
    if is_new || !link.is_empty() && kept::in_address().is_none() {
        written.put_in_address(link);
    }
}

fn unless_empty(link: &str) -> Option<&str> {
    Some(link).filter(|link| !link.is_empty())
}

/// What there is to keep of a page. Whoever opens it finds it standing still, so that all see the same.
pub fn state(page: &Page) -> State {
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

/// Whether it is what a first visitor finds, at whatever moment.
pub fn is_first(session: &Session) -> bool {
    let first = Session {
        clock: session.clock,
        ..first_session()
    };
    *session == first
}
