//! What is said about documents as a whole, and about fields that nothing reads.

use crate::phrases::{Argument, Phrase};
use crate::settings::document::Kind;
use crate::settings::rules::fixes;
use crate::settings::rules::refused::{UNQUOTED_VALUE, WRONG_TYPE};
use crate::settings::schema::{Misfit, Problem};
use crate::text::{Document, Finding, Fix, Node, Rule, Severity};

/// A kind of Knative's that isn't one.
pub static UNKNOWN_KIND: Rule = Rule {
    code: "unknown-kind",
    severity: Severity::Error,
};

/// A document that holds no settings of the autoscaler.
pub static OTHER_KIND: Rule = Rule {
    code: "other-kind",
    severity: Severity::Note,
};

/// Two ConfigMaps of the same name.
pub static CONFIG_MAP_TWICE: Rule = Rule {
    code: "config-map-twice",
    severity: Severity::Warning,
};

/// A field that the API server drops.
pub static UNKNOWN_FIELD: Rule = Rule {
    code: "unknown-field",
    severity: Severity::Warning,
};

/// A field that is nearly one.
pub static MISSPELT_FIELD: Rule = Rule {
    code: "misspelt-field",
    severity: Severity::Warning,
};

/// A field that stands at the wrong level.
pub static MISPLACED_FIELD: Rule = Rule {
    code: "misplaced-field",
    severity: Severity::Warning,
};

/// More findings than anybody reads.
pub static MORE_FINDINGS: Rule = Rule {
    code: "more-findings",
    severity: Severity::Note,
};

/// All of them.
pub static ALL: &[&Rule] = &[
    &UNKNOWN_KIND,
    &OTHER_KIND,
    &CONFIG_MAP_TWICE,
    &UNKNOWN_FIELD,
    &MISSPELT_FIELD,
    &MISPLACED_FIELD,
    &MORE_FINDINGS,
];

/// The finding for a document whose kind holds no settings.
pub fn kind(document: &Document) -> Option<Finding> {
    let root = &document.root;
    let rule = match Kind::of(root) {
        Kind::Mistaken => &UNKNOWN_KIND,
        Kind::Other => &OTHER_KIND,
        _ => return None,
    };
    // That it is no mapping was said already.
    root.entries().first()?;
    let entry = root.entry("kind").or_else(|| root.entry("apiVersion"));
    let span = entry.map_or_else(
        || {
            root.entries()
                .first()
                .map_or(root.span, |entry| entry.key.span)
        },
        |entry| entry.value.span,
    );
    let text = |key| {
        root.get(key)
            .and_then(Node::text)
            .filter(|text| !text.is_empty())
    };
    let said =
        |key, missing| text(key).map_or_else(|| Argument::from(yaml(missing)), Argument::from);
    let finding = rule
        .at(document.place(span))
        .saying("kind", said("kind", "no-kind"))
        .saying("version", said("apiVersion", "no-version"));
    Some(finding)
}

/// Fields that people put one level too high or too low, and where they belong.
const MISPLACED: [(&str, &str); 7] = [
    ("annotations", "spec.template.metadata.annotations"),
    ("labels", "spec.template.metadata.labels"),
    (
        "containerConcurrency",
        "spec.template.spec.containerConcurrency",
    ),
    ("timeoutSeconds", "spec.template.spec.timeoutSeconds"),
    (
        "idleTimeoutSeconds",
        "spec.template.spec.idleTimeoutSeconds",
    ),
    (
        "responseStartTimeoutSeconds",
        "spec.template.spec.responseStartTimeoutSeconds",
    ),
    ("containers", "spec.template.spec.containers"),
];

/// Settings that are annotations, not fields.
const ANNOTATIONS: [&str; 8] = [
    "minScale",
    "maxScale",
    "min-scale",
    "max-scale",
    "initialScale",
    "initial-scale",
    "target",
    "targetUtilizationPercentage",
];

