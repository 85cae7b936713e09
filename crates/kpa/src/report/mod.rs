//! What there is to say of texts and of a change of them, for people elsewhere: the command prints it,
//! the page copies it.

mod changes;
pub mod figures;
#[cfg(feature = "changes")]
pub mod json;
pub mod markdown;
pub mod request;
#[cfg(feature = "changes")]
pub mod sarif;
pub mod search;
#[cfg(feature = "changes")]
pub mod task;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::phrases::Words;
use crate::settings::ladder::{Ladder, Row, Source};
use crate::settings::workload::Workload;
use crate::settings::{Review, review};
use crate::text::{Finding, Place, Severity};

pub use changes::{Changes, Judged};

/// A text and what to call it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// The name: the path of a file as it was given, or such as `<stdin>`.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// What is said at the end of everything that people read.
pub const SCOPE: &str =
    "Only scaling is reviewed: ports, environment, traffic and security are not.";

/// A review and what it is about.
pub struct Report<'a> {
    /// The texts.
    pub inputs: &'a [Input],
    /// What was found.
    pub review: Review,
    /// The ladder of each workload; one without any settings if there is none.
    pub ladders: Vec<Ladder>,
}

impl<'a> Report<'a> {
    /// Reviews the texts.
    pub fn of(inputs: &'a [Input]) -> Self {
        let texts: Vec<&str> = inputs.iter().map(|input| input.text.as_str()).collect();
        let review = review(&texts);
        let ladders = (0..review.workloads.len().max(1))
            .map(|number| Ladder::of(&review, number, &BTreeSet::new(), Words::english()))
            .collect();
        Self {
            inputs,
            review,
            ladders,
        }
    }

    /// The text that a place is in.
    pub fn input(&self, place: Place) -> &'a Input {
        static NOTHING: Input = Input {
            name: String::new(),
            text: String::new(),
        };
        self.inputs.get(place.text).unwrap_or(&NOTHING)
    }

    /// `service.yaml:12:7`
    pub fn position(&self, place: Place) -> String {
        let start = place.span.start;
        format!("{}:{}:{}", self.input(place).name, start.line, start.column)
    }

    /// Each ladder with its workload.
    pub fn settings(&self) -> impl Iterator<Item = (Option<&Workload>, &Ladder)> {
        let workloads = self.review.workloads.iter().map(Some).chain([None]);
        workloads.zip(&self.ladders)
    }

    /// `2 errors, 1 warning, 3 notes`
    pub fn summary(&self) -> String {
        counts(&self.review.findings)
    }

    /// Where a setting's value comes from, in words.
    pub fn origin(&self, row: &Row) -> String {
        let Some(winner) = row.winner() else {
            return "follows from the others".to_owned();
        };
        let place = winner.place.map(|place| self.position(place));
        let from = source(winner.source);
        let over = row
            .steps
            .iter()
            .rev()
            .skip_while(|step| *step != winner)
            .nth(1);
        let over = over
            .map(|step| format!(", instead of {}", step.value))
            .unwrap_or_default();
        match place {
            Some(place) => format!("{from} at {place}{over}"),
            None => from.to_owned(),
        }
    }
}

/// Who sets a setting, in words.
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Default => "Knative's default",
        Source::Autoscaler => "config-autoscaler",
        Source::Defaults => "config-defaults",
        Source::Annotation => "annotation",
        Source::Field => "field",
    }
}

/// `2 errors, 1 warning, 3 notes`
pub fn counts(findings: &[Finding]) -> String {
    let count = |severity| {
        let is_it = |finding: &&Finding| finding.severity() == severity;
        let count = findings.iter().filter(is_it).count();
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {}{plural}", severity.name())
    };
    [Severity::Error, Severity::Warning, Severity::Note]
        .map(count)
        .join(", ")
}

/// What a workload is called.
pub fn title(workload: Option<&Workload>) -> String {
    let Some(workload) = workload else {
        return "A revision without settings".to_owned();
    };
    workload.full_name()
}
