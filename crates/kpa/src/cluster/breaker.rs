//! The concurrency limiter that stands both in queue-proxy and in the activator.
//!
//! It lets as many requests run as its capacity says, keeps the next ones waiting in line, and turns
//! away what exceeds both. It doesn't know what a request is, only its [`Slot`].

use super::line::{Line, Links, Slot};
use super::throttler::MAX_CAPACITY;

/// How many waiting places queue-proxy has for each running one.
const QUEUE_PER_PLACE: u32 = 10;

/// How many waiting places an activator's line is configured with, per revision.
///
/// Surprising: without effect. The check allows this many beyond the largest capacity there is, so an
/// activator never turns a request away for its own line: 12000 waiting for a first pod were all
/// served.
pub const ACTIVATOR_QUEUE: u32 = 10_000;

/// What becomes of a request that arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It takes a place at once.
    Runs,
    /// It is last in line.
    Waits,
    /// Places and line are full: 503.
    Refused,
}

/// A limit on requests at a time, with a line for those above it.
#[derive(Clone, Debug)]
pub struct Breaker {
    capacity: u32,
    limit: u32,
    running: u32,
    line: Line,
}

impl Breaker {
    /// A breaker that lets `capacity` requests run and holds at most `limit`, waiting ones included.
    pub fn new(capacity: u32, limit: u32) -> Self {
        Self {
            capacity,
            limit,
            running: 0,
            line: Line::default(),
        }
    }

    /// Queue-proxy's: `containerConcurrency` running and ten times as many waiting, so the
    /// (11 × cc + 1)th simultaneous request is turned away. `None` for 0, which means no limit at all.
    pub fn of_queue_proxy(container_concurrency: u32) -> Option<Self> {
        let waiting = container_concurrency.saturating_mul(QUEUE_PER_PLACE);
        (container_concurrency > 0).then(|| {
            Self::new(
                container_concurrency,
                waiting.saturating_add(container_concurrency),
            )
        })
    }

    /// One that lets everybody run, as at a pod without container concurrency.
    pub fn without_limit() -> Self {
        Self::new(u32::MAX, u32::MAX)
    }

    /// An activator's, for one revision: no place until a pod is known, a practically endless line.
    pub fn of_activator() -> Self {
        Self::new(0, MAX_CAPACITY + ACTIVATOR_QUEUE)
    }

    /// How many may run.
    pub fn capacity(&self) -> u32 {
        self.capacity
    }

    /// How many run. More than the capacity after that was lowered: nobody is interrupted.
    pub fn running(&self) -> u32 {
        self.running
    }

    /// How many wait.
    pub fn waiting(&self) -> u32 {
        self.line.len()
    }

    /// How many are here, running or waiting.
    pub fn in_flight(&self) -> u32 {
        self.running + self.line.len()
    }

    /// A request arrives. It doesn't look at the line: a free place is taken even if others wait.
    pub fn arrive(&mut self, links: &mut Links, slot: Slot) -> Admission {
        if self.in_flight() >= self.limit {
            Admission::Refused
        } else if self.take_place() {
            Admission::Runs
        } else {
            self.line.push(links, slot);
            Admission::Waits
        }
    }

    /// A running request ends; returns the one that runs instead, if one waits and there is room.
    pub fn finish(&mut self, links: &mut Links) -> Option<Slot> {
        self.running = self.running.saturating_sub(1);
        // Nobody is woken in vain here: while more run than may, the line isn't touched.
        if self.running < self.capacity {
            self.wake(links)
        } else {
            None
        }
    }

    /// A waiting request gives up.
    pub fn give_up(&mut self, links: &mut Links, slot: Slot) {
        self.line.remove(links, slot);
    }

    /// Takes a place without waiting for one; whether there was one.
    pub fn reserve(&mut self) -> bool {
        self.in_flight() < self.limit && self.take_place()
    }

    /// Changes the capacity; returns how many of the line are to be [woken](Self::wake): one for
    /// each place more, whether or not the places are free. Lowering interrupts nobody.
    pub fn resize(&mut self, capacity: u32) -> u32 {
        let more = capacity.saturating_sub(self.capacity);
        self.capacity = capacity;
        more.min(self.line.len())
    }

    /// Wakes the first of the line. It takes a place if there is one; otherwise it has lost its turn
    /// and goes to the end of the line. That happens where the capacity rises while more run than
    /// may, which in a cluster means: while requests on removed pods still run.
    pub fn wake(&mut self, links: &mut Links) -> Option<Slot> {
        let slot = self.line.pop(links)?;
        if self.take_place() {
            Some(slot)
        } else {
            self.line.push(links, slot);
            None
        }
    }

    fn take_place(&mut self) -> bool {
        let free = self.running < self.capacity;
        self.running += u32::from(free);
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn woken_in_vain_goes_last() {
        let mut links = Links::default();
        links.cover(3);
        let mut breaker = Breaker::of_activator();
        breaker.resize(2);
        assert_eq!([0, 1, 2, 3].map(|s| breaker.arrive(&mut links, s)), {
            use Admission::{Runs, Waits};
            [Runs, Runs, Waits, Waits]
        });
        // One pod leaves, another comes: both requests still run.
        assert_eq!(breaker.resize(1), 0);
        assert_eq!(breaker.resize(2), 1);
        assert_eq!(breaker.wake(&mut links), None);
        assert_eq!(breaker.finish(&mut links), Some(3));
        assert_eq!(breaker.finish(&mut links), Some(2));
    }

    #[test]
    fn no_container_concurrency_means_no_breaker() {
        assert!(Breaker::of_queue_proxy(0).is_none());
    }
}
