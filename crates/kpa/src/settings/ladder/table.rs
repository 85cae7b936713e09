//! Every setting: its default, where it can be set, and what comes out.

use super::Scope;
use super::outcome::{self as out, Outcome, plain};
use crate::settings::annotations::{Key, keys as own};
use crate::settings::config::keys as shared;
use crate::settings::defaults::keys as defaults;
use crate::settings::review::Effective;
use crate::units::number;

/// A setting.
pub(super) struct Setting {
    /// Its name, also that of its label in the tables of words.
    pub(super) id: &'static str,
    pub(super) kind: Kind,
    /// Knative's default, as it would be written.
    pub(super) default: fn(&Effective) -> &'static str,
    /// Where it is set for the whole cluster.
    pub(super) shared: fn(&Effective) -> Shared,
    /// Where a revision sets it.
    pub(super) own: Own,
    pub(super) outcome: fn(&Effective) -> Outcome,
}

/// How the autoscaler reads an annotation.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Float,
    Whole,
    Duration,
}

/// Where a setting is set for the whole cluster.
#[derive(Clone, Copy)]
pub(super) enum Shared {
    Nowhere,
    Autoscaler(&'static str),
    Defaults(&'static str),
}

/// Where a revision sets a setting.
#[derive(Clone, Copy)]
pub(super) enum Own {
    Nowhere,
    Annotation(Key),
    Field(&'static str),
}

impl Setting {
    pub(super) fn scope(&self, effective: &Effective) -> Scope {
        match ((self.shared)(effective), &self.own) {
            (Shared::Nowhere, Own::Nowhere) => Scope::Derived,
            (Shared::Nowhere, _) => Scope::Revision,
            (_, Own::Nowhere) => Scope::Cluster,
            _ => Scope::Both,
        }
    }

    const fn new(
        id: &'static str,
        kind: Kind,
        default: fn(&Effective) -> &'static str,
        outcome: fn(&Effective) -> Outcome,
    ) -> Self {
        Self {
            id,
            kind,
            default,
            shared: |_| Shared::Nowhere,
            own: Own::Nowhere,
            outcome,
        }
    }

    const fn shared(self, shared: fn(&Effective) -> Shared) -> Self {
        Self { shared, ..self }
    }

    const fn own(self, key: Key) -> Self {
        Self {
            own: Own::Annotation(key),
            ..self
        }
    }

    const fn field(self, name: &'static str) -> Self {
        Self {
            own: Own::Field(name),
            ..self
        }
    }
}

/// In the order in which one asks: who scales by what, between which bounds, over which time.
pub(super) static SETTINGS: &[Setting] = &[
    Setting::new(
        "class",
        Kind::Text,
        |_| "kpa.autoscaling.knative.dev",
        |e| plain(out::class(e)),
    )
    .shared(|_| Shared::Autoscaler(shared::CLASS))
    .own(own::CLASS),
    Setting::new("metric", Kind::Text, out::default_metric, out::metric).own(own::METRIC),
    Setting::new(
        "container-concurrency",
        Kind::Whole,
        |_| "0",
        out::container_concurrency,
    )
    .shared(|_| Shared::Defaults(defaults::CONTAINER_CONCURRENCY))
    .field("containerConcurrency"),
    Setting::new("target", Kind::Float, out::default_target, out::total)
        .shared(|e| {
            Shared::Autoscaler(match out::is_rps(e) {
                true => shared::RPS_TARGET_DEFAULT,
                false => shared::CONCURRENCY_TARGET_DEFAULT,
            })
        })
        .own(own::TARGET),
    Setting::new("utilization", Kind::Float, |_| "70", out::utilization)
        // The ConfigMap's percentage doesn't reach an RPS target.
        .shared(|e| match out::is_rps(e) {
            true => Shared::Nowhere,
            false => Shared::Autoscaler(shared::TARGET_PERCENTAGE),
        })
        .own(own::TARGET_UTILIZATION),
    Setting::new(
        "target-per-replica",
        Kind::Float,
        |_| "70",
        out::target_per_replica,
    ),
    Setting::new("min-scale", Kind::Whole, |_| "0", out::min_scale)
        .shared(|_| Shared::Autoscaler(shared::MIN_SCALE))
        .own(own::MIN_SCALE),
    Setting::new(
        "max-scale",
        Kind::Whole,
        |_| "0",
        |e| out::bound(e.revision.bounds.max),
    )
    .shared(|_| Shared::Autoscaler(shared::MAX_SCALE))
    .own(own::MAX_SCALE),
    Setting::new(
        "max-scale-limit",
        Kind::Whole,
        |_| "0",
        |e| out::bound(e.config.max_scale_limit),
    )
    .shared(|_| Shared::Autoscaler(shared::MAX_SCALE_LIMIT)),
    Setting::new("initial-scale", Kind::Whole, |_| "1", out::initial_scale)
        .shared(|_| Shared::Autoscaler(shared::INITIAL_SCALE))
        .own(own::INITIAL_SCALE),
    Setting::new(
        "allow-zero-initial-scale",
        Kind::Text,
        |_| "false",
        |e| plain(e.config.allow_zero_initial_scale),
    )
    .shared(|_| Shared::Autoscaler(shared::ALLOW_ZERO_INITIAL_SCALE)),
    Setting::new(
        "activation-scale",
        Kind::Whole,
        |_| "0",
        out::activation_scale,
    )
    .own(own::ACTIVATION_SCALE),
    Setting::new(
        "stable-window",
        Kind::Duration,
        |_| "60s",
        |e| plain(e.revision.decider.stable_window),
    )
    .shared(|_| Shared::Autoscaler(shared::STABLE_WINDOW))
    .own(own::WINDOW),
    Setting::new(
        "panic-window-percentage",
        Kind::Float,
        |_| "10",
        out::panic_window_percentage,
    )
    .shared(|_| Shared::Autoscaler(shared::PANIC_WINDOW_PERCENTAGE))
    .own(own::PANIC_WINDOW),
    Setting::new("panic-window", Kind::Duration, |_| "6s", out::panic_window),
    Setting::new(
        "panic-threshold",
        Kind::Float,
        |_| "200",
        out::panic_threshold,
    )
    .shared(|_| Shared::Autoscaler(shared::PANIC_THRESHOLD_PERCENTAGE))
    .own(own::PANIC_THRESHOLD),
    Setting::new("scale-up-rate", Kind::Float, |_| "1000", out::up_rate)
        .shared(|_| Shared::Autoscaler(shared::MAX_SCALE_UP_RATE)),
    Setting::new("scale-down-rate", Kind::Float, |_| "2", out::down_rate)
        .shared(|_| Shared::Autoscaler(shared::MAX_SCALE_DOWN_RATE)),
    Setting::new(
        "scale-down-delay",
        Kind::Duration,
        |_| "0s",
        |e| plain(e.revision.decider.scale_down_delay),
    )
    .shared(|_| Shared::Autoscaler(shared::SCALE_DOWN_DELAY))
    .own(own::SCALE_DOWN_DELAY),
    Setting::new(
        "scale-to-zero",
        Kind::Text,
        |_| "true",
        |e| plain(e.revision.enable_scale_to_zero),
    )
    .shared(|_| Shared::Autoscaler(shared::ENABLE_SCALE_TO_ZERO)),
    Setting::new(
        "grace-period",
        Kind::Duration,
        |_| "30s",
        |e| plain(e.revision.grace_period),
    )
    .shared(|_| Shared::Autoscaler(shared::GRACE_PERIOD)),
    Setting::new(
        "pod-retention",
        Kind::Duration,
        |_| "0s",
        |e| plain(e.revision.pod_retention),
    )
    .shared(|_| Shared::Autoscaler(shared::POD_RETENTION))
    .own(own::POD_RETENTION),
    Setting::new(
        "target-burst-capacity",
        Kind::Float,
        |_| "211",
        out::target_burst_capacity,
    )
    .shared(|_| Shared::Autoscaler(shared::TARGET_BURST_CAPACITY))
    .own(own::TARGET_BURST_CAPACITY),
    Setting::new(
        "activator-capacity",
        Kind::Float,
        |_| "100",
        |e| plain(number(e.config.activator_capacity)),
    )
    .shared(|_| Shared::Autoscaler(shared::ACTIVATOR_CAPACITY)),
    Setting::new(
        "aggregation",
        Kind::Text,
        |_| "linear",
        |e| {
            plain(match e.revision.aggregation {
                crate::settings::resolve::Aggregation::Linear => "linear",
                crate::settings::resolve::Aggregation::WeightedExponential => {
                    "weighted-exponential"
                }
            })
        },
    )
    .own(own::AGGREGATION),
    Setting::new(
        "progress-deadline",
        Kind::Duration,
        |_| "600s",
        out::progress_deadline,
    )
    .own(own::PROGRESS_DEADLINE),
    Setting::new("timeout", Kind::Whole, |_| "300", |e| plain(e.timeout))
        .shared(|_| Shared::Defaults(defaults::TIMEOUT))
        .field("timeoutSeconds"),
];
