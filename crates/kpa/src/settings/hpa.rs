//! The settings of a revision that Kubernetes' HorizontalPodAutoscaler (HPA) scales.

use serde::{Deserialize, Serialize};

use super::annotations::keys;
use super::config::AutoscalerConfig;
use super::resolve::{Bounds, RevisionSettings};
use super::{Annotations, HPA_CLASS};
use crate::go;

/// Percent of the requested processor time, where the revision says nothing.
const CPU_TARGET: f64 = 80.0;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Resource {
    /// Processor time, in percent of what the container requests.
    Cpu,
    /// Memory, in mebibytes.
    Memory,
}

/// What the HPA of a revision is set to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HpaSettings {
    /// What is measured.
    pub resource: Resource,
    /// What each replica should use on average: percent or mebibytes.
    pub target: f64,
    /// The least and the most replicas.
    pub bounds: Bounds,
}

impl HpaSettings {
    /// Reads the settings of a revision; `None` if it is Knative's own autoscaler that scales it. The metric
    /// is `cpu` unless it says `memory`.
    ///
    /// Here it differs from Knative on purpose: other names are custom metrics, of which the simulation
    /// knows nothing, so they count as `cpu`.
    pub fn resolve(
        config: &AutoscalerConfig,
        annotations: &Annotations,
        revision: &RevisionSettings,
    ) -> Option<Self> {
        let class = keys::CLASS.get(annotations).unwrap_or(&config.class);
        if class != HPA_CLASS {
            return None;
        }
        let target = keys::TARGET
            .get(annotations)
            .and_then(|text| go::parse_float(text).ok());
        let resource = match keys::METRIC.get(annotations) {
            Some("memory") => Resource::Memory,
            _ => Resource::Cpu,
        };
        Some(Self {
            resource,
            target: target.unwrap_or(CPU_TARGET),
            bounds: revision.bounds,
        })
    }
}
