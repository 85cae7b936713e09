//! What each key takes, in words for messages.

use super::annotations::{Key, keys as annotation};
use super::config::keys as config;
use super::defaults::keys as defaults;

/// What a key of `config-autoscaler` takes.
pub fn config_takes(key: &str) -> &'static str {
    match key {
        config::CLASS => "a class name",
        config::ENABLE_SCALE_TO_ZERO | config::ALLOW_ZERO_INITIAL_SCALE => "\"true\" or \"false\"",
        config::MAX_SCALE_UP_RATE | config::MAX_SCALE_DOWN_RATE => "a number above 1",
        config::TARGET_PERCENTAGE => "a fraction up to 1 or a percentage up to 100, above 0",
        config::CONCURRENCY_TARGET_DEFAULT => "a number of which the percentage is at least 0.01",
        config::RPS_TARGET_DEFAULT => "a number of at least 0.01",
        config::TARGET_BURST_CAPACITY => "a number of at least 0, or -1",
        config::PANIC_WINDOW_PERCENTAGE => "a number from 1 to 100",
        config::ACTIVATOR_CAPACITY => "a number of at least 1",
        config::PANIC_THRESHOLD_PERCENTAGE => "a number",
        config::INITIAL_SCALE => "a whole number of at least 1 (0 with allow-zero-initial-scale)",
        config::MIN_SCALE | config::MAX_SCALE_LIMIT => "a whole number of at least 0",
        config::MAX_SCALE => "a whole number of at least 0, within max-scale-limit if that is set",
        config::STABLE_WINDOW => "whole seconds from 6s to 1h",
        config::SCALE_DOWN_DELAY => "whole seconds of at least 0s",
        config::GRACE_PERIOD => "a duration above 0s",
        config::POD_RETENTION => "a duration of at least 0s",
        _ => "a text",
    }
}

/// What a key of `config-defaults` takes.
pub fn defaults_take(key: &str) -> &'static str {
    match key {
        defaults::ALLOW_ZERO => "\"true\" or \"false\"",
        defaults::CONTAINER_CONCURRENCY => {
            "a whole number from 0 to container-concurrency-max-limit"
        }
        defaults::MAX_LIMIT => "a whole number of at least 1",
        _ => "a whole number of seconds",
    }
}

/// What an annotation takes.
pub fn annotation_takes(key: &str) -> &'static str {
    let is = |known: Key| known.kebab == key || known.camel == Some(key);
    match () {
        () if is(annotation::CLASS) => {
            "kpa.autoscaling.knative.dev, hpa.autoscaling.knative.dev, or another autoscaler's name"
        }
        () if is(annotation::METRIC) => "concurrency or rps",
        () if is(annotation::TARGET) => "a number of at least 0.01",
        () if is(annotation::WINDOW) => "whole seconds from 6s to 1h",
        () if is(annotation::ACTIVATION_SCALE) => {
            "a whole number of at least 2, from min-scale to max-scale"
        }
        () if is(annotation::MIN_SCALE) || is(annotation::MAX_SCALE) => {
            "a whole number of at least 0"
        }
        () if is(annotation::INITIAL_SCALE) => {
            "a whole number of at least 1 (0 with allow-zero-initial-scale)"
        }
        () if is(annotation::TARGET_UTILIZATION) || is(annotation::PANIC_WINDOW) => {
            "a percentage from 1 to 100"
        }
        () if is(annotation::PANIC_THRESHOLD) => "a percentage from 110 to 1000",
        () if is(annotation::TARGET_BURST_CAPACITY) => "a number of at least 0, or -1",
        () if is(annotation::SCALE_DOWN_DELAY) => "whole seconds from 0s to 1h",
        () if is(annotation::POD_RETENTION) => "a duration from 0s to 1h",
        () if is(annotation::AGGREGATION) => "linear or weighted-exponential",
        () if is(annotation::PROGRESS_DEADLINE) => "whole seconds above 0s",
        () => "a text",
    }
}

/// The annotation of that key, in either spelling.
pub fn annotation_key(key: &str) -> Option<Key> {
    annotation::ALL
        .into_iter()
        .find(|known| known.kebab == key || known.camel == Some(key))
}
