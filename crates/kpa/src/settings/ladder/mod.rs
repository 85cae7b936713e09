//! The ladder: for every setting Knative's default, the ConfigMap's value, the revision's own, which
//! of them wins, and what comes out.
//!
//! ```
//! use std::collections::BTreeSet;
//! use kpa::phrases::Words;
//! use kpa::settings::{ladder::Ladder, review};
//!
//! let config = "\
//! apiVersion: v1
//! kind: ConfigMap
//! metadata: {name: config-autoscaler}
//! data: {stable-window: 40s}
//! ";
//! let review = review(&[config]);
//! let ladder = Ladder::of(&review, 0, &BTreeSet::new(), Words::english());
//! let window = ladder.row("stable-window").unwrap();
//! assert_eq!(window.value, "40s");
//! let winner = window.winner().unwrap();
//! assert_eq!(winner.value, "40s");
//! assert_eq!(winner.place.unwrap().span.start.line, 4);
//!
//! // Each override can be switched off, to see what would hold without it.
//! let switch = winner.switch.clone().unwrap();
//! let ladder = Ladder::of(&review, 0, &BTreeSet::from([switch]), Words::english());
//! assert_eq!(ladder.row("stable-window").unwrap().value, "60s");
//! ```

mod outcome;
mod table;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::config::AutoscalerConfig;
use super::defaults::Defaults;
use super::located::{Entries, only, texts as values};
use super::review::{Effective, Review};
use super::rules;
use super::workload::Workload;
use crate::go;
use crate::phrases::Words;
use crate::text::Place;
use table::{Kind, Own, SETTINGS, Setting, Shared};

/// Every setting of a revision, and what comes out of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ladder {
    /// One row for each setting.
    pub rows: Vec<Row>,
    /// The Service's address, if its domain was given.
    pub url: Option<String>,
    /// Everything resolved, with the overrides that are switched off left out. Where something is
    /// refused this is what the rest amounts to.
    pub effective: Effective,
}

/// One setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// A stable name, such as `stable-window`.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Where it can be set at all.
    pub scope: Scope,
    /// What was set, from the default to the revision's own; the last that counts wins.
    pub steps: Vec<Step>,
    /// What comes out, for people: `14`, `60s`, `no bound`.
    pub value: String,
    /// How it comes out, where that takes arithmetic: `min(target 50, containerConcurrency 20) ×
    /// 70 % = 14`.
    pub arithmetic: Option<String>,
    /// Whether somebody who looks for what is special wants to see the row: the revision itself
    /// says something, something is switched off, it follows from others, or something else comes
    /// out than of Knative as it is shipped.
    pub stands_out: bool,
}

/// Where a setting can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// For the cluster and for a revision.
    Both,
    /// Only for the whole cluster.
    Cluster,
    /// Only for a revision.
    Revision,
    /// Nowhere: it follows from others.
    Derived,
}

/// One place where a setting is set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Who says so.
    pub source: Source,
    /// The key as it is written; empty for the default.
    pub key: String,
    /// The value as it is written.
    pub value: String,
    /// Where key and value stand.
    pub place: Option<Place>,
    /// What becomes of it.
    pub state: State,
    /// The name under which it can be switched off.
    pub switch: Option<String>,
}

/// Who sets a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Knative itself.
    Default,
    /// `config-autoscaler`, from a ConfigMap or the operator's resource.
    Autoscaler,
    /// `config-defaults`, from a ConfigMap or the operator's resource.
    Defaults,
    /// An annotation of the revision.
    Annotation,
    /// A field of the revision.
    Field,
}

/// What becomes of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It counts.
    Wins,
    /// One further down counts.
    Overridden,
    /// It was switched off.
    SwitchedOff,
    /// Nobody reads it: it isn't readable, or not permitted, or the annotation's other spelling
    /// stands beside it.
    PassedOver,
}

impl Row {
    /// The step that counts; a derived value has none.
    pub fn winner(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.state == State::Wins)
    }
}

