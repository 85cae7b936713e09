//! The scaler: from a recommendation to the replicas that the deployment is told to have.

use crate::autoscaler::reconciler::{Activity, Mode, Reconciliation};
use crate::settings::resolve::RevisionSettings;
use crate::units::{Duration, Replicas, Time};

/// How soon the object is looked at again after the revision turned inactive with the activator in
/// the path: then the activator has to be probed.
const PROBE_RETRY: Duration = Duration::from_secs(3);

/// What probing the activator for the revision's service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// The activator answers: it is in the path.
    Answered,
    /// Something else answers, or nothing.
    Unanswered,
}

/// What became of a recommendation of zero. Times are when the wait is over at the latest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// enable-scale-to-zero is off: one replica stays.
    Off,
    /// Replicas that were asked for aren't ready yet; it gives up after the activation time-out.
    Activating {
        /// When it gives up.
        until: Time,
    },
    /// The revision has been active for less than a stable window: one replica stays.
    StableWindow {
        /// When a whole stable window has passed.
        until: Time,
    },
    /// The revision turns inactive; its last replica goes in a later run.
    Turning,
    /// The activator isn't in the path yet.
    Probing,
    /// Pod retention keeps the last replica.
    Retention {
        /// When it ends.
        until: Time,
    },
    /// The activator is in the path, but not for as long as the grace period.
    Grace {
        /// When it has been there for so long.
        until: Time,
    },
    /// Nothing is left to wait for: no replicas.
    Open,
}

/// What the scaler did with a recommendation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scaling {
    /// The scale that the reconciler goes on with.
    pub scale: Replicas,
    /// The replicas that were written to the deployment, if any were.
    pub applied: Option<Replicas>,
    /// After what time the object is to be looked at again.
    pub requeue: Option<Duration>,
    /// Whether the activator was probed.
    pub probed: bool,
    /// Whether probing goes on in the background, because the activator didn't answer.
    pub probing_on: bool,
    /// What became of a recommendation of zero, if it was one.
    pub gate: Option<Gate>,
}

impl Scaling {
    /// A scale that isn't written.
    fn only(scale: Replicas) -> Self {
        Self {
            scale,
            ..Self::default()
        }
    }

    fn requeued(self, after: Duration) -> Self {
        Self {
            requeue: Some(after),
            ..self
        }
    }

    fn at(self, gate: Gate) -> Self {
        Self {
            gate: Some(gate),
            ..self
        }
    }
}

/// Bounds a recommendation and applies it, as far as it may be applied yet.
pub fn scale(run: &Reconciliation<'_>, recommendation: Replicas) -> Scaling {
    let activating = run.status.condition.activity == Activity::Activating;
    if recommendation < Replicas::ZERO && !activating {
        return Scaling::only(recommendation);
    }
    match bounded(run.settings, run.status.initialized, recommendation) {
        Replicas::ZERO => to_zero(run),
        bounded => apply(run, bounded),
    }
}

/// The recommendation within the bounds.
///
/// Surprising: until it was reached once, an initial scale above 1 acts as a min-scale, and beats a
/// smaller max-scale, because what is below the minimum isn't compared with the maximum any more.
pub fn bounded(settings: &RevisionSettings, initialized: bool, scale: Replicas) -> Replicas {
    let spec = &settings.decider;
    let max = settings.bounds.max;
    let mut min = settings.bounds.min;
    if spec.initial_scale > Replicas(1) && !initialized && spec.reachable {
        min = min.max(spec.initial_scale);
    }
    if scale < min {
        min
    } else if max != Replicas::ZERO && scale > max {
        max
    } else {
        scale
    }
}

/// Writes the replicas if they differ from the deployment's, which has 1 if it says nothing.
fn apply(run: &Reconciliation<'_>, scale: Replicas) -> Scaling {
    let present = run.replicas.unwrap_or(Replicas(1));
    Scaling {
        applied: (present != scale).then_some(scale),
        ..Scaling::only(scale)
    }
}

/// What becomes of a recommendation of zero: it depends on how long the revision has been what it is.
fn to_zero(run: &Reconciliation<'_>) -> Scaling {
    let settings = run.settings;
    if !settings.enable_scale_to_zero {
        return apply(run, Replicas(1)).at(Gate::Off);
    }
    let condition = run.status.condition;
    let held = run.now.since(condition.since);
    match condition.activity {
        Activity::Activating if held > settings.activation_timeout => {
            apply(run, Replicas::ZERO).at(Gate::Open)
        }
        Activity::Activating => {
            let until = condition.since + settings.activation_timeout;
            Scaling::only(Replicas::UNKNOWN)
                .requeued(settings.activation_timeout)
                .at(Gate::Activating { until })
        }
        Activity::Active => {
            let window = settings.decider.stable_window;
            if held < window {
                let until = condition.since + window;
                return apply(run, Replicas(1))
                    .requeued(window - held)
                    .at(Gate::StableWindow { until });
            }
            // Turns inactive with this; the replica goes in a later run.
            let turned = Scaling::only(Replicas::ZERO).at(Gate::Turning);
            match run.sks.map(|sks| sks.mode) {
                Some(Mode::Proxy) => turned.requeued(PROBE_RETRY),
                _ => turned,
            }
        }
        Activity::Inactive => last_replica(run, held),
    }
}

/// Removes the last replica of a revision that has been inactive for some time, once the activator
/// is in the path.
///
/// Surprising: the grace period keeps nothing warm. It is how long to wait at most for the activator,
/// and usually the activator has been there long enough already; pod retention is what keeps a
/// replica.
fn last_replica(run: &Reconciliation<'_>, inactive: Duration) -> Scaling {
    let settings = run.settings;
    let waiting = Scaling {
        probed: settings.scrapes(),
        ..Scaling::only(Replicas::ZERO)
    };
    if waiting.probed && run.probe != Probe::Answered {
        return Scaling {
            probing_on: true,
            ..waiting.at(Gate::Probing)
        };
    }
    let gone = Scaling {
        probed: waiting.probed,
        ..apply(run, Replicas::ZERO).at(Gate::Open)
    };
    let (grace, retention) = (settings.grace_period, settings.pod_retention);
    if inactive >= grace.max(retention) {
        return gone;
    }
    if inactive < retention {
        let left = retention - inactive;
        let until = run.now + left;
        return waiting.requeued(left).at(Gate::Retention { until });
    }
    let proxying = run
        .sks
        .and_then(|sks| sks.proxying_since)
        .map_or(Duration::ZERO, |since| run.now.since(since));
    if proxying >= grace {
        gone
    } else {
        let left = grace - proxying;
        let until = run.now + left;
        waiting.requeued(left).at(Gate::Grace { until })
    }
}
