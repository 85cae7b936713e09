//! From whatever people have at hand to what counts, where it comes from, and what is wrong with it.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::annotations::PREFIX;
use super::cluster::ClusterSettings;
use super::config::AutoscalerConfig;
use super::defaults::Defaults;
use super::document::{Kind, without_lists};
use super::hpa::HpaSettings;
use super::located::texts as values;
use super::resolve::{Reachability, RevisionSettings};
use super::rules::context::Context;
use super::rules::{self, config_map, documents, refused, targets};
use super::schema::{self, Problem};
use super::workload::Workload;
use super::{Annotations, Data};
use super::{inference, kn, webhook};
use crate::text::{self, Document, Finding, Place, Severity};
use crate::units::Duration;

/// How many findings a review shows.
const MOST_FINDINGS: usize = 500;

/// What a set of texts says.
///
/// ```
/// use kpa::settings::review::review;
///
/// let service = "\
/// apiVersion: serving.knative.dev/v1
/// kind: Service
/// metadata:
///   name: hello
/// spec:
///   template:
///     metadata:
///       annotations:
///         autoscaling.knative.dev/target: \"10\"
///     spec:
///       containers:
///         - image: example.com/hello
/// ";
/// let review = review(&[service, ""]);
/// let effective = review.effective.expect("nothing is wrong");
/// assert_eq!(effective.revision.decider.target, 7.0);
///
/// let broken = service.replace("\"10\"", "10");
/// let review = kpa::settings::review::review(&[&broken]);
/// assert!(review.effective.is_none());
/// let is_error = |finding: &&kpa::text::Finding| finding.severity() == kpa::text::Severity::Error;
/// let finding = review.findings.iter().find(is_error).expect("there are no quotes");
/// assert_eq!((finding.code(), finding.place.span.start.line), ("unquoted-value", 9));
/// let mended = finding.fix.as_ref().expect("it can be mended").apply(0, &broken);
/// assert_eq!(mended, service);
/// ```
#[derive(Clone, Debug, Default, Serialize)]
pub struct Review {
    /// What is wrong or worth knowing, in the order of the texts.
    pub findings: Vec<Finding>,
    /// What the texts say about the whole cluster.
    pub cluster: ClusterSettings,
    /// What the texts say about revisions, in the order of the texts.
    pub workloads: Vec<Workload>,
    /// What counts for the first of them; for a revision without any settings if there is none.
    /// `None` if Knative would refuse something, or nobody could read it.
    #[serde(skip)]
    pub effective: Option<Effective>,
}

impl Review {
    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity() == Severity::Error)
    }
}

/// What counts for a revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effective {
    /// The cluster's settings.
    pub config: AutoscalerConfig,
    /// The cluster's defaults for revisions.
    pub defaults: Defaults,
    /// The revision's annotations.
    pub annotations: Annotations,
    /// The hard limit of requests at a time; 0 is none.
    pub container_concurrency: i64,
    /// The time limit for a request.
    pub timeout: Duration,
    /// The time limit until its answer begins; `None` where that isn't limited on its own.
    ///
    /// Surprising: with `timeoutSeconds: 600` a request still waits no longer than 300 s for a pod, unless
    /// `responseStartTimeoutSeconds` is set, too.
    pub response_start: Option<Duration>,
    /// Everything resolved, for a revision that a route reaches.
    pub revision: RevisionSettings,
    /// What the HPA is set to, if the revision is of its class.
    pub hpa: Option<HpaSettings>,
}

impl Effective {
    /// Resolves what counts for a revision, or for one without any settings.
    pub fn of(config: AutoscalerConfig, defaults: Defaults, workload: Option<&Workload>) -> Self {
        let annotations = workload
            .map(|it| values(&it.annotations))
            .unwrap_or_default();
        let number = |located: Option<&super::located::Located<i64>>| located.map(|it| it.value);
        let limit = number(workload.and_then(|it| it.container_concurrency.as_ref()));
        let container_concurrency = limit.unwrap_or(defaults.container_concurrency);
        let timeout = number(workload.and_then(|it| it.timeout_seconds.as_ref()));
        let timeout = defaults.timeout(timeout);
        let start = number(workload.and_then(|it| it.response_start_timeout_seconds.as_ref()));
        // The webhook lets zero and less pass, which no request could keep to.
        let response_start = defaults
            .response_start(start, timeout)
            .filter(|&seconds| seconds > 0)
            .map(Duration::from_secs);
        let timeout = Duration::from_secs(timeout);
        let reachable = Reachability::Reachable;
        let revision =
            RevisionSettings::resolve(&config, &annotations, container_concurrency, reachable);
        let hpa = HpaSettings::resolve(&config, &annotations, &revision);
        Self {
            config,
            defaults,
            annotations,
            container_concurrency,
            timeout,
            response_start,
            revision,
            hpa,
        }
    }

