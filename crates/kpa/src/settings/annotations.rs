//! The annotations of a revision: their spellings, and what Knative's webhook says of them.

use std::collections::BTreeSet;

use crate::go::{self, NumberError};
use crate::settings::config::AutoscalerConfig;
use crate::settings::{Annotations, HPA_CLASS, KPA_CLASS, TARGET_MIN, WINDOW_MAX, WINDOW_MIN};
use crate::units::{Duration, Replicas};

/// What every autoscaling annotation begins with.
pub const PREFIX: &str = "autoscaling.knative.dev/";

/// An annotation's key, in the one or two spellings that Knative reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The spelling with hyphens.
    pub kebab: &'static str,
    /// The older spelling, where there is one.
    pub camel: Option<&'static str>,
}

impl Key {
    const fn both(kebab: &'static str, camel: &'static str) -> Self {
        Self {
            kebab,
            camel: Some(camel),
        }
    }

    const fn only(kebab: &'static str) -> Self {
        Self { kebab, camel: None }
    }

    /// The value and the spelling under which it stands.
    ///
    /// The hyphenated spelling wins, even if its value is empty or bad; the other one is then not
    /// looked at, nor validated.
    pub fn find<'a>(&self, annotations: &'a Annotations) -> Option<(&'static str, &'a str)> {
        std::iter::once(self.kebab)
            .chain(self.camel)
            .find_map(|key| Some((key, annotations.get(key)?.as_str())))
    }

    /// The value, under either spelling.
    pub fn get<'a>(&self, annotations: &'a Annotations) -> Option<&'a str> {
        self.find(annotations).map(|(_, value)| value)
    }
}

/// The keys that the autoscaler reads.
pub mod keys {
    #![allow(missing_docs, reason = "each constant is the key that its name spells")]
    use super::Key;
    pub const CLASS: Key = Key::only("autoscaling.knative.dev/class");
    pub const METRIC: Key = Key::only("autoscaling.knative.dev/metric");
    pub const TARGET: Key = Key::only("autoscaling.knative.dev/target");
    pub const WINDOW: Key = Key::only("autoscaling.knative.dev/window");
    pub const ACTIVATION_SCALE: Key = Key::only("autoscaling.knative.dev/activation-scale");
    pub const MIN_SCALE: Key = Key::both(
        "autoscaling.knative.dev/min-scale",
        "autoscaling.knative.dev/minScale",
    );
    pub const MAX_SCALE: Key = Key::both(
        "autoscaling.knative.dev/max-scale",
        "autoscaling.knative.dev/maxScale",
    );
    pub const INITIAL_SCALE: Key = Key::both(
        "autoscaling.knative.dev/initial-scale",
        "autoscaling.knative.dev/initialScale",
    );
    pub const TARGET_UTILIZATION: Key = Key::both(
        "autoscaling.knative.dev/target-utilization-percentage",
        "autoscaling.knative.dev/targetUtilizationPercentage",
    );
    pub const TARGET_BURST_CAPACITY: Key = Key::both(
        "autoscaling.knative.dev/target-burst-capacity",
        "autoscaling.knative.dev/targetBurstCapacity",
    );
    pub const PANIC_WINDOW: Key = Key::both(
        "autoscaling.knative.dev/panic-window-percentage",
        "autoscaling.knative.dev/panicWindowPercentage",
    );
    pub const PANIC_THRESHOLD: Key = Key::both(
        "autoscaling.knative.dev/panic-threshold-percentage",
        "autoscaling.knative.dev/panicThresholdPercentage",
    );
    pub const SCALE_DOWN_DELAY: Key = Key::both(
        "autoscaling.knative.dev/scale-down-delay",
        "autoscaling.knative.dev/scaleDownDelay",
    );
    pub const POD_RETENTION: Key = Key::both(
        "autoscaling.knative.dev/scale-to-zero-pod-retention-period",
        "autoscaling.knative.dev/scaleToZeroPodRetentionPeriod",
    );
    pub const AGGREGATION: Key = Key::both(
        "autoscaling.knative.dev/metric-aggregation-algorithm",
        "autoscaling.knative.dev/metricAggregationAlgorithm",
    );
    pub const PROGRESS_DEADLINE: Key = Key::only("serving.knative.dev/progress-deadline");

