//! The ConfigMap `config-autoscaler`: every key, its default, and what is accepted.
//!
//! In a cluster the webhook runs these checks before the ConfigMap is stored, and stops at the
//! first failure, so their order can be observed and is kept here.

use serde::{Deserialize, Serialize};

use crate::go::{self, NumberError};
use crate::settings::{Data, KPA_CLASS, TARGET_MIN, WINDOW_MAX, WINDOW_MIN};
use crate::units::{Duration, Percent, Replicas};

/// The utilization that every metric but concurrency aims at.
///
/// Surprising: `container-concurrency-target-percentage` does not reach an RPS target; only the
/// revision's `target-utilization-percentage` does.
pub const TARGET_UTILIZATION: f64 = 0.7;

/// The keys of the ConfigMap, as they are written.
pub mod keys {
    #![allow(missing_docs, reason = "each constant is the key that its name spells")]
    pub const CLASS: &str = "pod-autoscaler-class";
    pub const ENABLE_SCALE_TO_ZERO: &str = "enable-scale-to-zero";
    pub const ALLOW_ZERO_INITIAL_SCALE: &str = "allow-zero-initial-scale";
    pub const MAX_SCALE_UP_RATE: &str = "max-scale-up-rate";
    pub const MAX_SCALE_DOWN_RATE: &str = "max-scale-down-rate";
    pub const TARGET_PERCENTAGE: &str = "container-concurrency-target-percentage";
    pub const CONCURRENCY_TARGET_DEFAULT: &str = "container-concurrency-target-default";
    pub const RPS_TARGET_DEFAULT: &str = "requests-per-second-target-default";
    pub const TARGET_BURST_CAPACITY: &str = "target-burst-capacity";
    pub const PANIC_WINDOW_PERCENTAGE: &str = "panic-window-percentage";
    pub const ACTIVATOR_CAPACITY: &str = "activator-capacity";
    pub const PANIC_THRESHOLD_PERCENTAGE: &str = "panic-threshold-percentage";
    pub const INITIAL_SCALE: &str = "initial-scale";
    pub const MIN_SCALE: &str = "min-scale";
    pub const MAX_SCALE: &str = "max-scale";
    pub const MAX_SCALE_LIMIT: &str = "max-scale-limit";
    pub const STABLE_WINDOW: &str = "stable-window";
    pub const SCALE_DOWN_DELAY: &str = "scale-down-delay";
    pub const GRACE_PERIOD: &str = "scale-to-zero-grace-period";
    pub const POD_RETENTION: &str = "scale-to-zero-pod-retention-period";

    /// All of them.
    pub const ALL: [&str; 20] = [
        CLASS,
        ENABLE_SCALE_TO_ZERO,
        ALLOW_ZERO_INITIAL_SCALE,
        MAX_SCALE_UP_RATE,
        MAX_SCALE_DOWN_RATE,
        TARGET_PERCENTAGE,
        CONCURRENCY_TARGET_DEFAULT,
        RPS_TARGET_DEFAULT,
        TARGET_BURST_CAPACITY,
        PANIC_WINDOW_PERCENTAGE,
        ACTIVATOR_CAPACITY,
        PANIC_THRESHOLD_PERCENTAGE,
        INITIAL_SCALE,
        MIN_SCALE,
        MAX_SCALE,
        MAX_SCALE_LIMIT,
        STABLE_WINDOW,
        SCALE_DOWN_DELAY,
        GRACE_PERIOD,
        POD_RETENTION,
    ];
}

/// The cluster-wide settings of the autoscaler.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AutoscalerConfig {
    /// Which autoscaler is responsible for a revision that doesn't say. Any text is accepted.
    pub class: String,
    /// Whether the last replica may go. Surprising: switched off it only keeps one replica.
    pub enable_scale_to_zero: bool,
    /// Whether an initial scale of 0 is permitted.
    pub allow_zero_initial_scale: bool,
    /// How many times the ready replicas one decision may ask for; above 1.
    pub max_scale_up_rate: f64,
    /// By what the ready replicas may be divided in one decision; above 1.
    pub max_scale_down_rate: f64,
    /// How full a replica should be of what it can take, for the concurrency metric; above 0, at
    /// most 1.
    ///
    /// Surprising: the key's value is divided by 100 only if it is above 1, so `70` and `0.7` are
    /// the same, and `1` is 100 %.
    pub container_concurrency_target_fraction: f64,
    /// Concurrent requests that a replica can take where no hard limit is set.
    pub container_concurrency_target_default: f64,
    /// Requests per second that a replica can take, for the RPS metric; at least 0.01.
    pub requests_per_second_target_default: f64,
    /// Concurrent requests to keep room for beyond the present load, before the activator leaves
    /// the path; −1 is without end.
    pub target_burst_capacity: f64,
    /// The panic window's part of the stable window; 1 to 100.
    pub panic_window_percentage: Percent,
    /// Concurrent requests that one activator is counted for; at least 1.
    pub activator_capacity: f64,
    /// How many times the capacity of the ready replicas starts panic mode.
    ///
    /// Surprising: here it isn't checked at all; the annotation must lie in 110 to 1000.
    pub panic_threshold_percentage: Percent,
    /// Replicas that a new revision starts with.
    pub initial_scale: Replicas,
    /// The least replicas.
    pub min_scale: Replicas,
    /// The most replicas; 0 is no bound.
    pub max_scale: Replicas,
    /// The most that a revision may set as its max scale; 0 is no limit.
    pub max_scale_limit: Replicas,
    /// The time over which the metric is averaged outside panic mode; 6 s to 1 h, whole seconds.
    pub stable_window: Duration,
    /// How long the highest recommendation is held before scaling down; whole seconds.
    pub scale_down_delay: Duration,
    /// The longest time to wait for the activator to be in the path before the last replica goes.
    ///
    /// Surprising: it keeps nothing warm; that is the pod retention period.
    pub scale_to_zero_grace_period: Duration,
    /// The least time for which the last replica stays after the last request was averaged away.
    pub scale_to_zero_pod_retention_period: Duration,
}

