//! Building and serving the page.

use crate::process::{Outcome, command, run, say};
use crate::{root, tools};
use std::net::{Ipv4Addr, TcpListener};

/// What a first visit may load, in kB, compressed by brotli.
///
/// The review of the texts, with its rules and their words, is about 75 kB of it. Without that the page
/// keeps to the 130 kB that a first visit should cost.
const FIRST_LOAD_LIMIT_KB: &str = "222";

/// Builds the page as it is published, into `dist/`, and measures it.
///
/// # Errors
/// A tool is missing, the build failed, or the first load is over the limit.
pub fn build() -> Outcome {
    tools::for_page()?;
    say("Building the page for release into dist/ (about two minutes the first time)");
    trunk(&["build", "--release"])?;
    say("Size of the first load");
    let script = root().join("xtask").join("size.mjs");
    run(
        command("node", &[])
            .arg(script)
            .args(["dist", FIRST_LOAD_LIMIT_KB]),
        "The page's first load is too big.",
    )
}

/// Builds the page, serves it, opens it, and builds it again whenever a source file changes.
///
/// # Errors
/// A tool is missing, no port is free, or the server failed.
pub fn serve() -> Outcome {
    tools::for_page()?;
    let port = (8080..8180)
        .find(|&port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok())
        .ok_or("No port from 8080 to 8179 is free.")?
        .to_string();
    say(&format!(
        "Building the page (about two minutes the first time), then serving it at \
         http://127.0.0.1:{port}/ until Ctrl-C; reload it after a change"
    ));
    // Its own folder: `dist/` only ever holds what is to be published.
    trunk(&["serve", "--open", "--port", &port, "--dist", "target/serve"])
}

fn trunk(arguments: &[&str]) -> Outcome {
    // First everything that needs the network; Trunk itself then works without, so it can't fetch
    // tools of other versions.
    run(
        &mut command("cargo", &["fetch"]),
        "The libraries could not be fetched from crates.io: see the reason above.",
    )?;
    run(
        tools::trunk(arguments).arg("--offline"),
        "Trunk could not build the page: see the reason above.",
    )
}
