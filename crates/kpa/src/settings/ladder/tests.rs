//! The ladder as a table of cases.

use crate::phrases::Words;
use std::collections::BTreeSet;

use super::*;
use crate::settings::review::review;

/// A Service with these annotations and this line in its spec.
fn service(annotations: &[(&str, &str)], spec: &str) -> String {
    let mut text = "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: hello\n\
                    spec:\n  template:\n    metadata:\n      annotations:\n"
        .to_owned();
    for (key, value) in annotations {
        text += &format!("        autoscaling.knative.dev/{key}: \"{value}\"\n");
    }
    text + &format!("    spec:\n      {spec}\n      containers:\n        - image: x\n")
}

fn config(name: &str, data: &[(&str, &str)]) -> String {
    let mut text =
        format!("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config-{name}\ndata:\n");
    for (key, value) in data {
        text += &format!("  {key}: \"{value}\"\n");
    }
    text
}

/// Compares value, arithmetic and winner of one row.
fn check(texts: &[&str], id: &str, value: &str, arithmetic: &str, winner: Option<(Source, &str)>) {
    let ladder = Ladder::of(&review(texts), 0, &BTreeSet::new(), Words::english());
    let row = ladder.row(id).unwrap_or_else(|| panic!("no row {id}"));
    let got = row.winner().map(|step| (step.source, step.value.as_str()));
    assert_eq!(
        (
            row.value.as_str(),
            row.arithmetic.as_deref().unwrap_or(""),
            got
        ),
        (value, arithmetic, winner),
        "{id} of {texts:#?}"
    );
}

#[test]
fn the_target_per_replica_shows_its_arithmetic() {
    for (annotations, spec, value, arithmetic) in [
        (&[][..], "{}", "70", "default 100 × 70 % = 70"),
        (&[("target", "10")], "{}", "7", "target 10 × 70 % = 7"),
        (
            &[],
            "containerConcurrency: 50",
            "35",
            "containerConcurrency 50 × 70 % = 35",
        ),
        (
            &[("target", "50")],
            "containerConcurrency: 20",
            "14",
            "min(target 50, containerConcurrency 20) × 70 % = 14",
        ),
        (
            &[("metric", "rps")],
            "containerConcurrency: 5",
            "140",
            "default 200 requests/s × 70 % = 140",
        ),
        (
            &[("target", "0.011"), ("target-utilization-percentage", "55")],
            "{}",
            "0.01",
            "target 0.011 × 55 % = 0.00605, raised to the least, 0.01",
        ),
    ] {
        let spec = spec.replace("{}", "timeoutSeconds: 1");
        check(
            &[&service(annotations, &spec)],
            "target-per-replica",
            value,
            arithmetic,
            None,
        );
    }
}

#[test]
fn the_last_that_counts_wins() {
    use Source::{Annotation, Autoscaler, Default, Defaults, Field};
    let cluster = config(
        "autoscaler",
        &[
            ("stable-window", "40s"),
            ("min-scale", "2"),
            ("container-concurrency-target-percentage", "80"),
        ],
    );
    let defaults = config(
        "defaults",
        &[
            ("container-concurrency", "30"),
            ("revision-timeout-seconds", "100"),
        ],
    );
    for (annotations, spec, id, value, arithmetic, winner) in [
        (
            &[][..],
            "",
            "activator-capacity",
            "100",
            "",
            (Default, "100"),
        ),
        (&[], "", "stable-window", "40s", "", (Autoscaler, "40s")),
        (
            &[("window", "90s")],
            "",
            "stable-window",
            "90s",
            "",
            (Annotation, "90s"),
        ),
        (
            &[("minScale", "3")],
            "",
            "min-scale",
            "3",
            "",
            (Annotation, "3"),
        ),
        (
            &[("minScale", "3"), ("min-scale", "4")],
            "",
            "min-scale",
            "4",
            "",
            (Annotation, "4"),
        ),
        // A bad value falls back to the cluster's, not to the other spelling.
        (
            &[("minScale", "3"), ("min-scale", "x")],
            "",
            "min-scale",
            "2",
            "",
            (Autoscaler, "2"),
        ),
        (&[], "", "container-concurrency", "30", "", (Defaults, "30")),
        (
            &[],
            "containerConcurrency: 0",
            "container-concurrency",
            "no limit",
            "",
            (Field, "0"),
        ),
        (
            &[],
            "timeoutSeconds: 0",
            "timeout",
            "100s",
            "",
            (Defaults, "100"),
        ),
        (&[], "timeoutSeconds: 7", "timeout", "7s", "", (Field, "7")),
        (&[], "", "target", "30", "", (Defaults, "30")),
        (
            &[("target", "50")],
            "containerConcurrency: 20",
            "target",
            "20",
            "min(target 50, containerConcurrency 20) = 20",
            (Field, "20"),
        ),
        (&[], "", "utilization", "80 %", "", (Autoscaler, "80")),
        (
            &[("metric", "rps")],
            "",
            "utilization",
            "70 %",
            "fixed for every metric but concurrency",
            (Default, "70"),
        ),
        (
            &[("initial-scale", "0")],
            "",
            "initial-scale",
            "1",
            "",
            (Default, "1"),
        ),
    ] {
        let spec = if spec.is_empty() {
            "serviceAccountName: x"
        } else {
            spec
        };
        let service = service(annotations, spec);
        check(
            &[&service, &cluster, &defaults],
            id,
            value,
            arithmetic,
            Some(winner),
        );
    }
}

