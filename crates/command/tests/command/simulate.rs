//! `kpa simulate` from outside: what it prints and what its exit code says.

use serde_json::Value;

use crate::kpa;

const SERVICE: &str = "\
kind: Scenario
rps: 20
service-time: 500ms
duration: 60s
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: test
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/target: \"2\"
    spec:
      containers:
        - image: test
";

/// Runs `kpa simulate -` with these options on a text.
fn run(options: &[&str], text: &str) -> (i32, String, String) {
    kpa(".", &[&["simulate", "-"], options].concat(), text)
}

#[test]
fn json_has_totals_and_a_row_per_second() {
    let (code, out, _) = run(&["--format", "json"], SERVICE);
    let json: Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(code, 0);
    assert_eq!(json["totals"]["duration"], 60.0);
    let timeline = json["timeline"].as_array().expect("a list");
    assert_eq!(
        (timeline.len(), &timeline[60]["t"]),
        (61, &Value::from(60.0))
    );
    for field in ["desired", "ready", "offered", "latency", "stable", "panic"] {
        assert!(timeline[60].get(field).is_some(), "{field}");
    }
}

#[test]
fn the_same_seed_prints_the_same() {
    let all = |seed| run(&["--format", "json", "--seed", seed], SERVICE).1;
    assert_eq!(all("7"), all("7"));
    assert_ne!(all("7"), all("8"));
}

#[test]
fn every_form_of_a_run_tells_its_fingerprint() {
    let hash = |options: &[&str]| {
        let (_, out, _) = run(&[&["--format", "json"], options].concat(), SERVICE);
        let json: Value = serde_json::from_str(&out).expect("it is JSON");
        json["hash"].as_str().expect("a text").to_owned()
    };
    let (_, text, _) = run(&[], SERVICE);
    assert!(
        text.contains(&format!("timeline         {}\n", hash(&[]))),
        "{text}"
    );
    assert_eq!(hash(&["--seed", "1"]), hash(&[]));
    for other in [
        ["--seed", "2"],
        ["--duration", "61s"],
        ["--start-time", "4s"],
    ] {
        assert_ne!(hash(&other), hash(&[]), "{other:?}");
    }
}

#[test]
fn options_win_over_documents() {
    let (_, out, _) = run(&["--duration", "30s", "--format", "csv"], SERVICE);
    assert_eq!(out.lines().count(), 32);
    let cells = |line: &str| line.split(',').count();
    assert!(
        out.lines()
            .all(|line| cells(line) == cells(out.lines().next().expect("a header")))
    );
}

#[test]
fn the_exit_code_says_what_was_wrong() {
    let broken = SERVICE.replace("\"2\"", "2");
    for (options, text, code, says) in [
        (&[][..], SERVICE, 0, ""),
        (&[], &broken, 1, ""),
        (&["--service-time", "soon"], SERVICE, 2, "write 500ms"),
        (
            &["--traffic", "nowhere.csv"],
            SERVICE,
            2,
            "can't read nowhere.csv",
        ),
    ] {
        let (got, _, err) = run(options, text);
        assert_eq!(got, code, "{options:?}: {err}");
        assert!(err.contains(says), "{err}");
    }
}
