//! From a session to its run, all at once or a part at a time.

use super::Session;
use crate::autoscaler::hpa::Hpa;
use crate::cluster::scenario::Scenario;
use crate::cluster::simulation::Scaler;
use crate::settings::resolve::RevisionSettings;
use crate::settings::review::Effective;
use crate::timeline::run::Run;
use crate::units::Duration;

/// The longest time that a session simulates: a day.
pub const CLOCK_MAX: Duration = Duration::from_secs(24 * 3600);

/// A row of the timeline for each second, as the page lives in seconds.
const INTERVAL: Duration = Duration::from_secs(1);

/// How much is simulated at least before somebody may interrupt it.
const STEP: Duration = Duration::from_millis(100);

/// How much it is where so few requests came in the last second that asking whether to go on would
/// take longer than a twentieth of what is asked about.
const QUIET_STEP: Duration = Duration::from_secs(1);
const QUIET: u64 = 1000;

/// A session's cluster, with everything that happened in it so far.
#[derive(Clone, Debug)]
pub struct Simulation {
    run: Run,
    settings: RevisionSettings,
    at: Duration,
}

impl Session {
    /// What the session says of cluster and users.
    pub fn scenario(&self) -> Scenario {
        let cluster = &self.cluster;
        Scenario {
            traffic: self.script.traffic(),
            service: cluster.service,
            cpu: cluster.cpu,
            start_up: cluster.pod_start,
            seed: self.seed,
            ..Scenario::default()
        }
    }
}

impl Simulation {
    /// The session's cluster at its start.
    pub fn start(session: &Session, effective: &Effective) -> Self {
        let mut run = Run::new(effective, &session.scenario(), INTERVAL);
        run.advance_to(Duration::ZERO);
        Self {
            run,
            settings: effective.revision.clone(),
            at: Duration::ZERO,
        }
    }

    /// The session's whole past: from the start to its clock.
    pub fn replay(session: &Session, effective: &Effective) -> Self {
        let mut simulation = Self::start(session, effective);
        simulation.advance_to(session.clock, || true);
        simulation
    }

    /// Simulates up to an instant, at most [`CLOCK_MAX`], for as long as `go_on` says; it is asked
    /// often. Whether the instant is reached.
    pub fn advance_to(&mut self, until: Duration, mut go_on: impl FnMut() -> bool) -> bool {
        let until = until.min(CLOCK_MAX);
        while self.at < until {
            if !go_on() {
                return false;
            }
            let last = self.run.rows().last();
            let is_quiet = last.is_some_and(|row| row.offered < QUIET);
            let step = if is_quiet { QUIET_STEP } else { STEP };
            self.at = until.min(self.at + step);
            self.run.advance_to(self.at);
        }
        true
    }

    /// Takes in a script that is another only from here on.
    pub fn follow(&mut self, session: &Session) {
        self.run.offer(session.script.traffic().pattern);
    }

    /// The simulated time so far.
    pub fn at(&self) -> Duration {
        self.at
    }

    /// The run with its timeline.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// The HPA in the autoscaler's place, if the revision is of its class.
    pub fn hpa(&self) -> Option<&Hpa> {
        match self.run.simulation().scaler() {
            Scaler::Kpa(_) => None,
            Scaler::Hpa(hpa) => Some(hpa),
        }
    }

    /// The settings in force.
    pub fn settings(&self) -> &RevisionSettings {
        &self.settings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::autoscaler::control_plane::Deployment;
    use crate::autoscaler::snapshot::Snapshot;
    use crate::session::Shape;
    use crate::timeline::run::START;

    fn secs(secs: i64) -> Duration {
        Duration::from_secs(secs)
    }

    fn effective(session: &mut Session) -> Effective {
        session.review().ladder.effective
    }

    /// What somebody drags while time runs.
    type Drag = fn(&mut Session);

    #[test]
    fn running_live_is_running_it_again() {
        let mut session = Session::default();
        let effective = effective(&mut session);
        let mut live = Simulation::start(&session, &effective);
        let drags: [Drag; 5] = [
            |session| session.script.set(session.clock, 30.0),
            |session| session.script.shape(session.clock, Shape::Sine),
            |session| session.script.spike(session.clock),
            |session| session.script.set(session.clock, 0.0),
            |session| session.script.set(session.clock, 7.0),
        ];
        for drag in drags {
            session.clock = session.clock + secs(20);
            live.advance_to(session.clock, || true);
            drag(&mut session);
            live.follow(&session);
        }
        session.clock = session.clock + secs(20);
        live.advance_to(session.clock, || true);
        let again = Simulation::replay(&session, &effective);
        assert!(again.run().rows() == live.run().rows());
        assert_eq!(again.run().hash(), live.run().hash());
        assert_eq!(again.run().rows().len(), 121);
    }

    #[test]
    fn a_run_in_parts_is_the_same_run() {
        let mut session = Session {
            clock: secs(90),
            ..Session::default()
        };
        session.script.set(secs(3), 50.0);
        let effective = effective(&mut session);
        let whole = Simulation::replay(&session, &effective);
        let mut parts = Simulation::start(&session, &effective);
        let mut left = 0;
        while !parts.advance_to(session.clock, || {
            left -= 1;
            left >= 0
        }) {
            assert!(parts.at() < session.clock);
            left = 7;
        }
        assert_eq!(parts.run().hash(), whole.run().hash());
    }

    #[test]
    fn the_past_is_as_it_was_when_it_was_the_present() {
        let mut session = Session::default();
        session.script.set(secs(5), 50.0);
        let effective = effective(&mut session);
        let mut live = Simulation::start(&session, &effective);
        let mut seen = Vec::new();
        for second in 0..120 {
            live.advance_to(secs(second), || true);
            let Scaler::Kpa(autoscaler) = live.run().simulation().scaler() else {
                panic!("the tutorial's service is scaled by the KPA");
            };
            let fleet = live.run().simulation().fleet();
            let now = START + secs(second);
            seen.push(Snapshot::of(
                autoscaler,
                now,
                fleet.replicas(),
                fleet.ready(),
            ));
        }
        for (row, seen) in seen.into_iter().enumerate() {
            let moment = live.run().moment(row).and_then(|it| it.autoscaler);
            assert_eq!(moment, Some(seen), "{row} s");
        }
    }

    #[test]
    fn a_session_ends_after_a_day() {
        let mut session = Session {
            clock: Duration::MAX,
            ..Session::default()
        };
        let effective = effective(&mut session);
        let idle = Simulation::replay(&session, &effective);
        assert_eq!(idle.at(), CLOCK_MAX);
    }
}
