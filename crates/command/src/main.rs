//! The `kpa` command: the page's rules for a terminal and for CI.

mod changes;
mod cluster;
mod export;
mod input;
mod json;
mod link;
mod review;
mod runs;
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

/// How a command ended, for its exit code.
#[derive(Clone, Copy)]
enum Ending {
    /// All is well.
    Well,
    /// With errors in the files, or findings that mustn't be there.
    Findings,
    /// Something can't be read.
    Unreadable,
    /// A budget is exceeded, or nothing keeps to it.
    OverBudget,
    /// By Ctrl-C.
    Cancelled,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Well => 0,
            Ending::Findings => 1,
            Ending::Unreadable => 2,
            Ending::OverBudget => 3,
            Ending::Cancelled => 130,
        })
    }
}

/// What a command prints, and how it ended; or a sentence, if something can't be read.
type Outcome = Result<(String, Ending), String>;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Review(options) => review::review(&options),
        Command::Search(options) => search::search(&options),
        Command::Export(options) => export::export(&options),
        Command::Simulate(options) => simulate::simulate(&options),
    };
    let (printed, ending) = outcome.unwrap_or_else(|reason| {
        eprintln!("kpa: {reason}");
        (String::new(), Ending::Unreadable)
    });
    // A reader that has seen enough (`kpa review … | head`) is no failure.
    match io::stdout().write_all(printed.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("kpa: can't write: {error}");
            Ending::Unreadable.into()
        }
        _ => ending.into(),
    }
}
