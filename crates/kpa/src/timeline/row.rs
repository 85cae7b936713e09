//! One line of the timeline.

use serde::Serialize;

use super::histogram::Histogram;
use crate::units::Duration;

/// What happened in one interval, and how things stood at its end.
///
/// Counts are of the interval; everything else is as it was at the end. The field names are those of
/// the JSON that `kpa simulate` prints, and stay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The end of the interval, in seconds since the revision was created.
    pub t: f64,
    /// The traffic wanted: requests per second, or clients.
    pub level: f64,
    /// Requests that arrived.
    pub offered: u64,
    /// Requests answered by a container.
    pub completed: u64,
    /// Requests turned away with 503, because a pod's queue was full.
    pub rejected: u64,
    /// Requests ended with 504, because the time limit was over.
    pub timed_out: u64,
    /// Requests whose client went away.
    pub given_up: u64,
    /// Requests that began in a container after waiting for a first pod to start.
    pub cold_started: u64,
    /// Requests that were neither answered nor given up.
    pub in_flight: u64,
    /// Of these, requests that waited at activators.
    pub queued_at_activator: u64,
    /// Of these, requests that waited in the queues of pods.
    pub queued_at_pods: u64,
    /// How long the requests completed in the interval took; nothing if there were none.
    pub latency: Option<Latency>,
    /// Pods that weren't ready yet.
    pub pending: u64,
    /// Pods that were ready.
    pub ready: u64,
    /// Pods that finished their last requests.
    pub draining: u64,
    /// The scale wanted after the bounds; −1 before the first decision.
    pub desired: i64,
    /// The autoscaler's recommendation before the bounds; −1 before the first.
    pub recommended: i64,
    /// The average over the stable window; nothing without data, or with the HPA.
    pub stable: Option<f64>,
    /// The average over the panic window.
    pub panic: Option<f64>,
    /// Whether panic mode lasted.
    pub panicking: bool,
    /// Whether requests went through activators.
    pub activator_in_path: bool,
    /// The last excess burst capacity.
    pub excess_burst_capacity: i64,
    /// Requests in containers, on average.
    pub busy: f64,
    /// Seconds of the interval in which capacity fell short: somebody waited for a place or was
    /// turned away.
    pub short_seconds: u64,
}

/// How long requests took, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Latency {
    /// The mean.
    pub mean: f64,
    /// What half of them didn't exceed.
    pub p50: f64,
    /// What 95 % didn't exceed.
    pub p95: f64,
    /// What 99 % didn't exceed.
    pub p99: f64,
    /// The longest.
    pub max: f64,
}

impl Latency {
    /// The figures of a histogram that holds something. Quantiles are within 0.8 %, the others exact.
    pub fn of(histogram: &Histogram) -> Option<Self> {
        (histogram.count() > 0).then(|| {
            let quantiles = histogram.quantiles([0.5, 0.95, 0.99]);
            let [p50, p95, p99] = quantiles.map(Duration::as_secs_f64);
            let mean = histogram.sum_nanos() as f64 / histogram.count() as f64 / 1e9;
            Self {
                mean,
                p50,
                p95,
                p99,
                max: histogram.most().as_secs_f64(),
            }
        })
    }
}
