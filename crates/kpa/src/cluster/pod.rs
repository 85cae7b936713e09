//! A pod as requests meet it: queue-proxy in front of a container.

use super::breaker::Breaker;
use super::stats::RequestStats;
use crate::units::Time;

/// Queue-proxy and container of one pod.
#[derive(Clone, Debug)]
pub struct Pod {
    /// Queue-proxy's limit; without container concurrency one that never holds anybody up.
    pub breaker: Breaker,
    /// Queue-proxy's account.
    pub stats: RequestStats,
    /// How often the pod became unknown to the activators: requests sent there before aren't counted
    /// for it any more.
    pub(super) appearance: u32,
}

impl Pod {
    /// A pod without requests.
    pub fn new(container_concurrency: u32, now: Time) -> Self {
        Self {
            breaker: Breaker::of_queue_proxy(container_concurrency)
                .unwrap_or_else(Breaker::without_limit),
            stats: RequestStats::new(now),
            appearance: 0,
        }
    }
}
