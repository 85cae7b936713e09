//! What a whole run comes to.

use serde::Serialize;

use super::row::Latency;

/// The sums and averages of a run. The field names are those of the JSON that `kpa simulate` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Totals {
    /// The simulated time, in seconds.
    pub duration: f64,
    /// Requests that arrived.
    pub offered: u64,
    /// Requests answered by a container.
    pub completed: u64,
    /// Requests turned away with 503.
    pub rejected: u64,
    /// Requests ended with 504.
    pub timed_out: u64,
    /// Requests whose client went away.
    pub given_up: u64,
    /// Requests still under way at the end.
    pub in_flight: u64,
    /// How long the completed requests took; nothing if there were none.
    pub latency: Option<Latency>,
    /// Requests that waited for a first pod to start.
    pub cold_started: u64,
    /// Their share of the offered requests.
    pub cold_share: f64,
    /// How long pods were there, starting and draining ones included, in seconds.
    pub pod_seconds: f64,
    /// Ready pods, on average.
    pub mean_ready: f64,
    /// The most ready pods at the end of a second.
    pub peak_ready: u64,
    /// The load as a share of what the ready pods could take by the metric in use; nothing without
    /// ready pods, or with the HPA.
    pub utilisation: Option<f64>,
    /// Seconds in panic mode.
    pub panic_seconds: u64,
    /// How often the deployment was told another number of replicas.
    pub scale_events: u64,
    /// Seconds in which capacity fell short: somebody waited for a place or was turned away.
    pub short_seconds: u64,
    /// Requests in flight, on average.
    pub mean_in_flight: f64,
    /// Arrivals per second × mean time in the cluster. Little's law says it is the same.
    pub rate_times_time: f64,
}
