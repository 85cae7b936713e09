//! The processor of a pod: requests that compute share its cores.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::line::Slot;
use crate::units::{Duration, Time};

/// Cores that are shared equally by all that compute, none getting more than one.
///
/// Each request's end is known in "work done per request", which grows evenly for all of them. So
/// whoever comes or goes changes how fast that grows, and nothing about the others.
#[derive(Clone, Debug)]
pub struct Processor {
    cores: f64,
    /// The work that each computing request was given since the processor was last idle, in core-ns.
    done: f64,
    since: Time,
    /// Work at which each request is finished. Positive floats are ordered as their bits are.
    ends: BinaryHeap<Reverse<(u64, Slot)>>,
    /// Core-nanoseconds used since [`Self::take_used`] was last called.
    used: f64,
}

/// Work nearer to its end than this is finished: what rounding to whole nanoseconds leaves, and what
/// a float can't tell apart after a long time under load.
const NOTHING: f64 = 1e-3;

impl Processor {
    /// An idle processor with so many cores, or part of one.
    pub fn new(cores: f64, now: Time) -> Self {
        let cores = if cores.is_finite() {
            cores.max(0.001)
        } else {
            1.0
        };
        Self {
            cores,
            done: 0.0,
            since: now,
            ends: BinaryHeap::new(),
            used: 0.0,
        }
    }

    /// A request begins with this work to do.
    pub fn start(&mut self, now: Time, slot: Slot, work: Duration) {
        self.advance(now);
        if self.ends.is_empty() {
            self.done = 0.0;
        }
        let end = self.done + work.as_nanos().max(0) as f64;
        self.ends.push(Reverse((end.to_bits(), slot)));
    }

    /// A request stops before its work is done.
    pub fn cancel(&mut self, now: Time, slot: Slot) {
        self.advance(now);
        self.ends.retain(|Reverse((_, other))| *other != slot);
    }

    /// When the next request will have its work done, if none comes or goes before.
    pub fn next_time(&self) -> Option<Time> {
        let Reverse((end, _)) = self.ends.peek()?;
        let missing = (f64::from_bits(*end) - self.done - NOTHING).max(0.0);
        Some(self.since + Duration::from_nanos((missing / self.speed()).ceil() as i64))
    }

    /// Takes out a request whose work is done by now.
    pub fn take_done(&mut self, now: Time) -> Option<Slot> {
        self.advance(now);
        let Reverse((end, slot)) = *self.ends.peek()?;
        (f64::from_bits(end) - self.done <= NOTHING).then(|| {
            self.ends.pop();
            slot
        })
    }

    /// Core-time used since this was last asked.
    pub fn take_used(&mut self, now: Time) -> Duration {
        self.advance(now);
        Duration::from_nanos(std::mem::take(&mut self.used) as i64)
    }

    /// How many compute.
    pub fn computing(&self) -> usize {
        self.ends.len()
    }

    /// Work per time for each request.
    fn speed(&self) -> f64 {
        (self.cores / self.ends.len() as f64).min(1.0)
    }

    fn advance(&mut self, now: Time) {
        if !self.ends.is_empty() {
            let work = now.since(self.since).as_nanos() as f64 * self.speed();
            self.done += work;
            self.used += work * self.ends.len() as f64;
        }
        self.since = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Time {
        Time::from_unix_millis(millis)
    }

    fn second() -> Duration {
        Duration::from_secs(1)
    }

    #[test]
    fn two_on_one_core_take_twice_as_long() {
        let mut cpu = Processor::new(1.0, at(0));
        cpu.start(at(0), 1, second());
        cpu.start(at(0), 2, second());
        assert_eq!(cpu.next_time(), Some(at(2000)));
        assert_eq!(cpu.take_done(at(1999)), None);
        assert_eq!(cpu.take_done(at(2000)), Some(1));
        assert_eq!(cpu.take_done(at(2000)), Some(2));
    }

    #[test]
    fn who_comes_later_slows_the_others_down() {
        let mut cpu = Processor::new(1.0, at(0));
        cpu.start(at(0), 1, second());
        cpu.start(at(500), 2, second());
        // Half was done alone, the other half takes a second.
        assert_eq!(cpu.next_time(), Some(at(1500)));
        assert_eq!(cpu.take_done(at(1500)), Some(1));
        assert_eq!(cpu.next_time(), Some(at(2000)));
        assert_eq!(cpu.take_used(at(2000)), Duration::from_secs(2));
    }

    #[test]
    fn more_cores_than_requests_dont_help() {
        let mut cpu = Processor::new(4.0, at(0));
        cpu.start(at(0), 1, second());
        assert_eq!(cpu.next_time(), Some(at(1000)));
        assert_eq!(cpu.take_used(at(1000)), second());
    }

    #[test]
    fn a_part_of_a_core_is_slower() {
        let mut cpu = Processor::new(0.25, at(0));
        cpu.start(at(0), 1, second());
        assert_eq!(cpu.next_time(), Some(at(4000)));
    }
}
