//! From annotations and ConfigMap to the numbers that the autoscaler works with.
//!
//! Nothing here validates: a value that can't be read is as if it were absent and falls back to the
//! ConfigMap (never to the other spelling), and one out of bounds is used as it stands. Only the
//! webhook keeps such values out.

use serde::{Deserialize, Serialize};

use crate::go;
use crate::settings::annotations::{Key, keys};
use crate::settings::config::{AutoscalerConfig, TARGET_UTILIZATION};
use crate::settings::{Annotations, TARGET_MIN};
use crate::units::{Duration, Percent, Replicas};

/// How long a new deployment may take to get ready, where no annotation says: 600 s.
pub const PROGRESS_DEADLINE_DEFAULT: Duration = Duration::from_secs(600);

/// What activating may take beyond the progress deadline before the autoscaler gives up: 30 s.
const ACTIVATION_TIMEOUT_BUFFER: Duration = Duration::from_secs(30);

/// Whether a route leads to the revision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reachability {
    /// Not known; treated as reachable.
    #[default]
    Unknown,
    /// Some route leads to it.
    Reachable,
    /// None does: an old revision. Its min scale and pod retention no longer count.
    Unreachable,
}

/// What is measured and compared with the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Metric {
    /// Requests in flight.
    Concurrency,
    /// Requests per second.
    Rps,
    /// Anything else, which the KPA averages like concurrency; no webhook lets it pass.
    Other(String),
}

impl Metric {
    /// As the annotation spells it.
    pub fn name(&self) -> &str {
        match self {
            Self::Concurrency => "concurrency",
            Self::Rps => "rps",
            Self::Other(name) => name,
        }
    }
}

/// How the seconds of a window are averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Aggregation {
    /// Every second counts the same.
    Linear,
    /// Each second counts less than the one after it.
    WeightedExponential,
}

impl Aggregation {
    /// The algorithm that a text asks for: anything but the weighted one's two names is linear.
    fn from_text(text: &str) -> Self {
        match text {
            "weighted-exponential" | "weightedExponential" => Self::WeightedExponential,
            _ => Self::Linear,
        }
    }
}

/// What the decision is made with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeciderSpec {
    /// How many times the ready replicas one decision may ask for.
    pub max_scale_up_rate: f64,
    /// By what the ready replicas may be divided in one decision.
    pub max_scale_down_rate: f64,
    /// What is measured.
    pub metric: Metric,
    /// What one replica should get: total × utilization, at least 0.01.
    ///
    /// Surprising: `target: "10"` works towards 7 per replica, because 70 % is the default
    /// utilization, for RPS too.
    pub target: f64,
    /// What one replica can take.
    pub total: f64,
    /// The target burst capacity: −1 is without end.
    pub target_burst_capacity: f64,
    /// Load that one activator is counted for.
    pub activator_capacity: f64,
    /// The panic threshold as a factor: 2 is 200 %.
    pub panic_threshold: f64,
    /// The time over which the metric is averaged outside panic mode, and that panic mode lasts.
    pub stable_window: Duration,
    /// How long the highest recommendation is held.
    pub scale_down_delay: Duration,
    /// Replicas that the revision starts with.
    pub initial_scale: Replicas,
    /// Replicas for any demand at all; 0 is unset.
    ///
    /// Surprising: not only from zero. It is a floor for every nonzero demand.
    pub activation_scale: Replicas,
    /// Whether the revision counts as reachable.
    pub reachable: bool,
}

/// The least and the most replicas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// The least; 0 is no bound.
    pub min: Replicas,
    /// The most; 0 is no bound.
    pub max: Replicas,
}