    /// Resolves it again, after a change of the annotations.
    pub fn resolve(&mut self) {
        self.revision = RevisionSettings::resolve(
            &self.config,
            &self.annotations,
            self.container_concurrency,
            Reachability::Reachable,
        );
        self.hpa = HpaSettings::resolve(&self.config, &self.annotations, &self.revision);
    }

    /// How long a request may take where its answer begins and ends at the same moment, as in the
    /// simulated cluster: the shorter of its two limits. `idleTimeoutSeconds`, the time between two
    /// parts of an answer, has no effect there.
    pub fn answer_within(&self) -> Duration {
        self.response_start
            .map_or(self.timeout, |start| start.min(self.timeout))
    }
}

/// Reads any number of documents in any number of texts, in any order.
///
/// It never fails and never panics. What is wrong becomes findings; what can be read all the same
/// is read.
pub fn review(texts: &[&str]) -> Review {
    let mut reviewer = Reviewer {
        texts,
        review: Review::default(),
    };
    let mut documents = Vec::new();
    let mut commands = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        if kn::is_command(text) && text.len() <= text::read::LARGEST {
            let read = kn::read(number, text);
            reviewer.add(read.findings);
            commands.extend(read.workloads);
        } else {
            let reading = text::read(number, text);
            reviewer.add(reading.findings);
            documents.extend(without_lists(reading.documents));
        }
    }
    let (config, defaults) = reviewer.cluster(&documents);
    for document in &documents {
        reviewer.document(document, &config, &defaults);
    }
    for workload in commands {
        reviewer.settings(workload, &config, &defaults);
    }
    reviewer.finish(config, defaults)
}

/// A review in progress.
struct Reviewer<'a> {
    texts: &'a [&'a str],
    review: Review,
}

