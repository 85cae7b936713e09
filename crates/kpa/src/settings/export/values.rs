//! What there is to write down, as texts that Knative reads.

use crate::go;
use crate::settings::annotations::{Key, keys as own};
use crate::settings::config::{AutoscalerConfig, keys as shared};
use crate::settings::defaults::{Defaults, keys as defaults};
use crate::settings::resolve::Metric;
use crate::settings::review::Effective;
use crate::settings::{Annotations, Data};
use crate::units::Duration;

/// What a revision says itself.
pub(super) struct OfRevision {
    pub(super) annotations: Annotations,
    /// 0 is none.
    pub(super) container_concurrency: Option<i64>,
    pub(super) timeout_seconds: Option<i64>,
}

/// What ConfigMaps say.
pub(super) struct OfCluster {
    pub(super) autoscaler: Data,
    pub(super) defaults: Data,
}

/// An annotation and the key of config-autoscaler that means the same. The target and the utilization
/// are none of them: which key means the same depends on the metric.
const TWINS: [(Key, &str); 9] = [
    (own::CLASS, shared::CLASS),
    (own::MIN_SCALE, shared::MIN_SCALE),
    (own::MAX_SCALE, shared::MAX_SCALE),
    (own::INITIAL_SCALE, shared::INITIAL_SCALE),
    (own::WINDOW, shared::STABLE_WINDOW),
    (own::PANIC_WINDOW, shared::PANIC_WINDOW_PERCENTAGE),
    (own::PANIC_THRESHOLD, shared::PANIC_THRESHOLD_PERCENTAGE),
    (own::SCALE_DOWN_DELAY, shared::SCALE_DOWN_DELAY),
    (own::POD_RETENTION, shared::POD_RETENTION),
];

/// Everything as the revision would say it: what it says, and what the cluster says in its place.
pub(super) fn of_revision(effective: &Effective, all: bool) -> OfRevision {
    let mut annotations = Annotations::new();
    for key in own::ALL {
        if let Some(value) = key.get(&effective.annotations) {
            annotations.insert(key.kebab.to_owned(), value.to_owned());
        }
    }
    let config = data(&effective.config);
    let shipped = data(&AutoscalerConfig::default());
    let mut twins: Vec<(Key, &str)> = TWINS.to_vec();
    twins.push((own::TARGET_BURST_CAPACITY, shared::TARGET_BURST_CAPACITY));
    twins.extend(target(effective).map(|key| (own::TARGET, key)));
    if !is_rps(effective) {
        twins.push((own::TARGET_UTILIZATION, shared::TARGET_PERCENTAGE));
    }
    for (key, twin) in twins {
        let value = config
            .get(twin)
            .filter(|it| all || shipped.get(twin) != Some(it));
        if let Some(value) = value {
            annotations
                .entry(key.kebab.to_owned())
                .or_insert_with(|| value.clone());
        }
    }
    let shipped = Defaults::default();
    let limit = effective.container_concurrency;
    let timeout = seconds(effective.timeout);
    OfRevision {
        annotations,
        container_concurrency: Some(limit).filter(|it| all || *it != shipped.container_concurrency),
        timeout_seconds: Some(timeout).filter(|it| all || *it != shipped.revision_timeout_seconds),
    }
}

/// Everything as the cluster would say it, for every revision that says nothing itself.
pub(super) fn of_cluster(effective: &Effective, all: bool) -> OfCluster {
    let mut autoscaler = data(&effective.config);
    let mut twins: Vec<(Key, &str)> = TWINS.to_vec();
    twins.push((own::TARGET_BURST_CAPACITY, shared::TARGET_BURST_CAPACITY));
    twins.extend(target(effective).map(|key| (own::TARGET, key)));
    for (key, twin) in twins {
        if let Some(value) = key.get(&effective.annotations) {
            autoscaler.insert(twin.to_owned(), value.to_owned());
        }
    }
    let utilization = own::TARGET_UTILIZATION.get(&effective.annotations);
    if let Some(percentage) = utilization.and_then(|it| go::parse_float(it).ok()) {
        // Up to 1 the ConfigMap takes it for a fraction.
        let written = match percentage > 1.0 {
            true => percentage,
            false => percentage / 100.0,
        };
        autoscaler.insert(shared::TARGET_PERCENTAGE.to_owned(), written.to_string());
    }
    let shipped = data(&AutoscalerConfig::default());
    autoscaler.retain(|key, value| all || shipped.get(key) != Some(value));

    let before = Defaults {
        container_concurrency: effective.container_concurrency,
        revision_timeout_seconds: seconds(effective.timeout),
        ..effective.defaults.clone()
    };
    let shipped = defaults_data(&Defaults::default());
    let mut defaults = defaults_data(&before);
    defaults.retain(|key, value| all || shipped.get(key) != Some(value));
    OfCluster {
        autoscaler,
        defaults,
    }
}

