//! The scale-down-delay window: the highest of the latest recommendations.

use std::collections::VecDeque;

use crate::units::{Duration, Replicas, Time};

/// One bucket of the window: decisions are made every 2 s.
pub const GRANULARITY: Duration = Duration::from_secs(2);

/// Remembers the highest recommendation of the last `scale-down-delay`.
#[derive(Clone, Debug)]
pub struct DelayWindow {
    granularity: Duration,
    /// Buckets that count, the present one included.
    span: i64,
    /// Buckets and their maxima, oldest first, falling: what an as high later one hides is dropped.
    falling: VecDeque<(i64, Replicas)>,
}

impl DelayWindow {
    /// An empty window as long as the delay.
    pub fn new(delay: Duration) -> Self {
        Self::with_granularity(delay, GRANULARITY)
    }

    /// An empty window with buckets of another length than Knative's.
    pub fn with_granularity(delay: Duration, granularity: Duration) -> Self {
        let granule = granularity.as_nanos().max(1) as u64;
        let span = (delay.as_nanos().max(0) as u64).div_ceil(granule).max(1) as i64;
        Self {
            granularity,
            span,
            falling: VecDeque::new(),
        }
    }

    /// Records a recommendation; the window's maximum is [`DelayWindow::current`] afterwards.
    ///
    /// Time must not run backwards (Knative crashes then); an earlier time counts as the latest.
    pub fn record(&mut self, now: Time, value: Replicas) {
        let mut bucket = now
            .unix_nanos()
            .div_euclid(self.granularity.as_nanos().max(1));
        if let Some(&(latest, _)) = self.falling.back() {
            bucket = bucket.max(latest);
        }
        while self
            .falling
            .back()
            .is_some_and(|&(_, lower)| lower <= value)
        {
            self.falling.pop_back();
        }
        // A higher value of the same bucket hides this one for as long as this one could count.
        if self
            .falling
            .back()
            .is_none_or(|&(latest, _)| latest != bucket)
        {
            self.falling.push_back((bucket, value));
        }
        while self
            .falling
            .front()
            .is_some_and(|&(oldest, _)| bucket - oldest >= self.span)
        {
            self.falling.pop_front();
        }
    }

    /// The highest recommendation in the window at the latest record; 0 before the first.
    pub fn current(&self) -> Replicas {
        self.falling
            .front()
            .map_or(Replicas::ZERO, |&(_, highest)| highest)
    }
}
