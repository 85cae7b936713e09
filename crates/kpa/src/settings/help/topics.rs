//! The table behind the help: each setting, and everywhere it can be written.

use super::{Help, Place};
use crate::settings::annotations::{Key, keys as annotation};
use crate::settings::config::keys as config;
use crate::settings::defaults::keys as defaults;

/// A setting and everywhere it can be written.
pub(super) struct Topic {
    /// Its row in the ladder.
    pub(super) setting: &'static str,
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
) -> Topic {
    Topic {
        setting,
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
            default: self.default,
            is_shared: self.shared.is_some_and(|it| it.0 != place),
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
    topic("target", "100", &["1", "10", "50", "100", "200"])
        .own(annotation::TARGET)
        .shared(config::CONCURRENCY_TARGET_DEFAULT),
    topic("target", "200", &["100", "150", "200"]).shared(config::RPS_TARGET_DEFAULT),
    topic("metric", "concurrency", &["concurrency", "rps"]).own(annotation::METRIC),
    topic("min-scale", "0", COUNTS)
        .own(annotation::MIN_SCALE)
        .shared(config::MIN_SCALE),
    topic("max-scale", "0", &["0", "3", "5", "10", "20"])
        .own(annotation::MAX_SCALE)
        .shared(config::MAX_SCALE),
    topic("initial-scale", "1", &["1", "2", "3", "0"])
        .own(annotation::INITIAL_SCALE)
        .shared(config::INITIAL_SCALE),
    topic("utilization", "70", &["70", "80", "90", "100"])
        .own(annotation::TARGET_UTILIZATION)
        .shared(config::TARGET_PERCENTAGE),
    topic("stable-window", "60s", &["6s", "40s", "60s", "2m", "5m"])
        .own(annotation::WINDOW)
        .shared(config::STABLE_WINDOW),
    topic("scale-down-delay", "0s", SPANS)
        .own(annotation::SCALE_DOWN_DELAY)
        .shared(config::SCALE_DOWN_DELAY),
    topic("pod-retention", "0s", SPANS)
        .own(annotation::POD_RETENTION)
        .shared(config::POD_RETENTION),
    topic("panic-window-percentage", "10", &["5", "10", "20"])
        .own(annotation::PANIC_WINDOW)
        .shared(config::PANIC_WINDOW_PERCENTAGE),
    topic("panic-threshold", "200", &["150", "200", "400", "1000"])
        .own(annotation::PANIC_THRESHOLD)
        .shared(config::PANIC_THRESHOLD_PERCENTAGE),
    topic(
        "target-burst-capacity",
        "211",
        &["-1", "0", "100", "200", "211"],
    )
    .own(annotation::TARGET_BURST_CAPACITY)
    .shared(config::TARGET_BURST_CAPACITY),
    topic("activation-scale", "0", &["2", "3", "5"]).own(annotation::ACTIVATION_SCALE),
    topic(
        "class",
        "kpa.autoscaling.knative.dev",
        &["kpa.autoscaling.knative.dev", "hpa.autoscaling.knative.dev"],
    )
    .own(annotation::CLASS)
    .shared(config::CLASS),
    topic("aggregation", "linear", &["linear", "weighted-exponential"])
        .own(annotation::AGGREGATION),
    topic("progress-deadline", "600s", &["2m", "10m", "15m"]).own(annotation::PROGRESS_DEADLINE),
    topic("container-concurrency", "0", &["0", "1", "10", "50", "100"])
        .field("containerConcurrency")
        .defaulted(defaults::CONTAINER_CONCURRENCY),
    topic("timeout", "300", &["60", "300", "600"])
        .field("timeoutSeconds")
        .defaulted(defaults::TIMEOUT),
    topic("scale-to-zero", "true", FLAG).shared(config::ENABLE_SCALE_TO_ZERO),
    topic("grace-period", "30s", &["6s", "30s", "40s", "1m"]).shared(config::GRACE_PERIOD),
    topic("allow-zero-initial-scale", "false", FLAG).shared(config::ALLOW_ZERO_INITIAL_SCALE),
    topic("max-scale-limit", "0", &["0", "10", "100"]).shared(config::MAX_SCALE_LIMIT),
    topic("scale-up-rate", "1000", &["2", "10", "1000"]).shared(config::MAX_SCALE_UP_RATE),
    topic("scale-down-rate", "2", &["1.5", "2", "10"]).shared(config::MAX_SCALE_DOWN_RATE),
    topic("activator-capacity", "100", &["50", "100", "200"]).shared(config::ACTIVATOR_CAPACITY),
];
