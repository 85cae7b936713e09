//! For programs: everything there is.

use serde_json::{Value, json};

use crate::report::{Report, title};

/// The report as one JSON object.
pub fn print(report: &Report<'_>) -> String {
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
    let whole = json!({
        "files": files,
        "findings": report.review.findings,
        "settings": settings,
    });
    format!("{whole:#}\n")
}
