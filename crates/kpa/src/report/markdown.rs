//! For a comment on a change.

use std::fmt::Write;

use crate::phrases::Words;
use crate::settings::ladder::{Ladder, Row};
use crate::text::Finding;

use super::{Report, SCOPE, title};

/// The report as Markdown.
pub fn print(report: &Report<'_>) -> String {
    let mut out = format!("## Autoscaling review\n\n{}.\n\n", report.summary());
    for it in &report.review.findings {
        out += &finding(report, it);
    }
    for (workload, ladder) in report.settings() {
        let _ = write!(out, "\n### {}\n\n", cell(&title(workload)));
        if let Some(url) = &ladder.url {
            let _ = write!(out, "<{url}>\n\n");
        }
        out += &settings(report, ladder);
    }
    let _ = write!(out, "\n{SCOPE}\n");
    out
}

/// A report with the address at which its runs can be seen, if there is one.
pub fn linked(report: &str, address: Option<&str>) -> String {
    let link = address.map(|address| format!("\n[Open the comparison]({address})\n"));
    report.to_owned() + &link.unwrap_or_default()
}

/// A finding as an item of a list.
pub fn finding(report: &Report<'_>, finding: &Finding) -> String {
    let words = Words::english();
    format!(
        "- **{} [{}]({})** at `{}`: {} {} {}\n",
        finding.severity().name(),
        finding.code(),
        finding.rule.docs(),
        report.position(finding.place),
        cell(&finding.what(words)),
        cell(&finding.effect(words)),
        cell(&finding.mend(words)),
    )
}

/// A ladder as a table.
pub fn settings(report: &Report<'_>, ladder: &Ladder) -> String {
    let mut out = String::new();
    out += "| Setting | Value | From | How |\n| --- | --- | --- | --- |\n";
    for row in &ladder.rows {
        let Row {
            label,
            value,
            arithmetic,
            ..
        } = row;
        let how = arithmetic.as_deref().unwrap_or("");
        let from = report.origin(row);
        let cells = [label.as_str(), value.as_str(), &from, how].map(cell);
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

/// Text that Markdown leaves as it is. Backticks are ours.
pub fn cell(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '<' | '>' | '[' | ']' | '*' | '\\' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
