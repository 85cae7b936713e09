//! What happens when: a queue of events for time that only moves on.
//!
//! A radix heap. An event lies in the bucket of the highest bit in which its time differs from the
//! present, so it can only move to lower buckets as time goes on: the cost of an event hardly grows
//! with their number, there are no comparisons, and buckets keep their memory.

use super::line::Slot;
use super::requests::PodId;
use crate::units::Time;

/// One bucket for each bit, and one for "now".
const BUCKETS: usize = 65;

/// Something that happens to requests by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The request in this slot leaves its container.
    Ends(Slot),
    /// On this pod's processor a request may have its work done.
    Computed(PodId),
}

/// Events in the order of their times; those of one instant in the order in which they came.
#[derive(Clone, Debug)]
pub struct EventQueue {
    /// The time of the last event taken out: no event may be earlier.
    now: u64,
    buckets: Vec<Vec<(u64, Event)>>,
    /// The earliest time of each bucket.
    earliest: [u64; BUCKETS],
    /// A bit for each bucket but the first that holds something.
    filled: u64,
    /// How many of the first bucket were taken out.
    taken: usize,
}

impl EventQueue {
    /// No events. None may be put in for a time before `start`.
    pub fn new(start: Time) -> Self {
        Self {
            now: key(start),
            buckets: vec![Vec::new(); BUCKETS],
            earliest: [u64::MAX; BUCKETS],
            filled: 0,
            taken: 0,
        }
    }

    /// Puts an event in. One for the past happens now.
    pub fn push(&mut self, at: Time, event: Event) {
        let at = key(at).max(self.now);
        self.put(at, event);
    }

    /// The time of the next event.
    pub fn next_time(&self) -> Option<Time> {
        if self.taken < self.buckets[0].len() {
            return Some(time(self.now));
        }
        (self.filled != 0).then(|| time(self.earliest[self.first_filled()]))
    }

    /// Takes the next event out.
    pub fn pop(&mut self) -> Option<(Time, Event)> {
        if self.taken == self.buckets[0].len() {
            self.buckets[0].clear();
            self.taken = 0;
            if self.filled == 0 {
                return None;
            }
            self.advance();
        }
        let (at, event) = self.buckets[0][self.taken];
        self.taken += 1;
        Some((time(at), event))
    }

    fn first_filled(&self) -> usize {
        self.filled.trailing_zeros() as usize + 1
    }

    fn put(&mut self, at: u64, event: Event) {
        let bucket = 64 - (at ^ self.now).leading_zeros() as usize;
        self.buckets[bucket].push((at, event));
        self.earliest[bucket] = self.earliest[bucket].min(at);
        if bucket > 0 {
            self.filled |= 1 << (bucket - 1);
        }
    }

    /// Moves on to the next event's time; the events of its bucket move to lower ones.
    fn advance(&mut self) {
        let bucket = self.first_filled();
        self.now = self.earliest[bucket];
        self.earliest[bucket] = u64::MAX;
        self.filled &= !(1 << (bucket - 1));
        let mut events = std::mem::take(&mut self.buckets[bucket]);
        for (at, event) in events.drain(..) {
            self.put(at, event);
        }
        // Nothing was put into this bucket meanwhile; it keeps its memory.
        self.buckets[bucket] = events;
    }
}

/// A time as a number whose order is that of times.
fn key(at: Time) -> u64 {
    at.unix_nanos() as u64 ^ 1 << 63
}

fn time(key: u64) -> Time {
    Time::from_unix_nanos((key ^ 1 << 63) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Duration;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn events_come_in_order_of_time_and_then_of_arrival(
            steps in prop::collection::vec((0i64..1 << 40, any::<bool>()), 1..200),
            start in -5i64..5,
        ) {
            let start = Time::from_unix_nanos(start);
            let mut queue = EventQueue::new(start);
            let mut model: Vec<(Time, Slot)> = Vec::new();
            let mut now = start;
            for (i, (after, coarse)) in steps.into_iter().enumerate() {
                // Coarse times, so that some are equal.
                let after = if coarse { after >> 37 } else { after };
                let (at, slot) = (now + Duration::from_nanos(after), i as Slot);
                queue.push(at, Event::Ends(slot));
                model.push((at, slot));
                if after % 3 == 0 {
                    let (at, slot) = *model.iter().min().unwrap();
                    prop_assert_eq!(queue.next_time(), Some(at));
                    prop_assert_eq!(queue.pop(), Some((at, Event::Ends(slot))));
                    model.retain(|e| *e != (at, slot));
                    now = at;
                }
            }
            model.sort();
            for (at, slot) in model {
                prop_assert_eq!(queue.pop(), Some((at, Event::Ends(slot))));
            }
            prop_assert_eq!(queue.pop(), None);
        }
    }
}
