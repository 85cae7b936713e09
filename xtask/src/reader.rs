//! Building the reader, the page's second program, which Trunk can't do: it gives no hashed name to
//! another program than the page's own.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::process::{Outcome, command, run};
use crate::program::{bind, built, edit, failed, target};
use crate::tools;

/// Where index.html says what the files are called.
const NAME: &str = r#"<meta name="reader" content="">"#;

/// Builds the reader into the page's files, under a name that changes with it, and writes that name
/// into index.html.
///
/// # Errors
/// It can't be built, or a file can't be read or written.
pub fn build(site: &Path, is_release: bool) -> Outcome {
    let profile = if is_release { "reader" } else { "serve" };
    run(
        command(
            "cargo",
            &["build", "--package", "reader", "--profile", profile],
        )
        .args(["--target", tools::WASM_TARGET, "--target-dir"])
        .arg(target()),
        "The reader could not be built: see the reason above.",
    )?;
    let program = built(profile, "reader");
    let bytes = fs::read(&program).map_err(|error| failed(&program, &error))?;
    let mut hash = DefaultHasher::new();
    bytes.hash(&mut hash);
    let name = format!("reader-{:016x}", hash.finish());
    bind(&program, site, &name, is_release)?;
    let named = format!(r#"<meta name="reader" content="{name}">"#);
    edit(&site.join("index.html"), |page| page.replace(NAME, &named))
}
