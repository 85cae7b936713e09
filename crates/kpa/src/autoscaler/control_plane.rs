//! The control plane of one revision: collector, decider, reconciler and ServerlessService together.
//!
//! Knows neither clock nor pods: whoever simulates a cluster tells it the time, hands it statistics,
//! and gives it a [`Deployment`] to scale.

use crate::autoscaler::collector::{Collector, Observed, Statistic};
use crate::autoscaler::decider::{Decider, Decision};
use crate::autoscaler::reconciler::{Mode, Reconciliation, Sks, Status};
use crate::autoscaler::scaler::{Gate, Probe};
use crate::settings::resolve::RevisionSettings;
use crate::units::{Duration, Replicas, Time};

/// How often a decision is made.
pub const TICK: Duration = Duration::from_secs(2);

/// More runs than this never happen at one instant: each but the last changes something, and what
/// can change goes one way.
const RECONCILES_AT_ONCE: usize = 100;

/// What the autoscaler scales.
pub trait Deployment {
    /// The replicas it was last told to have.
    fn replicas(&self) -> Replicas;
    /// The replicas that are ready.
    fn ready(&self) -> Replicas;
    /// Tells it to have so many replicas.
    fn scale_to(&mut self, now: Time, replicas: Replicas);
}

/// The control plane of one revision.
#[derive(Clone, Debug)]
pub struct ControlPlane {
    settings: RevisionSettings,
    status: Status,
    sks: Option<Sks>,
    /// Made in the reconcile that first finds a complete ServerlessService.
    autoscaler: Option<(Collector, Decider)>,
    recommendation: Replicas,
    excess_burst_capacity: i32,
    /// What became of a recommendation of zero in the last reconcile, if it was one.
    gate: Option<Gate>,
    /// When the object is to be looked at again: one slot, where the earlier time wins.
    timer: Option<Time>,
}

impl ControlPlane {
    /// The control plane of a revision that is created now. [`ControlPlane::reconcile`] must follow.
    pub fn new(now: Time, settings: RevisionSettings) -> Self {
        Self {
            status: Status::fresh(now),
            sks: None,
            autoscaler: None,
            recommendation: Replicas::UNKNOWN,
            excess_burst_capacity: settings.decider.initial_excess_burst_capacity(),
            gate: None,
            timer: None,
            settings,
        }
    }

    /// The settings in force.
    pub fn settings(&self) -> &RevisionSettings {
        &self.settings
    }

    /// Adopts changed settings. [`ControlPlane::reconcile`] must follow.
    pub fn adopt(&mut self, now: Time, settings: RevisionSettings) {
        if let Some((collector, _)) = &mut self.autoscaler {
            collector.update(now, &settings);
        }
        self.settings = settings;
    }

    /// The autoscaler object's status.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The ServerlessService, once there is one.
    pub fn sks(&self) -> Option<&Sks> {
        self.sks.as_ref()
    }

    /// Whether requests go through the activator.
    pub fn proxied(&self) -> bool {
        self.sks.is_some_and(|sks| sks.proxying_since.is_some())
    }

    /// The last recommendation, before the bounds; −1 before the first.
    pub fn recommendation(&self) -> Replicas {
        self.recommendation
    }

    /// The last excess burst capacity.
    pub fn excess_burst_capacity(&self) -> i32 {
        self.excess_burst_capacity
    }

    /// The last decision in all its steps, once one was made.
    pub fn decision(&self) -> Option<&Decision> {
        self.autoscaler.as_ref()?.1.latest()
    }

    /// What became of a recommendation of zero, if the last one was.
    pub fn gate(&self) -> Option<Gate> {
        self.gate
    }

    /// Whether panic mode lasts.
    pub fn panicking(&self) -> bool {
        self.autoscaler
            .as_ref()
            .is_some_and(|(_, decider)| decider.panic_since().is_some())
    }

    /// What the windows average to at an instant; `None` without data.
    pub fn observed(&self, now: Time) -> Option<Observed> {
        self.autoscaler.as_ref()?.0.observed(now)
    }

    /// Takes in what an activator or the replicas report.
    pub fn record(&mut self, now: Time, statistic: &Statistic) {
        if let Some((collector, _)) = &mut self.autoscaler {
            collector.record(now, statistic);
        }
    }

