//! For people at a terminal: each finding with its place in the text, then every setting.

use std::fmt::Write;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use kpa::phrases::Words;
use kpa::report::{Changes, Report, SCOPE, title};
use kpa::text::{Finding, Severity};

/// How many lines of a long place are shown.
const MOST_LINES: usize = 6;

/// Everything as text, with colours unless it is to be plain. Of a change only what came, what differs
/// and what that does.
pub fn print(report: &Report<'_>, changes: Option<&Changes<'_>>, is_plain: bool) -> String {
    let renderer = if is_plain {
        Renderer::plain()
    } else {
        Renderer::styled()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    let compared = changes.filter(|changes| changes.base.is_some());
    let findings = match compared {
        Some(changes) if !report.review.has_errors() => &changes.comparison.came,
        _ => &report.review.findings,
    };
    for finding in findings {
        out += &snippet(report, finding, &renderer);
        out += "\n\n";
    }
    if compared.is_none() {
        settings(report, &mut out);
    }
    if let Some(changes) = changes {
        out += &crate::changes::text(changes, report);
        out += "\n";
    }
    let _ = writeln!(out, "{}. {SCOPE}", report.summary());
    out
}

/// Every setting of every revision.
fn settings(report: &Report<'_>, out: &mut String) {
    for (workload, ladder) in report.settings() {
        *out += &title(workload);
        if let Some(url) = &ladder.url {
            let _ = write!(out, " ({url})");
        }
        *out += "\n";
        let widest = |of: fn(&kpa::settings::ladder::Row) -> &str| {
            ladder
                .rows
                .iter()
                .map(|row| of(row).chars().count())
                .max()
                .unwrap_or(0)
        };
        let (label, value) = (widest(|row| &row.label), widest(|row| &row.value));
        for row in &ladder.rows {
            let origin = report.origin(row);
            let _ = write!(
                out,
                "  {:label$}  {:value$}  {origin}",
                row.label, row.value
            );
            if let Some(arithmetic) = &row.arithmetic {
                let _ = write!(out, "; {arithmetic}");
            }
            *out += "\n";
        }
        *out += "\n";
    }
}

fn snippet(report: &Report<'_>, finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let input = report.input(finding.place);
    let span = finding.place.span;
    // Only the lines around the place: the text may be long.
    let before = input.text.get(..span.start.byte).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = input.text.get(start..).unwrap_or("");
    let shown: usize = rest
        .split_inclusive('\n')
        .take((span.end.line - span.start.line + 1).min(MOST_LINES))
        .map(str::len)
        .sum();
    let lines = rest.get(..shown).unwrap_or("");
    let from = span.start.byte - start;
    let to = (span.end.byte - start).clamp(from, lines.len());
    let words = Words::english();
    let (what, effect, mend) = (
        finding.what(words),
        finding.effect(words),
        finding.mend(words),
    );
    let docs = finding.rule.docs();
    let group = level
        .primary_title(&*what)
        .id(finding.code())
        .element(
            Snippet::source(lines)
                .line_start(span.start.line)
                .path(&*input.name)
                .fold(false)
                .annotation(AnnotationKind::Primary.span(from..to)),
        )
        .element(Level::NOTE.message(&*effect))
        .element(Level::HELP.message(&*mend))
        .element(Level::HELP.with_name("see").message(&*docs));
    renderer.render(&[group])
}
