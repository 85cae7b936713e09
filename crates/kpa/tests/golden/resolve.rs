//! `resolve.jsonl`: from annotations and ConfigMap to numbers.

use kpa::settings::resolve::{Bounds, Reachability, aggregation_name, progress_deadline};
use kpa::units::Replicas;
use serde_json::{Value, json};

use crate::compare::{Difference, float, read, same};
use crate::decider;
use crate::revision::Revision;

/// Resolves everything there is to a revision.
pub fn check(input: &Value, output: &Value) -> Result<(), Difference> {
    let revision: Revision = read(input)?;
    let settings = revision.settings()?;
    let unreachable = revision.settings_if(Reachability::Unreachable)?;
    let spec = &settings.decider;
    let pair = |bounds: Bounds| [bounds.min, bounds.max];
    let activators = [0, 1, 10, 100].map(|ready| spec.activators_wanted(Replicas(ready)));

    let got = json!({
        "decider": {
            "max_scale_up_rate": float(spec.max_scale_up_rate),
            "max_scale_down_rate": float(spec.max_scale_down_rate),
            "metric": spec.metric.name(),
            "target": float(spec.target),
            "total": float(spec.total),
            "tbc": float(spec.target_burst_capacity),
            "activator_capacity": float(spec.activator_capacity),
            "panic_threshold": float(spec.panic_threshold),
            "stable_window_ns": spec.stable_window,
            "scale_down_delay_ns": spec.scale_down_delay,
            "initial_scale": spec.initial_scale,
            "reachable": spec.reachable,
            "activation_scale": spec.activation_scale,
        },
        "stable_window_ns": spec.stable_window,
        "panic_window_ns": settings.panic_window,
        "aggregation": aggregation_name(&revision.annotations),
        "bounds": pair(settings.bounds),
        "bounds_unreachable": pair(unreachable.bounds),
        "initial_scale": spec.initial_scale,
        "last_pod_retention_ns": settings.pod_retention,
        "resolved_tbc": float(spec.target_burst_capacity),
        "scrapes": settings.scrapes(),
        "active_threshold": {
            "uninitialized": settings.active_threshold(false),
            "initialized": settings.active_threshold(true),
        },
        "progress_deadline_ns": progress_deadline(&revision.annotations),
        "initial_status": [
            decider::NO_RECOMMENDATION,
            spec.initial_excess_burst_capacity(),
        ],
        "num_activators": activators,
    });
    same(&got, output)
}