impl Ladder {
    /// The ladder of a review's workload of that number (of a revision without any settings if
    /// there is none), without the overrides named in `switched_off`.
    pub fn of(
        review: &Review,
        workload: usize,
        switched_off: &BTreeSet<String>,
        words: &Words<'_>,
    ) -> Self {
        let mut workload = review.workloads.get(workload).cloned();
        let on = |switch: String| !switched_off.contains(&switch);
        let remaining = |source, entries| only(entries, |key| on(switch(source, key)));
        let autoscaler = remaining(Source::Autoscaler, &review.cluster.autoscaler);
        let defaults = remaining(Source::Defaults, &review.cluster.defaults);
        if let Some(workload) = &mut workload {
            workload.annotations = remaining(Source::Annotation, &workload.annotations);
            for (name, field) in [
                ("containerConcurrency", &mut workload.container_concurrency),
                ("timeoutSeconds", &mut workload.timeout_seconds),
            ] {
                field.take_if(|_| !on(switch(Source::Field, name)));
            }
        }

        let (config, refusals) = rules::config::readable(&values(&autoscaler));
        let (defaults, unreadable) = Defaults::parse(&values(&defaults));
        let effective = Effective::of(config, defaults, workload.as_ref());
        let refused = refusals
            .iter()
            .flat_map(|(rejection, _)| rejection.keys.iter().copied());
        let refused = refused.chain(unreadable).collect();
        let written = Written {
            review,
            workload: workload.as_ref(),
            refused,
            switched_off,
            words,
        };
        let shipped = Effective::of(AutoscalerConfig::default(), Defaults::default(), None);
        let rows = SETTINGS
            .iter()
            .map(|setting| written.row(setting, &effective, &shipped))
            .collect();
        Self {
            rows,
            url: url(&review.cluster.domain, workload.as_ref()),
            effective,
        }
    }

    /// The names of the switches of all that the revision itself says.
    pub fn own_switches(&self) -> impl Iterator<Item = String> {
        let steps = self.rows.iter().flat_map(|row| &row.steps);
        let own = steps.filter(|step| matches!(step.source, Source::Annotation | Source::Field));
        own.filter_map(|step| step.switch.clone())
    }

    /// The row of that id.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// Takes over the places of another ladder, that of a later version of the texts. A step that
    /// isn't in there has no place any more.
    pub fn places_of(&mut self, later: &Self) {
        for row in &mut self.rows {
            let there = later.row(&row.id);
            for step in &mut row.steps {
                let same = |other: &&Step| other.source == step.source && other.key == step.key;
                let other = there.and_then(|there| there.steps.iter().find(same));
                step.place = other.and_then(|other| other.place);
            }
        }
    }

    /// The row that has a step at that byte of a text.
    pub fn row_at(&self, text: usize, byte: usize) -> Option<&Row> {
        self.rows.iter().find(|row| {
            row.steps.iter().filter_map(|step| step.place).any(|place| {
                let range = place.span.bytes();
                place.text == text && (range.start..=range.end).contains(&byte)
            })
        })
    }
}

/// The name under which an override can be switched off.
fn switch(source: Source, key: &str) -> String {
    let source = match source {
        Source::Autoscaler => "config-autoscaler",
        Source::Defaults => "config-defaults",
        _ => "revision",
    };
    format!("{source}/{key}")
}

/// What was written, whether or not it is switched off.
struct Written<'a> {
    review: &'a Review,
    /// The workload without what is switched off.
    workload: Option<&'a Workload>,
    refused: Vec<&'a str>,
    switched_off: &'a BTreeSet<String>,
    words: &'a Words<'a>,
}

