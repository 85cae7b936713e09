//! A run on the page: what is shown of it, and what will take its place.

use std::cell::{Ref, RefCell};
use std::rc::Rc;

use kpa::session::{Session, Simulation};
use kpa::settings::review::Effective;
use kpa::timeline::run::Moment;
use kpa::units::Duration;
use web_sys::Performance;

/// How long the page simulates at a time, in ms. The rest of a frame is for everything else.
const USUAL: f64 = 12.0;

/// How long it simulates at once after a change, in ms: what is done then is seen in the next frame,
/// within 50 ms with what that takes to draw.
const AFTER_CHANGE: f64 = 30.0;

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
    fn start(session: &Session, effective: &Effective, revision: u64) -> Self {
        let simulation = Simulation::start(session, effective);
        Self {
            simulation: Rc::new(RefCell::new(simulation)),
            revision,
        }
    }

    /// The simulation with its timeline.
    pub fn simulation(&self) -> Ref<'_, Simulation> {
        self.simulation.borrow()
    }

    /// What there was at a second of it; at the end, if none is named.
    pub fn moment(of: &Simulation, second: Option<usize>) -> Option<Moment<'_>> {
        let run = of.run();
        second.map_or_else(|| run.last(), |second| run.moment(second))
    }

    /// Simulates up to the session's clock, for a moment; whether it got there.
    fn catch_up(&mut self, session: &Session, slice: Slice) -> bool {
        self.revision += 1;
        let mut simulation = self.simulation.borrow_mut();
        simulation.advance_to(session.clock, || slice.lasts())
    }
}

/// The time for simulating in one frame.
#[derive(Clone, Copy)]
pub struct Slice {
    end: f64,
}

impl Slice {
    /// One that begins now.
    pub fn usual() -> Self {
        Self {
            end: milliseconds() + USUAL,
        }
    }

    /// One that begins now, after a change.
    pub fn after_change() -> Self {
        Self {
            end: milliseconds() + AFTER_CHANGE,
        }
    }

    fn lasts(self) -> bool {
        milliseconds() < self.end
    }
}

thread_local! {
    /// The page's clock. It is kept because it is asked after each simulated second, for which finding
    /// it would take longer than a quiet second itself.
    static CLOCK: Option<Performance> = gloo_utils::window().performance();
}

/// What the page's clock says.
fn milliseconds() -> f64 {
    // Without a clock everything is in time.
    CLOCK.with(|clock| clock.as_ref().map_or(0.0, Performance::now))
}

/// A run that is shown, and the one that takes its place when it has come to the session's clock.
#[derive(Clone)]
pub struct Track {
    /// What is shown.
    pub run: Run,
    next: Option<Run>,
}

impl Track {
    /// A run that begins.
    pub fn start(session: &Session, effective: &Effective) -> Self {
        Self {
            run: Run::start(session, effective, 0),
            next: None,
        }
    }

    /// Runs the session again from its start. What was under way to be shown isn't wanted any more.
    pub fn restart(&mut self, session: &Session, effective: &Effective) {
        self.next = Some(Run::start(session, effective, self.run.revision));
    }

    /// Simulates up to the session's clock, as far as there is time.
    pub fn catch_up(&mut self, session: &Session, slice: Slice) {
        let Some(next) = &mut self.next else {
            self.run.catch_up(session, slice);
            return;
        };
        if next.catch_up(session, slice) {
            let revision = self.run.revision.max(next.revision) + 1;
            self.run = Run {
                revision,
                ..next.clone()
            };
            self.next = None;
        }
    }

    /// Takes in a script that is another only from the session's clock on.
    pub fn follow(&self, session: &Session) {
        for run in self.next.iter().chain([&self.run]) {
            run.simulation.borrow_mut().follow(session);
        }
    }

    /// How far the simulation is that is still on its way to the clock, 0 … 1.
    pub fn progress(&self, clock: Duration) -> Option<f64> {
        let at = self.next.as_ref().unwrap_or(&self.run).simulation().at();
        (self.next.is_some() || at < clock).then(|| at.as_secs_f64() / clock.as_secs_f64())
    }
}
