//! KServe's InferenceService, as far as its scaling goes: each of its components becomes a Knative
//! Service.

use super::KPA_CLASS;
use super::annotations::{PREFIX, keys};
use super::document::Kind;
use super::located::{Entries, Located, only};
use super::rules::kserve;
use super::workload::{Origin, Workload, entries, whole_number};
use crate::text::{Document, Entry, Finding, Node, Place};

/// The components that can be scaled.
const COMPONENTS: [&str; 3] = ["predictor", "transformer", "explainer"];

/// The fields that become annotations. They win over annotations of the document.
const FIELDS: [(&str, &str); 4] = [
    ("minReplicas", keys::MIN_SCALE.kebab),
    ("maxReplicas", keys::MAX_SCALE.kebab),
    ("scaleTarget", keys::TARGET.kebab),
    ("scaleMetric", keys::METRIC.kebab),
];

/// Reads an InferenceService; nothing for other kinds.
pub fn read(document: &Document) -> (Vec<Workload>, Vec<Finding>) {
    let root = &document.root;
    if Kind::of(root) != Kind::InferenceService {
        return Default::default();
    }
    let annotations = root.at(&["metadata", "annotations"]);
    let mode = annotations.and_then(|all| all.get("serving.kserve.io/deploymentMode"));
    if let Some(node) = mode
        && let Some(text) = node
            .text()
            .filter(|text| !matches!(*text, "Serverless" | "Knative"))
    {
        let finding = kserve::KSERVE_WITHOUT_KNATIVE.at(document.place(node.span));
        return (Vec::new(), vec![finding.with("mode", text)]);
    }
    let shared = annotations
        .map(|all| entries(document, all))
        .unwrap_or_default();
    let components = COMPONENTS
        .iter()
        .filter_map(|name| root.get("spec")?.entry(name));
    let read = components.map(|entry| component(document, entry, &shared));
    let (workloads, findings): (Vec<_>, Vec<_>) = read.unzip();
    (workloads, findings.into_iter().flatten().collect())
}

fn component(document: &Document, entry: &Entry, shared: &Entries) -> (Workload, Option<Finding>) {
    let head = document.place(entry.key.span);
    let mut workload = Workload::new(Origin::InferenceService, head);
    workload.identify(document);
    if let Some(name) = &mut workload.name {
        name.value = format!("{}-{}", name.value, entry.name());
    }
    let component = &entry.value;
    let mut annotations = shared.clone();
    if let Some(own) = component.get("annotations") {
        annotations.extend(entries(document, own));
    }
    workload.annotations = only(&annotations, |key| key.starts_with(PREFIX));
    for (field, key) in FIELDS {
        let Some(entry) = component.entry(field) else {
            continue;
        };
        // A maximum of 0 is none, and isn't passed on.
        let text = entry
            .value
            .text()
            .filter(|text| !(field == "maxReplicas" && *text == "0"));
        if let Some(text) = text {
            let located = Located::of(document, entry, text.to_owned());
            workload.annotations.insert(key.to_owned(), located);
        }
    }
    let implied = |value: &str| Located {
        value: value.to_owned(),
        key: head,
        place: empty(head),
    };
    workload
        .annotations
        .entry(keys::CLASS.kebab.to_owned())
        .or_insert_with(|| implied(KPA_CLASS));
    let min_is_set = component
        .get("minReplicas")
        .is_some_and(|node: &Node| !node.is_null());
    let finding = (!min_is_set).then(|| {
        workload
            .annotations
            .insert(keys::MIN_SCALE.kebab.to_owned(), implied("1"));
        kserve::KSERVE_MIN_REPLICAS
            .at(head)
            .with("component", entry.name())
    });
    let whole = |key| whole_number(document, component.entry(key)?);
    workload.container_concurrency = whole("containerConcurrency");
    workload.timeout_seconds = whole("timeout");
    (workload, finding)
}

/// The end of a place: where something stands that isn't written.
fn empty(place: Place) -> Place {
    Place {
        span: crate::text::Span::at(place.span.end),
        ..place
    }
}
