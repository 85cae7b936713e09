//! What is known of a cluster and its users beside Knative's settings.

use serde::{Deserialize, Serialize};

use super::distribution::Distribution;
use super::pattern::Pattern;
use super::traffic::{Source, Traffic};
use crate::units::Duration;

/// Everything that a run depends on beside the settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Who sends requests, and how many.
    pub traffic: Traffic,
    /// How long the container takes for a request; on a processor: with a core of its own.
    pub service: Distribution,
    /// The processor, if requests compute.
    pub cpu: Option<Cpu>,
    /// The memory of a pod. Only the HPA class looks at it.
    pub memory: Memory,
    /// From the decision to make a pod until it is ready: scheduling, image pull, start, readiness.
    pub start_up: Distribution,
    /// How many activators the cluster has. A revision uses as many as it wants, at most these.
    pub activators: u32,
    /// How long it takes until a changed list of endpoints is in force everywhere.
    pub propagation: Duration,
    /// How long a client waits for its answer before it gives up; `None` is for ever.
    pub patience: Option<Duration>,
    /// Where every stream of randomness begins.
    pub seed: u64,
}

/// The processor of each pod.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cpu {
    /// How many cores a pod has, or which part of one. All its requests share them.
    pub cores: f64,
    /// Which share of a request's time is spent computing, 0 … 1. The rest it waits for something
    /// else, such as a database.
    pub share: f64,
}

/// The memory of each pod, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// What it uses without requests.
    pub base: f64,
    /// What each request in flight adds.
    pub per_request: f64,
}

impl Default for Scenario {
    /// A fast network, pods that start in three seconds, requests that take half a second, and no
    /// traffic.
    fn default() -> Self {
        const MEBIBYTE: f64 = 1_048_576.0;
        Self {
            traffic: Traffic {
                source: Source::Poisson,
                pattern: Pattern::Steady(0.0),
            },
            service: Distribution::Constant(Duration::from_millis(500)),
            cpu: None,
            memory: Memory {
                base: 64.0 * MEBIBYTE,
                per_request: MEBIBYTE,
            },
            start_up: Distribution::Constant(Duration::from_secs(3)),
            activators: 1,
            propagation: Duration::from_millis(200),
            patience: None,
            seed: 1,
        }
    }
}
