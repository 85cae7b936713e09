//! What the page shows: a session, the run that follows from it, and how it is being played.
//!
//! Only [`Page::reduce`] changes anything. Playing extends the run by whole seconds, and a change of the
//! traffic changes what comes; every other change of the session runs it again from its start. What
//! takes longer than a part of a frame goes on in the next one, unless it isn't wanted any more.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use kpa::cluster::traffic::Source;
use kpa::session::{CLOCK_MAX, ClusterParameters, Session, Settings, Shape, Simulation, Texts};
use kpa::settings::review::Effective;
use kpa::units::Duration;
use yew::Reducible;

use crate::language::Words;
use crate::reader::{self, Reader};

/// One of the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// The Service.
    Service,
    /// The ConfigMap.
    ConfigMap,
}

impl Text {
    /// Both, in the order in which they are reviewed.
    pub const ALL: [Self; 2] = [Self::Service, Self::ConfigMap];

    /// What it says in a session.
    pub fn of(self, texts: &Texts) -> &Rc<str> {
        match self {
            Self::Service => &texts.service,
            Self::ConfigMap => &texts.config_map,
        }
    }
}

/// What a visitor does, and what time does.
pub enum Action {
    /// So many simulated seconds pass.
    Pass(u32),
    /// A text is changed.
    Edit(Text, Rc<str>),
    /// Overrides count, or don't, by the names of their switches.
    Switch(Vec<String>, bool),
    /// Requests come from these, and always did.
    SetSource(Source),
    /// From the next simulated second on so much is offered: clients, or requests per second.
    SetLevel(f64),
    /// From the next simulated second on traffic has this shape.
    SetShape(Shape),
    /// In the next simulated seconds there is much more traffic.
    Spike,
    /// The cluster is like this, and always was.
    SetCluster(ClusterParameters),
    /// Chance begins here.
    SetSeed(u64),
    /// Time runs, or stands still.
    Play(bool),
    /// So many simulated seconds pass in a real one.
    SetSpeed(u32),
    /// The reader has arrived, or won't, or is tried again.
    Reader(Reader),
    /// The page is in this language from now on.
    Speak(Words),
    /// Back to the start of the run, under the traffic of now.
    Restart,
    /// There is time to simulate what is missing up to the session's clock.
    CatchUp,
}

/// How long the page simulates at a time, in ms. The rest of a frame is for everything else.
const SLICE: f64 = 12.0;

/// How long it simulates at once after a change, in ms: what is done then is seen in the next frame.
const FIRST_SLICE: f64 = 24.0;

/// A run as it is shown. Cloning it and comparing it cost nothing, however long it is.
#[derive(Clone)]
pub struct Run {
    /// Grows when the run is extended and is replaced when it is run again, so an older state never
    /// sees another past than its own.
    simulation: Rc<RefCell<Simulation>>,
    /// Counts the changes.
    revision: u64,
}

impl PartialEq for Run {
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
    }
}

impl Run {
    fn start(session: &Session, settings: &Settings, revision: u64) -> Self {
        let simulation = Simulation::start(session, in_force(settings));
        Self {
            simulation: Rc::new(RefCell::new(simulation)),
            revision,
        }
    }

    /// The simulation with its timeline.
    pub fn simulation(&self) -> Ref<'_, Simulation> {
        self.simulation.borrow()
    }

    /// Simulates up to the session's clock, for so many ms; whether it got there.
    fn catch_up(&mut self, session: &Session, slice: f64) -> bool {
        self.revision += 1;
        let end = milliseconds() + slice;
        let mut simulation = self.simulation.borrow_mut();
        simulation.advance_to(session.clock, || milliseconds() < end)
    }
}

/// What the page's clock says.
fn milliseconds() -> f64 {
    let clock = gloo_utils::window().performance();
    // Without a clock everything is in time.
    clock.map_or(0.0, |clock| clock.now())
}

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
    /// What came of it so far.
    pub run: Run,
    /// What will take its place when it has come to the session's clock.
    replay: Option<Run>,
    /// Whether time runs.
    pub playing: bool,
    /// Simulated seconds per real second.
    pub speed: u32,
}

impl PartialEq for Page {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Page {
    /// A session with what its texts say, playing, whose past is being simulated.
    pub fn open(session: Session, settings: Settings) -> Self {
        let mut run = Run::start(&session, &settings, 0);
        run.catch_up(&session, FIRST_SLICE);
        Self {
            session,
            settings: Rc::new(settings),
            // build.rs reads in English.
            said: words::LANGUAGES[0].tag,
            words: Words::current(),
            unread: false,
            reader: Reader::Awaited,
            run,
            replay: None,
            playing: true,
            speed: 5,
        }
    }

