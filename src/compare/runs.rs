//! Both runs under one traffic, as the page draws a run and the one that it is compared with.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use kpa::session::Session;
use kpa::settings::review::Effective;
use yew::prelude::*;

use crate::chart::{Quantity, Subject};
use crate::components::chart::Pair;
use crate::hooks::{use_paint, use_words};
use crate::state::Action;
use crate::track::{Slice, Track};
use crate::view::{Look, View};

/// See [`Runs`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What counted before, if there was something.
    pub before: Option<Effective>,
    /// What counts after.
    pub after: Effective,
    /// The traffic, the cluster, and for how long.
    pub session: Session,
}

/// What is simulated, and where the visitor looks.
#[derive(Clone)]
struct Both {
    session: Rc<Session>,
    before: Option<Track>,
    after: Track,
    view: View,
    /// Counts how often there was time for both: what one of them still misses may be what the other did.
    slices: u32,
}

/// What can happen to it.
enum Event {
    /// There is time to simulate.
    CatchUp,
    /// The visitor looks elsewhere.
    Look(Look),
}

impl Both {
    fn of(props: &Props) -> Self {
        let Props {
            before,
            after,
            session,
        } = props;
        let clock = session.clock.as_secs_f64();
        Self {
            before: before.as_ref().map(|it| Track::start(session, it)),
            after: Track::start(session, after),
            slices: 0,
            session: Rc::new(session.clone()),
            // All of it, but of latencies only the one that others are judged by.
            view: [
                Look::Zoom(clock / 300.0, None),
                Look::Toggle(Subject::Latency, Quantity::P50),
                Look::Toggle(Subject::Latency, Quantity::P99),
            ]
            .iter()
            .fold(View::default(), |view, look| view.look(look, clock)),
        }
    }

    fn progress(&self) -> Option<f64> {
        let tracks = [Some(&self.after), self.before.as_ref()];
        let mut tracks = tracks.into_iter().flatten();
        tracks.find_map(|track| track.progress(self.session.clock))
    }
}

impl Reducible for Both {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut both = Self::clone(&self);
        match event {
            Event::CatchUp => {
                both.slices = both.slices.wrapping_add(1);
                let slice = Slice::usual();
                let tracks = [Some(&mut both.after), both.before.as_mut()];
                for track in tracks.into_iter().flatten() {
                    track.catch_up(&self.session, slice);
                }
            }
            Event::Look(look) => {
                let now = self.after.run.simulation().at().as_secs_f64();
                both.view = self.view.look(&look, now);
            }
        }
        Rc::new(both)
    }
}

/// All charts, each with both runs.
#[component]
pub fn Runs(props: &Props) -> Html {
    let both = use_reducer(|| Both::of(props));
    let dispatch = both.dispatcher();
    use_paint(both.progress().map(|_| both.slices), {
        let dispatch = dispatch.clone();
        move |missing| {
            if missing.is_some() {
                let dispatch = dispatch.clone();
                Timeout::new(0, move || dispatch.dispatch(Event::CatchUp)).forget();
            }
        }
    });
    let on_action = use_callback((), move |action, ()| {
        if let Action::Look(look) = action {
            dispatch.dispatch(Event::Look(look));
        }
    });
    let words = use_words();
    html! {
        <div class="runs">
            if both.before.is_some() {
                <p class="quiet">{ words.compare_drawn() }</p>
            }
            <div class="charts">
                for subject in Subject::ALL {
                    <Pair
                        key={subject.id()}
                        {subject}
                        run={both.after.run.clone()}
                        ghost={both.before.as_ref().map(|it| it.run.clone())}
                        view={both.view.clone()}
                        extras={None}
                        on_action={on_action.clone()}
                    />
                }
            </div>
        </div>
    }
}
