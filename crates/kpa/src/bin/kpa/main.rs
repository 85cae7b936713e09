//! The `kpa` command: the page's rules for a terminal and for CI.

mod input;
mod json;
mod markdown;
mod report;
mod sarif;
mod simulate;
mod summary;
mod terminal;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use report::Report;

/// The Knative Pod Autoscaler without a cluster.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Review settings: what counts, where it comes from, and what is wrong with it.
    ///
    /// Takes any number of YAML files with Services, Configurations, Revisions, InferenceServices,
    /// the ConfigMaps config-autoscaler, config-defaults and config-domain, KnativeServing, lists
    /// of these, and `kn service` command lines. Only scaling is reviewed.
    ///
    /// Exits with 0 if there are no errors, with 1 if there are, with 2 if something can't be read.
    Review {
        /// The files; `-` is the standard input.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// How to print it.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    Simulate(Box<simulate::Options>),
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people: snippets of the files, then every setting.
    Text,
    /// For programs: everything.
    Json,
    /// For a comment on a change.
    Markdown,
    /// For tools that show findings beside the code.
    Sarif,
}

/// What the exit code says.
mod exit {
    pub const ERRORS: u8 = 1;
    pub const UNREADABLE: u8 = 2;
}

fn main() -> ExitCode {
    let (printed, code) = match Arguments::parse().command {
        Command::Review { files, format } => review(&files, format),
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

fn review(files: &[PathBuf], format: Format) -> Outcome {
    let texts = match input::read(files) {
        Ok(texts) => texts,
        Err(reason) => return unreadable(&reason),
    };
    let report = Report::of(&texts);
    let printed = match format {
        Format::Text => {
            let is_plain = std::env::var_os("NO_COLOR").is_some() || !io::stdout().is_terminal();
            terminal::print(&report, is_plain)
        }
        Format::Json => json::print(&report),
        Format::Markdown => markdown::print(&report),
        Format::Sarif => sarif::print(&report),
    };
    let code = match report.review.has_errors() {
        true => ExitCode::from(exit::ERRORS),
        false => ExitCode::SUCCESS,
    };
    (printed, code)
}

fn simulate(options: &simulate::Options) -> Outcome {
    match simulate::simulate(options) {
        Ok(printed) => (printed, ExitCode::SUCCESS),
        Err(simulate::Failure::Settings(described)) => (described, ExitCode::from(exit::ERRORS)),
        Err(simulate::Failure::Input(reason)) => unreadable(&reason),
    }
}
