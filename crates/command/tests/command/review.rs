//! `kpa review` of files from outside: what it prints and what its exit code says.

use serde_json::Value;

use crate::kpa;

/// Runs `kpa review` on a file of `tests/documents`, or on text from the standard input.
fn run(arguments: &[&str], stdin: &str) -> (i32, String, String) {
    kpa(
        "../../kpa/tests/documents",
        &[&["review"], arguments].concat(),
        stdin,
    )
}

const BROKEN: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config-autoscaler\ndata:\n  stable-window: \"60\"\n";

#[test]
fn the_exit_code_says_what_was_found() {
    for (arguments, stdin, code) in [
        (&["service.yaml", "config-autoscaler.yaml"][..], "", 0),
        (&["-"], BROKEN, 1),
        (&["service.yaml", "-", "--format", "sarif"], BROKEN, 1),
        (&["nowhere.yaml"], "", 2),
        (&["service.yaml", "nowhere.yaml"], "", 2),
        (&["."], "", 2),
        (&[], "", 2),
        (&["service.yaml", "--format", "poem"], "", 2),
    ] {
        let (got, _, stderr) = run(arguments, stdin);
        assert_eq!(got, code, "{arguments:?}: {stderr}");
        assert_eq!(stderr.is_empty(), code < 2, "{arguments:?}: {stderr}");
    }
}

#[test]
fn people_get_a_snippet_and_the_settings() {
    let (_, out, _) = run(&["-", "service.yaml"], BROKEN);
    for part in [
        "error[duration-without-unit]: `stable-window` is \"60\", a number without a unit.",
        "--> <stdin>:6:18",
        "6 |   stable-window: \"60\"",
        "docs/rules/duration-without-unit.md",
        "team-a/shop",
        "annotation at service.yaml:17:9",
        "min(target 40, containerConcurrency 50) × 70 % = 28",
        "Only scaling is reviewed",
    ] {
        assert!(out.contains(part), "no {part:?} in\n{out}");
    }
}

#[test]
fn markdown_is_a_list_and_a_table() {
    let (_, out, _) = run(&["-", "--format", "markdown"], BROKEN);
    assert!(
        out.contains("- **error [duration-without-unit](docs/rules/"),
        "{out}"
    );
    assert!(
        out.contains("\n| Setting | Value | From | How |\n| --- |"),
        "{out}"
    );
}

#[test]
fn programs_get_everything() {
    let (_, out, _) = run(&["service.yaml", "-", "--format", "json"], BROKEN);
    let report: Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(
        report["files"],
        serde_json::json!(["service.yaml", "<stdin>"])
    );
    let findings = report["findings"].as_array().expect("there are findings");
    let error = findings
        .iter()
        .find(|it| it["severity"] == "error")
        .expect("one is an error");
    assert_eq!(error["code"], "duration-without-unit");
    assert_eq!(error["text"], 1);
    assert_eq!(error["span"]["start"]["line"], 6);
    assert_eq!(error["fix"]["edits"][0]["replacement"], "\"60s\"");
    let rows = report["settings"][0]["rows"]
        .as_array()
        .expect("there are settings");
    let target = rows.iter().find(|row| row["id"] == "target-per-replica");
    assert_eq!(target.expect("there is a target")["value"], "28");
}

#[test]
fn tools_get_sarif() {
    let (_, out, _) = run(&["-", "--format", "sarif"], BROKEN);
    let log: Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let result = &run["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&"duration-without-unit".into(), &"error".into())
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "stdin");
    assert_eq!(
        (
            &place["region"]["startLine"],
            &place["region"]["startColumn"]
        ),
        (&6.into(), &18.into())
    );
    let rules = run["tool"]["driver"]["rules"]
        .as_array()
        .expect("there are rules");
    assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
}
