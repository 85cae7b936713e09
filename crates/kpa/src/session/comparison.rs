//! What a session is compared with: a second run under the same traffic.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{ClusterParameters, Session};
use crate::settings::review::Effective;

/// What a session is compared with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Comparison {
    /// The global settings alone: nothing that the revision itself says counts.
    #[default]
    Shared,
    /// A run that was pinned.
    Pinned(Pinned),
    /// Nothing.
    Nothing,
}

/// The settings and the cluster of a run that others are compared with. The traffic isn't pinned: a
/// comparison is fair only under the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pinned {
    /// What counted.
    pub effective: Rc<Effective>,
    /// The cluster.
    pub cluster: ClusterParameters,
}

impl Session {
    /// The session of the other run: the same traffic, in the other's cluster.
    pub fn other(&self) -> Self {
        let mut other = self.clone();
        if let Comparison::Pinned(pinned) = &self.comparison {
            other.cluster = pinned.cluster.clone();
        }
        other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::distribution::Distribution;
    use crate::units::Duration;

    #[test]
    fn what_is_pinned_stays_and_the_traffic_is_shared() {
        let mut session = Session::default();
        let before = session.cluster.clone();
        session.comparison = Comparison::Pinned(Pinned {
            effective: Rc::new(session.review().ladder.effective),
            cluster: before.clone(),
        });
        session.cluster.pod_start = Distribution::Constant(Duration::from_secs(20));
        session.script.set(Duration::ZERO, 50.0);
        let other = session.other();
        assert_eq!((other.cluster, other.script), (before, session.script));
    }

    #[test]
    fn only_what_is_pinned_has_a_cluster_of_its_own() {
        let session = Session::default();
        assert_eq!(session.other(), session);
    }
}
