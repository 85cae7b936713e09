//! What the documents of a text are.

use crate::text::{Document, Node, Value};

/// The kinds of documents that hold settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A Knative Service.
    Service,
    /// A Knative Configuration.
    Configuration,
    /// A Knative Revision.
    Revision,
    /// A KServe InferenceService.
    InferenceService,
    /// The ConfigMap `config-autoscaler`.
    AutoscalerConfig,
    /// The ConfigMap `config-defaults`.
    DefaultsConfig,
    /// The ConfigMap `config-domain`.
    DomainConfig,
    /// The operator's KnativeServing.
    KnativeServing,
    /// A list of documents, as `kubectl get -o yaml` prints it.
    List,
    /// A kind of Knative's that doesn't exist, or not in this version.
    Mistaken,
    /// Anything else.
    Other,
}

/// The API group and version of Knative Serving.
pub const SERVING: &str = "serving.knative.dev/v1";

impl Kind {
    /// What a document is, by its `apiVersion`, `kind` and name.
    pub fn of(root: &Node) -> Self {
        let text = |path: &[&str]| root.at(path).and_then(Node::text).unwrap_or("");
        let (version, kind) = (text(&["apiVersion"]), text(&["kind"]));
        match (version, kind) {
            (SERVING, "Service") => Self::Service,
            (SERVING, "Configuration") => Self::Configuration,
            (SERVING, "Revision") => Self::Revision,
            (SERVING, "Route") => Self::Other,
            ("v1", "ConfigMap") => match text(&["metadata", "name"]) {
                "config-autoscaler" => Self::AutoscalerConfig,
                "config-defaults" => Self::DefaultsConfig,
                "config-domain" => Self::DomainConfig,
                _ => Self::Other,
            },
            ("v1", "List") => Self::List,
            (SERVING, list) if list.ends_with("List") => Self::List,
            (group, "KnativeServing") if group.starts_with("operator.knative.dev/") => {
                Self::KnativeServing
            }
            (group, "InferenceService") if group.starts_with("serving.kserve.io/") => {
                Self::InferenceService
            }
            (group, _) if group.starts_with("serving.knative.dev") => Self::Mistaken,
            (_, "") => Self::Mistaken,
            _ => Self::Other,
        }
    }
}

/// The documents with those of lists taken out of them.
pub fn without_lists(documents: Vec<Document>) -> Vec<Document> {
    let mut flat = Vec::with_capacity(documents.len());
    let mut waiting: Vec<Document> = documents.into_iter().rev().collect();
    while let Some(mut document) = waiting.pop() {
        if Kind::of(&document.root) != Kind::List {
            flat.push(document);
            continue;
        }
        let Value::Mapping(entries) = &mut document.root.value else {
            continue;
        };
        let items = entries
            .iter_mut()
            .rev()
            .find(|entry| entry.name() == "items");
        let Some(Value::Sequence(items)) = items.map(|entry| &mut entry.value.value) else {
            continue;
        };
        for root in std::mem::take(items).into_iter().rev() {
            waiting.push(Document { root, ..document });
        }
    }
    flat
}
