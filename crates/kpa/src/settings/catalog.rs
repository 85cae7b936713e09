//! What each key takes, in words for messages.

use super::annotations::{Key, keys as annotation};
use super::config::keys as config;
use super::defaults::keys as defaults;
use crate::phrases::Phrase;

/// What a value may be.
pub fn takes(name: &'static str) -> Phrase {
    Phrase::new("takes", name)
}

/// What a key of `config-autoscaler` takes.
pub fn config_takes(key: &str) -> Phrase {
    takes(match key {
        config::CLASS => "class-name",
        config::ENABLE_SCALE_TO_ZERO | config::ALLOW_ZERO_INITIAL_SCALE => "flag",
        config::MAX_SCALE_UP_RATE | config::MAX_SCALE_DOWN_RATE => "above-one",
        config::TARGET_PERCENTAGE => "fraction-or-percentage",
        config::CONCURRENCY_TARGET_DEFAULT => "target",
        config::RPS_TARGET_DEFAULT => "from-a-hundredth",
        config::TARGET_BURST_CAPACITY => "from-zero-or-minus-one",
        config::PANIC_WINDOW_PERCENTAGE => "one-to-a-hundred",
        config::ACTIVATOR_CAPACITY => "from-one",
        config::PANIC_THRESHOLD_PERCENTAGE => "number",
        config::INITIAL_SCALE => "initial-scale",
        config::MIN_SCALE | config::MAX_SCALE_LIMIT => "whole-from-zero",
        config::MAX_SCALE => "max-scale",
        config::STABLE_WINDOW => "window",
        config::SCALE_DOWN_DELAY => "seconds",
        config::GRACE_PERIOD => "duration-above-zero",
        config::POD_RETENTION => "duration",
        _ => "text",
    })
}

/// What a key of `config-defaults` takes.
pub fn defaults_take(key: &str) -> Phrase {
    takes(match key {
        defaults::ALLOW_ZERO => "flag",
        defaults::CONTAINER_CONCURRENCY => "container-concurrency",
        defaults::MAX_LIMIT => "whole-from-one",
        _ => "seconds-without-unit",
    })
}

/// What a field of a revision's `spec` takes.
pub fn field_takes(name: &str) -> Phrase {
    takes(match name {
        "containerConcurrency" => "container-concurrency",
        _ => "timeout",
    })
}

/// What an annotation takes.
pub fn annotation_takes(key: &str) -> Phrase {
    let is = |known: Key| known.kebab == key || known.camel == Some(key);
    takes(match () {
        () if is(annotation::CLASS) => "class",
        () if is(annotation::METRIC) => "metric",
        () if is(annotation::TARGET) => "from-a-hundredth",
        () if is(annotation::WINDOW) => "window",
        () if is(annotation::ACTIVATION_SCALE) => "activation-scale",
        () if is(annotation::MIN_SCALE) || is(annotation::MAX_SCALE) => "whole-from-zero",
        () if is(annotation::INITIAL_SCALE) => "initial-scale",
        () if is(annotation::TARGET_UTILIZATION) || is(annotation::PANIC_WINDOW) => "percentage",
        () if is(annotation::PANIC_THRESHOLD) => "panic-threshold",
        () if is(annotation::TARGET_BURST_CAPACITY) => "from-zero-or-minus-one",
        () if is(annotation::SCALE_DOWN_DELAY) => "delay",
        () if is(annotation::POD_RETENTION) => "duration-up-to-an-hour",
        () if is(annotation::AGGREGATION) => "aggregation",
        () if is(annotation::PROGRESS_DEADLINE) => "seconds-above-zero",
        () => "text",
    })
}

/// The annotation of that key, in either spelling.
pub fn annotation_key(key: &str) -> Option<Key> {
    annotation::ALL
        .into_iter()
        .find(|known| known.kebab == key || known.camel == Some(key))
}
