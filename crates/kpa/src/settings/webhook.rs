//! What Knative's webhook refuses in a Service, Configuration or Revision.
//!
//! Before that Kubernetes reads every value into its type and drops the fields it doesn't know (see
//! [`schema`](super::schema)). Only if that went well does the webhook validate, and it reports
//! everything at once.

use super::annotations::{self, Fault, PREFIX, keys};
use super::catalog;
use super::config::AutoscalerConfig;
use super::defaults::Defaults;
use super::located::{Entries, Located, texts as values};
use super::rules::{MOST_OF_A_SORT, fixes, refused};
use super::workload::{Origin, Workload};
use crate::go;
use crate::text::{Document, Entry, Finding, Node, Place, Span};
use crate::units::Duration;

/// The class of a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Any complaint that is not one of the others.
    Generic,
    /// It can't be read, or is not permitted.
    InvalidValue,
    /// It lies outside a closed interval.
    OutOfBounds,
    /// A required field is absent.
    Missing,
    /// A key of a map that must not be there.
    InvalidKey,
}

impl From<Fault> for Class {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Generic => Self::Generic,
            Fault::InvalidValue => Self::InvalidValue,
            Fault::OutOfBounds => Self::OutOfBounds,
        }
    }
}

/// Something that the webhook refuses.
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    /// The fields it is about, and how.
    pub about: Vec<(String, Class)>,
    /// What to tell.
    pub finding: Finding,
}

/// What the webhook refuses in a Service, Configuration or Revision.
pub fn complaints(
    texts: &[&str],
    document: &Document,
    workload: &Workload,
    config: &AutoscalerConfig,
    defaults: &Defaults,
) -> Vec<Complaint> {
    let mut webhook = Webhook {
        texts,
        document,
        workload,
        config,
        defaults,
        complaints: Vec::new(),
    };
    webhook.names();
    webhook.service_annotations();
    webhook.template_annotations();
    webhook.limits();
    webhook.containers();
    webhook.complaints
}

/// What the webhook refuses in the settings of a revision alone: those of an InferenceService's component, or of a
/// command line, which come before the webhook as a Service.
pub fn complaints_about_settings(
    texts: &[&str],
    workload: &Workload,
    config: &AutoscalerConfig,
    defaults: &Defaults,
) -> Vec<Complaint> {
    // There is nothing else in it to look at.
    let nothing = Document {
        text: workload.place.text,
        root: Node::absent(workload.place.span.start),
        complete: true,
    };
    let document = &nothing;
    let mut webhook = Webhook {
        texts,
        document,
        workload,
        config,
        defaults,
        complaints: Vec::new(),
    };
    webhook.template_annotations();
    webhook.limits();
    webhook.complaints
}

struct Webhook<'a> {
    texts: &'a [&'a str],
    document: &'a Document,
    workload: &'a Workload,
    config: &'a AutoscalerConfig,
    defaults: &'a Defaults,
    complaints: Vec<Complaint>,
}

impl<'a> Webhook<'a> {
    fn complain(&mut self, path: impl Into<String>, class: Class, finding: Finding) {
        self.complaints.push(Complaint {
            about: vec![(path.into(), class)],
            finding,
        });
    }

