//! What happens to the page.

use std::rc::Rc;

use kpa::cluster::traffic::Source;
use kpa::session::{ClusterParameters, Comparison, Session, Shape, Texts};
use kpa::units::Duration;

use crate::language::Words;
use crate::reader::Reader;
use crate::view::{Look, View};

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
    /// From the next simulated second on traffic is as in this recording.
    Record(Rc<str>),
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
    /// The run is compared with another.
    Compare(Comparison),
    /// The run as it is now is what others are compared with.
    Pin,
    /// The visitor looks elsewhere.
    Look(Look),
    /// There is time to simulate what is missing up to the session's clock.
    CatchUp,
    /// Another session takes the place of this one.
    Open(Box<Opening>),
    /// Lessons are open, whose sessions take the place of the visitor's own, or they aren't any more.
    Lessons(bool),
    /// No other session comes to take the place of this one.
    Stay,
}

/// How fast it is played unless somebody says otherwise, in simulated seconds per real second.
pub(super) const SPEED: u32 = 5;

/// A session to open, and how to play it.
pub struct Opening {
    /// The session.
    pub session: Session,
    /// Whether time runs.
    pub playing: bool,
    /// When it stops, once.
    pub end: Option<Duration>,
    /// Simulated seconds per real second.
    pub speed: u32,
    /// Where the visitor looks; `None`: at the end of it, as closely as before.
    pub view: Option<View>,
}

impl Opening {
    /// A session that goes on, at the usual speed.
    pub fn of(session: Session) -> Self {
        Self {
            session,
            playing: true,
            end: None,
            speed: SPEED,
            view: None,
        }
    }
}
