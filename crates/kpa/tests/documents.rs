//! Every kind of document that people have at hand, from files as they have them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kpa::phrases::Words;
use kpa::settings::ladder::Ladder;
use kpa::settings::{Review, review};
use kpa::text::Severity;

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/documents")
        .join(name);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What a row of the ladder says: value, and the line of the text that it comes from.
type Wanted = (&'static str, &'static str, Option<&'static str>);

/// Reviews the files and compares rows of the ladder of the workload of that name (none: the one
/// that holds without a Service).
fn check(names: &[&str], workload: Option<&str>, rows: &[Wanted]) -> Review {
    let files: Vec<String> = names.iter().map(|name| file(name)).collect();
    let texts: Vec<&str> = files.iter().map(String::as_str).collect();
    let review = review(&texts);
    for finding in &review.findings {
        assert_ne!(
            finding.severity(),
            Severity::Error,
            "{names:?}: {} {finding:?}",
            finding.what(Words::english())
        );
    }
    let found = review
        .workloads
        .iter()
        .position(|it| Some(it.display_name()) == workload);
    assert_eq!(
        found.is_some(),
        workload.is_some(),
        "{names:?}: {workload:?}"
    );
    let ladder = Ladder::of(
        &review,
        found.unwrap_or(usize::MAX),
        &BTreeSet::new(),
        Words::english(),
    );
    for (id, value, line) in rows {
        let row = ladder.row(id).unwrap_or_else(|| panic!("no row {id}"));
        assert_eq!(row.value, *value, "{id} of {names:?}");
        let place = row.winner().and_then(|step| step.place);
        let text = place.and_then(|place| texts[place.text].lines().nth(place.span.start.line - 1));
        assert_eq!(text.map(str::trim), *line, "{id} of {names:?}");
    }
    review
}

#[test]
fn a_service() {
    check(
        &["service.yaml"],
        Some("shop"),
        &[
            (
                "min-scale",
                "1",
                Some("autoscaling.knative.dev/min-scale: \"1\""),
            ),
            ("target-per-replica", "28", None),
            (
                "container-concurrency",
                "50",
                Some("containerConcurrency: 50"),
            ),
            (
                "stable-window",
                "90s",
                Some("autoscaling.knative.dev/window: 90s"),
            ),
            ("timeout", "120s", Some("timeoutSeconds: 120")),
            ("metric", "concurrency", None),
        ],
    );
}

#[test]
fn a_configuration() {
    check(
        &["configuration.yaml"],
        Some("mailer"),
        &[
            ("metric", "rps", Some("autoscaling.knative.dev/metric: rps")),
            ("target-per-replica", "105", None),
        ],
    );
}

#[test]
fn a_revision_as_kubectl_prints_it() {
    check(
        &["revision.yaml"],
        Some("shop-00007"),
        &[
            (
                "scale-down-delay",
                "15m",
                Some("autoscaling.knative.dev/scale-down-delay: 15m"),
            ),
            (
                "container-concurrency",
                "no limit",
                Some("containerConcurrency: 0"),
            ),
        ],
    );
}

#[test]
fn an_inference_service() {
    let review = check(
        &["inference-service.yaml"],
        Some("flowers-predictor"),
        &[
            ("min-scale", "0", Some("minReplicas: 0")),
            ("max-scale", "6", Some("maxReplicas: 6")),
            ("target-per-replica", "2.8", None),
            (
                "stable-window",
                "120s",
                Some("autoscaling.knative.dev/window: 120s"),
            ),
            ("timeout", "60s", Some("timeout: 60")),
        ],
    );
    let codes: Vec<&str> = review
        .findings
        .iter()
        .map(|finding| finding.code())
        .collect();
    assert!(
        codes.contains(&"kserve-min-replicas"),
        "the transformer says nothing: {codes:?}"
    );
    check(
        &["inference-service.yaml"],
        Some("flowers-transformer"),
        &[
            ("min-scale", "1", Some("transformer:")),
            ("max-scale", "2", Some("maxReplicas: 2")),
        ],
    );
}

#[test]
fn the_autoscalers_config_map_as_kubectl_prints_it() {
    check(
        &["config-autoscaler.yaml"],
        None,
        &[
            ("stable-window", "40s", Some("stable-window: 40s")),
            ("max-scale", "50", Some("max-scale: \"50\"")),
            ("max-scale-limit", "100", Some("max-scale-limit: \"100\"")),
            ("scale-down-rate", "2", None),
        ],
    );
}

#[test]
fn a_list() {
    check(
        &["list.yaml"],
        Some("mailer"),
        &[
            ("stable-window", "40s", Some("stable-window: 40s")),
            (
                "max-scale",
                "5",
                Some("autoscaling.knative.dev/max-scale: \"5\""),
            ),
        ],
    );
}

#[test]
fn defaults_and_domain() {
    let names = [
        "config-domain.yaml",
        "configuration.yaml",
        "config-defaults.yaml",
    ];
    let review = check(
        &names,
        Some("mailer"),
        &[
            (
                "container-concurrency",
                "25",
                Some("container-concurrency: \"25\""),
            ),
            ("timeout", "60s", Some("revision-timeout-seconds: \"60\"")),
        ],
    );
    let ladder = Ladder::of(&review, 0, &BTreeSet::new(), Words::english());
    assert_eq!(
        ladder.url.as_deref(),
        Some("http://mailer.default.apps.example.com")
    );
}

#[test]
fn the_operators_resource_wins_over_the_config_maps() {
    let names = [
        "knative-serving.yaml",
        "config-autoscaler.yaml",
        "config-defaults.yaml",
    ];
    check(
        &names,
        None,
        &[
            ("stable-window", "120s", Some("stable-window: 2m")),
            (
                "target-burst-capacity",
                "70",
                Some("target-burst-capacity: \"70\""),
            ),
            ("max-scale", "50", Some("max-scale: \"50\"")),
            (
                "container-concurrency",
                "10",
                Some("container-concurrency: \"10\""),
            ),
        ],
    );
}

#[test]
fn command_lines() {
    let review = check(
        &["commands.sh"],
        Some("shop"),
        &[
            (
                "min-scale",
                "1",
                Some("--scale 1..20 --scale-metric=concurrency \\"),
            ),
            (
                "max-scale",
                "20",
                Some("--scale 1..20 --scale-metric=concurrency \\"),
            ),
            ("target-per-replica", "28", None),
            (
                "stable-window",
                "90s",
                Some("--scale-target \"40\" --scale-window 90s \\"),
            ),
        ],
    );
    assert_eq!(review.workloads.len(), 2);
    check(
        &["commands.sh"],
        Some("mailer"),
        &[(
            "utilization",
            "80 %",
            Some(
                "kn service update mailer --scale-init 2 --scale-activation 3 --scale-utilization 80 --scale-max=9",
            ),
        )],
    );
}

#[test]
fn other_kinds_are_named_and_passed_over() {
    let review = check(&["other.yaml"], None, &[("min-scale", "0", None)]);
    let codes: Vec<&str> = review
        .findings
        .iter()
        .map(|finding| finding.code())
        .collect();
    assert_eq!(codes, ["other-kind", "other-kind"]);
}
