//! One reconcile of the autoscaler object: the scale, the way of the requests, the conditions.

use crate::autoscaler::scaler::{self, Probe, Scaling};
use crate::settings::resolve::RevisionSettings;
use crate::units::{Replicas, Time};

/// The activators that a ServerlessService has before the autoscaler knows better.
const ACTIVATORS_AT_FIRST: i32 = 2;

/// The Active condition of the autoscaler object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// True: enough replicas are ready.
    Active,
    /// Unknown: replicas are wanted, and not enough are ready yet.
    Activating,
    /// False: none are wanted.
    Inactive,
}

/// Why the Active condition is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No reason is given, as for an active revision or a new object.
    None,
    /// Requests wait until replicas are ready.
    Queued,
    /// There is no traffic.
    NoTraffic,
    /// Activating took too long.
    TimedOut,
}

/// The Active condition with its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What the condition says.
    pub activity: Activity,
    /// Why.
    pub reason: Reason,
    /// Since when: moves when the activity or the reason changes.
    pub since: Time,
}

impl Condition {
    fn turn(&mut self, now: Time, activity: Activity, reason: Reason) {
        if (self.activity, self.reason) != (activity, reason) {
            *self = Self {
                activity,
                reason,
                since: now,
            };
        }
    }
}

/// The way of the requests, as the ServerlessService is told to lead them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Through the activator.
    Proxy,
    /// Straight to the replicas, as long as any is ready.
    Serve,
}

/// The ServerlessService (SKS) as the reconciler finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sks {
    /// The mode it was told to have.
    pub mode: Mode,
    /// The activators it was told to use.
    pub activators: i32,
    /// Whether its controller has given it the private service that names the replicas.
    pub named: bool,
    /// Since when the activator is in the path, if it is.
    pub proxying_since: Option<Time>,
}

/// The status of the autoscaler object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// Whether there is traffic, or replicas for it.
    pub condition: Condition,
    /// Whether the initial scale was ever reached; never unlearnt.
    pub initialized: bool,
    /// Whether the name of the public service is known.
    pub named: bool,
    /// The scale that was last wanted, after the bounds; `None` on a fresh object.
    pub desired: Option<Replicas>,
    /// The replicas that were ready.
    pub actual: Replicas,
}

impl Status {
    /// The status of a fresh object. All its conditions are unknown, so it counts as activating.
    pub fn fresh(now: Time) -> Self {
        Self {
            condition: Condition {
                activity: Activity::Activating,
                reason: Reason::None,
                since: now,
            },
            initialized: false,
            named: false,
            desired: None,
            actual: Replicas::ZERO,
        }
    }

    /// Computes the Active condition for a wanted scale and so many ready replicas.
    ///
    /// Returns the ready replicas that were needed for it, by what was initialised before.
    pub fn compute_active(
        &mut self,
        now: Time,
        settings: &RevisionSettings,
        want: Replicas,
        ready: Replicas,
    ) -> Replicas {
        let threshold = settings.active_threshold(self.initialized);
        let enough = ready >= threshold;
        if enough && self.named {
            self.initialized = true;
        }
        let activity = self.condition.activity;
        if want == Replicas::ZERO || threshold == Replicas::ZERO {
            let gave_up = activity == Activity::Activating && threshold > Replicas::ZERO;
            let reason = if gave_up {
                Reason::TimedOut
            } else {
                Reason::NoTraffic
            };
            self.condition.turn(now, Activity::Inactive, reason);
        } else if want > Replicas::ZERO || activity != Activity::Inactive {
            if enough {
                self.condition.turn(now, Activity::Active, Reason::None);
            } else {
                self.condition
                    .turn(now, Activity::Activating, Reason::Queued);
            }
        } else if !enough {
            self.condition
                .turn(now, Activity::Inactive, Reason::NoTraffic);
        }
        threshold
    }

    fn update(&mut self, now: Time, settings: &RevisionSettings, want: Replicas, ready: Replicas) {
        self.actual = ready;
        let known = self
            .desired
            .is_some_and(|desired| desired >= Replicas::ZERO);
        if want != Replicas::UNKNOWN || !known {
            self.desired = Some(want);
        }
        self.compute_active(now, settings, want, ready);
    }
}

/// What one reconcile starts from.
#[derive(Clone, Copy, Debug)]
pub struct Reconciliation<'a> {
    /// When it happens.
    pub now: Time,
    /// The revision's settings at that moment.
    pub settings: &'a RevisionSettings,
    /// The object's status.
    pub status: Status,
    /// The ServerlessService, if there is one yet.
    pub sks: Option<Sks>,
    /// The deployment's replicas, if it says.
    pub replicas: Option<Replicas>,
    /// The replicas that are ready.
    pub ready: Replicas,
    /// What probing the activator would answer.
    pub probe: Probe,
}

/// What one reconcile leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reconciled {
    /// The object's status after it.
    pub status: Status,
    /// The mode that the ServerlessService is told to have.
    pub mode: Mode,
    /// The activators that the ServerlessService is told to use.
    pub activators: i32,
    /// What was done to the deployment; `None` while there is no ServerlessService to lead requests.
    pub scaling: Option<Scaling>,
}

impl Reconciliation<'_> {
    /// Reconciles the object with the autoscaler's last recommendation and excess burst capacity.
    pub fn run(&self, recommendation: Replicas, excess_burst_capacity: i32) -> Reconciled {
        let mut status = self.status;
        let scaling = self
            .sks
            .filter(|sks| sks.named)
            .map(|_| scaler::scale(self, recommendation));
        let Some(scaled) = scaling else {
            // Without a service nothing can be counted.
            status.update(self.now, self.settings, Replicas::UNKNOWN, Replicas::ZERO);
            let (mode, activators) = (Mode::Proxy, ACTIVATORS_AT_FIRST);
            return Reconciled {
                status,
                mode,
                activators,
                scaling: None,
            };
        };
        let want = scaled.scale;
        let direct = want > Replicas::ZERO && excess_burst_capacity >= 0;
        status.named = true;
        status.update(self.now, self.settings, want, self.ready);
        Reconciled {
            status,
            mode: if direct { Mode::Serve } else { Mode::Proxy },
            activators: self.settings.decider.activators_wanted(self.ready),
            scaling,
        }
    }
}
