//! Building the reader, the page's second program, which Trunk can't do: it gives no hashed name to
//! another program than the page's own.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, io};

use crate::process::{Outcome, command, run};
use crate::{root, tools};

/// Where index.html says what the files are called.
const NAME: &str = r#"<meta name="reader" content="">"#;

/// Builds the reader into the page's files, under a name that changes with it, and writes that name
/// into index.html.
///
/// # Errors
/// It can't be built, or a file can't be read or written.
pub fn build(site: &Path, is_release: bool) -> Outcome {
    let profile = if is_release { "reader" } else { "serve" };
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    run(
        command(
            "cargo",
            &["build", "--package", "reader", "--profile", profile],
        )
        .args(["--target", tools::WASM_TARGET, "--target-dir"])
        .arg(&target),
        "The reader could not be built: see the reason above.",
    )?;
    let program = target
        .join(tools::WASM_TARGET)
        .join(profile)
        .join("reader.wasm");
    let bytes = fs::read(&program).map_err(|error| failed(&program, &error))?;
    let mut hash = DefaultHasher::new();
    bytes.hash(&mut hash);
    let name = format!("reader-{:016x}", hash.finish());
    run(
        tools::own("wasm-bindgen", &["--target", "web", "--no-typescript"])
            .args(["--out-name", &name, "--out-dir"])
            .args([site, &program]),
        "wasm-bindgen could not read the reader: see the reason above.",
    )?;
    if is_release {
        let program = site.join(format!("{name}_bg.wasm"));
        run(
            tools::own("wasm-opt", &["-Oz"])
                .arg(&program)
                .arg("-o")
                .arg(&program),
            "wasm-opt could not make the reader small: see the reason above.",
        )?;
    }
    let index = site.join("index.html");
    let page = fs::read_to_string(&index).map_err(|error| failed(&index, &error))?;
    if !page.contains(NAME) {
        return Err(format!("index.html has no {NAME}."));
    }
    let page = page.replace(NAME, &format!(r#"<meta name="reader" content="{name}">"#));
    fs::write(&index, page).map_err(|error| failed(&index, &error))
}

fn failed(path: &Path, error: &io::Error) -> String {
    format!("{} can't be read or written: {error}.", path.display())
}
