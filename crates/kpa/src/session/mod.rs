//! The whole state of the page as one value, and the run that follows from it.
//!
//! What is on the screen is a function of a [`Session`] alone. Running live extends the script by a
//! step; any other change runs the script again from its start.

mod script;
mod settings;
mod simulation;

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::units::Duration;

pub use script::{CLIENTS_MAX, Script};
pub use settings::Settings;
pub use simulation::Simulation;

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
    pub pod_start: Duration,
}

/// The whole state of the page.
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
    /// Where every stream of randomness begins. The averaged cluster has none.
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
                pod_start: Duration::from_secs(3),
            },
            seed: 1,
            clock: Duration::ZERO,
        }
    }
}
