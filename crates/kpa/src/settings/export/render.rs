//! Documents and a command line with settings in them.

use std::fmt::Write;

use super::values::{OfCluster, OfRevision};
use crate::settings::kn;
use crate::settings::workload::Workload;

/// A Service with scaling alone, to be merged into the whole one.
pub(super) fn service(workload: Option<&Workload>, values: &OfRevision) -> String {
    let mut out = "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n".to_owned();
    let _ = writeln!(out, "  name: {}", name(workload, quoted));
    if let Some(namespace) = workload.and_then(|it| it.namespace.as_ref()) {
        let _ = writeln!(out, "  namespace: {}", quoted(&namespace.value));
    }
    out += "spec:\n  template:\n    metadata:\n      annotations:";
    entries(&mut out, 8, &values.annotations);
    let fields = [
        ("containerConcurrency", values.container_concurrency),
        ("timeoutSeconds", values.timeout_seconds),
    ];
    let fields: Vec<_> = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
    if !fields.is_empty() {
        out += "    spec:\n";
    }
    for (name, value) in fields {
        let _ = writeln!(out, "      {name}: {value}");
    }
    out
}

/// The ConfigMaps; config-defaults only where it has something to say.
pub(super) fn config_maps(values: &OfCluster) -> String {
    let mut out = String::new();
    let mut add = |name: &str, data| {
        if !out.is_empty() {
            out += "---\n";
        }
        let _ = write!(
            out,
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\n  namespace: knative-serving\ndata:"
        );
        entries(&mut out, 2, data);
    };
    add("config-autoscaler", &values.autoscaler);
    if !values.defaults.is_empty() {
        add("config-defaults", &values.defaults);
    }
    out
}

/// The operator's resource with these settings alone.
pub(super) fn knative_serving(values: &OfCluster) -> String {
    let mut out = "apiVersion: operator.knative.dev/v1beta1\nkind: KnativeServing\nmetadata:\n  \
                   name: knative-serving\n  namespace: knative-serving\nspec:\n  config:\n    \
                   autoscaler:"
        .to_owned();
    entries(&mut out, 6, &values.autoscaler);
    if !values.defaults.is_empty() {
        out += "    defaults:";
        entries(&mut out, 6, &values.defaults);
    }
    out
}

/// A command that changes a Service.
pub(super) fn kn(workload: Option<&Workload>, values: &OfRevision) -> String {
    let mut words = vec![format!("kn service update {}", name(workload, in_shell))];
    if let Some(namespace) = workload.and_then(|it| it.namespace.as_ref()) {
        words.push(format!("--namespace {}", in_shell(&namespace.value)));
    }
    for (key, value) in &values.annotations {
        words.push(match kn::flag_for(key, value) {
            Some(flag) => format!("{flag} {}", in_shell(value)),
            None => format!(
                "--annotation-revision {}",
                in_shell(&format!("{key}={value}"))
            ),
        });
    }
    let limit = values.container_concurrency;
    words.extend(limit.map(|limit| format!("--concurrency-limit {limit}")));
    words.join(" \\\n  ") + "\n"
}

fn name(workload: Option<&Workload>, written: fn(&str) -> String) -> String {
    let name = workload.and_then(|it| it.name.as_ref());
    name.map_or("my-service".to_owned(), |name| written(&name.value))
}

/// The entries of a mapping whose key was just written.
fn entries<'a>(
    out: &mut String,
    indent: usize,
    entries: impl IntoIterator<Item = (&'a String, &'a String)>,
) {
    let mut entries = entries.into_iter().peekable();
    if entries.peek().is_none() {
        *out += " {}";
    }
    *out += "\n";
    for (key, value) in entries {
        let _ = writeln!(out, "{:indent$}{key}: {}", "", quoted(value));
    }
}

/// A text as YAML between double quotes.
fn quoted(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || ('\u{2028}'..='\u{2029}').contains(&c) || c == '\u{feff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

/// A text as one word of a shell.
fn in_shell(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:@%+,".contains(c);
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}
