//! What the page shows: a session, the run that follows from it, and how it is being played.
//!
//! Only [`Page::reduce`] changes anything. Playing extends the run by a step; every other change of
//! the session runs it again from its start.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use kpa::session::{Session, Settings, Simulation, Texts};
use kpa::settings::resolve::RevisionSettings;
use kpa::units::Duration;
use yew::Reducible;

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
    /// From the next simulated second on there are so many clients.
    SetClients(f64),
    /// A new pod takes so long to be ready, and always did.
    SetPodStart(Duration),
    /// Time runs, or stands still.
    Play(bool),
    /// So many simulated seconds pass in a real one.
    SetSpeed(u32),
    /// Back to the start of the run, under the traffic of now.
    Restart,
}

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
    /// The simulation with its timeline.
    pub fn simulation(&self) -> Ref<'_, Simulation> {
        self.simulation.borrow()
    }
}

/// The state of the page.
#[derive(Clone)]
pub struct Page {
    /// What is simulated.
    pub session: Session,
    /// What the texts say.
    pub settings: Rc<Settings>,
    /// What came of it so far.
    pub run: Run,
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
    /// A session with the past that belongs to it, playing.
    pub fn open(mut session: Session) -> Self {
        let settings = session.review();
        let simulation = Simulation::replay(&session, in_force(&settings).clone());
        Self {
            session,
            settings: Rc::new(settings),
            run: Run {
                simulation: Rc::new(RefCell::new(simulation)),
                revision: 0,
            },
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
        Self::open(session)
    }

    /// Clients from now on.
    pub fn clients(&self) -> f64 {
        self.session.script.clients_at(self.session.clock)
    }

    fn pass(mut self, seconds: u32) -> Self {
        for _ in 0..seconds {
            let clients = self.clients();
            self.run.simulation.borrow_mut().advance(clients);
            self.session.clock = self.session.clock + Duration::from_secs(1);
        }
        self.run.revision += 1;
        self
    }

    fn replay(mut self) -> Self {
        let settings = in_force(&self.settings).clone();
        let simulation = Simulation::replay(&self.session, settings);
        self.run = Run {
            simulation: Rc::new(RefCell::new(simulation)),
            revision: self.run.revision + 1,
        };
        self
    }

    fn edit(mut self, text: Text, typed: Rc<str>) -> Self {
        match text {
            Text::Service => self.session.texts.service = typed,
            Text::ConfigMap => self.session.texts.config_map = typed,
        }
        self.settle()
    }

    /// After a change of texts or switches: runs the past again if it changed what counts.
    fn settle(mut self) -> Self {
        let before = std::mem::replace(&mut self.settings, Rc::new(self.session.review()));
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
            Action::Pass(seconds) => *seconds == 0,
            Action::Edit(text, typed) => text.of(&session.texts) == typed,
            Action::Switch(names, _) => names.is_empty(),
            Action::SetClients(clients) => self.clients() == *clients,
            Action::SetPodStart(pod_start) => session.cluster.pod_start == *pod_start,
            Action::Play(playing) => self.playing == *playing,
            Action::SetSpeed(speed) => self.speed == *speed,
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
            Action::SetClients(clients) => {
                page.session.script.set(page.session.clock, clients);
                page
            }
            Action::SetPodStart(pod_start) => {
                page.session.cluster.pod_start = pod_start;
                page.replay()
            }
            Action::Play(playing) => Page { playing, ..page },
            Action::SetSpeed(speed) => Page { speed, ..page },
            Action::Restart => {
                let clients = page.clients();
                page.session.clock = Duration::ZERO;
                page.session.script.set(Duration::ZERO, clients);
                page.replay()
            }
        })
    }
}

/// The settings that are simulated.
fn in_force(settings: &Settings) -> &RevisionSettings {
    &settings.ladder.effective.revision
}