/// Everything the autoscaler knows of one revision, resolved to numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionSettings {
    /// What the decision is made with.
    pub decider: DeciderSpec,
    /// The length of the panic window.
    pub panic_window: Duration,
    /// How the windows average.
    pub aggregation: Aggregation,
    /// The bounds of the scale.
    pub bounds: Bounds,
    /// How long the last replica stays at least.
    pub pod_retention: Duration,
    /// How long to wait at most for the activator before the last replica goes.
    pub grace_period: Duration,
    /// Whether the last replica may go.
    pub enable_scale_to_zero: bool,
    /// How long activating may take: progress deadline + 30 s.
    pub activation_timeout: Duration,
}

/// Reads an annotation; `None` where it is absent or can't be read.
fn read<T>(
    annotations: &Annotations,
    key: Key,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    key.get(annotations).and_then(parse)
}

fn float(annotations: &Annotations, key: Key) -> Option<f64> {
    read(annotations, key, |text| go::parse_float(text).ok())
}

fn scale(annotations: &Annotations, key: Key) -> Option<Replicas> {
    read(annotations, key, |text| {
        go::parse_int32(text).ok().map(Replicas)
    })
}

fn duration(annotations: &Annotations, key: Key) -> Option<Duration> {
    read(annotations, key, go::parse_duration)
}

/// The progress deadline that the revision sets for itself, if any.
pub fn progress_deadline(annotations: &Annotations) -> Option<Duration> {
    duration(annotations, keys::PROGRESS_DEADLINE)
}

/// The aggregation algorithm's name as the autoscaler reads it: the older spelling normalised,
/// anything else as it stands.
pub fn aggregation_name(annotations: &Annotations) -> &str {
    match keys::AGGREGATION.get(annotations) {
        Some("weightedExponential") => "weighted-exponential",
        name => name.unwrap_or(""),
    }
}

/// What one replica can take, and which part of that it should get.
fn total_and_utilization(
    config: &AutoscalerConfig,
    annotations: &Annotations,
    metric: &Metric,
    container_concurrency: i64,
) -> (f64, f64) {
    let (default_total, default_utilization) = match metric {
        Metric::Rps => (
            config.requests_per_second_target_default,
            TARGET_UTILIZATION,
        ),
        _ => (
            match container_concurrency {
                0 => config.container_concurrency_target_default,
                limit => limit as f64,
            },
            config.container_concurrency_target_fraction,
        ),
    };
    // The soft target can lower a hard limit, never raise it; for RPS the limit plays no part.
    let total = match float(annotations, keys::TARGET) {
        Some(target) if *metric == Metric::Concurrency && container_concurrency != 0 => {
            go::min(target, container_concurrency as f64)
        }
        Some(target) => target,
        None => default_total,
    };
    let utilization = float(annotations, keys::TARGET_UTILIZATION)
        .map_or(default_utilization, |percentage| {
            Percent(percentage).factor()
        });
    (total, utilization)
}

/// The panic window: a percentage of the stable window in whole seconds, at least one.
fn panic_window(stable_window: Duration, percentage: Percent) -> Duration {
    let nanos = stable_window.as_nanos() as f64 * percentage.0 / 100.0;
    Duration::from_nanos(go::float_to_int64(nanos))
        .rounded_to_seconds()
        .max(Duration::from_secs(1))
}

