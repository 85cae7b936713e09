//! The table behind the help: each setting, and everywhere it can be written.

use super::{Help, Place};
use crate::settings::annotations::{Key, keys as annotation};
use crate::settings::config::keys as config;
use crate::settings::defaults::keys as defaults;

/// A setting and everywhere it can be written.
pub(super) struct Topic {
    /// Its row in the ladder.
    pub(super) setting: &'static str,
    meaning: &'static str,
    pub(super) default: &'static str,
    values: &'static [&'static str],
    annotation: Option<Key>,
    pub(super) shared: Option<(Place, &'static str)>,
    field: Option<&'static str>,
}

const fn topic(
    setting: &'static str,
    default: &'static str,
    values: &'static [&'static str],
    meaning: &'static str,
) -> Topic {
    Topic {
        setting,
        meaning,
        default,
        values,
        annotation: None,
        shared: None,
        field: None,
    }
}

impl Topic {
    const fn own(self, key: Key) -> Self {
        Self {
            annotation: Some(key),
            ..self
        }
    }

    const fn shared(self, key: &'static str) -> Self {
        Self {
            shared: Some((Place::Autoscaler, key)),
            ..self
        }
    }

    const fn defaulted(self, key: &'static str) -> Self {
        Self {
            shared: Some((Place::Defaults, key)),
            ..self
        }
    }

    const fn field(self, name: &'static str) -> Self {
        Self {
            field: Some(name),
            ..self
        }
    }

    fn help(&self, key: &'static str, place: Place) -> Help {
        Help {
            key,
            setting: self.setting,
            place,
            meaning: self.meaning,
            default: self.default,
            values: self.values,
        }
    }

    /// What is written in that place.
    pub(super) fn at(&self, place: Place) -> Option<Help> {
        let key = match place {
            Place::Annotation => self.annotation?.kebab,
            Place::Field => self.field?,
            Place::Autoscaler | Place::Defaults => self.shared.filter(|it| it.0 == place)?.1,
        };
        Some(self.help(key, place))
    }
}

const FLAG: &[&str] = &["true", "false"];
const COUNTS: &[&str] = &["0", "1", "2", "5", "10"];
const SPANS: &[&str] = &["30s", "1m", "5m", "15m"];

