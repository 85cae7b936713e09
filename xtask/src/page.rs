//! Building and serving the page.

use crate::process::{Outcome, command, run, say};
use crate::{docs, languages, lessons, reader, tools};
use std::env;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

/// What may be loaded, in kB, compressed by brotli: until the page is there, and by the reader and the
/// editor that come afterwards.
const LIMITS_KB: [&str; 3] = ["236", "130", "130"];

/// Builds the page as it is published, into `dist/`, and measures it.
///
/// # Errors
/// A tool is missing, the build failed, or the first load is over the limit.
pub fn build() -> Outcome {
    tools::for_page()?;
    say("Building the page for release into dist/ (about two minutes the first time)");
    trunk(&["build", "--release"])?;
    say("Size of the first load, and of what comes later");
    run(
        command("node", &["xtask/size.mjs", "dist"]).args(LIMITS_KB),
        "What the page loads is too big.",
    )
}

/// Does what Trunk can't do, in the folder in which it puts the page together.
///
/// # Errors
/// Trunk didn't call, or one of the steps failed.
pub fn finish() -> Outcome {
    let site = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let site = site.ok_or("Trunk calls `cargo xtask finish`: run `cargo xtask build`.")?;
    let is_release = env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    reader::build(&site, is_release)?;
    if is_release {
        run(
            command("node", &["xtask/minify.mjs"]).arg(&site),
            "Scripts and styles could not be made small: see the reason above.",
        )?;
    }
    run(
        command("node", &["editor/build.mjs"]).arg(&site),
        "The editor could not be bundled: see the reason above.",
    )?;
    languages::write(&site)?;
    lessons::write(&site)?;
    docs::write(&site)
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
        tools::own("trunk", arguments).arg("--offline"),
        "Trunk could not build the page: see the reason above.",
    )
}
