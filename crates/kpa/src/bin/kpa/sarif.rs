//! For tools that show findings beside the code: SARIF 2.1.0.

use kpa::compare::Comparison;
use kpa::phrases::Words;
use kpa::report::Report;
use kpa::settings::rules;
use kpa::text::{Finding, Place};
use serde_json::{Value, json};

/// The report as a SARIF log; compared with a base, each finding says whether it is new, and those that
/// went are absent.
pub fn print(report: &Report<'_>, compared: Option<(&Report<'_>, &Comparison)>) -> String {
    let words = Words::english();
    let rules: Vec<Value> = rules::all()
        .map(|rule| {
            let say = |name| words.say(rule.code, name, &Vec::new());
            json!({
                "id": rule.code,
                "shortDescription": { "text": say("effect") },
                "help": { "text": format!("{} See {}.", say("mend"), rule.docs()) },
                "defaultConfiguration": { "level": rule.severity.name() },
            })
        })
        .collect();
    let absent = compared.into_iter().flat_map(|(base, comparison)| {
        let went = comparison.went.iter();
        went.map(|finding| result(base, finding, Some("absent")))
    });
    let results: Vec<Value> = report
        .review
        .findings
        .iter()
        .map(|finding| {
            let state = compared.map(|(_, comparison)| match comparison.came.contains(finding) {
                true => "new",
                false => "unchanged",
            });
            result(report, finding, state)
        })
        .chain(absent)
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "kpa",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn result(report: &Report<'_>, finding: &Finding, state: Option<&str>) -> Value {
    let words = Words::english();
    let (what, effect, mend) = (
        finding.what(words),
        finding.effect(words),
        finding.mend(words),
    );
    let message = format!("{what} {effect} {mend}");
    let mut result = json!({
        "ruleId": finding.code(),
        "level": finding.severity().name(),
        "message": { "text": message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": artifact(report, finding.place),
            "region": region(finding.place),
        }}],
    });
    if let Some(state) = state {
        result["baselineState"] = json!(state);
    }
    if let Some(fix) = &finding.fix {
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| {
                json!({
                    "deletedRegion": region(edit.place),
                    "insertedContent": { "text": edit.replacement },
                })
            })
            .collect();
        result["fixes"] = json!([{
            "description": { "text": fix.label.say(words) },
            "artifactChanges": [{
                "artifactLocation": artifact(report, finding.place),
                "replacements": replacements,
            }],
        }]);
    }
    result
}

fn artifact(report: &Report<'_>, place: Place) -> Value {
    let name = &report.input(place).name;
    json!({ "uri": name.trim_matches(['<', '>']).replace('\\', "/") })
}

fn region(place: Place) -> Value {
    let (start, end) = (place.span.start, place.span.end);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}
