//! What becomes a revision: a Service, a Configuration, a Revision.

use serde::Serialize;

use super::document::Kind;
use super::located::{Entries, Located};
use crate::text::{Document, Entry, Node, Place};

/// The sort of document a revision comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A Knative Service.
    Service,
    /// A Knative Configuration.
    Configuration,
    /// A Knative Revision.
    Revision,
    /// A KServe InferenceService.
    InferenceService,
    /// A `kn service` command line.
    Command,
}

/// The settings of one revision, as far as they were read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Workload {
    /// What it comes from.
    pub origin: Origin,
    /// The whole document.
    pub place: Place,
    /// The name.
    pub name: Option<Located<String>>,
    /// The namespace.
    pub namespace: Option<Located<String>>,
    /// The annotations of the revision template; full key to text.
    ///
    /// A value without quotes is refused by Kubernetes, but stands here all the same.
    pub annotations: Entries,
    /// The hard limit of requests at a time.
    pub container_concurrency: Option<Located<i64>>,
    /// The time limit for a request, in seconds.
    pub timeout_seconds: Option<Located<i64>>,
    /// The time limit until a response begins, in seconds.
    pub response_start_timeout_seconds: Option<Located<i64>>,
    /// The time limit for a silence in a request, in seconds.
    pub idle_timeout_seconds: Option<Located<i64>>,
}

impl Workload {
    /// One without any settings.
    pub const fn new(origin: Origin, place: Place) -> Self {
        Self {
            origin,
            place,
            name: None,
            namespace: None,
            annotations: Entries::new(),
            container_concurrency: None,
            timeout_seconds: None,
            response_start_timeout_seconds: None,
            idle_timeout_seconds: None,
        }
    }

    /// Reads a Service, Configuration or Revision; `None` for other kinds.
    pub fn read(document: &Document) -> Option<Self> {
        let root = &document.root;
        let (origin, template) = match Kind::of(root) {
            Kind::Service => (Origin::Service, root.at(&["spec", "template"])),
            Kind::Configuration => (Origin::Configuration, root.at(&["spec", "template"])),
            // A revision is what the others are a template of.
            Kind::Revision => (Origin::Revision, Some(root)),
            _ => return None,
        };
        let mut workload = Self::new(origin, document.place(root.span));
        workload.identify(document);
        let Some(template) = template else {
            return Some(workload);
        };
        if let Some(annotations) = template.at(&["metadata", "annotations"]) {
            workload.annotations = entries(document, annotations);
        }
        if let Some(spec) = template.get("spec") {
            let whole = |key| whole_number(document, spec.entry(key)?);
            workload.container_concurrency = whole("containerConcurrency");
            workload.timeout_seconds = whole("timeoutSeconds");
            workload.response_start_timeout_seconds = whole("responseStartTimeoutSeconds");
            workload.idle_timeout_seconds = whole("idleTimeoutSeconds");
        }
        Some(workload)
    }

    /// Takes name and namespace from the metadata.
    pub(super) fn identify(&mut self, document: &Document) {
        let metadata = document.root.get("metadata");
        let text = |key| {
            let entry = metadata?.entry(key)?;
            Some(Located::of(
                document,
                entry,
                entry.value.string()?.to_owned(),
            ))
        };
        self.name = text("name");
        self.namespace = text("namespace");
    }

    /// The name, or what stands for it.
    pub fn display_name(&self) -> &str {
        self.name
            .as_ref()
            .map_or("(without a name)", |name| &name.value)
    }

    /// Namespace and name, as far as they are there.
    pub fn full_name(&self) -> String {
        let name = self.display_name();
        match &self.namespace {
            Some(namespace) => format!("{}/{name}", namespace.value),
            None => name.to_owned(),
        }
    }
}

/// The scalars of a mapping as texts, whatever their types: absent values are empty texts.
pub(super) fn entries(document: &Document, mapping: &Node) -> Entries {
    let mut entries = Entries::new();
    for entry in mapping.entries() {
        let text = match entry.value.is_null() {
            true => Some(""),
            false => entry.value.text(),
        };
        if let Some(text) = text {
            let located = Located::of(document, entry, text.to_owned());
            entries.insert(entry.name().to_owned(), located);
        }
    }
    entries
}

/// A whole number, if that is what Kubernetes would read.
pub(super) fn whole_number(document: &Document, entry: &Entry) -> Option<Located<i64>> {
    let value = entry.value.scalar()?.whole_number()?;
    Some(Located::of(document, entry, value))
}
