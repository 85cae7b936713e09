//! The timeline: what happened, second by second, as charts and reports read it.

pub mod histogram;
pub mod log;
pub mod recorder;
pub mod row;
pub mod run;
pub mod totals;

use crate::autoscaler::collector::Observed;
use crate::autoscaler::decider::Decision;
use crate::autoscaler::reconciler::{Activity, Mode};
use crate::cluster::averaged::Cluster;
use crate::units::Replicas;

/// One simulated second, as it was at its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Second {
    /// The offered load: requests in flight, or per second if that is the metric.
    pub load: f64,
    /// What the stable and the panic window average to; `None` without data.
    pub observed: Option<Observed>,
    /// The autoscaler's last recommendation, before the bounds; −1 before the first.
    pub recommendation: Replicas,
    /// The scale that is wanted after the bounds; −1 before the first.
    pub desired: Replicas,
    /// The replicas that the deployment has, ready or not.
    pub replicas: Replicas,
    /// The replicas that are ready.
    pub ready: Replicas,
    /// Whether panic mode lasts.
    pub panicking: bool,
    /// The last excess burst capacity; negative keeps the activator in the path.
    pub excess_burst_capacity: i32,
    /// Whether the revision is active.
    pub activity: Activity,
    /// The mode of the ServerlessService.
    pub mode: Mode,
    /// Whether requests go through the activator: in Proxy mode, and while nothing is ready.
    pub proxied: bool,
    /// The activators that the revision wants.
    pub activators: i32,
    /// The last decision in all its steps, once one was made.
    pub decision: Option<Decision>,
}

impl Second {
    /// The cluster as it is now, under the load of this second.
    pub fn of(cluster: &Cluster, load: f64) -> Self {
        let control_plane = cluster.control_plane();
        let status = control_plane.status();
        let sks = control_plane.sks();
        Self {
            load,
            observed: control_plane.observed(cluster.now()),
            recommendation: control_plane.recommendation(),
            desired: status.desired.unwrap_or(Replicas::UNKNOWN),
            replicas: cluster.replicas(),
            ready: cluster.ready(),
            panicking: control_plane.panicking(),
            excess_burst_capacity: control_plane.excess_burst_capacity(),
            activity: status.condition.activity,
            mode: sks.map_or(Mode::Proxy, |sks| sks.mode),
            proxied: control_plane.proxied(),
            activators: sks.map_or(0, |sks| sks.activators),
            decision: control_plane.decision().copied(),
        }
    }
}

/// The seconds of a run, from the revision's creation on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// One entry per simulated second.
    pub seconds: Vec<Second>,
}
