//! The parts of an input that most recordings share: a revision in its cluster.

use kpa::settings::config::AutoscalerConfig;
use kpa::settings::resolve::{Reachability, RevisionSettings};
use kpa::settings::{Annotations, Data};
use serde::Deserialize;

use crate::compare::Difference;

/// ConfigMap, annotations, hard limit and reachability.
#[derive(Deserialize)]
pub struct Revision {
    config: Data,
    pub annotations: Annotations,
    container_concurrency: i64,
    #[serde(default)]
    reachability: Written,
}

/// A reachability as the recordings spell it.
#[derive(Clone, Copy, Default, Deserialize)]
pub enum Written {
    #[default]
    #[serde(rename = "")]
    Unknown,
    Reachable,
    Unreachable,
}

impl From<Written> for Reachability {
    fn from(written: Written) -> Self {
        match written {
            Written::Unknown => Self::Unknown,
            Written::Reachable => Self::Reachable,
            Written::Unreachable => Self::Unreachable,
        }
    }
}

impl Revision {
    pub fn config(&self) -> Result<AutoscalerConfig, Difference> {
        AutoscalerConfig::parse(&self.config)
            .map_err(|e| Difference::new(format_args!("the ConfigMap is rejected: {e:?}")))
    }

    /// The settings under the given reachability.
    pub fn settings_if(&self, reachability: Reachability) -> Result<RevisionSettings, Difference> {
        Ok(RevisionSettings::resolve(
            &self.config()?,
            &self.annotations,
            self.container_concurrency,
            reachability,
        ))
    }

    pub fn settings(&self) -> Result<RevisionSettings, Difference> {
        self.settings_if(self.reachability.into())
    }
}
