//! All that a run follows from as one value, and the run itself.
//!
//! A run is a function of a [`Session`] alone. Running live extends the run by whole
//! seconds; any other change than of the traffic from now on runs the session again from its start.

mod comparison;
mod script;
mod settings;
mod shape;
mod simulation;

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::cluster::distribution::Distribution;
use crate::cluster::scenario::Cpu;
use crate::units::Duration;

pub use comparison::{Comparison, Pinned};
pub use script::{Change, LEVEL_MAX, Script};
pub use settings::Settings;
pub use shape::Shape;
pub use simulation::{CLOCK_MAX, Simulation};

/// The two texts. Cloning them costs nothing, however long they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Texts {
    /// The Service, as YAML.
    pub service: Rc<str>,
    /// The ConfigMap `config-autoscaler`, as YAML.
    pub config_map: Rc<str>,
}

impl Texts {
    /// The Service and the ConfigMap of Knative's autoscaling tutorial.
    pub fn tutorial() -> Self {
        Self {
            service: include_str!("tutorial/service.yaml").into(),
            config_map: include_str!("tutorial/config-autoscaler.yaml").into(),
        }
    }
}

/// What is known of the cluster beside its settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClusterParameters {
    /// How long a new replica takes to be ready.
    pub pod_start: Distribution,
    /// How long a request takes; on a processor: with a core of its own.
    pub service: Distribution,
    /// The processor of each replica, if requests compute.
    #[serde(default)]
    pub cpu: Option<Cpu>,
}

/// All that a run follows from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The texts as they were typed, mistakes included.
    pub texts: Texts,
    /// The texts that count: the last ones without an error.
    pub in_force: Texts,
    /// The overrides in them that don't count, by the names of their switches
    /// ([`Step::switch`](crate::settings::ladder::Step::switch)).
    #[serde(default)]
    pub switched_off: BTreeSet<String>,
    /// The traffic so far.
    pub script: Script,
    /// The cluster around the autoscaler.
    pub cluster: ClusterParameters,
    /// What the run is compared with.
    #[serde(default)]
    pub comparison: Comparison,
    /// Where every stream of randomness begins.
    pub seed: u64,
    /// The simulated time so far, in whole seconds.
    pub clock: Duration,
}

impl Default for Session {
    /// The tutorial's texts, nothing simulated yet, no traffic.
    fn default() -> Self {
        Self {
            texts: Texts::tutorial(),
            in_force: Texts::tutorial(),
            switched_off: BTreeSet::new(),
            script: Script::default(),
            cluster: ClusterParameters {
                pod_start: Distribution::Constant(Duration::from_secs(3)),
                service: Distribution::Constant(Duration::from_millis(500)),
                cpu: None,
            },
            comparison: Comparison::default(),
            seed: 1,
            clock: Duration::ZERO,
        }
    }
}
