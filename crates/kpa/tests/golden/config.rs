//! `config.jsonl`: parsing config-autoscaler.

use kpa::settings::Data;
use kpa::settings::config::{AutoscalerConfig, Fault, TARGET_UTILIZATION, keys};
use serde_json::{Value, json};

use crate::compare::{Difference, float, read, same};
use crate::reviewed;

/// Parses the map; every resolved field, or the keys and the class of the first failure.
pub fn check(input: &Value, output: &Value) -> Result<(), Difference> {
    let data: Data = read(input)?;
    let got = match AutoscalerConfig::parse(&data) {
        Ok(config) => json!({"ok": true, "cfg": fields(&config)}),
        Err(rejection) => json!({
            "ok": false,
            "keys": rejection.keys,
            "class": match rejection.fault {
                Fault::Unparsable => "unparsable",
                Fault::OutOfRange => "out-of-range",
                Fault::Bounds => "bounds",
                Fault::Precision => "precision",
            },
        }),
    };
    same(&got, output)?;
    let text = reviewed::config_map("config-autoscaler", &data);
    reviewed::check(&[&text], got["ok"] == false)
}

fn fields(c: &AutoscalerConfig) -> Value {
    json!({
        "_target-utilization": TARGET_UTILIZATION,
        keys::CLASS: c.class,
        keys::ENABLE_SCALE_TO_ZERO: c.enable_scale_to_zero,
        keys::ALLOW_ZERO_INITIAL_SCALE: c.allow_zero_initial_scale,
        keys::MAX_SCALE_UP_RATE: float(c.max_scale_up_rate),
        keys::MAX_SCALE_DOWN_RATE: float(c.max_scale_down_rate),
        keys::TARGET_PERCENTAGE: float(c.container_concurrency_target_fraction),
        keys::CONCURRENCY_TARGET_DEFAULT: float(c.container_concurrency_target_default),
        keys::RPS_TARGET_DEFAULT: float(c.requests_per_second_target_default),
        keys::TARGET_BURST_CAPACITY: float(c.target_burst_capacity),
        keys::PANIC_WINDOW_PERCENTAGE: float(c.panic_window_percentage.0),
        keys::ACTIVATOR_CAPACITY: float(c.activator_capacity),
        keys::PANIC_THRESHOLD_PERCENTAGE: float(c.panic_threshold_percentage.0),
        keys::INITIAL_SCALE: c.initial_scale,
        keys::MIN_SCALE: c.min_scale,
        keys::MAX_SCALE: c.max_scale,
        keys::MAX_SCALE_LIMIT: c.max_scale_limit,
        keys::STABLE_WINDOW: c.stable_window,
        keys::SCALE_DOWN_DELAY: c.scale_down_delay,
        keys::GRACE_PERIOD: c.scale_to_zero_grace_period,
        keys::POD_RETENTION: c.scale_to_zero_pod_retention_period,
    })
}
