//! Rules about KServe's InferenceService.

use crate::text::{Rule, Severity::Note};

/// The minimum that KServe sets.
pub static KSERVE_MIN_REPLICAS: Rule = Rule {
    code: "kserve-min-replicas",
    severity: Note,
    what: "The {component} sets no minReplicas.",
    effect: "KServe then sets min-scale to 1, whatever config-autoscaler says: it never scales to zero.",
    mend: "Set `minReplicas: 0` to let it scale to zero.",
};

/// A deployment without Knative.
pub static KSERVE_WITHOUT_KNATIVE: Rule = Rule {
    code: "kserve-without-knative",
    severity: Note,
    what: "The deployment mode is {mode}.",
    effect: "KServe makes a plain Deployment; Knative's autoscaler has nothing to do with it, and it is passed over here.",
    mend: "Use the mode Serverless to scale with Knative.",
};

/// All of them.
pub static ALL: &[&Rule] = &[&KSERVE_MIN_REPLICAS, &KSERVE_WITHOUT_KNATIVE];
