//! `kpa review` of a change, from outside: reports of real files, and what the exit code says.
//!
//! The reports stand in `tests/changes/`. To look at a difference, run the command of the test there.

use std::path::{Path, PathBuf};

use kpa::cluster::scenario::Scenario;
use kpa::compare::Case;
use kpa::session::Comparison;
use serde_json::Value;

use crate::kpa;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/changes")
}

/// Runs `kpa` in the folder of the files.
fn run(arguments: &[&str]) -> (i32, String, String) {
    kpa("changes", arguments, "")
}

/// The change of the folder, under two traffics, with a few seeds.
const CHANGE: [&str; 12] = [
    "review",
    "after.yaml",
    "--base",
    "before.yaml",
    "--shared",
    "config-autoscaler.yaml",
    "--traffic",
    "spike",
    "--traffic",
    "on-off=20",
    "--seeds",
    "5",
];

fn json(arguments: &[&str]) -> Value {
    let (_, out, _) = run(&[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&out).expect("it is JSON")
}

#[test]
fn a_change_is_reported_as_it_always_was() {
    let budgets = ["--budget", "p95<800ms", "--budget", "pod-hours<0.3"];
    for (more, file) in [
        (&["--format", "markdown"][..], "report.md"),
        (&["--price", "0.04"], "report.txt"),
    ] {
        let (_, out, err) = run(&[&CHANGE[..], &budgets, more].concat());
        let want = std::fs::read_to_string(folder().join(file)).expect("there is a report");
        assert!(out == want, "{file} is now\n{out}{err}");
    }
}

/// The address in a report, if there is one.
fn link(report: &str) -> Option<&str> {
    let (_, rest) = report.split_once("[Open the comparison](")?;
    Some(rest.split_once(')')?.0)
}

#[test]
fn a_report_has_a_link_to_both_runs() {
    // As it stands in a browser that has been there.
    let asked = ["--format", "markdown", "--page", "https://play.example/#/"];
    let (_, report, _) = run(&[&CHANGE[..], &asked].concat());
    let address = link(&report).expect("there is a link");
    let state = address
        .strip_prefix("https://play.example/#/s/")
        .map(links::read);
    let session = state
        .expect("it leads to the page")
        .expect("it opens")
        .session;
    let file = |name: &str| std::fs::read_to_string(folder().join(name)).expect("there is a file");
    let Comparison::Pinned(before) = &session.comparison else {
        panic!("it is compared with what was before");
    };
    assert_eq!(*session.texts.service, file("after.yaml"));
    assert_eq!(*before.texts.service, file("before.yaml"));
    for texts in [&session.texts, &before.texts] {
        assert_eq!(*texts.config_map, file("config-autoscaler.yaml"));
    }
    // What is drawn there is what the table says of the first traffic.
    let spike = Case::named("spike", 50.0, &Scenario::default()).and_then(|it| it.session());
    let spike = spike.expect("the page has it");
    assert_eq!(
        (&session.script, session.clock),
        (&spike.script, spike.clock)
    );
}

#[test]
fn what_the_page_can_not_show_has_no_link() {
    for (more, has_link, why) in [
        (&["--traffic", "spike=40"][..], true, ""),
        (&["--traffic", "recorded.csv"], true, ""),
        // The second traffic is one that the page has.
        (
            &["--traffic", "ramp 0 100 1m 3m", "--traffic", "steady"],
            true,
            "",
        ),
        (
            &["--traffic", "ramp 0 100 1m 3m"],
            false,
            "kpa: no link: the page has shapes",
        ),
        (
            &["--traffic", "spike", "--patience", "3s"],
            false,
            "kpa: no link: the page has shapes",
        ),
    ] {
        let change = [
            "review",
            "after.yaml",
            "--base",
            "before.yaml",
            "--seeds",
            "1",
        ];
        let asked = ["--format", "markdown", "--page", "https://play.example/"];
        let (_, report, said) = run(&[&change[..], more, &asked].concat());
        assert_eq!(link(&report).is_some(), has_link, "{more:?}: {said}");
        assert!(said.starts_with(why), "{more:?}: {said}");
    }
}

#[test]
fn json_tells_settings_and_effects() {
    let change = &json(&CHANGE)["change"];
    let revision = &change["revisions"][0];
    let row = |id: &str| {
        let rows = revision["changed"].as_array().expect("a list");
        rows.iter().find(|row| row["id"] == id).cloned()
    };
    let target = row("target").expect("it changes");
    assert_eq!(
        (&target["base"]["value"], &target["change"]["value"]),
        (&"10".into(), &"5".into())
    );
    assert_eq!(row("stable-window").expect("it moves")["in_effect"], false);
    assert_eq!(row("max-scale"), None);
    let effects = revision["tried"][1]["effects"].as_array().expect("a list");
    let hours = effects.iter().find(|it| it["measure"] == "pod-hours");
    let hours = hours.expect("it is measured");
    assert_eq!(
        (&hours["verdict"], &hours["change"]["runs"]),
        (&"more".into(), &5.into())
    );
    assert!(hours["difference"]["low"].as_f64() > Some(0.0), "{hours}");
}

#[test]
fn sarif_tells_what_is_new_and_what_is_gone() {
    let (_, out, _) = run(&[&CHANGE[..], &["--format", "sarif"]].concat());
    let log: Value = serde_json::from_str(&out).expect("it is JSON");
    let results = log["runs"][0]["results"].as_array().expect("a list");
    let state = |rule: &str| {
        let result = results.iter().find(|it| it["ruleId"] == rule);
        result.map(|it| it["baselineState"].clone())
    };
    for (rule, want) in [
        ("panic-in-replicas", "new"),
        ("target-is-soft", "unchanged"),
        ("scales-to-zero", "absent"),
    ] {
        assert_eq!(state(rule), Some(want.into()), "{rule}");
    }
}

#[test]
fn a_configuration_does_not_differ_from_itself() {
    let same = [
        "review",
        "after.yaml",
        "--base",
        "after.yaml",
        "--traffic",
        "bursts",
        "--seeds",
        "3",
    ];
    let change = &json(&same)["change"];
    assert_eq!(change["came"], Value::Array(Vec::new()));
    assert_eq!(change["revisions"][0]["changed"], Value::Array(Vec::new()));
    let effects = &change["revisions"][0]["tried"][0]["effects"];
    for effect in effects.as_array().expect("a list") {
        assert_eq!(effect["verdict"], "same", "{effect}");
        assert_eq!(effect["base"], effect["change"]);
    }
}

#[test]
fn a_diff_is_the_change_it_says() {
    let traffic = ["--traffic", "steady", "--duration", "20s", "--seeds", "2"];
    let by_diff = ["review", "--diff", "change.diff", "config-autoscaler.yaml"];
    let by_files = [
        "review",
        "after.yaml",
        "--base",
        "before.yaml",
        "--shared",
        "config-autoscaler.yaml",
    ];
    // The diff renames one file to the other, so what lies here is what comes of it.
    let [mut by_diff, by_files] =
        [&by_diff[..], &by_files].map(|it| json(&[it, &traffic].concat()));
    assert_eq!(by_diff["change"]["base"]["files"][0], "after.yaml");
    by_diff["change"]["base"] = by_files["change"]["base"].clone();
    by_diff["change"]["went"] = by_files["change"]["went"].clone();
    assert_eq!(by_diff, by_files);
}

#[test]
fn a_recorded_series_is_a_traffic_like_any_other() {
    let (code, out, err) = run(&[
        "review",
        "after.yaml",
        "--traffic",
        "recorded.csv",
        "--traffic",
        "recorded.csv=5",
        "--traffic",
        "ramp 0 10 10s 1m",
        "--seeds",
        "2",
    ]);
    assert_eq!(code, 0, "{err}");
    for part in [
        "recorded.csv, as recorded, for 120s, 2 seeds",
        "recorded.csv, up to 5 requests/s, for 120s",
        "ramp 0 10 10s 1m (requests/s), for 10m",
    ] {
        assert!(out.contains(part), "no {part:?} in\n{out}");
    }
}

#[test]
fn the_exit_code_is_a_gate() {
    let quick = ["--traffic", "steady", "--duration", "20s", "--seeds", "2"];
    let base = ["--base", "before.yaml"];
    for (arguments, code, says) in [
        (&["after.yaml"][..], 0, ""),
        (&["after.yaml", "--fail-on", "note"], 1, ""),
        (
            &["after.yaml", "--base", "after.yaml", "--fail-on", "note"],
            0,
            "",
        ),
        (
            &["after.yaml", base[0], base[1], "--fail-on", "note"],
            1,
            "",
        ),
        (
            &["after.yaml", base[0], base[1], "--fail-on", "warning"],
            0,
            "",
        ),
        (&["after.yaml", "--budget", "peak-replicas<1000"], 0, ""),
        (&["after.yaml", "--budget", "peak-replicas<1"], 3, ""),
        // Findings weigh more.
        (
            &[
                "after.yaml",
                "--budget",
                "peak-replicas<1",
                "--fail-on",
                "note",
            ],
            1,
            "",
        ),
        (&["broken.yaml", base[0], base[1]], 1, ""),
        (&["after.yaml", "--base", "broken.yaml"], 0, ""),
        (
            &["after.yaml", "--base", "nowhere.yaml"],
            2,
            "can't read nowhere.yaml",
        ),
        (
            &["after.yaml", "--budget", "p95<800"],
            2,
            "isn't a duration",
        ),
        (
            &["after.yaml", "--traffic", "flood"],
            2,
            "is neither a shape",
        ),
        (&["after.yaml", "--traffic", "spike=lots"], 2, "is no level"),
        (&["after.yaml", "--seeds", "0"], 2, "0 is not in"),
    ] {
        let (got, _, err) = run(&[&["review"], arguments, &quick].concat());
        assert_eq!(got, code, "{arguments:?}: {err}");
        assert!(err.contains(says), "{err}");
    }
}

#[test]
fn settings_are_exported_in_every_form() {
    for (arguments, code, says) in [
        (
            &["after.yaml", "--as", "annotations"][..],
            0,
            "autoscaling.knative.dev/target: \"5\"",
        ),
        (
            &["after.yaml", "--as", "kn"],
            0,
            "kn service update shop \\\n  --namespace team-a",
        ),
        (
            &["after.yaml", "--as", "config-map"],
            0,
            "container-concurrency-target-default: \"5\"",
        ),
        (
            &["after.yaml", "--as", "knative-serving"],
            0,
            "kind: KnativeServing",
        ),
        (
            &["after.yaml", "--as", "config-map", "--all"],
            0,
            "stable-window: \"60s\"",
        ),
        (
            &["after.yaml", "--as", "kn", "--name", "team-a/shop"],
            0,
            "--scale-target 5",
        ),
        (
            &["after.yaml", "--as", "kn", "--name", "shed"],
            2,
            "no revision is called shed",
        ),
        (&["broken.yaml", "--as", "kn"], 1, "error[annotation-value]"),
        (&["after.yaml"], 2, "--as"),
    ] {
        let (got, out, err) = run(&[&["export"], arguments].concat());
        assert_eq!(got, code, "{arguments:?}: {err}");
        assert!(
            (out.clone() + &err).contains(says),
            "{arguments:?}: {out}{err}"
        );
    }
}

#[test]
fn the_docs_name_options_that_there_are() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/ci.md");
    let docs = std::fs::read_to_string(docs).expect("there are docs");
    let help: String = ["review", "search", "export", "simulate"]
        .map(|command| run(&[command, "--help"]).1)
        .concat();
    let commands = docs.split("kpa ").skip(1).map(|rest| {
        // A command ends with its line; folded ones go on with options.
        let lines = rest.lines().enumerate();
        let lines = lines.take_while(|(nth, line)| *nth == 0 || line.trim().starts_with("--"));
        lines.map(|(_, line)| line).collect::<Vec<_>>().join(" ")
    });
    let mut seen = 0;
    for command in commands.filter(|it| {
        ["review", "search", "export", "simulate"]
            .iter()
            .any(|name| it.starts_with(name))
    }) {
        for option in command
            .split([' ', '`'])
            .filter(|word| word.starts_with("--"))
        {
            let name = option.trim_end_matches([',', ';', '.']);
            assert!(help.contains(name), "no option {name} of {command}");
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen} options were found");
}

#[test]
fn a_search_shows_what_nothing_beats() {
    let quick = [
        "search",
        "after.yaml",
        "--vary",
        "target=5,10,20",
        "--vary",
        "min-scale=0,2",
        "--traffic",
        "bursts",
        "--duration",
        "2m",
        "--seeds",
        "2",
    ];
    let (code, out, err) = run(&[&quick[..], &["--format", "json"]].concat());
    assert_eq!(code, 0, "{err}");
    let found: Value = serde_json::from_str(&out).expect("it is JSON");
    let tried = found["tried"].as_array().expect("a list");
    // Six combinations, one of which is the present one.
    assert_eq!(tried.len(), 6);
    let hours: Vec<f64> = tried
        .iter()
        .filter_map(|it| it["pod_hours"].as_f64())
        .collect();
    assert!(hours.is_sorted(), "{hours:?}");
    // Nothing is cheaper than the cheapest.
    assert_eq!(tried[0]["on_front"], true);
    let (_, text, _) = run(&quick);
    for part in [
        "6 tried, 6 within the budgets",
        "  as it is\n",
        "target=20 min-scale=0",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    let (_, table, _) = run(&[&quick[..], &["--format", "csv"]].concat());
    assert_eq!(table.lines().count(), 7);
    for (more, code, says) in [
        (["--budget", "p95<1ns"], 3, ""),
        (["--budget", "p95"], 2, "has no `<`"),
        (["--vary", "colour=red"], 2, "can't be varied"),
    ] {
        let (got, out, err) = run(&[&quick[..], &more].concat());
        assert_eq!(got, code, "{out}{err}");
        assert!(err.contains(says), "{err}");
    }
}
