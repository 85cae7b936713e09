//! The way of a program from what Cargo builds to what the page loads.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use crate::process::{Outcome, run};
use crate::{root, tools};

/// What rustc's target uses beyond the first WebAssembly; a part doesn't tell by itself.
const FEATURES: [&str; 6] = [
    "bulk-memory",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
];

/// Where Cargo puts a program for the page.
pub fn built(profile: &str, name: &str) -> PathBuf {
    target()
        .join(tools::WASM_TARGET)
        .join(profile)
        .join(format!("{name}.wasm"))
}

/// Cargo's folder.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Makes a program loadable: writes `NAME.js` and `NAME_bg.wasm`, a small one if it `is_release`, and
/// says where the second is.
///
/// # Errors
/// One of the tools failed.
pub fn bind(program: &Path, site: &Path, name: &str, is_release: bool) -> Outcome {
    run(
        tools::own("wasm-bindgen", &["--target", "web", "--no-typescript"])
            // Parts use the memory and the functions of the program that fetches them.
            .arg("--keep-lld-exports")
            .args(["--out-name", name, "--out-dir"])
            .args([site, program]),
        "wasm-bindgen could not read a program: see the reason above.",
    )?;
    if is_release {
        shrink(&site.join(format!("{name}_bg.wasm")))?;
    }
    Ok(())
}

/// Makes a file of WebAssembly small.
///
/// # Errors
/// wasm-opt failed.
pub fn shrink(file: &Path) -> Outcome {
    run(
        tools::own(
            "wasm-opt",
            &[
                "-Oz",
                // The stack lies at the bottom, so only one that is about to overflow gets there.
                "--low-memory-unused",
                // Browsers don't read who made a program, and with what.
                "--strip-producers",
                "--strip-target-features",
            ],
        )
        .args(FEATURES.map(|feature| format!("--enable-{feature}")))
        .arg(file)
        .arg("-o")
        .arg(file),
        "wasm-opt could not make a program small: see the reason above.",
    )
}

/// Changes a file of text, which has to make a difference.
///
/// # Errors
/// It can't be read or written, or doesn't have what is to be changed.
pub fn edit(path: &Path, change: impl Fn(&str) -> String) -> Outcome {
    let before = fs::read_to_string(path).map_err(|error| failed(path, &error))?;
    let after = change(&before);
    if after == before {
        return Err(format!("{} is not as expected.", path.display()));
    }
    fs::write(path, after).map_err(|error| failed(path, &error))
}

/// That a file can't be read or written.
pub fn failed(path: &Path, error: &io::Error) -> String {
    format!("{} can't be read or written: {error}.", path.display())
}
