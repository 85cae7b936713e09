//! For programs: everything there is. The form is documented in `docs/ci.md`, and stays.

use serde::Serialize;

use super::changes::json::Change;
use super::{Changes, Report, title};
use crate::settings::ladder::Row;
use crate::text::Finding;

/// A report, in the form that stays.
#[derive(Serialize)]
pub struct Whole<'a> {
    files: Vec<&'a str>,
    findings: &'a [Finding],
    settings: Vec<Settings<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Change<'a>>,
}

#[derive(Serialize)]
struct Settings<'a> {
    name: String,
    url: Option<&'a str>,
    rows: &'a [Row],
}

/// The report as one object, with what changes if that was asked for.
pub fn whole<'a>(report: &'a Report<'_>, changes: Option<&'a Changes<'_>>) -> Whole<'a> {
    let settings = report.settings().map(|(workload, ladder)| Settings {
        name: title(workload),
        url: ladder.url.as_deref(),
        rows: &ladder.rows,
    });
    Whole {
        files: names(report),
        findings: &report.review.findings,
        settings: settings.collect(),
        change: changes.map(Changes::json),
    }
}

/// What the texts are called.
pub(super) fn names<'a>(report: &Report<'a>) -> Vec<&'a str> {
    let inputs = report.inputs.iter();
    inputs.map(|input| input.name.as_str()).collect()
}
