//! A run: the cluster as it is now, and how it came to be so.

use crate::cluster::averaged::{Cluster, STEP};
use crate::session::Session;
use crate::settings::resolve::RevisionSettings;
use crate::timeline::{Second, Timeline};
use crate::units::{Duration, Time};

/// When every run begins: the start of 2026. Only differences of times can be seen.
const START: Time = Time::from_unix_secs(1_767_225_600);

/// The longest past that is run again: a day. No session that the page made reaches it.
const PAST_MAX: Duration = Duration::from_secs(24 * 3600);

/// A simulated cluster with everything that happened in it so far.
#[derive(Clone, Debug)]
pub struct Simulation {
    cluster: Cluster,
    timeline: Timeline,
}

impl Simulation {
    /// The session's cluster before its first second.
    pub fn start(session: &Session, settings: RevisionSettings) -> Self {
        let pod_start = session.cluster.pod_start.max(Duration::ZERO);
        Self {
            cluster: Cluster::new(START, settings, pod_start),
            timeline: Timeline::default(),
        }
    }

    /// The session's whole past under the given settings: from the start to its clock.
    pub fn replay(session: &Session, settings: RevisionSettings) -> Self {
        let mut simulation = Self::start(session, settings);
        let mut at = Duration::ZERO;
        while at < session.clock.min(PAST_MAX) {
            simulation.advance(session.script.clients_at(at));
            at = at + STEP;
        }
        simulation
    }

    /// Simulates one more second with so many clients.
    pub fn advance(&mut self, clients: f64) {
        self.cluster.advance(clients);
        self.timeline
            .seconds
            .push(Second::of(&self.cluster, clients));
    }

    /// Everything that happened so far.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The settings in force.
    pub fn settings(&self) -> &RevisionSettings {
        self.cluster.control_plane().settings()
    }
}