#[test]
fn windows_and_bursts_explain_themselves() {
    for (annotations, id, value, arithmetic) in [
        (
            &[("window", "45s"), ("panic-window-percentage", "33.3")][..],
            "panic-window",
            "15s",
            "45s × 33.3 % = 14.985s, rounded to 15s",
        ),
        (
            &[("window", "60s"), ("panic-window-percentage", "1")],
            "panic-window",
            "1s",
            "60s × 1 % = 0.6s, raised to the least, 1s",
        ),
        (
            &[("target", "10")],
            "target-burst-capacity",
            "211",
            "idle, the activator leaves the path with 22 ready replicas: 211 / 10, rounded up",
        ),
        (
            &[("target-burst-capacity", "-1")],
            "target-burst-capacity",
            "-1",
            "the activator is always in the path",
        ),
        (
            &[],
            "progress-deadline",
            "10m",
            "10m + 30s = 10m30s until activating is given up",
        ),
    ] {
        let text = service(annotations, "timeoutSeconds: 1");
        let ladder = Ladder::of(&review(&[&text]), 0, &BTreeSet::new(), Words::english());
        let row = ladder.row(id).expect("it is a setting");
        assert_eq!(
            (row.value.as_str(), row.arithmetic.as_deref()),
            (value, Some(arithmetic))
        );
    }
}

#[test]
fn an_override_can_be_switched_off() {
    let text = service(
        &[("min-scale", "3"), ("minScale", "2")],
        "containerConcurrency: 20",
    );
    let review = review(&[&text, &config("autoscaler", &[("min-scale", "1")])]);
    let off = |switches: &[&str]| {
        let switches = switches.iter().map(|&it| it.to_owned()).collect();
        let ladder = Ladder::of(&review, 0, &switches, Words::english());
        let value = |id| {
            ladder
                .row(id)
                .map(|row: &Row| row.value.clone())
                .unwrap_or_default()
        };
        (
            value("min-scale"),
            value("container-concurrency"),
            value("target-per-replica"),
        )
    };
    let row = |min: &str, limit: &str, target: &str| (min.into(), limit.into(), target.into());
    let (kebab, camel) = (
        "revision/autoscaling.knative.dev/min-scale",
        "revision/autoscaling.knative.dev/minScale",
    );
    assert_eq!(off(&[]), row("3", "20", "14"));
    assert_eq!(off(&[kebab]), row("2", "20", "14"));
    assert_eq!(off(&[kebab, camel]), row("1", "20", "14"));
    assert_eq!(
        off(&[kebab, camel, "config-autoscaler/min-scale"]),
        row("0", "20", "14")
    );
    assert_eq!(
        off(&["revision/containerConcurrency"]),
        row("3", "no limit", "70")
    );
}

#[test]
fn the_cursor_finds_its_row() {
    let text = service(&[("target", "10")], "containerConcurrency: 20");
    let ladder = Ladder::of(&review(&[&text]), 0, &BTreeSet::new(), Words::english());
    let at = |needle: &str| {
        ladder
            .row_at(0, text.find(needle).unwrap())
            .map(|row| row.id.as_str())
    };
    assert_eq!(at("dev/target"), Some("target"));
    assert_eq!(at("20"), Some("container-concurrency"));
    assert_eq!(at("hello"), None);
}

#[test]
fn the_address_takes_the_domain_for_everybody() {
    let domain = config("domain", &[("_example", "x"), ("example.org", "")]);
    let domain = domain.replace(
        "example.org: \"\"",
        "example.org: \"\"\n  selected.org: |\n    selector:\n      app: x",
    );
    let review = review(&[&service(&[], "timeoutSeconds: 1"), &domain]);
    let ladder = Ladder::of(&review, 0, &BTreeSet::new(), Words::english());
    assert_eq!(
        ladder.url.as_deref(),
        Some("http://hello.default.example.org")
    );
}
