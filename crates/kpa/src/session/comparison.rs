//! What a session is compared with: a second run under the same traffic.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{ClusterParameters, Session, Texts};

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

/// The texts and the cluster of a run that others are compared with. The traffic isn't pinned: a
/// comparison is fair only under the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pinned {
    /// The texts that counted.
    pub texts: Texts,
    /// The overrides in them that didn't count, as [`Session::switched_off`].
    pub switched_off: BTreeSet<String>,
    /// The cluster.
    pub cluster: ClusterParameters,
}

impl Session {
    /// This session as it is now, for others to be compared with.
    pub fn pinned(&self) -> Pinned {
        Pinned {
            texts: self.in_force.clone(),
            switched_off: self.switched_off.clone(),
            cluster: self.cluster.clone(),
        }
    }

    /// The session of the other run: the same traffic, with the other's texts and in its cluster.
    pub fn other(&self) -> Self {
        let mut other = self.clone();
        if let Comparison::Pinned(pinned) = &self.comparison {
            other.texts = pinned.texts.clone();
            other.in_force = pinned.texts.clone();
            other.switched_off = pinned.switched_off.clone();
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
        session.switch("percentage".to_owned(), false);
        let before = session.clone();
        session.comparison = Comparison::Pinned(session.pinned());
        session.texts.service = "kind: [".into();
        session.switch("percentage".to_owned(), true);
        session.cluster.pod_start = Distribution::Constant(Duration::from_secs(20));
        session.script.set(Duration::ZERO, 50.0);
        let other = Session {
            comparison: session.comparison.clone(),
            script: session.script.clone(),
            ..before
        };
        assert_eq!(session.other(), other);
    }

    #[test]
    fn nothing_else_has_texts_and_a_cluster_of_its_own() {
        let session = Session::default();
        assert_eq!(session.other(), session);
    }
}
