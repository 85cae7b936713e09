//! What the fields of a Service are called and what may stand in them.
//!
//! Only the way to the settings is spelled out; what lies beside it is taken as it is. The API
//! server drops every field that it doesn't know, without a word, and refuses a value of the wrong
//! type before anything else is looked at.

use std::collections::BTreeMap;

use super::document::Kind;
use crate::text::{Document, Entry, Node, Place, Scalar, Value};

/// What may stand in a place.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Not judged.
    Anything,
    /// A string.
    Text,
    /// A whole number.
    Whole,
    /// A boolean.
    Flag,
    /// A map from any key to the same, such as annotations.
    Each(&'static Shape),
    /// These fields and no others.
    Object(Fields),
    /// These fields, and others that aren't judged.
    Part(Fields),
    /// A list of the same.
    List(&'static Shape),
}

/// The fields of an object.
pub type Fields = &'static [(&'static str, Shape)];

use Shape::{Anything, Each, Flag, List, Object, Part, Text, Whole};

const TEXTS: Shape = Each(&Text);

const TEMPLATE_METADATA: Shape = Object(&[
    ("annotations", TEXTS),
    ("finalizers", Anything),
    ("labels", TEXTS),
    ("name", Text),
    ("namespace", Text),
]);

/// Kubernetes itself knows what else may stand in the metadata.
const METADATA: Shape = Part(&[
    ("annotations", TEXTS),
    ("labels", TEXTS),
    ("name", Text),
    ("namespace", Text),
]);

const CONTAINER: Shape = Object(&[
    ("args", List(&Text)),
    ("command", List(&Text)),
    (
        "env",
        List(&Object(&[
            ("name", Text),
            ("value", Text),
            ("valueFrom", Anything),
        ])),
    ),
    ("envFrom", Anything),
    ("image", Text),
    ("imagePullPolicy", Text),
    ("livenessProbe", Anything),
    ("name", Text),
    ("ports", Anything),
    ("readinessProbe", Anything),
    ("resources", Anything),
    ("securityContext", Anything),
    ("startupProbe", Anything),
    ("terminationMessagePath", Text),
    ("terminationMessagePolicy", Text),
    ("volumeMounts", Anything),
    ("workingDir", Text),
]);

const REVISION_SPEC: Shape = Object(&[
    ("affinity", Anything),
    ("automountServiceAccountToken", Flag),
    ("containerConcurrency", Whole),
    ("containers", List(&CONTAINER)),
    ("dnsConfig", Anything),
    ("dnsPolicy", Text),
    ("enableServiceLinks", Flag),
    ("hostAliases", Anything),
    ("hostIPC", Flag),
    ("hostNetwork", Flag),
    ("hostPID", Flag),
    ("idleTimeoutSeconds", Whole),
    ("imagePullSecrets", Anything),
    ("initContainers", List(&CONTAINER)),
    ("nodeSelector", Anything),
    ("priorityClassName", Text),
    ("responseStartTimeoutSeconds", Whole),
    ("runtimeClassName", Text),
    ("schedulerName", Text),
    ("securityContext", Anything),
    ("serviceAccountName", Text),
    ("shareProcessNamespace", Flag),
    ("timeoutSeconds", Whole),
    ("tolerations", Anything),
    ("topologySpreadConstraints", Anything),
    ("volumes", Anything),
]);

const TEMPLATE: Shape = Object(&[("metadata", TEMPLATE_METADATA), ("spec", REVISION_SPEC)]);

const TRAFFIC: Shape = List(&Object(&[
    ("configurationName", Text),
    ("latestRevision", Flag),
    ("percent", Whole),
    ("revisionName", Text),
    ("tag", Text),
    ("url", Text),
]));

/// A Knative Service.
const SERVICE: Shape = Object(&[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", METADATA),
    (
        "spec",
        Object(&[("template", TEMPLATE), ("traffic", TRAFFIC)]),
    ),
    ("status", Anything),
]);

/// A Knative Configuration.
const CONFIGURATION: Shape = Object(&[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", METADATA),
    ("spec", Object(&[("template", TEMPLATE)])),
    ("status", Anything),
]);

/// A Knative Revision.
const REVISION: Shape = Object(&[
    ("apiVersion", Text),
    ("kind", Text),
    ("metadata", METADATA),
    ("spec", REVISION_SPEC),
    ("status", Anything),
]);

/// A ConfigMap.
const CONFIG_MAP: Shape = Object(&[
    ("apiVersion", Text),
    ("binaryData", Anything),
    ("data", TEXTS),
    ("immutable", Flag),
    ("kind", Text),
    ("metadata", METADATA),
]);

/// The operator's KnativeServing, as far as it holds ConfigMaps.
const KNATIVE_SERVING: Shape = Part(&[
    ("spec", Part(&[("config", Each(&TEXTS))])),
    ("metadata", METADATA),
]);

const COMPONENT: Shape = Part(&[
    ("annotations", TEXTS),
    ("containerConcurrency", Whole),
    ("maxReplicas", Whole),
    ("minReplicas", Whole),
    ("scaleMetric", Text),
    ("scaleTarget", Whole),
    ("timeout", Whole),
]);

/// KServe's InferenceService, as far as its scaling goes.
const INFERENCE_SERVICE: Shape = Part(&[
    ("metadata", METADATA),
    (
        "spec",
        Part(&[
            ("explainer", COMPONENT),
            ("predictor", COMPONENT),
            ("transformer", COMPONENT),
        ]),
    ),
]);

