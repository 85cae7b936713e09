//! Building the page's other programs, reader and reviewer, which Trunk can't do: it gives no hashed name
//! to another program than the page's own.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::process::{Outcome, command, run};
use crate::program::{bind, built, edit, failed, target};
use crate::{root, tools};

/// The scripts of the reviewer, beside the one that wasm-bindgen makes.
const SCRIPTS: [&str; 2] = ["pool", "worker"];

/// Builds both into the page's files, under names that change with them, and writes those into
/// index.html.
///
/// # Errors
/// One can't be built, or a file can't be read or written.
pub fn build(site: &Path, is_release: bool) -> Outcome {
    program(site, "reader", &[], is_release)?;
    program(site, "reviewer", &SCRIPTS, is_release)
}

fn program(site: &Path, package: &str, scripts: &[&str], is_release: bool) -> Outcome {
    let profile = if is_release { package } else { "serve" };
    run(
        command(
            "cargo",
            &["build", "--package", package, "--profile", profile],
        )
        .args(["--target", tools::WASM_TARGET, "--target-dir"])
        .arg(target()),
        "A program beside the page's own could not be built: see the reason above.",
    )?;
    let program = built(profile, package);
    let mut hash = DefaultHasher::new();
    let mut read = |path: &Path| -> Result<Vec<u8>, String> {
        let bytes = fs::read(path).map_err(|error| failed(path, &error))?;
        bytes.hash(&mut hash);
        Ok(bytes)
    };
    read(&program)?;
    let folder = root().join("crates").join(package);
    let mut texts = Vec::new();
    for script in scripts {
        texts.push((script, read(&folder.join(format!("{script}.mjs")))?));
    }
    let name = format!("{package}-{:016x}", hash.finish());
    for (script, text) in texts {
        let path = site.join(format!("{name}-{script}.js"));
        fs::write(&path, text).map_err(|error| failed(&path, &error))?;
    }
    bind(&program, site, &name, is_release)?;
    // Where index.html says what the files are called.
    let meta = |name: &str| format!(r#"<meta name="{package}" content="{name}">"#);
    edit(&site.join("index.html"), |page| {
        page.replace(&meta(""), &meta(&name))
    })
}