pub(super) static TOPICS: &[Topic] = &[
    topic(
        "target",
        "100",
        &["1", "10", "50", "100", "200"],
        "The soft limit: how many requests a replica is meant to handle at a time, or a second with \
         metric rps. The utilization is taken off it.",
    )
    .own(annotation::TARGET)
    .shared(config::CONCURRENCY_TARGET_DEFAULT),
    topic(
        "target",
        "200",
        &["100", "150", "200"],
        "The target of revisions with metric rps: requests a second for each replica.",
    )
    .shared(config::RPS_TARGET_DEFAULT),
    topic(
        "metric",
        "concurrency",
        &["concurrency", "rps"],
        "What is measured and compared with the target: requests in flight, or requests a second.",
    )
    .own(annotation::METRIC),
    topic(
        "min-scale",
        "0",
        COUNTS,
        "The fewest replicas. From 1 on the revision never scales to zero.",
    )
    .own(annotation::MIN_SCALE)
    .shared(config::MIN_SCALE),
    topic(
        "max-scale",
        "0",
        &["0", "3", "5", "10", "20"],
        "The most replicas; 0 is no bound.",
    )
    .own(annotation::MAX_SCALE)
    .shared(config::MAX_SCALE),
    topic(
        "initial-scale",
        "1",
        &["1", "2", "3", "0"],
        "How many replicas have to be ready once before a new revision counts as ready.",
    )
    .own(annotation::INITIAL_SCALE)
    .shared(config::INITIAL_SCALE),
    topic(
        "utilization",
        "70",
        &["70", "80", "90", "100"],
        "How much of the target a replica should be loaded with; the rest is kept for surges.",
    )
    .own(annotation::TARGET_UTILIZATION)
    .shared(config::TARGET_PERCENTAGE),
    topic(
        "stable-window",
        "60s",
        &["6s", "40s", "60s", "2m", "5m"],
        "The time over which the load is averaged outside of panic mode, and how long no request \
         may come before the last replica goes.",
    )
    .own(annotation::WINDOW)
    .shared(config::STABLE_WINDOW),
    topic(
        "scale-down-delay",
        "0s",
        SPANS,
        "How long the load has to stay lower before replicas are taken away.",
    )
    .own(annotation::SCALE_DOWN_DELAY)
    .shared(config::SCALE_DOWN_DELAY),
    topic(
        "pod-retention",
        "0s",
        SPANS,
        "The least time that the last replica stays after the decision to scale to zero.",
    )
    .own(annotation::POD_RETENTION)
    .shared(config::POD_RETENTION),
    topic(
        "panic-window-percentage",
        "10",
        &["5", "10", "20"],
        "The short window of panic mode, in per cent of the stable window.",
    )
    .own(annotation::PANIC_WINDOW)
    .shared(config::PANIC_WINDOW_PERCENTAGE),
    topic(
        "panic-threshold",
        "200",
        &["150", "200", "400", "1000"],
        "Panic mode begins when the short window wants this many per cent of the ready replicas.",
    )
    .own(annotation::PANIC_THRESHOLD)
    .shared(config::PANIC_THRESHOLD_PERCENTAGE),
    topic(
        "target-burst-capacity",
        "211",
        &["-1", "0", "100", "200", "211"],
        "How large a surge has to fit in. While there is less room, requests go through the \
         activator, which holds them back; 0 is only when scaled to zero, -1 always.",
    )
    .own(annotation::TARGET_BURST_CAPACITY)
    .shared(config::TARGET_BURST_CAPACITY),
    topic(
        "activation-scale",
        "0",
        &["2", "3", "5"],
        "The fewest replicas when the revision wakes up from zero.",
    )
    .own(annotation::ACTIVATION_SCALE),
    topic(
        "class",
        "kpa.autoscaling.knative.dev",
        &["kpa.autoscaling.knative.dev", "hpa.autoscaling.knative.dev"],
        "Which autoscaler is responsible: Knative's own, or Kubernetes' HorizontalPodAutoscaler, \
         which can't scale to zero.",
    )
    .own(annotation::CLASS)
    .shared(config::CLASS),
    topic(
        "aggregation",
        "linear",
        &["linear", "weighted-exponential"],
        "Whether all moments of a window count the same, or late ones more.",
    )
    .own(annotation::AGGREGATION),
    topic(
        "progress-deadline",
        "600s",
        &["2m", "10m", "15m"],
        "How long a revision may take to become ready before it is given up.",
    )
    .own(annotation::PROGRESS_DEADLINE),
    topic(
        "container-concurrency",
        "0",
        &["0", "1", "10", "50", "100"],
        "The hard limit: how many requests a replica is given at a time. Further ones wait; 0 is no \
         limit.",
    )
    .field("containerConcurrency")
    .defaulted(defaults::CONTAINER_CONCURRENCY),
    topic(
        "timeout",
        "300",
        &["60", "300", "600"],
        "How many seconds a request may take.",
    )
    .field("timeoutSeconds")
    .defaulted(defaults::TIMEOUT),
    topic(
        "scale-to-zero",
        "true",
        FLAG,
        "Whether idle revisions lose their last replica.",
    )
    .shared(config::ENABLE_SCALE_TO_ZERO),
    topic(
        "grace-period",
        "30s",
        &["6s", "30s", "40s", "1m"],
        "The most time that the last replica stays while the activator is put into the path.",
    )
    .shared(config::GRACE_PERIOD),
    topic(
        "allow-zero-initial-scale",
        "false",
        FLAG,
        "Whether a new revision may start without any replica.",
    )
    .shared(config::ALLOW_ZERO_INITIAL_SCALE),
    topic(
        "max-scale-limit",
        "0",
        &["0", "10", "100"],
        "The highest max-scale that a revision may ask for; 0 is no limit.",
    )
    .shared(config::MAX_SCALE_LIMIT),
    topic(
        "scale-up-rate",
        "1000",
        &["2", "10", "1000"],
        "By which factor the ready replicas may grow in one decision.",
    )
    .shared(config::MAX_SCALE_UP_RATE),
    topic(
        "scale-down-rate",
        "2",
        &["1.5", "2", "10"],
        "By which factor the ready replicas may shrink in one decision.",
    )
    .shared(config::MAX_SCALE_DOWN_RATE),
    topic(
        "activator-capacity",
        "100",
        &["50", "100", "200"],
        "How many requests one activator is meant to hold; from it follows how many activators a \
         revision gets.",
    )
    .shared(config::ACTIVATOR_CAPACITY),
];
