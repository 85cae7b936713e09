//! A change for people at a terminal: the format that only the command has.

use kpa::report::{Changes, Report, counts, figures, source};
use std::fmt::Write;

/// What changes, and what that does, as text.
pub fn text(changes: &Changes<'_>, report: &Report<'_>) -> String {
    let mut out = String::new();
    if changes.base.is_some() {
        let (came, went) = (&changes.comparison.came, &changes.comparison.went);
        let _ = writeln!(out, "Came: {}. Went: {}.", counts(came), counts(went));
    }
    for (nth, pair) in changes.comparison.pairs.iter().enumerate() {
        let _ = writeln!(out, "\n{}", changes.name(nth));
        if changes.base.is_some() {
            out += match (pair.base, pair.change) {
                (None, Some(_)) => "  it is new\n",
                (Some(_), None) => "  it is gone\n",
                _ if pair.changed.is_empty() => "  no setting changes\n",
                _ => "",
            };
        }
        for it in &pair.changed {
            let _ = match it.in_effect {
                true => writeln!(
                    out,
                    "  {}: {} → {}",
                    it.label, it.base.value, it.change.value
                ),
                false => {
                    let from = it.base.source.map_or("nobody", source);
                    let to = it.change.source.map_or("nobody", source);
                    writeln!(
                        out,
                        "  {}: still {}, from {from} to {to}",
                        it.label, it.change.value
                    )
                }
            };
        }
        for tried in changes.tried_with(nth) {
            let (case, seeds) = (tried.case, changes.seeds);
            let _ = writeln!(out, "\n  {}, for {}, {seeds} seeds", case.name, case.length);
            for effect in &tried.effects {
                let measure = effect.measure;
                let label = figures::label(measure);
                let before = effect.base.map(|_| figures::mean(measure, effect.base));
                let before = before.map(|it| format!("{it:>10} →")).unwrap_or_default();
                let after = figures::mean(measure, effect.change);
                let difference = match effect.base {
                    Some(_) => figures::difference(effect),
                    None => figures::interval(measure, effect.change).unwrap_or_default(),
                };
                let line = format!("    {label:<22} {before} {after:>10}  {difference}");
                let _ = writeln!(out, "{}", line.trim_end());
            }
        }
    }
    if !changes.budgets.is_empty() {
        out += "\nBudgets\n";
    }
    for judged in changes.budgets {
        let became = match judged.outcome {
            None => "nothing to measure".to_owned(),
            Some(it) if it.kept => format!("kept: {}", judged.budget.say(it.value)),
            Some(it) => format!("exceeded: {}", judged.budget.say(it.value)),
        };
        let (text, name) = (&judged.budget.text, changes.name(judged.pair));
        let _ = writeln!(out, "  {text}, {name}, {}: {became}", judged.traffic);
    }
    if let Some(reason) = changes.why_not(report) {
        let _ = writeln!(out, "\n{reason}");
    }
    out
}