    /// All of them.
    pub const ALL: [Key; 16] = [
        CLASS,
        METRIC,
        TARGET,
        WINDOW,
        ACTIVATION_SCALE,
        MIN_SCALE,
        MAX_SCALE,
        INITIAL_SCALE,
        TARGET_UTILIZATION,
        TARGET_BURST_CAPACITY,
        PANIC_WINDOW,
        PANIC_THRESHOLD,
        SCALE_DOWN_DELAY,
        POD_RETENTION,
        AGGREGATION,
        PROGRESS_DEADLINE,
    ];
}

/// What is wrong with an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Any complaint that is not one of the others.
    Generic,
    /// It can't be read, or is not permitted.
    InvalidValue,
    /// It lies outside a closed interval.
    OutOfBounds,
}

/// One complaint of the webhook: the annotation's key as written, and what is wrong with it.
pub type Complaint = (&'static str, Fault);

/// Validates a revision's annotations as the webhook does; empty means accepted.
///
/// Nothing stops at the first complaint. Every check but those of class, metric and aggregation
/// algorithm holds whatever the class is.
pub fn validate(config: &AutoscalerConfig, annotations: &Annotations) -> BTreeSet<Complaint> {
    let mut complaints = BTreeSet::new();
    let mut webhook = Webhook {
        config,
        annotations,
        complaints: &mut complaints,
    };
    webhook.class();
    webhook.scale_bounds();
    webhook.percentages();
    webhook.target();
    webhook.target_burst_capacity();
    webhook.durations();
    webhook.metric();
    webhook.aggregation();
    webhook.initial_scale();
    complaints
}

struct Webhook<'a> {
    config: &'a AutoscalerConfig,
    annotations: &'a Annotations,
    complaints: &'a mut BTreeSet<Complaint>,
}