    fn origin(&self) -> &'static str {
        match self.workload.origin {
            Origin::Configuration => "Configuration",
            Origin::Revision => "Revision",
            _ => "Service",
        }
    }

    /// The path and node of the revision template: a Revision is its own.
    fn template(&self) -> (&'static str, Option<&'a Node>) {
        match self.workload.origin {
            Origin::Revision => ("", Some(&self.document.root)),
            _ => (
                "spec.template.",
                self.document.root.at(&["spec", "template"]),
            ),
        }
    }

    /// The start of the document, for what isn't there.
    fn head(&self) -> Place {
        let root = &self.document.root;
        let span = root
            .entry("kind")
            .map_or(Span::at(root.span.start), |entry| entry.value.span);
        self.document.place(span)
    }

    fn names(&mut self) {
        let metadata = self.document.root.get("metadata");
        let name = self.workload.name.as_ref();
        let text = name.map_or("", |name| name.value.as_str());
        let is_generated = metadata.is_some_and(|metadata| metadata.get("generateName").is_some());
        let is_named_later = name.is_none() && is_generated;
        if !is_named_later && !is_label(text) {
            let finding = refused::NAME
                .at(name.map_or(self.head(), |name| name.place))
                .with("name", text)
                .with("origin", self.origin());
            self.complain("metadata.name", Class::Generic, finding);
        }
        let (prefix, template) = self.template();
        let revision = template
            .filter(|_| self.workload.origin != Origin::Revision)
            .and_then(|template| template.at(&["metadata", "name"]));
        if let Some(node) = revision
            && let Some(revision) = node.string().filter(|revision| !revision.is_empty())
            && !revision
                .strip_prefix(text)
                .is_some_and(|rest| rest.starts_with('-'))
        {
            let finding = refused::REVISION_NAME
                .at(self.document.place(node.span))
                .with("name", revision)
                .with("service", text);
            self.complain(
                format!("{prefix}metadata.name"),
                Class::InvalidValue,
                finding,
            );
        }
    }

    /// The Service's own annotations may say nothing about scaling.
    fn service_annotations(&mut self) {
        if self.workload.origin == Origin::Revision {
            return;
        }
        let moved_to = values(&self.workload.annotations);
        let annotations = self.document.root.at(&["metadata", "annotations"]);
        // No slash: `autoscaling.knative.devfoo` is refused, too.
        let is_ours = |entry: &&Entry| entry.name().starts_with(PREFIX.trim_end_matches('/'));
        let entries = annotations.map_or(&[][..], Node::entries);
        for entry in entries.iter().filter(is_ours).take(MOST_OF_A_SORT) {
            let value = entry.value.text().unwrap_or("");
            let is_fine_there = refused::accepts(self.config, &moved_to, entry.name(), value);
            let fix = fixes::to_template(self.texts, self.document, entry);
            let finding = refused::ANNOTATION_ON_SERVICE
                .at(self.document.place(entry.key.span))
                .with("key", entry.name())
                .with("origin", self.origin())
                .fixed_by(fix.filter(|_| is_fine_there));
            self.complain("metadata.annotations", Class::InvalidKey, finding);
        }
        if let Some(entry) =
            annotations.and_then(|all| all.entry("serving.knative.dev/rollout-duration"))
            && let Some(text) = entry.value.string()
            && let Some(class) = match go::parse_duration(text) {
                None => Some(Class::InvalidValue),
                Some(duration) => (!duration.is_whole_seconds()).then_some(Class::Generic),
            }
        {
            let finding = refused::ANNOTATION_VALUE
                .at(self.document.place(entry.value.span))
                .with("key", entry.name())
                .with("value", text)
                .saying("wanted", catalog::takes("seconds-such-as"));
            self.complain(
                "metadata.annotations.serving.knative.dev/rollout-duration",
                class,
                finding,
            );
        }
    }

    fn template_annotations(&mut self) {
        let entries = &self.workload.annotations;
        let (prefix, _) = self.template();
        let path = |key: &str| format!("{prefix}metadata.annotations.{key}");
        let all = values(entries);
        let complaints = annotations::validate(self.config, &all);
        let pair = [keys::MAX_SCALE.kebab, keys::MIN_SCALE.kebab].map(|key| (key, Fault::Generic));
        let is_pair = pair.iter().all(|about| complaints.contains(about));
        if is_pair
            && let (Some(min), Some(max)) = (
                find(entries, keys::MIN_SCALE),
                find(entries, keys::MAX_SCALE),
            )
        {
            let finding = refused::MIN_ABOVE_MAX
                .at(min.place)
                .with("min", &min.value)
                .with("max", &max.value);
            let about = pair
                .iter()
                .map(|(key, fault)| (path(key), (*fault).into()))
                .collect();
            self.complaints.push(Complaint { about, finding });
        }
        for complaint in complaints {
            let (key, fault) = complaint;
            if is_pair && pair.contains(&complaint) && !self.breaks_limit(complaint) {
                continue;
            }
            let Some(entry) = entries.get(key) else {
                continue;
            };
            let finding = refused::annotation(self.texts, self.config, &all, complaint, entry);
            self.complain(path(key), fault.into(), finding);
        }
        if let Some(entry) = entries.get(keys::PROGRESS_DEADLINE.kebab) {
            let class = match go::parse_duration(&entry.value) {
                None => Class::InvalidValue,
                Some(deadline) if deadline <= Duration::ZERO || !deadline.is_whole_seconds() => {
                    Class::Generic
                }
                Some(_) => return,
            };
            let complaint = (keys::PROGRESS_DEADLINE.kebab, Fault::InvalidValue);
            let finding = refused::annotation(self.texts, self.config, &all, complaint, entry);
            self.complain(path(keys::PROGRESS_DEADLINE.kebab), class, finding);
        }
    }

    /// Whether a max-scale of 0 is refused for the cluster's limit, besides being below min-scale.
    fn breaks_limit(&self, (key, _): annotations::Complaint) -> bool {
        key == keys::MAX_SCALE.kebab
            && self.config.max_scale_limit.0 != 0
            && self
                .workload
                .annotations
                .get(key)
                .is_some_and(|max| go::parse_int32(&max.value) == Ok(0))
    }

    fn limits(&mut self) {
        let (prefix, template) = self.template();
        let spec = template.and_then(|template| template.get("spec"));
        let head = self.head();
        let place = |located: Option<&Located<i64>>, name: &str| {
            let written = spec
                .and_then(|spec| spec.get(name))
                .is_some_and(|node| !node.is_null());
            // What isn't a number at all was said already.
            match located {
                Some(located) => Some(located.place),
                None => (!written).then_some(head),
            }
        };
        let limit = self.workload.container_concurrency.as_ref();
        let value = limit.map_or(self.defaults.container_concurrency, |limit| limit.value);
        let least = i64::from(!self.defaults.allow_container_concurrency_zero);
        let most = self.defaults.container_concurrency_max_limit;
        if let Some(place) = place(limit, "containerConcurrency")
            && !(least..=most).contains(&value)
        {
            let finding = refused::CONTAINER_CONCURRENCY
                .at(place)
                .with("value", value)
                .with("least", least)
                .with("most", most);
            self.complain(
                format!("{prefix}spec.containerConcurrency"),
                Class::OutOfBounds,
                finding,
            );
        }
        let timeout = self.workload.timeout_seconds.as_ref();
        let value = self.defaults.timeout(timeout.map(|timeout| timeout.value));
        let most = self.defaults.max_revision_timeout_seconds;
        if let Some(place) = place(timeout, "timeoutSeconds")
            && !(0..=most).contains(&value)
        {
            let finding = refused::TIMEOUT_SECONDS
                .at(place)
                .with("value", value)
                .with("most", most);
            self.complain(
                format!("{prefix}spec.timeoutSeconds"),
                Class::OutOfBounds,
                finding,
            );
        }
    }

    fn containers(&mut self) {
        let (prefix, template) = self.template();
        let path = format!("{prefix}spec.containers");
        let containers = template.and_then(|template| template.at(&["spec", "containers"]));
        let items = containers.map_or(&[][..], Node::items);
        if items.is_empty() {
            let finding = refused::CONTAINERS_MISSING
                .at(self.head())
                .with("origin", self.origin())
                .with("spec", format!("{prefix}spec"));
            self.complain(path, Class::Missing, finding);
            return;
        }
        for (number, container) in items.iter().enumerate() {
            let image = container.get("image").and_then(Node::text).unwrap_or("");
            if image.is_empty() {
                let finding = refused::IMAGE_MISSING.at(self.document.place(container.span));
                self.complain(format!("{path}[{number}].image"), Class::Missing, finding);
            }
        }
    }
}

/// The entry that counts for a key of two spellings.
pub fn find(entries: &Entries, key: annotations::Key) -> Option<&Located<String>> {
    entries.get(key.kebab).or_else(|| entries.get(key.camel?))
}

/// Whether it can be the first part of a host name that Kubernetes makes a Service of.
fn is_label(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() <= 63
        && bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes
            .iter()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
}