/// The key that holds the target of a revision without one. A hard limit takes its place.
fn target(effective: &Effective) -> Option<&'static str> {
    match (is_rps(effective), effective.container_concurrency) {
        (true, _) => Some(shared::RPS_TARGET_DEFAULT),
        (false, 0) => Some(shared::CONCURRENCY_TARGET_DEFAULT),
        (false, _) => None,
    }
}

fn is_rps(effective: &Effective) -> bool {
    effective.revision.decider.metric == Metric::Rps
}

fn seconds(duration: Duration) -> i64 {
    duration.as_nanos() / 1_000_000_000
}

/// A duration as Go reads it back exactly.
fn exact(duration: Duration) -> String {
    match duration.is_whole_seconds() {
        true => format!("{}s", seconds(duration)),
        false => format!("{}ns", duration.as_nanos()),
    }
}

/// The whole ConfigMap config-autoscaler.
fn data(config: &AutoscalerConfig) -> Data {
    // Taken apart, so that no field is forgotten.
    let AutoscalerConfig {
        class,
        enable_scale_to_zero,
        allow_zero_initial_scale,
        max_scale_up_rate,
        max_scale_down_rate,
        container_concurrency_target_fraction,
        container_concurrency_target_default,
        requests_per_second_target_default,
        target_burst_capacity,
        panic_window_percentage,
        activator_capacity,
        panic_threshold_percentage,
        initial_scale,
        min_scale,
        max_scale,
        max_scale_limit,
        stable_window,
        scale_down_delay,
        scale_to_zero_grace_period,
        scale_to_zero_pod_retention_period,
    } = config;
    let texts = [
        (shared::CLASS, class.clone()),
        (
            shared::ENABLE_SCALE_TO_ZERO,
            enable_scale_to_zero.to_string(),
        ),
        (
            shared::ALLOW_ZERO_INITIAL_SCALE,
            allow_zero_initial_scale.to_string(),
        ),
        (shared::MAX_SCALE_UP_RATE, max_scale_up_rate.to_string()),
        (shared::MAX_SCALE_DOWN_RATE, max_scale_down_rate.to_string()),
        (
            shared::TARGET_PERCENTAGE,
            percentage(*container_concurrency_target_fraction),
        ),
        (
            shared::CONCURRENCY_TARGET_DEFAULT,
            container_concurrency_target_default.to_string(),
        ),
        (
            shared::RPS_TARGET_DEFAULT,
            requests_per_second_target_default.to_string(),
        ),
        (
            shared::TARGET_BURST_CAPACITY,
            target_burst_capacity.to_string(),
        ),
        (
            shared::PANIC_WINDOW_PERCENTAGE,
            panic_window_percentage.0.to_string(),
        ),
        (shared::ACTIVATOR_CAPACITY, activator_capacity.to_string()),
        (
            shared::PANIC_THRESHOLD_PERCENTAGE,
            panic_threshold_percentage.0.to_string(),
        ),
        (shared::INITIAL_SCALE, initial_scale.to_string()),
        (shared::MIN_SCALE, min_scale.to_string()),
        (shared::MAX_SCALE, max_scale.to_string()),
        (shared::MAX_SCALE_LIMIT, max_scale_limit.to_string()),
        (shared::STABLE_WINDOW, exact(*stable_window)),
        (shared::SCALE_DOWN_DELAY, exact(*scale_down_delay)),
        (shared::GRACE_PERIOD, exact(*scale_to_zero_grace_period)),
        (
            shared::POD_RETENTION,
            exact(*scale_to_zero_pod_retention_period),
        ),
    ];
    let mut data = Data::new();
    for (key, text) in texts {
        data.insert(key.to_owned(), text);
    }
    data
}

/// A fraction as a percentage that reads back as the fraction.
fn percentage(fraction: f64) -> String {
    let rounded = (fraction * 1e8).round() / 1e6;
    match rounded / 100.0 == fraction {
        true => rounded.to_string(),
        false => (fraction * 100.0).to_string(),
    }
}

/// The ConfigMap config-defaults, as far as it matters here.
fn defaults_data(from: &Defaults) -> Data {
    let Defaults {
        container_concurrency,
        container_concurrency_max_limit,
        allow_container_concurrency_zero,
        revision_timeout_seconds,
        max_revision_timeout_seconds,
        response_start_timeout_seconds,
    } = from;
    let mut data = Data::new();
    for (key, text) in [
        (
            defaults::CONTAINER_CONCURRENCY,
            container_concurrency.to_string(),
        ),
        (
            defaults::MAX_LIMIT,
            container_concurrency_max_limit.to_string(),
        ),
        (
            defaults::ALLOW_ZERO,
            allow_container_concurrency_zero.to_string(),
        ),
        (defaults::TIMEOUT, revision_timeout_seconds.to_string()),
        (
            defaults::MAX_TIMEOUT,
            max_revision_timeout_seconds.to_string(),
        ),
    ] {
        data.insert(key.to_owned(), text);
    }
    if let Some(seconds) = response_start_timeout_seconds {
        data.insert(defaults::RESPONSE_START.to_owned(), seconds.to_string());
    }
    data
}
