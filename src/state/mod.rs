//! What the page shows: a session, the run that follows from it, and how it is being played.
//!
//! Only [`Page::reduce`] changes anything. Playing extends the run by whole seconds, and a change of the
//! traffic changes what comes; every other change of the session runs it again from its start. What
//! takes longer than a part of a frame goes on in the next one, unless it isn't wanted any more.

mod action;
mod compared;
mod reading;

use std::rc::Rc;

use gloo_utils::document_element;
use kpa::cluster::traffic::Source;
use kpa::session::{CLOCK_MAX, Comparison, Session, Settings};
use kpa::settings::review::Effective;
use kpa::units::Duration;
use yew::Reducible;

use crate::language::Words;
use crate::reader::{self, Reader};
use crate::recording::Recording;
use crate::track::{Run, Slice, Track};
use crate::view::{Look, View};
use action::SPEED;
pub use action::{Action, Opening, Text};
use compared::{Ghost, PinnedTo};

/// The state of the page.
#[derive(Clone)]
pub struct Page {
    /// What is simulated.
    pub session: Session,
    /// What the texts said when they were last read.
    pub settings: Rc<Settings>,
    /// The tag of the language that it is said in.
    said: &'static str,
    /// The language to say it in.
    words: Words,
    /// Whether texts or switches have changed since then.
    pub unread: bool,
    /// What reads them.
    pub reader: Reader,
    /// The traffic that was recorded, once somebody has brought some along.
    pub recording: Option<Rc<Recording>>,
    /// What of that nobody has read yet.
    unheard: Option<Rc<str>>,
    /// What came of it so far.
    track: Track,
    /// The run that it is compared with.
    ghost: Option<Ghost>,
    /// Counts how often there was time for both: what one of them still misses may be what the other did.
    pub slices: u32,
    /// What counts in the pinned run, once its texts are read.
    pinned: Option<PinnedTo>,
    /// Whether time runs.
    pub playing: bool,
    /// When it stops, once.
    end: Option<Duration>,
    /// Simulated seconds per real second.
    pub speed: u32,
    /// Where the visitor looks.
    pub view: View,
    /// Whether another session is about to take the place of this one, before it was seen.
    pub awaits: bool,
    /// The visitor's own, while lessons are open.
    own: Option<Rc<Self>>,
}

impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Page {
    /// A session with what its texts say, playing, whose past is being simulated.
    pub fn open(session: Session, settings: Settings) -> Self {
        let page = Self {
            track: Track::start(&session, in_force(&settings)),
            session,
            settings: Rc::new(settings),
            // build.rs reads in English.
            said: words::LANGUAGES[0].tag,
            words: Words::current(),
            unread: false,
            reader: Reader::Awaited,
            ghost: None,
            slices: 0,
            pinned: None,
            recording: None,
            unheard: None,
            playing: true,
            end: None,
            speed: SPEED,
            view: View::default(),
            awaits: false,
            own: None,
        };
        page.haunt().catch_up(Slice::after_change())
    }

    /// The same page with another session, whose past is being simulated.
    fn reopen(mut self, opening: Opening) -> Self {
        self.session = opening.session;
        let view = opening.view;
        self.view = view.unwrap_or_else(|| self.view.look(&Look::Follow, 0.0));
        self.awaits = false;
        (self.playing, self.end, self.speed) = (opening.playing, opening.end, opening.speed);
        self.ghost = None;
        self.settle().haunt().replay()
    }

    /// Gives the visitor's own session back, as it was shown.
    fn leave_lessons(mut self) -> Self {
        let Some(own) = self.own.take() else {
            return self;
        };
        let (awaits, view) = (own.awaits, Some(own.view.clone()));
        let opening = Opening {
            playing: own.playing,
            speed: own.speed,
            view,
            ..Opening::of(own.session.clone())
        };
        Self {
            awaits,
            ..self.reopen(opening)
        }
    }

    /// Whether lessons' sessions take the place of the visitor's own.
    pub fn is_lent(&self) -> bool {
        self.own.is_some()
    }

    /// What a visitor finds at first.
    pub fn first_visit() -> Self {
        let playing = !is_marked("data-still");
        let asked =
            || -> Option<u32> { document_element().get_attribute("data-level")?.parse().ok() };
        let mut session = first_session_with(asked().map_or(CLIENTS, f64::from));
        if is_marked("data-rate") {
            session.script.source = Source::Poisson;
        }
        if !playing {
            // There is something to see even so.
            session.clock = session.clock + Duration::from_secs(70);
        }
        Self {
            awaits: is_marked("data-kept"),
            playing,
            ..Self::open(session, reader::tutorial())
        }
    }

    /// What came of the session so far.
    pub fn run(&self) -> &Run {
        &self.track.run
    }

    /// What came of the same traffic with what the session is compared with.
    pub fn ghost(&self) -> Option<&Run> {
        self.ghost.as_ref().map(|ghost| &ghost.track.run)
    }

    /// How far the simulation is that is still on its way to the session's clock, 0 … 1.
    pub fn progress(&self) -> Option<f64> {
        let clock = self.session.clock;
        let ghost = self.ghost.as_ref();
        let progress = self.track.progress(clock);
        progress.or_else(|| ghost.and_then(|ghost| ghost.track.progress(clock)))
    }

    /// The simulated time that is on the screen, in seconds.
    pub fn now(&self) -> f64 {
        self.run().simulation().at().as_secs_f64()
    }

    fn pass(mut self, seconds: u32) -> Self {
        let clock = self.session.clock + Duration::from_secs(seconds.into());
        let end = self.end.unwrap_or(CLOCK_MAX).min(CLOCK_MAX);
        self.session.clock = clock.min(end);
        if clock >= end {
            (self.playing, self.end) = (false, None);
        }
        self.catch_up(Slice::usual())
    }

    /// Simulates what is missing, as far as a frame has time for it: first what was asked for, then
    /// what it is compared with.
    fn catch_up(mut self, slice: Slice) -> Self {
        self.slices = self.slices.wrapping_add(1);
        self.track.catch_up(&self.session, slice);
        if let Some(ghost) = &mut self.ghost {
            ghost.track.catch_up(&self.session, slice);
        }
        self
    }

    /// Runs the session again from its start, and what it is compared with.
    fn replay(mut self) -> Self {
        self.track.restart(&self.session, in_force(&self.settings));
        let other = self.session.other();
        if let Some(ghost) = &mut self.ghost {
            ghost.track.restart(&other, &ghost.effective);
        }
        self.catch_up(Slice::after_change())
    }

    /// After a change of the script from the session's clock on.
    fn follow(self) -> Self {
        if self.session.clock == Duration::ZERO {
            // The first requests are planned already.
            return self.replay();
        }
        let ghost = self.ghost.iter().map(|ghost| &ghost.track);
        for track in ghost.chain([&self.track]) {
            track.follow(&self.session);
        }
        self
    }
}