impl Webhook<'_> {
    fn complain(&mut self, key: &'static str, fault: Fault) {
        self.complaints.insert((key, fault));
    }

    /// Surprising: any text passes that doesn't end in `.knative.dev`, and then no autoscaler feels
    /// responsible.
    fn class(&mut self) {
        if let Some((key, class)) = keys::CLASS.find(self.annotations)
            && class.ends_with(".knative.dev")
            && class != KPA_CLASS
            && class != HPA_CLASS
        {
            self.complain(key, Fault::InvalidValue);
        }
    }

    /// Reads min-scale or max-scale; a bad value counts as 0 in the checks that follow.
    fn bound(&mut self, key: Key) -> Replicas {
        let Some((spelled, text)) = key.find(self.annotations) else {
            return Replicas::ZERO;
        };
        let fault = match go::parse_int32(text) {
            Ok(n) if n >= 0 => return Replicas(n),
            Ok(_) | Err(NumberError::Range) => Fault::OutOfBounds,
            Err(NumberError::Syntax) => Fault::InvalidValue,
        };
        self.complain(spelled, fault);
        Replicas::ZERO
    }

    fn scale_bounds(&mut self) {
        let min = self.bound(keys::MIN_SCALE);
        let max = self.bound(keys::MAX_SCALE);
        if max != Replicas::ZERO && max < min {
            self.complain(keys::MIN_SCALE.kebab, Fault::Generic);
            self.complain(keys::MAX_SCALE.kebab, Fault::Generic);
        }
        let limit = self.config.max_scale_limit;
        if let Some((key, _)) = keys::MAX_SCALE.find(self.annotations)
            && limit != Replicas::ZERO
        {
            if max > limit {
                self.complain(key, Fault::OutOfBounds);
            }
            if max == Replicas::ZERO {
                self.complain(key, Fault::Generic);
            }
        }
        if let Some((key, text)) = keys::ACTIVATION_SCALE.find(self.annotations) {
            match go::parse_int32(text).map(Replicas) {
                Err(_) => self.complain(key, Fault::InvalidValue),
                Ok(scale) => {
                    let above_max = max != Replicas::ZERO && max < scale;
                    if min > scale || above_max || scale < Replicas(2) {
                        self.complain(key, Fault::Generic);
                    }
                }
            }
        }
    }

    /// Surprising: unlike in the ConfigMap, 0.7 is no way to write 70 % here.
    fn percentages(&mut self) {
        for (key, least, most) in [
            (keys::PANIC_WINDOW, 1.0, 100.0),
            (keys::PANIC_THRESHOLD, 110.0, 1000.0),
            (keys::TARGET_UTILIZATION, 1.0, 100.0),
        ] {
            let Some((spelled, text)) = key.find(self.annotations) else {
                continue;
            };
            match go::parse_float(text) {
                Err(_) => self.complain(spelled, Fault::InvalidValue),
                Ok(value) if value < least || value > most => {
                    self.complain(spelled, Fault::OutOfBounds);
                }
                Ok(_) => {}
            }
        }
    }

    fn target(&mut self) {
        if let Some((key, text)) = keys::TARGET.find(self.annotations) {
            match go::parse_float(text) {
                Err(_) => self.complain(key, Fault::InvalidValue),
                Ok(value) if value < TARGET_MIN => self.complain(key, Fault::Generic),
                Ok(_) => {}
            }
        }
    }

    fn target_burst_capacity(&mut self) {
        if let Some((key, text)) = keys::TARGET_BURST_CAPACITY.find(self.annotations) {
            match go::parse_float(text) {
                Ok(value) if !(value < 0.0 && value != -1.0) => {}
                _ => self.complain(key, Fault::InvalidValue),
            }
        }
    }

    fn durations(&mut self) {
        for (key, least, only_whole_seconds) in [
            (keys::WINDOW, WINDOW_MIN, true),
            (keys::POD_RETENTION, Duration::ZERO, false),
            (keys::SCALE_DOWN_DELAY, Duration::ZERO, true),
        ] {
            let Some((spelled, text)) = key.find(self.annotations) else {
                continue;
            };
            match go::parse_duration(text) {
                None => self.complain(spelled, Fault::InvalidValue),
                Some(value) if !(least..=WINDOW_MAX).contains(&value) => {
                    self.complain(spelled, Fault::OutOfBounds);
                }
                Some(value) if only_whole_seconds && !value.is_whole_seconds() => {
                    self.complain(spelled, Fault::Generic);
                }
                Some(_) => {}
            }
        }
    }

    fn metric(&mut self) {
        let Some((key, metric)) = keys::METRIC.find(self.annotations) else {
            return;
        };
        let class = keys::CLASS
            .get(self.annotations)
            .unwrap_or(&self.config.class);
        let permitted = match class {
            KPA_CLASS => matches!(metric, "concurrency" | "rps"),
            HPA_CLASS => !metric.is_empty(),
            _ => true,
        };
        if !permitted {
            self.complain(key, Fault::InvalidValue);
        }
    }

    /// Surprising: only checked where the class is written out as an annotation.
    fn aggregation(&mut self) {
        if keys::CLASS.get(self.annotations) == Some(KPA_CLASS)
            && let Some((key, algorithm)) = keys::AGGREGATION.find(self.annotations)
            && !matches!(
                algorithm,
                "" | "linear" | "weighted-exponential" | "weightedExponential"
            )
        {
            self.complain(key, Fault::InvalidValue);
        }
    }

    /// Surprising: read with 64 bits here, with 32 by the autoscaler, which then ignores it.
    fn initial_scale(&mut self) {
        if let Some((key, text)) = keys::INITIAL_SCALE.find(self.annotations) {
            let least = if self.config.allow_zero_initial_scale {
                0
            } else {
                1
            };
            if !go::parse_int64(text).is_ok_and(|scale| scale >= least) {
                self.complain(key, Fault::InvalidValue);
            }
        }
    }
}
