//! Every check of the project, from the quickest to the slowest.

use crate::process::{self, Outcome, command, say};
use crate::{page, root, tools};
use std::fs;
use std::path::PathBuf;

type Step = (&'static str, fn() -> Outcome);

const STEPS: [Step; 6] = [
    ("format", format),
    ("lint", lint),
    ("native", native),
    ("golden", golden),
    ("page", page::build),
    ("browser", browser),
];

/// Runs the named steps, or all of them when none is named, up to the first failure.
///
/// # Errors
/// A name is unknown, or a check failed.
pub fn run(names: &[&str]) -> Outcome {
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.0 != **name))
    {
        let known = STEPS.map(|step| step.0).join(", ");
        return Err(format!(
            "There is no step `{unknown}`; the steps are {known}."
        ));
    }
    STEPS
        .iter()
        .filter(|step| names.is_empty() || names.contains(&step.0))
        .try_for_each(|step| step.1())
}

fn format() -> Outcome {
    tools::component("rustfmt")?;
    say("Is the code formatted?");
    cargo(
        &["fmt", "--check"],
        "The code is not formatted: run `cargo fmt`.",
    )
}

fn lint() -> Outcome {
    const FAILED: &str = "Clippy has complaints: see above.";
    tools::component("clippy")?;
    tools::wasm_target()?;
    say("Clippy, natively and for the page (about two minutes the first time)");
    cargo(
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
        FAILED,
    )?;
    let page = [
        "clippy",
        "--package",
        "playground",
        "--target",
        tools::WASM_TARGET,
    ];
    cargo(&[&page[..], &["--", "-D", "warnings"]].concat(), FAILED)
}

fn native() -> Outcome {
    say("Native tests (about two minutes the first time)");
    cargo(&["test", "--workspace"], "A native test failed: see above.")
}

fn golden() -> Outcome {
    say("The recordings of the real Knative (about two minutes the first time)");
    cargo(
        &["test", "--release", "--workspace", "--test", "golden"],
        "A recording of Knative is not reproduced: see above.",
    )
}

/// What a visitor does, in a real browser, on the release build in `dist/`.
fn browser() -> Outcome {
    if !root().join("dist/index.html").is_file() {
        page::build()?;
    }
    tools::npm_packages()?;
    let browser = tools::browser()?;
    say("Browser tests (a few minutes)");
    let tests = browser_tests()?;
    // Most of a test is waiting, but each has a browser of its own: two are enough for two cores.
    let arguments = ["--test", "--test-reporter=spec", "--test-concurrency=2"];
    let mut node = command("node", &arguments);
    node.args(tests).env("CHROMIUM", browser);
    process::run(&mut node, "A browser test failed: see above.")
}

/// The test files by name: not every version of Node finds them in a folder by itself.
fn browser_tests() -> Result<Vec<PathBuf>, String> {
    let folder = root().join("tests/browser");
    let entries = fs::read_dir(&folder)
        .map_err(|error| format!("{} can't be read: {error}.", folder.display()))?;
    let mut tests: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    tests.sort();
    if tests.is_empty() {
        return Err(format!("There are no tests in {}.", folder.display()));
    }
    Ok(tests)
}

fn cargo(arguments: &[&str], failure: &str) -> Outcome {
    process::run(&mut command("cargo", arguments), failure)
}
