//! What there is to see of a cluster at a moment, as data.

use kpa::autoscaler::reconciler::Mode;
use kpa::session::Simulation;
use kpa::settings::resolve::Metric;
use kpa::timeline::pods::Pod;

/// The cluster at the end of a second.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The requests of this second.
    pub flow: Flow,
    /// Whether the ServerlessService is in Serve mode. The gateway learns of it a moment later, and
    /// without a ready pod it goes to the activator even so.
    pub serving: bool,
    /// Requests that wait in the activator.
    pub waiting: u64,
    /// Requests that wait in the queues of pods.
    pub queued: u64,
    /// All pods that are ready.
    pub ready: u64,
    /// All that start.
    pub starting: u64,
    /// All that finish what they hold.
    pub draining: u64,
    /// Those of them that are drawn, the ready ones first, then the starting, then the draining.
    pub pods: Vec<Pod>,
    /// When a pod is full.
    pub full: Full,
}

/// Where requests go, and how many in a second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flow {
    /// Whether they go straight to the pods.
    pub direct: bool,
    /// How many arrive.
    pub arriving: f64,
    /// How many go on from the activator, if they don't go straight.
    pub leaving: f64,
}

/// How many requests at a time fill a pod.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Full {
    /// As many as its container takes at most.
    Limit(f64),
    /// As many as it should have; it takes more.
    Target(f64),
    /// There is no such number: requests are counted by the second.
    Unknown,
}

impl Full {
    /// Which part of a pod so many requests fill, 0 … 1. Where nobody says what fills it, `busiest`
    /// does: the number at the busiest pod.
    pub fn share(self, requests: u16, busiest: u16) -> f64 {
        let requests = f64::from(requests);
        let full = match self {
            Self::Limit(full) | Self::Target(full) => full,
            Self::Unknown => f64::from(busiest),
        };
        if requests < full {
            requests / full
        } else {
            f64::from(u8::from(requests > 0.0))
        }
    }
}

impl Scene {
    /// The cluster at the end of a row of its timeline.
    pub fn of(simulation: &Simulation, row: usize) -> Option<Self> {
        let run = simulation.run();
        let moment = run.moment(row)?;
        let now = moment.row;
        let sks = moment.autoscaler.map(|autoscaler| autoscaler.sks);
        let before = row.checked_sub(1).and_then(|row| run.rows().get(row));
        let arriving = now.offered as f64;
        let waited = before.map_or(0, |row| row.queued_at_activator);
        let limit = run.simulation().plane().container_concurrency();
        let spec = &simulation.settings().decider;
        Some(Self {
            flow: Flow {
                direct: !now.activator_in_path,
                arriving,
                leaving: (arriving + waited as f64 - now.queued_at_activator as f64).max(0.0),
            },
            serving: match sks {
                Some(sks) => sks.is_some_and(|sks| sks.mode == Mode::Serve),
                // With the HPA the activator only steps in while nothing is ready.
                None => now.ready > 0,
            },
            waiting: now.queued_at_activator,
            queued: now.queued_at_pods,
            ready: now.ready,
            starting: now.pending,
            draining: now.draining,
            pods: run.pods(row).collect(),
            full: match (limit, &spec.metric) {
                (0, Metric::Rps) => Full::Unknown,
                (0, _) => Full::Target(spec.total),
                (limit, _) => Full::Limit(limit.into()),
            },
        })
    }

    /// Pods that aren't drawn because there are too many.
    pub fn left_out(&self) -> u64 {
        (self.ready + self.starting + self.draining).saturating_sub(self.pods.len() as u64)
    }
}