impl RevisionSettings {
    /// Resolves what counts for a revision.
    ///
    /// `container_concurrency` is the hard limit of requests at a time; 0 is none.
    pub fn resolve(
        config: &AutoscalerConfig,
        annotations: &Annotations,
        container_concurrency: i64,
        reachability: Reachability,
    ) -> Self {
        let reachable = reachability != Reachability::Unreachable;
        let metric = match keys::METRIC.get(annotations) {
            None | Some("concurrency") => Metric::Concurrency,
            Some("rps") => Metric::Rps,
            Some(other) => Metric::Other(other.to_owned()),
        };
        let (total, utilization) =
            total_and_utilization(config, annotations, &metric, container_concurrency);
        let stable_window = duration(annotations, keys::WINDOW).unwrap_or(config.stable_window);
        let panic_percentage =
            float(annotations, keys::PANIC_WINDOW).map_or(config.panic_window_percentage, Percent);

        Self {
            panic_window: panic_window(stable_window, panic_percentage),
            aggregation: Aggregation::from_text(aggregation_name(annotations)),
            bounds: Bounds {
                min: match reachable {
                    true => scale(annotations, keys::MIN_SCALE).unwrap_or(config.min_scale),
                    false => Replicas::ZERO,
                },
                max: scale(annotations, keys::MAX_SCALE).unwrap_or(config.max_scale),
            },
            pod_retention: match reachable {
                true => duration(annotations, keys::POD_RETENTION)
                    .unwrap_or(config.scale_to_zero_pod_retention_period),
                false => Duration::ZERO,
            },
            grace_period: config.scale_to_zero_grace_period,
            enable_scale_to_zero: config.enable_scale_to_zero,
            activation_timeout: progress_deadline(annotations).unwrap_or(PROGRESS_DEADLINE_DEFAULT)
                + ACTIVATION_TIMEOUT_BUFFER,
            decider: DeciderSpec {
                max_scale_up_rate: config.max_scale_up_rate,
                max_scale_down_rate: config.max_scale_down_rate,
                metric,
                target: go::max(TARGET_MIN, total * utilization),
                total,
                target_burst_capacity: float(annotations, keys::TARGET_BURST_CAPACITY)
                    .unwrap_or(config.target_burst_capacity),
                activator_capacity: config.activator_capacity,
                panic_threshold: float(annotations, keys::PANIC_THRESHOLD)
                    .map_or(config.panic_threshold_percentage, Percent)
                    .factor(),
                stable_window,
                scale_down_delay: duration(annotations, keys::SCALE_DOWN_DELAY)
                    .unwrap_or(config.scale_down_delay),
                initial_scale: initial_scale(config, annotations),
                activation_scale: scale(annotations, keys::ACTIVATION_SCALE)
                    .unwrap_or(Replicas::ZERO),
                reachable,
            },
        }
    }

    /// Whether replicas are asked for their statistics.
    ///
    /// With a target burst capacity of −1 the activator is always in the path and reports everything.
    pub fn scrapes(&self) -> bool {
        self.decider.target_burst_capacity != -1.0
    }

    /// The ready replicas that it takes for the revision to count as active.
    ///
    /// `initialized`: whether the initial scale was ever reached.
    pub fn active_threshold(&self, initialized: bool) -> Replicas {
        self.bounds.min.max(if initialized {
            Replicas(1)
        } else {
            self.decider.initial_scale
        })
    }
}

fn initial_scale(config: &AutoscalerConfig, annotations: &Annotations) -> Replicas {
    scale(annotations, keys::INITIAL_SCALE)
        .filter(|&initial| initial != Replicas::ZERO || config.allow_zero_initial_scale)
        .unwrap_or(config.initial_scale)
}

impl DeciderSpec {
    /// How many activators a revision with that many ready replicas wants; at least 2.
    pub fn activators_wanted(&self, ready: Replicas) -> i32 {
        const LEAST: f64 = 2.0;
        if self.target_burst_capacity == 0.0 {
            return LEAST as i32;
        }
        let burst = self.target_burst_capacity;
        let capacity = f64::from(ready.0) * self.total + if burst > 0.0 { burst } else { 0.0 };
        go::float_to_int32(go::max(LEAST, (capacity / self.activator_capacity).ceil()))
    }

    /// The excess burst capacity that a new decider starts with, before its first decision.
    pub fn initial_excess_burst_capacity(&self) -> i32 {
        let burst = self.target_burst_capacity;
        if burst == -1.0 || burst == 0.0 {
            return burst as i32;
        }
        // Cut toward zero here, floored in every decision that follows.
        go::float_to_int32(f64::from(self.initial_scale.0) * self.total - burst)
    }
}
