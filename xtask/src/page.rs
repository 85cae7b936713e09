//! Building and serving the page.

use crate::process::{Outcome, command, run, say};
use crate::{docs, languages, lessons, programs, split, tools};
use std::env;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;

/// What may be loaded, in kB, compressed by brotli: until the page is live, and by what comes later:
/// details, lessons and comparison, keeping, reader, reviewer, editor, and what makes the page a guest in
/// others; last what such a guest without editors loads until it is live.
const LIMITS_KB: [&str; 9] = ["160", "70", "70", "50", "130", "200", "130", "6", "150"];

/// How Cargo builds small programs, as variables that whatever Trunk calls inherits: with the standard
/// library compiled for size, too, and with panics that stop at once instead of telling what happened,
/// which nobody would see. Both need features that Rust calls unstable, and without them the first load
/// is a tenth bigger.
const SMALL: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort",
    ),
];

/// Builds the page as it is published, into `dist/`, and measures it.
///
/// # Errors
/// A tool is missing, the build failed, or the first load is over the limit.
pub fn build() -> Outcome {
    tools::for_page()?;
    tools::library_source()?;
    say("Building the page for release into dist/ (about three minutes the first time)");
    trunk(&["build", "--release"], &SMALL)?;
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
    split::split(&site, is_release)?;
    programs::build(&site, is_release)?;
    if is_release {
        for script in ["xtask/names.mjs", "xtask/minify.mjs"] {
            run(
                command("node", &[script]).arg(&site),
                "Scripts and styles could not be made small: see the reason above.",
            )?;
        }
    }
    run(
        command("node", &["editor/build.mjs"]).arg(&site),
        "The editor could not be bundled: see the reason above.",
    )?;
    languages::write(&site)?;
    lessons::write(&site)?;
    docs::write(&site)?;
    if is_release {
        run(
            command("node", &["xtask/offline.mjs"]).arg(&site),
            "The list of files for a page without network could not be written: see the reason above.",
        )?;
    }
    Ok(())
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
    let serve = ["serve", "--open", "--port", &port, "--dist", "target/serve"];
    trunk(&serve, &[])
}

fn trunk(arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
    // First everything that needs the network; Trunk itself then works without, so it can't fetch
    // tools of other versions.
    run(
        command("cargo", &["fetch"]).envs(variables.iter().copied()),
        "The libraries could not be fetched from crates.io: see the reason above.",
    )?;
    run(
        tools::own("trunk", arguments)
            .arg("--offline")
            .envs(variables.iter().copied()),
        "Trunk could not build the page: see the reason above.",
    )
}