impl Default for AutoscalerConfig {
    /// What Knative uses where the ConfigMap says nothing.
    fn default() -> Self {
        Self {
            class: KPA_CLASS.to_owned(),
            enable_scale_to_zero: true,
            allow_zero_initial_scale: false,
            max_scale_up_rate: 1000.0,
            max_scale_down_rate: 2.0,
            container_concurrency_target_fraction: 0.7,
            container_concurrency_target_default: 100.0,
            requests_per_second_target_default: 200.0,
            target_burst_capacity: 211.0,
            panic_window_percentage: Percent(10.0),
            activator_capacity: 100.0,
            panic_threshold_percentage: Percent(200.0),
            initial_scale: Replicas(1),
            min_scale: Replicas::ZERO,
            max_scale: Replicas::ZERO,
            max_scale_limit: Replicas::ZERO,
            stable_window: Duration::from_secs(60),
            scale_down_delay: Duration::ZERO,
            scale_to_zero_grace_period: Duration::from_secs(30),
            scale_to_zero_pod_retention_period: Duration::ZERO,
        }
    }
}

/// What is wrong with a value of the ConfigMap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text is not of the key's type.
    Unparsable,
    /// It is a number, but too big for the type.
    OutOfRange,
    /// It was read, but the value is not permitted.
    Bounds,
    /// A duration that must be whole seconds isn't.
    Precision,
}

/// The first reason for which Knative refuses the ConfigMap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The key it is about; two, where it is about a pair.
    pub keys: Vec<&'static str>,
    /// What is wrong with it.
    pub fault: Fault,
}

impl Rejection {
    fn new(key: &'static str, fault: Fault) -> Self {
        Self {
            keys: vec![key],
            fault,
        }
    }
}

/// `Ok` if the value is permitted, else a rejection of `key` for its bounds.
fn bounds(permitted: bool, key: &'static str) -> Result<(), Rejection> {
    if permitted {
        Ok(())
    } else {
        Err(Rejection::new(key, Fault::Bounds))
    }
}

impl AutoscalerConfig {
    /// Reads the ConfigMap's `data`; absent keys keep their defaults, unknown ones are ignored.
    ///
    /// # Errors
    /// The first failure, in the order in which Knative checks: first every value is read, then
    /// every value is judged.
    pub fn parse(data: &Data) -> Result<Self, Rejection> {
        let mut config = Self::default();
        config.read(data)?;
        config.check()?;
        Ok(config)
    }