/// The finding for something that doesn't fit the schema.
pub fn misfit(texts: &[&str], misfit: &Misfit) -> Finding {
    match &misfit.problem {
        Problem::Type { wanted, got } => {
            let value = texts
                .get(misfit.place.text)
                .map_or("", |text| misfit.place.span.of(text));
            let is_flag = *got == "bool";
            if *wanted == "string" && (is_flag || *got == "number") {
                return UNQUOTED_VALUE
                    .at(misfit.place)
                    .with("key", &misfit.key)
                    .with("value", value)
                    .saying(
                        "kind",
                        yaml(if is_flag { "boolean" } else { "plain-number" }),
                    );
            }
            WRONG_TYPE
                .at(misfit.place)
                .with("path", &misfit.path)
                .saying("wanted", yaml(wanted))
                .saying("kind", described(got))
        }
        Problem::Unknown(known) => unknown_field(misfit, known),
    }
}

/// JSON's types in people's words.
fn described(got: &str) -> Phrase {
    yaml(match got {
        "number" => "number",
        "bool" => "flag",
        "string" => "text",
        "array" => "list",
        _ => "group",
    })
}

/// What there is in YAML.
fn yaml(name: &'static str) -> Phrase {
    Phrase::new("yaml", name)
}

fn unknown_field(misfit: &Misfit, known: &[&'static str]) -> Finding {
    let about = |rule: &'static Rule| rule.at(misfit.key_place).with("path", &misfit.path);
    let parent = misfit
        .path
        .rsplit_once('.')
        .map_or("", |(parent, _)| parent);
    if let Some(meant) = nearest(&misfit.key, known.iter().copied()) {
        return about(&MISSPELT_FIELD)
            .with("meant", meant)
            .fixed_by(Fix::replace(
                fixes::renaming(meant),
                misfit.key_place,
                meant,
            ));
    }
    let place = MISPLACED
        .iter()
        .find(|(key, _)| *key == misfit.key)
        .map(|(_, place)| (*place).to_owned());
    let annotation = ANNOTATIONS.contains(&misfit.key.as_str())
        || misfit.key.starts_with(crate::settings::annotations::PREFIX);
    let place =
        place.or_else(|| annotation.then(|| "spec.template.metadata.annotations".to_owned()));
    match place {
        Some(place) => about(&MISPLACED_FIELD)
            .with("key", &misfit.key)
            .saying(
                "parent",
                match parent {
                    "" => yaml("document").into(),
                    parent => Argument::from(parent),
                },
            )
            .with("meant", place),
        None => about(&UNKNOWN_FIELD),
    }
}

/// The known name that is only a slip of the hand away: letter case, hyphens, or a letter or two.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.replace(['-', '_', '.'], "").to_ascii_lowercase();
    let name = plain(name);
    // Short words are near to everything.
    let allowed = match name.len() {
        0..=4 => 0,
        5..=7 => 1,
        8..=14 => 2,
        _ => 3,
    };
    known
        .map(|candidate| (distance(&name, &plain(candidate), allowed + 1), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be changed, put in or left out; `limit` if it is more than that.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) >= limit {
        return limit;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (to, above) in b.iter().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(from != to);
            diagonal = *above;
            left = changed.min(left + 1).min(*above + 1);
            *above = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(limit).min(limit)
}

/// Double quotes around a value, if it is accepted then.
pub fn with_quotes(
    texts: &[&str],
    misfit: &Misfit,
    accepted: impl Fn(&str) -> bool,
) -> Option<Fix<Phrase>> {
    let value = misfit.place.span.of(texts.get(misfit.place.text)?);
    let mut fix = fixes::set_text(texts, misfit.place, value).filter(|_| accepted(value))?;
    fix.label = Phrase::new("fix", "quote").with("value", value);
    Some(fix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_recognised() {
        let known = [
            "containerConcurrency",
            "containers",
            "timeoutSeconds",
            "volumes",
        ];
        for (name, want) in [
            ("containerCounrrency", Some("containerConcurrency")),
            ("container-concurrency", Some("containerConcurrency")),
            ("CONTAINERS", Some("containers")),
            ("container", Some("containers")),
            ("timeoutSecond", Some("timeoutSeconds")),
            ("concurrency", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known.into_iter()), want, "{name}");
        }
    }
}