    /// Takes in an activator's report. An idle revision is decided on at once.
    ///
    /// Surprising: idle is a recommendation of exactly 0, and only concurrency wakes it, even where
    /// the metric is RPS.
    pub fn record_from_activator(
        &mut self,
        now: Time,
        statistic: &Statistic,
        deployment: &mut impl Deployment,
    ) {
        self.record(now, statistic);
        if self.recommendation == Replicas::ZERO && statistic.concurrency != 0.0 {
            self.decide(now, deployment);
        }
    }

    /// Decides, and reconciles if the decision asks for something else than the last one.
    pub fn decide(&mut self, now: Time, deployment: &mut impl Deployment) {
        let Some((collector, decider)) = &mut self.autoscaler else {
            return;
        };
        let Some(observed) = collector.observed(now) else {
            return;
        };
        let decision = decider.decide(&self.settings.decider, now, deployment.ready(), observed);
        let changed = decision.desired != self.recommendation
            || (decision.excess_burst_capacity < 0) != (self.excess_burst_capacity < 0);
        self.recommendation = decision.desired;
        self.excess_burst_capacity = decision.excess_burst_capacity;
        if changed {
            self.reconcile(now, deployment);
        }
    }

    /// Whether the timer has run out; empties it if so. [`ControlPlane::reconcile`] must follow then.
    pub fn timer_is_due(&mut self, now: Time) -> bool {
        self.timer.take_if(|due| *due <= now).is_some()
    }

    /// When the object is to be looked at again, if nothing happens before.
    pub fn timer(&self) -> Option<Time> {
        self.timer
    }

    /// Reconciles until nothing changes any more, all at the same instant.
    pub fn reconcile(&mut self, now: Time, deployment: &mut impl Deployment) {
        for _ in 0..RECONCILES_AT_ONCE {
            if !self.reconcile_once(now, deployment) {
                return;
            }
        }
    }

    /// One reconcile and one run of the ServerlessService's controller; whether anything changed.
    fn reconcile_once(&mut self, now: Time, deployment: &mut impl Deployment) -> bool {
        let ready = deployment.ready();
        let created = self.sks.is_some() && self.autoscaler.is_none();
        if created {
            let decider = Decider::new(&self.settings.decider, now, ready);
            self.autoscaler = Some((Collector::new(&self.settings), decider));
        }
        let done = Reconciliation {
            now,
            settings: &self.settings,
            status: self.status,
            sks: self.sks,
            replicas: Some(deployment.replicas()),
            ready,
            // The activator answers exactly while it is in the path.
            probe: if self.proxied() {
                Probe::Answered
            } else {
                Probe::Unanswered
            },
        }
        .run(self.recommendation, self.excess_burst_capacity);

        let mut changed = created || !same_apart_from_clock(&self.status, &done.status);
        self.status = done.status;
        self.gate = done.scaling.and_then(|scaling| scaling.gate);
        if let Some(scaling) = done.scaling {
            if let Some(replicas) = scaling.applied {
                deployment.scale_to(now, replicas);
                changed = true;
            }
            if let Some(due) = scaling.requeue.map(|after| now + after) {
                self.timer = Some(self.timer.map_or(due, |pending| pending.min(due)));
            }
        }
        let told = Sks {
            mode: done.mode,
            activators: done.activators,
            named: true,
            proxying_since: self.sks.and_then(|sks| sks.proxying_since),
        };
        changed |= self.sks != Some(told) || deployment.ready() != ready;
        self.sks = Some(told);
        self.run_sks_controller(now, deployment.ready());
        changed
    }

    /// The ServerlessService's controller: leads requests through the activator in Proxy mode and
    /// while nothing is ready. The clock runs for as long as that stays so, whatever the mode does.
    pub fn run_sks_controller(&mut self, now: Time, ready: Replicas) {
        if let Some(sks) = &mut self.sks {
            let proxied = ready == Replicas::ZERO || sks.mode == Mode::Proxy;
            sks.proxying_since = match sks.proxying_since {
                Some(since) if proxied => Some(since),
                _ => proxied.then_some(now),
            };
        }
    }
}

/// Whether two statuses differ in nothing but when the condition turned.
fn same_apart_from_clock(a: &Status, b: &Status) -> bool {
    let mut a = *a;
    a.condition.since = b.condition.since;
    a == *b
}