    fn read(&mut self, data: &Data) -> Result<(), Rejection> {
        use keys::*;
        if let Some(class) = data.get(CLASS) {
            self.class = class.trim().to_owned();
        }
        for (key, field) in [
            (ENABLE_SCALE_TO_ZERO, &mut self.enable_scale_to_zero),
            (ALLOW_ZERO_INITIAL_SCALE, &mut self.allow_zero_initial_scale),
        ] {
            if let Some(text) = data.get(key) {
                *field = go::parse_bool(text).ok_or(Rejection::new(key, Fault::Unparsable))?;
            }
        }
        for (key, field) in [
            (MAX_SCALE_UP_RATE, &mut self.max_scale_up_rate),
            (MAX_SCALE_DOWN_RATE, &mut self.max_scale_down_rate),
            (
                TARGET_PERCENTAGE,
                &mut self.container_concurrency_target_fraction,
            ),
            (
                CONCURRENCY_TARGET_DEFAULT,
                &mut self.container_concurrency_target_default,
            ),
            (
                RPS_TARGET_DEFAULT,
                &mut self.requests_per_second_target_default,
            ),
            (TARGET_BURST_CAPACITY, &mut self.target_burst_capacity),
            (PANIC_WINDOW_PERCENTAGE, &mut self.panic_window_percentage.0),
            (ACTIVATOR_CAPACITY, &mut self.activator_capacity),
            (
                PANIC_THRESHOLD_PERCENTAGE,
                &mut self.panic_threshold_percentage.0,
            ),
        ] {
            if let Some(text) = data.get(key) {
                *field = go::parse_float(text).map_err(|e| Rejection::new(key, e.into()))?;
            }
        }
        for (key, field) in [
            (INITIAL_SCALE, &mut self.initial_scale),
            (MIN_SCALE, &mut self.min_scale),
            (MAX_SCALE, &mut self.max_scale),
            (MAX_SCALE_LIMIT, &mut self.max_scale_limit),
        ] {
            if let Some(text) = data.get(key) {
                field.0 = go::parse_int32(text).map_err(|e| Rejection::new(key, e.into()))?;
            }
        }
        for (key, field) in [
            (STABLE_WINDOW, &mut self.stable_window),
            (SCALE_DOWN_DELAY, &mut self.scale_down_delay),
            (GRACE_PERIOD, &mut self.scale_to_zero_grace_period),
            (POD_RETENTION, &mut self.scale_to_zero_pod_retention_period),
        ] {
            if let Some(text) = data.get(key) {
                *field = go::parse_duration(text).ok_or(Rejection::new(key, Fault::Unparsable))?;
            }
        }
        // A percentage of at most 1 was meant as a fraction: so it was written in old releases.
        if self.container_concurrency_target_fraction > 1.0 {
            self.container_concurrency_target_fraction /= 100.0;
        }
        Ok(())
    }

    /// Judges the values. Comparisons are written so that NaN passes, as it does in Knative.
    fn check(&self) -> Result<(), Rejection> {
        use keys::*;
        let not = |refused: bool| !refused;
        bounds(
            self.scale_to_zero_grace_period > Duration::ZERO,
            GRACE_PERIOD,
        )?;
        bounds(self.scale_down_delay >= Duration::ZERO, SCALE_DOWN_DELAY)?;
        whole_seconds(self.scale_down_delay, SCALE_DOWN_DELAY)?;
        bounds(
            self.scale_to_zero_pod_retention_period >= Duration::ZERO,
            POD_RETENTION,
        )?;

        let burst = self.target_burst_capacity;
        bounds(not(burst < 0.0 && burst != -1.0), TARGET_BURST_CAPACITY)?;

        let fraction = self.container_concurrency_target_fraction;
        bounds(not(fraction <= 0.0 || fraction > 1.0), TARGET_PERCENTAGE)?;
        if fraction * self.container_concurrency_target_default < TARGET_MIN {
            return Err(Rejection {
                keys: vec![CONCURRENCY_TARGET_DEFAULT, TARGET_PERCENTAGE],
                fault: Fault::Bounds,
            });
        }
        bounds(
            not(self.requests_per_second_target_default < TARGET_MIN),
            RPS_TARGET_DEFAULT,
        )?;
        bounds(not(self.activator_capacity < 1.0), ACTIVATOR_CAPACITY)?;
        bounds(not(self.max_scale_up_rate <= 1.0), MAX_SCALE_UP_RATE)?;
        bounds(not(self.max_scale_down_rate <= 1.0), MAX_SCALE_DOWN_RATE)?;

        bounds(
            (WINDOW_MIN..=WINDOW_MAX).contains(&self.stable_window),
            STABLE_WINDOW,
        )?;
        whole_seconds(self.stable_window, STABLE_WINDOW)?;
        let panic_window = self.panic_window_percentage.0;
        bounds(
            not(panic_window < 1.0 || panic_window > 100.0),
            PANIC_WINDOW_PERCENTAGE,
        )?;

        let least = if self.allow_zero_initial_scale {
            Replicas(0)
        } else {
            Replicas(1)
        };
        bounds(self.initial_scale >= least, INITIAL_SCALE)?;
        bounds(self.min_scale >= Replicas::ZERO, MIN_SCALE)?;
        // Surprising: with a limit, max-scale must be set as well; its default 0 lies outside.
        let limit = self.max_scale_limit;
        bounds(
            if limit > Replicas::ZERO {
                (Replicas(1)..=limit).contains(&self.max_scale)
            } else {
                self.max_scale >= Replicas::ZERO
            },
            MAX_SCALE,
        )?;
        bounds(limit >= Replicas::ZERO, MAX_SCALE_LIMIT)?;
        if self.max_scale > Replicas::ZERO && self.min_scale > self.max_scale {
            return Err(Rejection {
                keys: vec![MAX_SCALE, MIN_SCALE],
                fault: Fault::Bounds,
            });
        }
        Ok(())
    }
}

fn whole_seconds(value: Duration, key: &'static str) -> Result<(), Rejection> {
    if value.is_whole_seconds() {
        Ok(())
    } else {
        Err(Rejection::new(key, Fault::Precision))
    }
}

impl From<NumberError> for Fault {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::Syntax => Self::Unparsable,
            NumberError::Range => Self::OutOfRange,
        }
    }
}
