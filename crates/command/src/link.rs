//! The address at which a comparison can be seen and played with.

use kpa::compare::Case;
use kpa::report::Input;
use kpa::session::Texts;

/// The address of the page with both configurations under the first of the traffics that it can hold.
///
/// # Errors
/// A sentence, if there is none, or if the files are too much for an address.
pub fn address(page: &str, sides: [&[Input]; 2], cases: &[Case]) -> Result<String, String> {
    let session = cases.iter().find_map(Case::session).ok_or(
        "no link: the page has shapes and recorded traffic, and a cluster that doesn't differ in more \
         than start-up, service time, processor and seed",
    )?;
    let link = links::compared(sides.map(fields), session)
        .map_err(|_| "no link: this is too much for an address")?;
    let page = page.split('#').next().unwrap_or_default();
    Ok(format!("{page}{}{link}", links::BEFORE))
}

/// Files in the two fields of the page: what holds ConfigMaps alone in the second one.
fn fields(files: &[Input]) -> Texts {
    let (maps, others): (Vec<&Input>, Vec<&Input>) =
        files.iter().partition(|file| holds_maps(&file.text));
    Texts {
        service: together(&others).into(),
        config_map: together(&maps).into(),
    }
}

fn holds_maps(text: &str) -> bool {
    let kinds = text.lines().filter_map(|line| line.strip_prefix("kind:"));
    let mut kinds = kinds.map(str::trim).peekable();
    kinds.peek().is_some() && kinds.all(|kind| kind == "ConfigMap")
}

fn together(files: &[&Input]) -> String {
    let texts: Vec<&str> = files.iter().map(|file| file.text.as_str()).collect();
    texts.join("\n---\n")
}
