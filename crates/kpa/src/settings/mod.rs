//! Settings: what a cluster's ConfigMap and a revision's annotations say, and what comes of them.

pub mod annotations;
pub mod catalog;
pub mod cluster;
pub mod complete;
pub mod config;
pub mod defaults;
pub mod document;
pub mod export;
pub mod help;
pub mod hpa;
pub mod inference;
pub mod kn;
pub mod ladder;
pub mod located;
pub mod resolve;
pub mod review;
pub mod rules;
pub mod schema;
pub mod webhook;
pub mod workload;

pub use review::{Effective, Review, review};

use std::collections::BTreeMap;

/// The `data` of a ConfigMap: key to text.
pub type Data = BTreeMap<String, String>;

/// The annotations of a revision: full key to text.
pub type Annotations = BTreeMap<String, String>;

/// The class of Knative's own autoscaler, the subject of this crate.
pub const KPA_CLASS: &str = "kpa.autoscaling.knative.dev";

/// The class that leaves scaling to Kubernetes' HorizontalPodAutoscaler.
pub const HPA_CLASS: &str = "hpa.autoscaling.knative.dev";

/// The shortest stable window that Knative accepts: 6 s.
pub const WINDOW_MIN: crate::units::Duration = crate::units::Duration::from_secs(6);

/// The longest stable window that Knative accepts: 1 h.
pub const WINDOW_MAX: crate::units::Duration = crate::units::Duration::from_secs(3600);

/// The smallest target that Knative works with, for either metric.
pub const TARGET_MIN: f64 = 0.01;
