//! The project's own commands: `cargo xtask serve`, `build` and `test`; and `finish`, which is Trunk's.
//!
//! Each works alone on a fresh machine that has rustup, Node and a C compiler: what is missing is installed first
//! ([`tools`]), into the project's own folders wherever that is possible.

mod docs;
mod languages;
mod lessons;
mod page;
mod process;
mod program;
mod programs;
mod split;
mod test;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve          build the page, serve it on this machine, open it, rebuild at every change
  build          leave the page's static files, ready for any host and any folder, in dist/
  test [STEP…]   run every check, or only the named ones: format, lint, native, golden, page, browser";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["serve"] => page::serve(),
        ["build"] => page::build(),
        ["finish"] => page::finish(),
        ["test", steps @ ..] => test::run(steps),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\n{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the workspace, wherever the command was called from.
fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
