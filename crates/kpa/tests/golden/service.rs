//! `service_validation.jsonl`: what becomes of a whole Service document.

use std::collections::BTreeSet;

use kpa::settings::config::AutoscalerConfig;
use kpa::settings::defaults::Defaults;
use kpa::settings::document::Kind;
use kpa::settings::schema::{self, Problem};
use kpa::settings::webhook::{Class, complaints};
use kpa::settings::workload::Workload;
use kpa::settings::{Data, located::Located};
use kpa::text::{self, Severity};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::compare::{Difference, read, same};
use crate::reviewed;

#[derive(Deserialize)]
struct Input {
    yaml: String,
    config_autoscaler: Data,
    config_defaults: Data,
}

/// What is judged: scaling, time-outs, names, and the parts a template must have.
const JUDGED: [&str; 8] = [
    "metadata.annotations",
    "metadata.name",
    "spec.template.metadata.",
    "spec.template.spec.containerConcurrency",
    "spec.template.spec.timeoutSeconds",
    "spec.template.spec.responseStartTimeoutSeconds",
    "spec.template.spec.idleTimeoutSeconds",
    "spec.template.spec.containers",
];

/// Whether an error is about something else: ports, environment, traffic, where pods run.
fn is_outside(path: &str) -> bool {
    let inside_of_container = path.strip_prefix("spec.template.spec.containers");
    match inside_of_container.and_then(|rest| rest.split_once("].").or(rest.split_once("*]."))) {
        Some((_, field)) => field != "image",
        None => !JUDGED.iter().any(|judged| path.starts_with(judged)),
    }
}

/// Judges the document, and reviews it beside its ConfigMaps.
pub fn check(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: Input = read(input)?;
    judged(&input, output)?;
    let autoscaler = reviewed::config_map("config-autoscaler", &input.config_autoscaler);
    let defaults = reviewed::config_map("config-defaults", &input.config_defaults);
    reviewed::check(
        &[&input.yaml, &autoscaler, &defaults],
        output["phase"] != "ok",
    )
}

fn judged(input: &Input, output: &Value) -> Result<(), Difference> {
    let phase = |phase: &str| same(&json!(phase), &output["phase"]).map_err(|d| d.inside(".phase"));
    let reading = text::read(0, &input.yaml);
    let document = match &reading.documents[..] {
        [document]
            if reading
                .findings
                .iter()
                .all(|f| f.severity() != Severity::Error) =>
        {
            document
        }
        _ => return phase("yaml"),
    };
    if Kind::of(&document.root) != Kind::Service {
        return phase("kind");
    }
    let config = AutoscalerConfig::parse(&input.config_autoscaler)
        .map_err(|e| Difference::new(format_args!("the config is refused: {e:?}")))?;
    let (defaults, _) = Defaults::parse(&input.config_defaults);
    let workload =
        Workload::read(document).ok_or_else(|| Difference::new("the Service was not read"))?;
    let misfits = schema::of(Kind::Service).map(|shape| schema::misfits(document, shape));
    let (undecodable, dropped): (Vec<_>, Vec<_>) = misfits
        .unwrap_or_default()
        .into_iter()
        .partition(|misfit| matches!(misfit.problem, Problem::Type { .. }));
    let dropped: BTreeSet<&str> = dropped.iter().map(|misfit| misfit.path.as_str()).collect();
    same(&json!(dropped), &output["pruned"]).map_err(|d| d.inside(".pruned"))?;
    if let Some(first) = undecodable.first() {
        phase("decode")?;
        // How a path is spelled depends on the Go version; the last key doesn't.
        let path = output["decode_field"].as_str().unwrap_or_default();
        if !path.ends_with(&first.key) {
            return Err(Difference::new(format_args!(
                "got {}, recorded is {path}",
                first.path
            )));
        }
        let Problem::Type { got, .. } = first.problem else {
            return Err(Difference::new(format_args!("{first:?} can be decoded")));
        };
        return same(&json!(got), &output["decode_got"]).map_err(|d| d.inside(".decode_got"));
    }

    let complaints = complaints(&[&input.yaml], document, &workload, &config, &defaults);
    let errors: BTreeSet<(&str, &str)> = complaints
        .iter()
        .flat_map(|complaint| &complaint.about)
        .map(|(path, class)| (path.as_str(), name(*class)))
        .collect();
    let recorded: BTreeSet<(String, String)> = read(&output["errors"])?;
    let (outside, judged): (Vec<_>, Vec<_>) =
        recorded.into_iter().partition(|(path, _)| is_outside(path));
    same(&json!(errors), &json!(judged)).map_err(|d| d.inside(".errors"))?;
    if let Some((path, _)) = outside.first() {
        return Err(Difference::outside(path));
    }
    phase(if errors.is_empty() { "ok" } else { "invalid" })?;

    let seconds = |located: &Option<Located<i64>>| located.as_ref().map(|it| it.value);
    let timeout = defaults.timeout(seconds(&workload.timeout_seconds));
    let response_start = seconds(&workload.response_start_timeout_seconds);
    let got = json!({
        "containerConcurrency":
            seconds(&workload.container_concurrency).unwrap_or(defaults.container_concurrency),
        "timeoutSeconds": timeout,
        "responseStartTimeoutSeconds": defaults.response_start(response_start, timeout),
        "idleTimeoutSeconds": seconds(&workload.idle_timeout_seconds),
    });
    same(&got, &output["resolved"]).map_err(|d| d.inside(".resolved"))
}

fn name(class: Class) -> &'static str {
    match class {
        Class::Generic => "generic",
        Class::InvalidValue => "invalid-value",
        Class::OutOfBounds => "out-of-bounds",
        Class::Missing => "missing",
        Class::InvalidKey => "invalid-key",
    }
}
