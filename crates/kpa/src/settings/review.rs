//! From whatever people have at hand to what counts, where it comes from, and what is wrong with it.

use serde::Serialize;

use super::Annotations;
use super::annotations::PREFIX;
use super::cluster::ClusterSettings;
use super::config::AutoscalerConfig;
use super::defaults::Defaults;
use super::document::{Kind, without_lists};
use super::located::texts as values;
use super::resolve::{Reachability, RevisionSettings};
use super::rules::{self, documents, refused};
use super::schema::{self, Misfit, Problem};
use super::webhook::{self, Verdict};
use super::workload::Workload;
use crate::text::{self, Document, Finding, Severity};
use crate::units::Duration;

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
/// let finding = &review.findings[0];
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
#[derive(Clone, Debug, PartialEq)]
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
    /// Everything resolved, for a revision that a route reaches.
    pub revision: RevisionSettings,
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
        let timeout = Duration::from_secs(defaults.timeout(timeout));
        let reachable = Reachability::Reachable;
        let revision =
            RevisionSettings::resolve(&config, &annotations, container_concurrency, reachable);
        Self {
            config,
            defaults,
            annotations,
            container_concurrency,
            timeout,
            revision,
        }
    }
}

/// Reads any number of documents in any number of texts, in any order.
///
/// It never fails and never panics. What is wrong becomes findings; what can be read all the same
/// is read.
pub fn review(texts: &[&str]) -> Review {
    let mut review = Review::default();
    let mut all = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let reading = text::read(number, text);
        review.findings.extend(reading.findings);
        all.extend(without_lists(reading.documents));
    }

    take_cluster(&mut review, texts, &all);
    let (config, findings) = rules::config::autoscaler(texts, &review.cluster.autoscaler);
    review.findings.extend(findings);
    let (defaults, findings) = rules::config::defaults(&review.cluster.defaults);
    review.findings.extend(findings);

    for document in &all {
        review.workloads.extend(Workload::read(document));
        // Half a document lacks what comes in its other half.
        if document.complete {
            review.findings.extend(documents::kind(document));
            let verdict = webhook::judge(texts, document, &config, &defaults);
            review
                .findings
                .extend(verdict_findings(texts, verdict, &config));
        }
    }

    review.findings.sort_by_key(|finding| {
        (
            finding.place.text,
            finding.place.span.start.byte,
            finding.severity(),
            finding.code(),
        )
    });
    if !review.has_errors() {
        review.effective = Some(Effective::of(config, defaults, review.workloads.first()));
    }
    review
}

/// Takes the cluster's settings in, and says what is wrong with how they were given.
fn take_cluster(review: &mut Review, texts: &[&str], all: &[Document]) {
    let is_operator = |document: &&Document| Kind::of(&document.root) == Kind::KnativeServing;
    let config_maps = all.iter().filter(|document| !is_operator(document));
    for document in config_maps.chain(all.iter().filter(is_operator)) {
        for name in review.cluster.take(document) {
            let place = document.place(
                document
                    .root
                    .get("kind")
                    .map_or(document.root.span, |kind| kind.span),
            );
            review
                .findings
                .push(documents::CONFIG_MAP_TWICE.at(place).with("name", name));
        }
        let kind = Kind::of(&document.root);
        let is_config_map = matches!(
            kind,
            Kind::AutoscalerConfig | Kind::DefaultsConfig | Kind::DomainConfig
        );
        if is_config_map && document.complete {
            for misfit in schema::misfits(document, schema::CONFIG_MAP) {
                let finding = documents::misfit(texts, &misfit);
                let fix = documents::with_quotes(texts, &misfit, |value| {
                    kind != Kind::AutoscalerConfig || config_accepts(&misfit.key, value)
                });
                review.findings.push(with_quotes(finding, fix));
            }
        }
    }
}

/// Whether config-autoscaler takes a value, looked at alone.
fn config_accepts(key: &str, value: &str) -> bool {
    let data = [(key.to_owned(), value.to_owned())].into();
    match AutoscalerConfig::parse(&data) {
        Ok(_) => true,
        Err(rejection) => !rejection.keys.contains(&key),
    }
}

fn with_quotes(finding: Finding, fix: Option<text::Fix>) -> Finding {
    if finding.code() == refused::UNQUOTED_VALUE.code {
        finding.fixed_by(fix)
    } else {
        finding
    }
}

fn verdict_findings(texts: &[&str], verdict: Verdict, config: &AutoscalerConfig) -> Vec<Finding> {
    let accepted = |misfit: &Misfit| {
        let key = misfit.key.clone();
        move |value: &str| {
            !key.starts_with(PREFIX) || refused::accepts(config, &Annotations::new(), &key, value)
        }
    };
    let is_said = |misfit: &&Misfit| match &misfit.problem {
        // The fields of an object that stands where a text belongs: the object was named.
        Problem::Unknown(known) => !known.is_empty(),
        Problem::Type { .. } => true,
    };
    let misfits = verdict
        .undecodable
        .iter()
        .chain(&verdict.dropped)
        .filter(is_said);
    let misfits = misfits.map(|misfit| {
        let fix = documents::with_quotes(texts, misfit, accepted(misfit));
        with_quotes(documents::misfit(texts, misfit), fix)
    });
    // A value without quotes is judged as if it had them, so that it isn't a second round's news.
    misfits
        .chain(
            verdict
                .complaints
                .into_iter()
                .map(|complaint| complaint.finding),
        )
        .collect()
}
