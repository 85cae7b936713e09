//! `annotations.jsonl`: validating a revision's annotations.

use kpa::settings::annotations::{Fault, keys, validate};
use kpa::settings::config::AutoscalerConfig;
use kpa::settings::{Annotations, Data};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::compare::{Difference, read, same};
use crate::reviewed;

#[derive(Deserialize)]
struct Input {
    config: Data,
    annotations: Annotations,
}

/// Validates the annotations; the set of paths and classes.
pub fn check(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: Input = read(input)?;
    let config = AutoscalerConfig::parse(&input.config)
        .map_err(|e| Difference::new(format_args!("the ConfigMap is rejected: {e:?}")))?;
    let errors: Vec<_> = validate(&config, &input.annotations)
        .into_iter()
        .map(|(key, fault)| {
            let class = match fault {
                Fault::Generic => "generic",
                Fault::InvalidValue => "invalid-value",
                Fault::OutOfBounds => "out-of-bounds",
            };
            (key, class)
        })
        .collect();
    same(&json!({"errors": errors}), output)?;

    let mut annotations = input.annotations;
    // Validated elsewhere in Knative, and so not recorded here.
    annotations.remove(keys::PROGRESS_DEADLINE.kebab);
    let service = reviewed::service(&annotations);
    let config = reviewed::config_map("config-autoscaler", &input.config);
    reviewed::check(&[&service, &config], !errors.is_empty())
}