impl Reducible for Page {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let session = &self.session;
        // An action without effect returns the same state, which spares the page a render.
        let idle = match &action {
            // Time waits for the simulation.
            Action::Pass(seconds) => *seconds == 0 || !self.playing || self.progress().is_some(),
            Action::CatchUp => self.progress().is_none(),
            Action::Open(_) => false,
            Action::Lessons(open) => self.own.is_some() == *open,
            Action::Stay => !self.awaits,
            Action::Edit(text, typed) => text.of(&session.texts) == typed,
            Action::Switch(names, _) => names.is_empty(),
            Action::SetSource(source) => session.script.source == *source,
            Action::SetLevel(level) => session.script.level_at(session.clock) == *level,
            Action::SetShape(shape) => session.script.shape_at(session.clock) == *shape,
            Action::Record(_) | Action::Spike => false,
            Action::SetCluster(cluster) => session.cluster == *cluster,
            Action::SetSeed(seed) => session.seed == *seed,
            Action::Play(playing) => self.playing == *playing,
            Action::SetSpeed(speed) => self.speed == *speed,
            Action::Reader(_) => matches!(self.reader, Reader::Here(_)),
            Action::Speak(words) => self.words == *words,
            Action::Restart => session.clock == Duration::ZERO,
            Action::Compare(comparison) => session.comparison == *comparison,
            Action::Pin => false,
            Action::Look(look) => self.view.look(look, self.now()) == self.view,
        };
        if idle {
            return self;
        }
        let mut page = Page::clone(&self);
        Rc::new(match action {
            Action::Pass(seconds) => page.pass(seconds),
            Action::Edit(text, typed) => page.edit(text, typed),
            Action::Switch(names, on) => {
                for name in names {
                    page.session.switch(name, on);
                }
                page.settle()
            }
            Action::SetSource(source) => {
                page.session.script.source = source;
                page.replay()
            }
            Action::SetLevel(level) => {
                page.session.script.set(page.session.clock, level);
                page.follow()
            }
            Action::SetShape(shape) => {
                page.session.script.shape(page.session.clock, shape);
                page.follow()
            }
            Action::Record(text) => page.record(&text),
            Action::Spike => {
                page.session.script.spike(page.session.clock);
                page.follow()
            }
            Action::SetCluster(cluster) => {
                page.session.cluster = cluster;
                page.replay()
            }
            Action::SetSeed(seed) => {
                page.session.seed = seed;
                page.replay()
            }
            Action::Play(playing) => Page { playing, ..page },
            Action::SetSpeed(speed) => Page { speed, ..page },
            Action::Reader(reader) => {
                page.reader = reader;
                let unheard = page.unheard.take();
                let page = page.read();
                match unheard {
                    Some(text) => page.record(&text),
                    None => page,
                }
            }
            Action::Speak(words) => {
                page.words = words;
                page.read()
            }
            Action::Restart => {
                page.session.script.restart(page.session.clock);
                page.session.clock = Duration::ZERO;
                page.view = page.view.look(&Look::Follow, 0.0);
                page.replay()
            }
            Action::Look(look) => Page {
                view: page.view.look(&look, page.now()),
                ..page
            },
            Action::Compare(comparison) => page.compare(comparison),
            Action::Pin => {
                let (pinned, effective) = (page.session.pinned(), in_force(&page.settings));
                page.pinned = Some((pinned.clone(), Rc::new(effective.clone())));
                page.compare(Comparison::Pinned(pinned))
            }
            Action::CatchUp => page.catch_up(Slice::usual()),
            Action::Open(opening) => page.reopen(*opening),
            Action::Lessons(true) => Page {
                own: Some(self),
                awaits: false,
                ..page
            },
            Action::Lessons(false) => page.leave_lessons(),
            Action::Stay => Page {
                awaits: false,
                ..page
            },
        })
    }
}

/// Whether a script has marked the page before the app came (static/arrive.js, static/embed.js).
pub fn is_marked(mark: &str) -> bool {
    document_element().get_attribute(mark).is_some()
}

/// The clients that a first visitor finds.
const CLIENTS: f64 = 20.0;

/// The session that a first visitor finds: the tutorial's service has been idle, was scaled to
/// zero, and gets its first clients now.
pub fn first_session() -> Session {
    first_session_with(CLIENTS)
}

fn first_session_with(level: f64) -> Session {
    let mut session = Session {
        clock: Duration::from_secs(110),
        ..Session::default()
    };
    session.script.set(session.clock, level);
    session
}

/// The settings that are simulated.
fn in_force(settings: &Settings) -> &Effective {
    &settings.ladder.effective
}
