//! An activator, as far as one revision is concerned.

use super::breaker::Breaker;
use super::requests::PodId;
use super::stats::ActivatorStats;
use super::throttler::{assigned, capacity};
use super::trackers::Trackers;

/// The line of waiting requests, the pods, and what was sent to each. Activators know nothing of each
/// other.
#[derive(Clone, Debug)]
pub struct Activator {
    /// How many requests hold a place at some pod (also at one that isn't known any more), and the
    /// line of those that don't.
    pub breaker: Breaker,
    /// The pods it uses.
    pub trackers: Trackers,
    /// What it reports.
    pub stats: ActivatorStats,
    /// Its own index, once it was in the path, and how many activators there were then.
    index: Option<usize>,
    activators: usize,
}

impl Activator {
    /// An activator that knows no pods and has never been in the path.
    pub fn new(container_concurrency: u32) -> Self {
        Self {
            breaker: Breaker::of_activator(),
            trackers: Trackers::new(container_concurrency),
            stats: ActivatorStats::default(),
            index: None,
            activators: 1,
        }
    }

    /// Learns which of how many activators it is. Takes effect with the next [`Self::know`].
    pub fn stand(&mut self, index: usize, activators: usize) {
        self.index = Some(index);
        self.activators = activators;
    }

    /// Learns the pods, in order of address: takes its share and adapts its capacity. Returns how
    /// many of its line are to be woken.
    pub fn know(&mut self, container_concurrency: u32, pods: &[PodId]) -> u32 {
        // Without container concurrency the pods aren't split.
        let index = self.index.filter(|_| container_concurrency > 0);
        let share = assigned(pods.len(), index, self.activators);
        self.trackers
            .assign(share.filter_map(|position| pods.get(position).copied()));
        let own = self.trackers.len() as u32;
        // Pods that are known one by one are the only backends here: no detour over the cluster IP.
        self.breaker
            .resize(capacity(container_concurrency, own, own, 1))
    }
}
