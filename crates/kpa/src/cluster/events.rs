//! What happens when: a queue of events for time that only moves on.

use std::collections::VecDeque;

use super::heap::RadixHeap;
use super::line::Slot;
use super::requests::PodId;
use crate::units::Time;

/// Something that happens to requests by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The request in this slot leaves its container.
    Ends(Slot),
    /// On this pod's processor a request may have its work done.
    Computed(PodId),
}

/// Events in the order of their times; those of one instant in the order in which they came.
///
/// An event that is the last of all so far joins a line, which needs no search: that is every one
/// where all requests take the same time. Only those that overtake others go into a heap. Of one
/// instant those in line came first: as long as there is a line, its end is later than what goes into
/// the heap.
#[derive(Clone, Debug)]
pub struct EventQueue {
    /// The time of the last event taken out: no event may be earlier.
    now: u64,
    line: VecDeque<(u64, Event)>,
    overtaking: RadixHeap<Event>,
}

impl EventQueue {
    /// No events. None may be put in for a time before `start`.
    pub fn new(start: Time) -> Self {
        Self {
            now: key(start),
            line: VecDeque::new(),
            overtaking: RadixHeap::new(key(start)),
        }
    }

    /// Puts an event in. One for the past happens now.
    #[inline]
    pub fn push(&mut self, at: Time, event: Event) {
        let at = key(at).max(self.now);
        match self.line.back() {
            Some(&(last, _)) if at < last => self.overtaking.push(at, event),
            _ => self.line.push_back((at, event)),
        }
    }

    /// The time of the next event.
    #[inline]
    pub fn next_time(&self) -> Option<Time> {
        let in_line = self.line.front().map(|(at, _)| *at);
        let overtaking = self.overtaking.first().map(|(at, _)| at);
        let next = match (in_line, overtaking) {
            (Some(a), Some(b)) => a.min(b),
            (a, b) => a.or(b)?,
        };
        Some(time(next))
    }

    /// Takes the next event out.
    #[inline]
    pub fn pop(&mut self) -> Option<(Time, Event)> {
        let (at, event) = match (self.line.front(), self.overtaking.first()) {
            (Some(&(in_line, _)), Some((overtaking, _))) if overtaking < in_line => {
                self.overtaking.pop()?
            }
            (Some(_), _) => self.line.pop_front()?,
            (None, _) => self.overtaking.pop()?,
        };
        self.now = at;
        Some((time(at), event))
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