    /// The session that a first visitor finds: the tutorial's service has been idle, was scaled to
    /// zero, and gets its first clients now.
    pub fn first_visit() -> Self {
        let mut session = Session {
            clock: Duration::from_secs(110),
            ..Session::default()
        };
        session.script.set(session.clock, 20.0);
        Self::open(session, reader::tutorial())
    }

    /// How far the simulation is that is still on its way to the session's clock, 0 … 1.
    pub fn progress(&self) -> Option<f64> {
        let clock = self.session.clock;
        let at = self.replay.as_ref().unwrap_or(&self.run).simulation().at();
        (self.replay.is_some() || at < clock).then(|| at.as_secs_f64() / clock.as_secs_f64())
    }

    fn pass(mut self, seconds: u32) -> Self {
        let clock = self.session.clock + Duration::from_secs(seconds.into());
        self.session.clock = clock.min(CLOCK_MAX);
        self.playing = clock <= CLOCK_MAX;
        self.catch_up(SLICE)
    }

    fn catch_up(mut self, slice: f64) -> Self {
        let Some(replay) = &mut self.replay else {
            self.run.catch_up(&self.session, slice);
            return self;
        };
        if replay.catch_up(&self.session, slice) {
            let revision = self.run.revision.max(replay.revision) + 1;
            self.run = Run {
                revision,
                ..replay.clone()
            };
            self.replay = None;
        }
        self
    }

    /// Runs the session again from its start. What was under way to be shown isn't wanted any more.
    fn replay(mut self) -> Self {
        let revision = self.run.revision;
        self.replay = Some(Run::start(&self.session, &self.settings, revision));
        self.catch_up(FIRST_SLICE)
    }

    /// After a change of the script from the session's clock on.
    fn follow(self) -> Self {
        if self.session.clock == Duration::ZERO {
            // The first requests are planned already.
            return self.replay();
        }
        for run in self.replay.iter().chain([&self.run]) {
            run.simulation.borrow_mut().follow(&self.session);
        }
        self
    }

    /// Whether what the texts say is in another language than the page.
    pub fn is_foreign(&self) -> bool {
        self.said != self.words.tag()
    }

    /// Reads the texts if that wasn't done yet, or not in this language, and if somebody can.
    fn read(self) -> Self {
        match self.reader {
            Reader::Here(_) if self.unread || self.is_foreign() => self.settle(),
            _ => self,
        }
    }

    fn edit(mut self, text: Text, typed: Rc<str>) -> Self {
        match text {
            Text::Service => self.session.texts.service = typed,
            Text::ConfigMap => self.session.texts.config_map = typed,
        }
        self.settle()
    }

    /// After a change of texts or switches: runs the past again if it changed what counts. As long
    /// as nobody can read them they are only kept.
    fn settle(mut self) -> Self {
        let settings = match self.reader.read(&self.session, self.words) {
            Ok(settings) => settings,
            Err(reader) => {
                self.reader = reader;
                self.unread = true;
                return self;
            }
        };
        self.unread = false;
        self.said = self.words.tag();
        self.session.accept(&settings);
        let before = std::mem::replace(&mut self.settings, Rc::new(settings));
        if in_force(&self.settings) == in_force(&before) {
            return self;
        }
        self.replay()
    }
}

impl Reducible for Page {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let session = &self.session;
        // An action without effect returns the same state, which spares the page a render.
        let idle = match &action {
            // Time waits for the simulation.
            Action::Pass(seconds) => *seconds == 0 || self.progress().is_some(),
            Action::CatchUp => self.progress().is_none(),
            Action::Edit(text, typed) => text.of(&session.texts) == typed,
            Action::Switch(names, _) => names.is_empty(),
            Action::SetSource(source) => session.script.source == *source,
            Action::SetLevel(level) => session.script.level_at(session.clock) == *level,
            Action::SetShape(shape) => session.script.shape_at(session.clock) == *shape,
            Action::Spike => false,
            Action::SetCluster(cluster) => session.cluster == *cluster,
            Action::SetSeed(seed) => session.seed == *seed,
            Action::Play(playing) => self.playing == *playing,
            Action::SetSpeed(speed) => self.speed == *speed,
            Action::Reader(_) => matches!(self.reader, Reader::Here(_)),
            Action::Speak(words) => self.words == *words,
            Action::Restart => session.clock == Duration::ZERO,
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
                page.read()
            }
            Action::Speak(words) => {
                page.words = words;
                page.read()
            }
            Action::Restart => {
                page.session.script.restart(page.session.clock);
                page.session.clock = Duration::ZERO;
                page.replay()
            }
            Action::CatchUp => page.catch_up(SLICE),
        })
    }
}

/// The settings that are simulated.
fn in_force(settings: &Settings) -> &Effective {
    &settings.ladder.effective
}