/// The shape of a kind of document, if it is judged.
pub const fn of(kind: Kind) -> Option<Shape> {
    Some(match kind {
        Kind::Service => SERVICE,
        Kind::Configuration => CONFIGURATION,
        Kind::Revision => REVISION,
        Kind::InferenceService => INFERENCE_SERVICE,
        Kind::AutoscalerConfig | Kind::DefaultsConfig | Kind::DomainConfig => CONFIG_MAP,
        Kind::KnativeServing => KNATIVE_SERVING,
        Kind::List | Kind::Mistaken | Kind::Other => return None,
    })
}

/// How many misfits of a document are looked at. A machine made the rest.
const MOST_MISFITS: usize = 100;

/// Something that doesn't fit its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// The way to it: `spec.template.spec.containers[0].lifecycle`.
    pub path: String,
    /// The last key on the way.
    pub key: String,
    /// Where the key stands; for an item of a list, the item.
    pub key_place: Place,
    /// Where the value stands.
    pub place: Place,
    /// What is the matter.
    pub problem: Problem,
}

/// What is the matter with a misfit.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The field is not one of these; it is dropped.
    Unknown(Vec<&'static str>),
    /// The value has the wrong type; the document is refused.
    Type {
        /// What is wanted, as the tables of words call it.
        wanted: &'static str,
        /// What is there, in JSON's words.
        got: &'static str,
    },
}

/// What of a document doesn't fit, in the order in which Kubernetes comes across it: keys sorted.
pub fn misfits(document: &Document, shape: Shape) -> Vec<Misfit> {
    let mut walk = Walk {
        document,
        path: String::new(),
        found: Vec::new(),
    };
    walk.content(&document.root, shape);
    walk.found
}

/// The entries by key; of duplicates the last one.
fn last_entries(node: &Node) -> BTreeMap<&str, &Entry> {
    let mut last = BTreeMap::new();
    for entry in node.entries() {
        last.insert(entry.name(), entry);
    }
    last
}

struct Walk<'a> {
    document: &'a Document,
    /// The way to where it is.
    path: String,
    found: Vec<Misfit>,
}

impl Walk<'_> {
    /// The shapes are finite, so is this recursion.
    fn content(&mut self, node: &Node, shape: Shape) {
        match shape {
            Object(fields) | Part(fields) => {
                let is_open = matches!(shape, Part(_));
                self.entries(node, |walk, entry| {
                    match fields.iter().find(|(name, _)| *name == entry.name()) {
                        Some((_, shape)) => walk.entry(entry, *shape),
                        None if is_open => {}
                        None => walk.unknown(entry, fields),
                    }
                });
            }
            Each(shape) => self.entries(node, |walk, entry| walk.entry(entry, *shape)),
            List(shape) => {
                for (number, item) in node.items().iter().enumerate() {
                    let parent = self.path.len();
                    self.path += &format!("[{number}]");
                    self.check(&number.to_string(), item, item, *shape);
                    self.content(item, *shape);
                    self.path.truncate(parent);
                }
            }
            // An object where a plain value belongs loses all its fields, too.
            Text | Whole | Flag => self.entries(node, |walk, entry| walk.unknown(entry, &[])),
            Anything => {}
        }
    }

    /// Goes through the entries of a mapping, keys sorted.
    fn entries(&mut self, node: &Node, mut each: impl FnMut(&mut Self, &Entry)) {
        for entry in last_entries(node).into_values() {
            let parent = self.path.len();
            if parent > 0 {
                self.path.push('.');
            }
            self.path += entry.name();
            each(self, entry);
            self.path.truncate(parent);
        }
    }

    fn entry(&mut self, entry: &Entry, shape: Shape) {
        self.check(entry.name(), &entry.key, &entry.value, shape);
        self.content(&entry.value, shape);
    }

    fn unknown(&mut self, entry: &Entry, fields: Fields) {
        let known = fields.iter().map(|(name, _)| *name).collect();
        self.add(
            entry.name(),
            &entry.key,
            &entry.value,
            Problem::Unknown(known),
        );
    }

    fn check(&mut self, key: &str, key_node: &Node, node: &Node, shape: Shape) {
        let got = match (&node.value, shape) {
            (Value::Alias, _) | (_, Anything) => return,
            (Value::Mapping(_), Object(_) | Part(_) | Each(_)) | (Value::Sequence(_), List(_)) => {
                return;
            }
            (Value::Mapping(_), _) => "object",
            (Value::Sequence(_), _) => "array",
            (Value::Scalar { .. }, _) => match (node.scalar(), shape) {
                (None | Some(Scalar::Null), _)
                | (Some(Scalar::String(_)), Text)
                | (Some(Scalar::Bool(_)), Flag) => return,
                (Some(scalar), Whole) if scalar.whole_number().is_some() => return,
                (Some(scalar), _) => scalar.kind(),
            },
        };
        let wanted = match shape {
            Text => "string",
            Whole => "whole",
            Flag => "flag",
            Object(_) | Part(_) | Each(_) => "keys",
            List(_) => "list",
            Anything => return,
        };
        self.add(key, key_node, node, Problem::Type { wanted, got });
    }

    fn add(&mut self, key: &str, key_node: &Node, node: &Node, problem: Problem) {
        if self.found.len() == MOST_MISFITS {
            return;
        }
        self.found.push(Misfit {
            path: self.path.clone(),
            key: key.to_owned(),
            key_place: self.document.place(key_node.span),
            place: self.document.place(node.span),
            problem,
        });
    }
}
