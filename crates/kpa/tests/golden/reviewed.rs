//! The recorded settings as a visitor would paste them: a review finds an error exactly where
//! Knative refuses.

use std::collections::BTreeMap;
use std::fmt::Write;

use kpa::settings::review;
use kpa::text::{Finding, Severity};
use serde_json::json;

use crate::compare::Difference;

/// The document of a ConfigMap.
pub fn config_map(name: &str, data: &BTreeMap<String, String>) -> String {
    let head = format!("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\ndata:\n");
    head + &entries(data, "  ")
}

/// The document of a Service with these annotations.
pub fn service(annotations: &BTreeMap<String, String>) -> String {
    let head = "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: hello\nspec:\n  \
                template:\n    spec:\n      containers:\n        - image: hello\n    metadata:\n      \
                annotations:\n";
    head.to_owned() + &entries(annotations, "        ")
}

fn entries(entries: &BTreeMap<String, String>, indentation: &str) -> String {
    entries
        .iter()
        .fold(String::new(), |mut text, (key, value)| {
            // Every JSON string is a YAML string.
            let _ = writeln!(text, "{indentation}{}: {}", json!(key), json!(value));
            text
        })
}

/// Reviews the texts and compares: errors if and only if Knative refuses.
pub fn check(texts: &[&str], is_refused: bool) -> Result<(), Difference> {
    let review = review(texts);
    let is_error = |finding: &&Finding| finding.severity() == Severity::Error;
    let errors: Vec<&str> = review
        .findings
        .iter()
        .filter(is_error)
        .map(Finding::code)
        .collect();
    if errors.is_empty() != is_refused {
        return Ok(());
    }
    let knative = if is_refused { "refuses" } else { "accepts" };
    Err(Difference::new(format_args!(
        "the review finds {errors:?}, Knative {knative} it"
    )))
}
