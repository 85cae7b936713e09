//! For programs: everything there is.

use kpa::report::{Changes, Report, title};
use serde_json::{Value, json};

/// The report as one JSON object, with what changes if that was asked for.
pub fn print(report: &Report<'_>, changes: Option<&Changes<'_>>) -> String {
    let files: Vec<&str> = report
        .inputs
        .iter()
        .map(|input| input.name.as_str())
        .collect();
    let settings: Vec<Value> = report
        .settings()
        .map(|(workload, ladder)| {
            json!({ "name": title(workload), "url": ladder.url, "rows": ladder.rows })
        })
        .collect();
    let mut whole = json!({
        "files": files,
        "findings": report.review.findings,
        "settings": settings,
    });
    if let Some(changes) = changes {
        whole["change"] = crate::changes::json(changes);
    }
    format!("{whole:#}\n")
}
