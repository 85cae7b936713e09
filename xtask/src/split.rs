//! Taking the page's program apart, which Trunk can't do: what `src/parts` marks becomes files of its
//! own, which the program fetches when they are wanted.

use std::fs;
use std::path::Path;

use crate::process::{Outcome, run};
use crate::program::{bind, built, edit, failed, shrink, target};
use crate::tools;

/// The end of the name of the page's program.
const PROGRAM: &str = "_bg.wasm";
/// What the tool calls the module that fetches parts.
const LINKS: &str = "__wasm_split.js";

/// Replaces the program that Trunk has put into the page's files by one without its parts, and adds
/// those, under names that change with it.
///
/// # Errors
/// A tool failed, or a file can't be read or written.
pub fn split(site: &Path, is_release: bool) -> Outcome {
    let profile = if is_release { "page" } else { "serve" };
    let name = files(site)?
        .into_iter()
        .find_map(|file| file.strip_suffix(PROGRAM).map(str::to_owned))
        .ok_or("Trunk left no program.")?;
    let folder = target().join("parts");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| failed(&folder, &error))?;
    }
    run(
        tools::own("wasm-split-cli", &["--out-name", &name])
            .arg(built(profile, "playground"))
            .arg(&folder),
        "The page's program could not be taken apart: see the reason above.",
    )?;
    let main = format!("{name}.wasm");
    bind(&folder.join(&main), site, &name, is_release)?;

    let hash = name.rsplit('-').next().unwrap_or_default();
    let links = folder.join(LINKS);
    let links = fs::read_to_string(&links).map_err(|error| failed(&links, &error))?;
    let renamed = |file: &str| {
        let file = shared(&links, file).unwrap_or_else(|| file.to_owned());
        format!("{}-{hash}", file.trim_start_matches('_'))
    };
    let mut names = Vec::new();
    for file in files(&folder)?.into_iter().filter(|file| *file != main) {
        let (stem, kind) = file.rsplit_once('.').unwrap_or((&file, ""));
        let new = format!("{}.{kind}", renamed(stem));
        let to = site.join(&new);
        fs::copy(folder.join(&file), &to).map_err(|error| failed(&to, &error))?;
        if is_release && kind == "wasm" {
            shrink(&to)?;
        }
        names.push((format!("./{file}"), format!("./{new}")));
    }
    let rename = |text: &str| {
        let renamed = |text: String, (old, new): &(String, String)| text.replace(old, new);
        names.iter().fold(text.to_owned(), renamed)
    };
    let links = names.iter().find(|(old, _)| old.ends_with(LINKS));
    let (_, links) = links.ok_or("There is no part.")?;
    // static/boot.js has a way for every host.
    edit(&site.join(links), |text| {
        rename(text).replace("fetch(new URL(", "fetchProgram(new URL(")
    })?;
    // The program's script needs it at once, which a browser would only learn from that script.
    let script = r#"<link id="app-js""#;
    let both = format!("<link rel=\"modulepreload\" href=\"{links}\">\n{script}");
    edit(&site.join("index.html"), |page| page.replace(script, &both))?;
    // In the program itself the module keeps its name; only where it is fetched from changes.
    let from = |file: &str| format!(r#"from "{file}""#);
    edit(&site.join(format!("{name}.js")), |text| {
        text.replace(&from(&format!("./{LINKS}")), &from(links))
    })
}

/// The name for what several parts need: the names of those. The tool only numbers it, and names them in
/// a comment before the line that fetches it.
fn shared(links: &str, chunk: &str) -> Option<String> {
    let (before, _) = links.split_once(&format!("const __{chunk} ="))?;
    let (parts, _) = before.rsplit_once("/*")?.1.split_once("*/")?;
    Some(format!("shared_{}", parts.trim().replace(", ", "_")))
}

fn files(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.collect();
    names.sort();
    Ok(names)
}