impl Reviewer<'_> {
    fn add(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.review.findings.extend(findings);
    }

    /// Takes in what holds for the whole cluster. The operator's resource comes last, because it
    /// writes into the ConfigMaps.
    fn cluster(&mut self, documents: &[Document]) -> (AutoscalerConfig, Defaults) {
        let (operators, others): (Vec<_>, Vec<_>) = documents
            .iter()
            .partition(|document| Kind::of(&document.root) == Kind::KnativeServing);
        for document in others.into_iter().chain(operators) {
            let replaced = self.review.cluster.take(document);
            let root = &document.root;
            let place = document.place(root.get("kind").map_or(root.span, |kind| kind.span));
            let finding = |name| documents::CONFIG_MAP_TWICE.at(place).with("name", name);
            self.add(replaced.into_iter().map(finding));
        }
        let entries = self.review.cluster.autoscaler.clone();
        let (config, findings) = rules::config::autoscaler(self.texts, &entries);
        self.add(findings);
        self.add(rules::about_cluster(&entries, &config));
        let (defaults, findings) = rules::config::defaults(&self.review.cluster.defaults);
        self.add(findings);
        (config, defaults)
    }

    fn document(&mut self, document: &Document, config: &AutoscalerConfig, defaults: &Defaults) {
        let workload = Workload::read(document);
        let (components, findings) = inference::read(document);
        self.add(findings);
        for component in components {
            self.settings(component, config, defaults);
        }
        // Half a document lacks what comes in its other half.
        if document.complete {
            self.add(documents::kind(document));
            config_map::check(document, &mut self.review.findings);
            self.misfits(document, config);
            if let Some(workload) = &workload {
                let complaints =
                    webhook::complaints(self.texts, document, workload, config, defaults);
                self.add(complaints.into_iter().map(|complaint| complaint.finding));
                self.lint(workload, config, defaults);
            }
        }
        self.review.workloads.extend(workload);
    }

    /// Takes in settings that come before the webhook in a document that somebody else writes.
    fn settings(&mut self, workload: Workload, config: &AutoscalerConfig, defaults: &Defaults) {
        let complaints =
            webhook::complaints_about_settings(self.texts, &workload, config, defaults);
        self.add(complaints.into_iter().map(|complaint| complaint.finding));
        self.lint(&workload, config, defaults);
        self.review.workloads.push(workload);
    }

    fn lint(&mut self, workload: &Workload, config: &AutoscalerConfig, defaults: &Defaults) {
        let effective = Effective::of(config.clone(), defaults.clone(), Some(workload));
        let findings = rules::about_revision(&Context {
            texts: self.texts,
            cluster: &self.review.cluster,
            workload,
            effective: &effective,
        });
        self.add(findings);
    }

    /// What doesn't fit the schema of the document's kind.
    ///
    /// A value without quotes is judged as if it had them, besides, so that it isn't the news of a
    /// second round.
    fn misfits(&mut self, document: &Document, config: &AutoscalerConfig) {
        let Some(shape) = schema::of(Kind::of(&document.root)) else {
            return;
        };
        for misfit in schema::misfits(document, shape) {
            // The fields of an object that stands where a text belongs: the object was named.
            if misfit.problem == Problem::Unknown(Vec::new()) {
                continue;
            }
            let finding = documents::misfit(self.texts, &misfit);
            let is_fine = |value: &str| accepts(config, &misfit.key, value);
            let fix = match finding.code() == refused::UNQUOTED_VALUE.code {
                true => documents::with_quotes(self.texts, &misfit, is_fine),
                false => None,
            };
            let fix = fix.or_else(|| finding.fix.clone());
            self.add([finding.fixed_by(fix)]);
        }
    }

    fn finish(mut self, config: AutoscalerConfig, defaults: Defaults) -> Review {
        let findings = &mut self.review.findings;
        if let Some(more) = findings
            .len()
            .checked_sub(MOST_FINDINGS)
            .filter(|&more| more > 0)
        {
            keep_gravest(findings);
            let finding = documents::MORE_FINDINGS.at(Place::default());
            findings.push(finding.with("count", more).with("shown", MOST_FINDINGS));
        }
        findings.sort_unstable_by_key(|finding| {
            let Place { text, span } = finding.place;
            (text, span.start.byte, finding.severity(), finding.code())
        });
        // Components of one document share what stands above them.
        findings.dedup();
        drop_refused(findings);
        if !self.review.has_errors() {
            let first = self.review.workloads.first();
            self.review.effective = Some(Effective::of(config, defaults, first));
        }
        self.review
    }
}

/// What is refused hasn't slipped through. What only lacks its quotes is judged as if it had them.
fn drop_refused(findings: &mut Vec<Finding>) {
    let is_refusal = |finding: &&Finding| {
        finding.severity() == Severity::Error && finding.code() != refused::UNQUOTED_VALUE.code
    };
    let refused = findings.iter().filter(is_refusal).map(|it| it.place);
    let refused: HashSet<Place> = refused.collect();
    findings.retain(|it| it.code() != targets::NOT_A_NUMBER.code || !refused.contains(&it.place));
}

/// Keeps errors before warnings before notes.
fn keep_gravest(findings: &mut Vec<Finding>) {
    let count = |severity| {
        findings
            .iter()
            .filter(|it| it.severity() == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let mut room = [
        MOST_FINDINGS,
        MOST_FINDINGS.saturating_sub(errors),
        MOST_FINDINGS.saturating_sub(errors + warnings),
    ];
    findings.retain(|finding| {
        let room = &mut room[finding.severity() as usize];
        let is_kept = *room > 0;
        *room = room.saturating_sub(1);
        is_kept
    });
}

/// Whether an annotation or a key of config-autoscaler takes a value, looked at alone.
fn accepts(config: &AutoscalerConfig, key: &str, value: &str) -> bool {
    if key.starts_with(PREFIX) {
        return refused::accepts(config, &Annotations::new(), key, value);
    }
    rules::config::accepts(&Data::new(), key, value)
}
