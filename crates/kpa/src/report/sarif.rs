//! For tools that show findings beside the code: SARIF 2.1.0. The types have its names.

use serde::Serialize;

use super::Report;
use crate::compare::Comparison;
use crate::phrases::{Phrase, Words};
use crate::settings::rules;
use crate::text::{self, Finding, Place};

/// A whole log.
#[derive(Serialize)]
pub struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<Result<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Message,
    help: Message,
    default_configuration: Configuration<'a>,
}

#[derive(Serialize)]
struct Configuration<'a> {
    level: &'a str,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result<'a> {
    rule_id: &'a str,
    level: &'a str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[Fix; 1]>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

/// The report as a SARIF log; compared with a base, each finding says whether it is new, and those that
/// went are absent.
pub fn log<'a>(
    report: &'a Report<'_>,
    compared: Option<(&'a Report<'_>, &'a Comparison)>,
) -> Log<'a> {
    let rules = rules::all().map(|rule| {
        let say = |name| Words::english().say(rule.code, name, &Vec::new());
        Rule {
            id: rule.code,
            short_description: Message {
                text: say("effect"),
            },
            help: Message {
                text: format!("{} See {}.", say("mend"), rule.docs()),
            },
            default_configuration: Configuration {
                level: rule.severity.name(),
            },
        }
    });
    let present = report.review.findings.iter().map(|finding| {
        let state = compared.map(|(_, comparison)| match comparison.came.contains(finding) {
            true => "new",
            false => "unchanged",
        });
        result(report, finding, state)
    });
    let absent = compared.into_iter().flat_map(|(base, comparison)| {
        let went = comparison.went.iter();
        went.map(|finding| result(base, finding, Some("absent")))
    });
    Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "kpa",
                    version: env!("CARGO_PKG_VERSION"),
                    rules: rules.collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: present.chain(absent).collect(),
        }],
    }
}

fn result<'a>(report: &Report<'_>, finding: &'a Finding, state: Option<&'a str>) -> Result<'a> {
    let words = Words::english();
    let (what, effect, mend) = (
        finding.what(words),
        finding.effect(words),
        finding.mend(words),
    );
    let artifact = || {
        let name = &report.input(finding.place).name;
        ArtifactLocation {
            uri: name.trim_matches(['<', '>']).replace('\\', "/"),
        }
    };
    Result {
        rule_id: finding.code(),
        level: finding.severity().name(),
        message: Message {
            text: format!("{what} {effect} {mend}"),
        },
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location: artifact(),
                region: region(finding.place),
            },
        }],
        baseline_state: state,
        fixes: finding.fix.as_ref().map(|fix| [fixed(fix, artifact())]),
    }
}

fn fixed(fix: &text::Fix<Phrase>, artifact_location: ArtifactLocation) -> Fix {
    let replacements = fix.edits.iter().map(|edit| Replacement {
        deleted_region: region(edit.place),
        inserted_content: Message {
            text: edit.replacement.clone(),
        },
    });
    Fix {
        description: Message {
            text: fix.label.say(Words::english()),
        },
        artifact_changes: [ArtifactChange {
            artifact_location,
            replacements: replacements.collect(),
        }],
    }
}

fn region(place: Place) -> Region {
    let (start, end) = (place.span.start, place.span.end);
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}
