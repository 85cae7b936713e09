//! The autoscaler at an instant: what an explanation of the scale needs to know.

use crate::autoscaler::control_plane::ControlPlane;
use crate::autoscaler::decider::Decision;
use crate::autoscaler::reconciler::{Sks, Status};
use crate::autoscaler::scaler::Gate;
use crate::units::{Replicas, Time};

/// What the autoscaler knows and wants at an instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snapshot {
    /// The instant.
    pub now: Time,
    /// The last decision in all its steps, once one was made.
    pub decision: Option<Decision>,
    /// The last recommendation, before the bounds; −1 before the first.
    pub recommendation: Replicas,
    /// The autoscaler object's status.
    pub status: Status,
    /// The ServerlessService, once there is one.
    pub sks: Option<Sks>,
    /// What became of a recommendation of zero, if the last one was.
    pub gate: Option<Gate>,
    /// The replicas that the deployment was last told to have.
    pub replicas: Replicas,
    /// The replicas that are ready.
    pub ready: Replicas,
}

impl Snapshot {
    /// The control plane as it is now, with that many replicas wanted last and that many ready.
    pub fn of(
        control_plane: &ControlPlane,
        now: Time,
        replicas: Replicas,
        ready: Replicas,
    ) -> Self {
        Self {
            now,
            decision: control_plane.decision().copied(),
            recommendation: control_plane.recommendation(),
            status: *control_plane.status(),
            sks: control_plane.sks().copied(),
            gate: control_plane.gate(),
            replicas,
            ready,
        }
    }

    /// Whether panic mode lasts.
    pub fn panicking(&self) -> bool {
        let decision = self.decision.as_ref();
        decision.is_some_and(|decision| decision.panic_since.is_some())
    }

    /// Whether requests go through the activator.
    pub fn proxied(&self) -> bool {
        self.sks.is_some_and(|sks| sks.proxying_since.is_some())
    }
}
