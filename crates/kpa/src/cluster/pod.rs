//! A pod as requests meet it: queue-proxy in front of a container.

use super::breaker::Breaker;
use super::cpu::Processor;
use super::stats::RequestStats;
use crate::units::Time;

/// Queue-proxy and container of one pod.
#[derive(Clone, Debug)]
pub struct Pod {
    /// Queue-proxy's limit; without container concurrency one that never holds anybody up.
    pub breaker: Breaker,
    /// Queue-proxy's account.
    pub stats: RequestStats,
    /// The cores that its requests share, if they compute.
    pub processor: Option<Processor>,
    /// When the processor is to be looked at next.
    pub(super) look_at: Option<Time>,
    /// How often the pod became unknown to the activators: requests sent there before aren't counted
    /// for it any more.
    pub(super) appearance: u32,
}

impl Pod {
    /// A pod without requests.
    pub fn new(container_concurrency: u32, cores: Option<f64>, now: Time) -> Self {
        Self {
            breaker: Breaker::of_queue_proxy(container_concurrency)
                .unwrap_or_else(Breaker::without_limit),
            stats: RequestStats::new(now),
            processor: cores.map(|cores| Processor::new(cores, now)),
            look_at: None,
            appearance: 0,
        }
    }
}
