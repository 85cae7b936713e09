//! The simplest cluster: the offered load goes straight into the metric, once a second.
//!
//! Exactly the model in which the closed loops were recorded. Statistics arrive without delay, API
//! calls take no time, timers are exact, replicas never fail.

use crate::autoscaler::collector::Statistic;
use crate::autoscaler::control_plane::{ControlPlane, Deployment, TICK};
use crate::settings::resolve::RevisionSettings;
use crate::units::{Duration, Replicas, Time};

/// One step of the model.
pub const STEP: Duration = Duration::from_secs(1);

const STEPS_PER_TICK: i64 = TICK.as_nanos() / STEP.as_nanos();

/// The most replicas that the model makes.
///
/// A cluster would run out of nodes long before; here it keeps a target that is nearly zero from
/// taking all memory.
const REPLICAS_MAX: i32 = 100_000;

/// A revision's replicas, each ready a constant time after it was made.
#[derive(Clone, Debug)]
struct Pods {
    start_time: Duration,
    /// How many the deployment was told to have.
    replicas: Replicas,
    /// When each becomes ready, earliest first: those made later are ready later.
    ready_at: Vec<Time>,
    ready: usize,
    /// Each write of the replica count in this second: from, to.
    written: Vec<(Replicas, Replicas)>,
}

impl Pods {
    fn refresh(&mut self, now: Time) {
        while self.ready_at.get(self.ready).is_some_and(|&at| at <= now) {
            self.ready += 1;
        }
    }
}

impl Deployment for Pods {
    fn replicas(&self) -> Replicas {
        self.replicas
    }

    fn ready(&self) -> Replicas {
        Replicas(self.ready as i32)
    }

    fn scale_to(&mut self, now: Time, replicas: Replicas) {
        self.written.push((self.replicas, replicas));
        self.replicas = replicas;
        // Those that would be ready last go first.
        let count = replicas.0.clamp(0, REPLICAS_MAX) as usize;
        self.ready_at.resize(count, now + self.start_time);
        self.ready = self.ready.min(count);
        self.refresh(now);
    }
}

/// The cluster and its control plane at one instant.
#[derive(Clone, Debug)]
pub struct Cluster {
    now: Time,
    /// Seconds simulated so far.
    seconds: i64,
    control_plane: ControlPlane,
    pods: Pods,
    reconcile_needed: bool,
    /// Ready replicas at the end of the second before.
    ready_before: Replicas,
}

impl Cluster {
    /// A cluster in which a revision is created at an instant; its deployment begins with the initial
    /// scale, and a replica takes `start_time` to be ready.
    pub fn new(now: Time, settings: RevisionSettings, start_time: Duration) -> Self {
        let mut pods = Pods {
            start_time,
            replicas: Replicas::ZERO,
            ready_at: Vec::new(),
            ready: 0,
            written: Vec::new(),
        };
        pods.scale_to(now, settings.decider.initial_scale);
        Self {
            now,
            seconds: 0,
            control_plane: ControlPlane::new(now, settings),
            ready_before: pods.ready(),
            pods,
            reconcile_needed: true,
        }
    }

    /// The control plane, to look at.
    pub fn control_plane(&self) -> &ControlPlane {
        &self.control_plane
    }

    /// The instant that was simulated last.
    pub fn now(&self) -> Time {
        self.now
    }

    /// The replicas that the deployment has, ready or not.
    pub fn replicas(&self) -> Replicas {
        self.pods.replicas()
    }

    /// The replicas that are ready.
    pub fn ready(&self) -> Replicas {
        self.pods.ready()
    }

    /// The writes of the deployment's replica count in the second simulated last: from, to.
    pub fn scale_events(&self) -> &[(Replicas, Replicas)] {
        &self.pods.written
    }

    /// Gives the revision other settings from the next second on.
    pub fn adopt(&mut self, settings: RevisionSettings) {
        let at = if self.seconds > 0 {
            self.now + STEP
        } else {
            self.now
        };
        self.control_plane.adopt(at, settings);
        self.reconcile_needed = true;
    }

    /// Simulates one second under a load: requests in flight, or per second if that is the metric.
    ///
    /// The first call simulates second 0, in which the revision is created.
    pub fn advance(&mut self, load: f64) {
        if self.seconds > 0 {
            self.now += STEP;
        }
        let now = self.now;
        self.pods.written.clear();

        self.pods.refresh(now);
        if self.pods.ready() != self.ready_before {
            self.control_plane
                .run_sks_controller(now, self.pods.ready());
            self.reconcile_needed = true;
        }
        self.reconcile_needed |= self.control_plane.timer_is_due(now);
        if std::mem::take(&mut self.reconcile_needed) {
            self.control_plane.reconcile(now, &mut self.pods);
        }

        if self.control_plane.proxied() && load > 0.0 {
            let report = Statistic {
                concurrency: load,
                requests: load,
                ..Statistic::default()
            };
            self.control_plane
                .record_from_activator(now, &report, &mut self.pods);
        }
        if self.pods.ready() > Replicas::ZERO && self.control_plane.settings().scrapes() {
            // What came through the activator was counted there; the write itself still happens.
            let proxied = if self.control_plane.proxied() {
                load
            } else {
                0.0
            };
            let report = Statistic {
                concurrency: load,
                requests: load,
                proxied_concurrency: proxied,
                proxied_requests: proxied,
            };
            self.control_plane.record(now, &report);
        }
        // The ticks count from the revision's creation, when there is nothing to decide on yet.
        if self.seconds > 0 && self.seconds % STEPS_PER_TICK == 0 {
            self.control_plane.decide(now, &mut self.pods);
        }
        self.ready_before = self.pods.ready();
        self.seconds += 1;
    }
}