impl Written<'_> {
    fn row(&self, setting: &Setting, effective: &Effective, shipped: &Effective) -> Row {
        let scope = setting.scope(effective);
        let mut steps = Vec::new();
        if scope != Scope::Derived {
            steps.push(Step {
                source: Source::Default,
                key: String::new(),
                value: (setting.default)(effective).to_owned(),
                place: None,
                state: State::Overridden,
                switch: None,
            });
        }
        let shared = match (setting.shared)(effective) {
            Shared::Nowhere => None,
            Shared::Autoscaler(key) => {
                Some((Source::Autoscaler, &self.review.cluster.autoscaler, key))
            }
            Shared::Defaults(key) => Some((Source::Defaults, &self.review.cluster.defaults, key)),
        };
        if let Some((source, entries, key)) = shared {
            let is_refused = self.refused.contains(&key);
            steps.extend(self.entry(source, entries, key, is_refused));
        }
        if setting.id == "target" {
            steps.extend(self.limit(effective));
        }
        steps.extend(self.own(setting, effective));
        let is_limited = |step: &Step| {
            step.source == Source::Annotation
                && setting.id == "target"
                && go::parse_float(&step.value)
                    .is_ok_and(|target| target > effective.revision.decider.total)
        };
        let mut counting = steps
            .iter_mut()
            .rev()
            .filter(|step| step.state == State::Overridden);
        if let Some(winner) = counting.find(|step| !is_limited(step)) {
            winner.state = State::Wins;
        }
        let (value, arithmetic) = (setting.outcome)(effective);
        let words = self.words;
        let is_special = |step: &Step| {
            matches!(step.source, Source::Annotation | Source::Field)
                || step.state == State::SwitchedOff
        };
        let stands_out = scope == Scope::Derived
            || steps.iter().any(is_special)
            || value != (setting.outcome)(shipped).0;
        Row {
            id: setting.id.to_owned(),
            label: words.say("setting", setting.id, &Vec::new()),
            scope,
            steps,
            value: value.say(words),
            arithmetic: arithmetic.map(|how| how.say(words)),
            stands_out,
        }
    }

    /// The hard limit as what it is for the target: the value without an annotation, and the bound
    /// of one.
    fn limit(&self, effective: &Effective) -> Option<Step> {
        let limits = self
            .workload
            .and_then(|workload| workload.container_concurrency.as_ref());
        if effective.container_concurrency == 0 || outcome::is_rps(effective) {
            return None;
        }
        Some(Step {
            source: if limits.is_some() {
                Source::Field
            } else {
                Source::Defaults
            },
            key: if limits.is_some() {
                "containerConcurrency"
            } else {
                "container-concurrency"
            }
            .to_owned(),
            value: effective.container_concurrency.to_string(),
            place: limits.map(super::located::Located::whole),
            state: State::Overridden,
            switch: None,
        })
    }

    /// What the revision itself says: both spellings of an annotation, or the field.
    fn own(&self, setting: &Setting, effective: &Effective) -> Vec<Step> {
        // The workload that still has what is switched off.
        let Some(all) = self.workload.and_then(|now| {
            self.review
                .workloads
                .iter()
                .find(|workload| workload.place == now.place)
        }) else {
            return Vec::new();
        };
        match setting.own {
            Own::Nowhere => Vec::new(),
            Own::Annotation(key) => {
                let spellings = [key.camel, Some(key.kebab)].into_iter().flatten();
                let counts = key
                    .find(&effective.annotations)
                    .map(|(spelling, _)| spelling);
                spellings
                    .filter_map(|spelling| {
                        let value = all.annotations.get(spelling)?.value.as_str();
                        let is_read =
                            setting.kind.reads(value) && !is_forbidden(setting, value, effective);
                        let is_passed_over = !is_read || counts != Some(spelling);
                        self.entry(
                            Source::Annotation,
                            &all.annotations,
                            spelling,
                            is_passed_over,
                        )
                    })
                    .collect()
            }
            Own::Field(name) => {
                let field = match name {
                    "timeoutSeconds" => &all.timeout_seconds,
                    _ => &all.container_concurrency,
                };
                let step = field.as_ref().map(|located| {
                    let switch = switch(Source::Field, name);
                    Step {
                        source: Source::Field,
                        key: name.to_owned(),
                        value: located.value.to_string(),
                        place: Some(located.whole()),
                        // A time limit of 0 is the same as none.
                        state: self.state(&switch, name == "timeoutSeconds" && located.value == 0),
                        switch: Some(switch),
                    }
                });
                step.into_iter().collect()
            }
        }
    }

    fn entry(
        &self,
        source: Source,
        entries: &Entries,
        key: &str,
        is_passed_over: bool,
    ) -> Option<Step> {
        let located = entries.get(key)?;
        let switch = switch(source, key);
        Some(Step {
            source,
            key: key.to_owned(),
            value: located.value.clone(),
            place: Some(located.whole()),
            state: self.state(&switch, is_passed_over),
            switch: Some(switch),
        })
    }

    fn state(&self, switch: &str, is_passed_over: bool) -> State {
        match () {
            () if self.switched_off.contains(switch) => State::SwitchedOff,
            () if is_passed_over => State::PassedOver,
            () => State::Overridden,
        }
    }
}

/// An initial scale of 0 is passed over where the cluster doesn't permit it.
fn is_forbidden(setting: &Setting, value: &str, effective: &Effective) -> bool {
    setting.id == "initial-scale"
        && go::parse_int32(value) == Ok(0)
        && !effective.config.allow_zero_initial_scale
}

impl Kind {
    /// Whether the autoscaler can read the text.
    fn reads(self, text: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Float => go::parse_float(text).is_ok(),
            Self::Whole => go::parse_int32(text).is_ok(),
            Self::Duration => go::parse_duration(text).is_some(),
        }
    }
}

/// `http://{name}.{namespace}.{domain}`, with the domain that holds for every Service.
fn url(domains: &Entries, workload: Option<&Workload>) -> Option<String> {
    let is_example = |key: &str| key == "_example";
    // A domain with a selector holds only for the Services that it selects.
    let (domain, _) = domains
        .iter()
        .find(|(key, entry)| !is_example(key) && entry.value.trim().is_empty())?;
    let workload = workload?;
    let name = &workload.name.as_ref()?.value;
    let namespace = workload
        .namespace
        .as_ref()
        .map_or("default", |it| it.value.as_str());
    Some(format!("http://{name}.{namespace}.{domain}"))
}

#[cfg(test)]
mod tests;
