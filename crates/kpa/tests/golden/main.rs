//! Every recorded decision of the real Knative, reproduced: the test that "right" rests on.
//!
//! Reads the recordings beside it (`tests/recordings`, described there in `FORMAT.md`), or with
//! `KPA_GOLDEN=<folder>` those of that folder, runs every case of every file, and fails at a file's
//! first difference. It has its own `main`, so that the line per file is always printed.
//!
//! To add a file's check: one module with a function, and that function in [`RECORDINGS`].

mod annotations;
mod breaker;
mod closed_loop;
mod compare;
mod config;
mod dataplane;
mod decider;
mod recordings;
mod resolve;
mod reviewed;
mod revision;
mod sampling;
mod scaler;
mod service;
mod stats;
mod throttler;
mod windows;

use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use libtest_mimic::{Arguments, Trial};
use recordings::{Folder, Recording, cases, tables};

/// Every file that a folder of recordings may hold, in the order in which the data flows.
const RECORDINGS: &[Recording] = &[
    cases("config.jsonl", "ConfigMaps", config::check),
    cases("annotations.jsonl", "revisions", annotations::check),
    cases("service_validation.jsonl", "documents", service::check),
    cases("resolve.jsonl", "revisions", resolve::check),
    cases("windows.jsonl", "sequences", windows::check),
    tables("smoothing.json", windows::SMOOTHING),
    cases("delay_window.jsonl", "sequences", windows::check_delay),
    tables("sample_size.json", sampling::TABLES),
    cases("decider.jsonl", "traces", decider::check),
    cases("collector.jsonl", "traces", decider::check_collector),
    cases("scaler.jsonl", "steps", scaler::check),
    cases("closed_loop.jsonl", "scenarios", closed_loop::check),
    cases(
        "closed_loop_long.jsonl",
        "scenarios",
        closed_loop::check_long,
    ),
    cases("breaker.jsonl", "sequences", breaker::check),
    tables("queue_proxy.json", breaker::QUEUE_PROXY),
    cases("request_stats.jsonl", "sequences", stats::check_queue_proxy),
    cases("activator_stats.jsonl", "sequences", stats::check_activator),
    tables("throttler.json", throttler::TABLES),
    cases("dataplane.jsonl", "cases", dataplane::check),
];

/// Recordings believed to be wrong: file, case, and the evidence. Counted and named in the output,
/// not compared. Meant to stay empty.
const BELIEVED_WRONG: &[(&str, &str, &str)] = &[];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Arc::new(Folder::chosen());
    // What each file yielded, in the table's order, whatever order the trials end in.
    let lines = Arc::new(Mutex::new(vec![String::new(); RECORDINGS.len()]));

    let mut trials = vec![Trial::test("folder", {
        let folder = Arc::clone(&folder);
        move || folder.check(RECORDINGS).map_err(Into::into)
    })];
    for (place, recording) in RECORDINGS.iter().enumerate() {
        if let Some(reason) = recording.why_not_run(&folder) {
            lines.lock().expect("no trial runs yet")[place] = reason;
            continue;
        }
        let (folder, lines) = (Arc::clone(&folder), Arc::clone(&lines));
        trials.push(Trial::test(recording.name(), move || {
            let outcome = recording.run(&folder, BELIEVED_WRONG);
            let line = match &outcome {
                Ok(line) | Err(line) => line.clone(),
            };
            lines
                .lock()
                .expect("no trial panics while it writes its line")[place] = line;
            outcome.map(drop).map_err(Into::into)
        }));
    }

    let listing = arguments.list;
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !listing {
        for line in lines
            .lock()
            .expect("all trials are over")
            .iter()
            .filter(|l| !l.is_empty())
        {
            println!("{line}");
        }
        println!(
            "{} recordings are believed to be wrong",
            BELIEVED_WRONG.len()
        );
        for (file, case, evidence) in BELIEVED_WRONG {
            println!("  {file}, case {case}: {evidence}");
        }
        println!(
            "{} passed, {} failed",
            conclusion.num_passed, conclusion.num_failed
        );
    }
    conclusion.exit_code()
}
