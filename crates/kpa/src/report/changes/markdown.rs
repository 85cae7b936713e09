//! For a comment on a pull request.

use std::fmt::Write;

use crate::compare::{Measure, Pair, Side, Tried, Verdict};

use super::Changes;
use crate::report::figures::{self, OVERVIEW};
use crate::report::markdown::{cell, finding};
use crate::report::{Report, SCOPE, counts, source};

impl Changes<'_> {
    /// The change as Markdown.
    pub fn markdown(&self, report: &Report<'_>) -> String {
        let mut out = "## Autoscaling review\n\n".to_owned();
        self.findings(report, &mut out);
        self.judged(&mut out);
        for (nth, pair) in self.comparison.pairs.iter().enumerate() {
            let _ = write!(out, "\n### {}\n\n", cell(self.name(nth)));
            self.settings(report, pair, &mut out);
            self.effects(nth, &mut out);
        }
        if let Some(reason) = self.why_not(report) {
            let _ = write!(out, "\n{reason}\n");
        }
        let _ = write!(out, "\n{SCOPE}\n");
        out
    }

    fn findings(&self, report: &Report<'_>, out: &mut String) {
        let Some(base) = self.base else {
            let _ = write!(out, "{}.\n\n", report.summary());
            for it in &report.review.findings {
                *out += &finding(report, it);
            }
            return;
        };
        let (came, went) = (&self.comparison.came, &self.comparison.went);
        if came.is_empty() && went.is_empty() {
            let _ = writeln!(
                out,
                "No finding came or went; there are {}.",
                report.summary()
            );
            return;
        }
        let _ = writeln!(out, "Came: {}. Went: {}.", counts(came), counts(went));
        for (title, report, findings) in [("Came", report, came), ("Went", base, went)] {
            if !findings.is_empty() {
                let _ = write!(out, "\n#### {title}\n\n");
            }
            for it in findings {
                *out += &finding(report, it);
            }
        }
    }

    fn judged(&self, out: &mut String) {
        if self.budgets.is_empty() {
            return;
        }
        *out += "\n### Budgets\n\n| | Budget | Revision | Traffic | Comes to |\n\
                 | --- | --- | --- | --- | --- |\n";
        for judged in self.budgets {
            let sign = if judged.is_exceeded() { "✗" } else { "✓" };
            let value = judged.outcome.map(|it| judged.budget.say(it.value));
            let value = value.unwrap_or_else(|| "nothing to measure".to_owned());
            let text = judged.budget.text.trim();
            let cells = [self.name(judged.pair), judged.traffic]
                .map(cell)
                .join(" | ");
            let _ = writeln!(out, "| {sign} | `{text}` | {cells} | {value} |");
        }
    }

    fn settings(&self, report: &Report<'_>, pair: &Pair, out: &mut String) {
        if self.base.is_none() || pair.base.is_none() && pair.change.is_some() {
            *out += match self.base {
                Some(_) => "It is new.\n",
                None => "",
            };
            let ladder = pair
                .change
                .or(Some(0))
                .and_then(|nth| report.ladders.get(nth));
            if let Some(ladder) = ladder {
                *out += "<details><summary>Settings</summary>\n\n";
                *out += &crate::report::markdown::settings(report, ladder);
                *out += "\n</details>\n";
            }
            return;
        }
        if pair.change.is_none() && pair.base.is_some() {
            *out += "It is gone.\n";
            return;
        }
        if !pair.changed.iter().any(|it| it.in_effect) {
            *out += "No setting changes in effect.\n";
        } else {
            *out += "| Setting | Before | After |\n| --- | --- | --- |\n";
        }
        for it in pair.changed.iter().filter(|it| it.in_effect) {
            let cells = [it.label.clone(), side(&it.base), side(&it.change)];
            let _ = writeln!(out, "| {} |", cells.map(|it| cell(&it)).join(" | "));
        }
        let moved = pair.changed.iter().filter(|it| !it.in_effect);
        let moved: Vec<String> = moved
            .map(|it| {
                let from = |side: &Side| side.source.map_or("nobody", source);
                let (before, after) = (from(&it.base), from(&it.change));
                format!(
                    "{} {} (from {before} to {after})",
                    it.label, it.change.value
                )
            })
            .collect();
        if !moved.is_empty() {
            let _ = write!(
                out,
                "\nSaid elsewhere, the same in effect: {}.\n",
                cell(&moved.join(", "))
            );
        }
    }

    fn effects(&self, pair: usize, out: &mut String) {
        let tried: Vec<&Tried<'_>> = self.tried_with(pair).collect();
        if tried.is_empty() {
            return;
        }
        *out += "\n| Traffic |";
        for measure in OVERVIEW {
            let _ = write!(out, " {} |", figures::label(measure));
        }
        *out += "\n| --- |";
        *out += &" --- |".repeat(OVERVIEW.len());
        for one in &tried {
            let _ = write!(out, "\n| {} |", cell(&one.case.name));
            for measure in OVERVIEW {
                let _ = write!(out, " {} |", short(one, measure));
            }
        }
        *out += "\n\n";
        *out += &match self.seeds {
            1 => "One seed, so nothing tells chance from effect.\n".to_owned(),
            seeds => format!(
                "Means of {seeds} seeds; bold where the change is beyond chance: the interval of 95 % \
                 confidence (Student's t, paired by seed) of the difference leaves out zero.\n"
            ),
        };
        for one in &tried {
            self.table(one, out);
        }
    }

    /// Everything that was measured under one traffic, folded.
    fn table(&self, tried: &Tried<'_>, out: &mut String) {
        let is_compared = tried.effects.iter().any(|it| it.base.is_some());
        let title = html(&tried.case.name);
        let _ = write!(
            out,
            "\n<details><summary>{title}, for {}</summary>\n\n",
            tried.case.length
        );
        *out += match is_compared {
            true => "| | Before | After | Difference |\n| --- | --- | --- | --- |\n",
            false => "| | Mean | 95 % interval |\n| --- | --- | --- |\n",
        };
        for effect in &tried.effects {
            let measure = effect.measure;
            let after = figures::mean(measure, effect.change);
            let _ = match is_compared {
                true => {
                    let before = figures::mean(measure, effect.base);
                    let difference = figures::difference(effect);
                    let label = figures::label(measure);
                    writeln!(out, "| {label} | {before} | {after} | {difference} |")
                }
                false => {
                    let interval = figures::interval(measure, effect.change);
                    let interval = interval.unwrap_or_default();
                    writeln!(
                        out,
                        "| {} | {after} | {interval} |",
                        figures::label(measure)
                    )
                }
            };
        }
        *out += "\n</details>\n";
    }
}

/// A measure under one traffic in a cell of the overview.
fn short(tried: &Tried<'_>, measure: Measure) -> String {
    let Some(effect) = tried.effects.iter().find(|it| it.measure == measure) else {
        return "–".to_owned();
    };
    let after = figures::mean(measure, effect.change);
    let before = figures::mean(measure, effect.base);
    match effect.verdict {
        Verdict::Less | Verdict::More => format!("{before} → **{after}**"),
        Verdict::WithinNoise if before != after => format!("{before} → {after}"),
        _ => after,
    }
}

/// Text that HTML leaves as it is.
fn html(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

/// A setting before or after, with who says it.
fn side(side: &Side) -> String {
    let source = side.source.map(|it| format!(" ({})", source(it)));
    let how = side.arithmetic.as_ref().map(|how| format!(": {how}"));
    let (source, how) = (source.unwrap_or_default(), how.unwrap_or_default());
    format!("{}{source}{how}", side.value)
}
