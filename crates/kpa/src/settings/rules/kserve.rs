//! Rules about KServe's InferenceService.

use crate::text::{Rule, Severity::Note};

/// The minimum that KServe sets.
pub static KSERVE_MIN_REPLICAS: Rule = Rule {
    code: "kserve-min-replicas",
    severity: Note,
};

/// A deployment without Knative.
pub static KSERVE_WITHOUT_KNATIVE: Rule = Rule {
    code: "kserve-without-knative",
    severity: Note,
};

/// All of them.
pub static ALL: &[&Rule] = &[&KSERVE_MIN_REPLICAS, &KSERVE_WITHOUT_KNATIVE];
