//! The `kpa` command: the page's rules for a terminal and for CI.

mod changes;
mod cluster;
mod export;
mod input;
mod json;
mod review;
mod runs;
mod sarif;
mod search;
mod simulate;
mod summary;
mod terminal;
mod traffic;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The Knative Pod Autoscaler without a cluster.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Review(Box<review::Options>),
    Search(Box<search::Options>),
    Export(export::Options),
    Simulate(Box<simulate::Options>),
}

/// What the exit code says.
mod exit {
    pub const ERRORS: u8 = 1;
    pub const UNREADABLE: u8 = 2;
    pub const OVER_BUDGET: u8 = 3;
    pub const CANCELLED: u8 = 130;
}

fn main() -> ExitCode {
    let (printed, code) = match Arguments::parse().command {
        Command::Review(options) => review(&options),
        Command::Search(options) => search(&options),
        Command::Export(options) => export(&options),
        Command::Simulate(options) => simulate(&options),
    };
    // A reader that has seen enough (`kpa review … | head`) is no failure.
    match io::stdout().write_all(printed.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("kpa: can't write: {error}");
            ExitCode::from(exit::UNREADABLE)
        }
        _ => code,
    }
}

/// What to print, and how to end.
type Outcome = (String, ExitCode);

fn unreadable(reason: &str) -> Outcome {
    eprintln!("kpa: {reason}");
    (String::new(), ExitCode::from(exit::UNREADABLE))
}

fn review(options: &review::Options) -> Outcome {
    match review::review(options) {
        Ok((printed, verdict)) => {
            let code = match verdict {
                review::Verdict::Passed => ExitCode::SUCCESS,
                review::Verdict::Findings => ExitCode::from(exit::ERRORS),
                review::Verdict::OverBudget => ExitCode::from(exit::OVER_BUDGET),
            };
            (printed, code)
        }
        Err(reason) => unreadable(&reason),
    }
}

fn search(options: &search::Options) -> Outcome {
    match search::search(options) {
        Ok((printed, ending)) => {
            let code = match ending {
                search::Ending::Found => ExitCode::SUCCESS,
                search::Ending::Errors => ExitCode::from(exit::ERRORS),
                search::Ending::Nothing => ExitCode::from(exit::OVER_BUDGET),
                search::Ending::Cancelled => ExitCode::from(exit::CANCELLED),
            };
            (printed, code)
        }
        Err(reason) => unreadable(&reason),
    }
}

fn export(options: &export::Options) -> Outcome {
    match export::export(options) {
        Ok(export::Printed::Settings(text)) => (text, ExitCode::SUCCESS),
        Ok(export::Printed::Errors(text)) => (text, ExitCode::from(exit::ERRORS)),
        Err(reason) => unreadable(&reason),
    }
}

fn simulate(options: &simulate::Options) -> Outcome {
    match simulate::simulate(options) {
        Ok(printed) => (printed, ExitCode::SUCCESS),
        Err(simulate::Failure::Settings(described)) => (described, ExitCode::from(exit::ERRORS)),
        Err(simulate::Failure::Input(reason)) => unreadable(&reason),
    }
}
