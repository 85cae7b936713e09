//! A radix heap: a queue for times that only move on.
//!
//! An entry lies in the bucket of the highest bit in which its time differs from the end of the present,
//! so it only moves to lower buckets as time goes on. A bucket with few entries isn't spread over lower
//! ones but becomes the present as a whole, in order. So the cost of an entry hardly grows with their
//! number, memory is read from front to back, and buckets keep theirs.

/// One bucket for each bit.
const BUCKETS: usize = 64;

/// A bucket with at most so many entries becomes the present as a whole.
const FEW: usize = 16;

/// A present with more entries than this is spread over the buckets again.
const MANY: usize = 64;

/// Entries in the order of their times; those of one time in the order in which they came.
#[derive(Clone, Debug)]
pub struct RadixHeap<T> {
    /// All entries up to the end of the present, in order, those taken out included.
    present: Vec<(u64, T)>,
    taken: usize,
    end: u64,
    /// The time of the last entry taken out: none is earlier.
    now: u64,
    /// All other entries.
    buckets: Vec<Vec<(u64, T)>>,
    /// A bit for each bucket that holds something.
    filled: u64,
}

impl<T: Copy> RadixHeap<T> {
    /// No entries. None may be put in for a time before `start`.
    pub fn new(start: u64) -> Self {
        Self {
            present: Vec::new(),
            taken: 0,
            end: start,
            now: start,
            buckets: vec![Vec::new(); BUCKETS],
            filled: 0,
        }
    }

    /// Puts an entry in; its time isn't before that of the last one taken out.
    pub fn push(&mut self, at: u64, entry: T) {
        if at > self.end {
            self.put(at, entry);
            if self.taken == self.present.len() {
                self.advance();
            }
            return;
        }
        let waiting = &self.present[self.taken..];
        let many = waiting.len() >= MANY;
        let place = self.taken + waiting.partition_point(|(other, _)| *other <= at);
        self.present.insert(place, (at, entry));
        if many && self.now < self.end {
            self.spread();
        }
    }

    /// The next entry.
    #[inline]
    pub fn first(&self) -> Option<(u64, T)> {
        self.present.get(self.taken).copied()
    }

    /// Takes the next entry out.
    #[inline]
    pub fn pop(&mut self) -> Option<(u64, T)> {
        let first = self.first()?;
        self.now = first.0;
        self.taken += 1;
        if self.taken == self.present.len() {
            self.advance();
        }
        Some(first)
    }

    /// Puts an entry behind the present.
    fn put(&mut self, at: u64, entry: T) {
        let bucket = (at ^ self.end).ilog2();
        self.buckets[bucket as usize].push((at, entry));
        self.filled |= 1 << bucket;
    }

    /// Puts entries behind the present, or at its end if they are of that time.
    fn put_all(&mut self, entries: impl Iterator<Item = (u64, T)>) {
        for (at, entry) in entries {
            match at > self.end {
                true => self.put(at, entry),
                false => self.present.push((at, entry)),
            }
        }
    }

    /// Makes the entries of the lowest buckets the present, when there are none left in it.
    fn advance(&mut self) {
        self.present.clear();
        self.taken = 0;
        while self.present.is_empty() && self.filled != 0 {
            let bucket = self.filled.trailing_zeros();
            self.filled &= !(1 << bucket);
            let mut entries = std::mem::take(&mut self.buckets[bucket as usize]);
            if entries.len() <= FEW {
                self.present.append(&mut entries);
                // Stable, and quick for so few.
                self.present.sort_by_key(|(at, _)| *at);
                self.end = self.present.last().map_or(self.end, |(at, _)| *at);
            } else {
                // The first time of this bucket: they differ from the end in this bit, and may in those
                // below.
                self.end = (self.end | ((1 << bucket) - 1)) + 1;
                self.put_all(entries.drain(..));
            }
            // Nothing was put into this bucket meanwhile; it keeps its memory.
            self.buckets[bucket as usize] = entries;
        }
    }

    /// Puts the present's end back to now, because too much came in between.
    fn spread(&mut self) {
        // Seen from now, all that differed from the old end in a lower bit differs in this one, which
        // nothing did before.
        let bucket = (self.now ^ self.end).ilog2() as usize;
        let (lower, upper) = self.buckets.split_at_mut(bucket);
        for entries in lower {
            upper[0].append(entries);
        }
        let moved = !upper[0].is_empty();
        self.filled = (self.filled & !((1 << bucket) - 1)) | u64::from(moved) << bucket;
        self.end = self.now;
        let waiting = self.present.split_off(std::mem::take(&mut self.taken));
        self.present.clear();
        self.put_all(waiting.into_iter());
        if self.present.is_empty() {
            self.advance();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Times to come that lie near and far, many of them equal.
    fn after() -> impl Strategy<Value = u64> {
        (0u64..1 << 40, 0u32..40).prop_map(|(after, shift)| after >> shift)
    }

    proptest! {
        #[test]
        fn entries_come_in_order_of_time_and_then_of_arrival(
            rounds in prop::collection::vec((prop::collection::vec(after(), 0..150), 0usize..150), 1..12),
            start in any::<u32>(),
        ) {
            let (mut now, mut count) = (u64::from(start), 0);
            let mut heap = RadixHeap::new(now);
            let mut model = std::collections::BTreeSet::new();
            for (afters, pops) in rounds {
                for after in afters {
                    heap.push(now + after, count);
                    model.insert((now + after, count));
                    count += 1;
                }
                for _ in 0..pops {
                    prop_assert_eq!(heap.first(), model.first().copied());
                    prop_assert_eq!(heap.pop(), model.pop_first());
                    now = heap.now;
                }
            }
            while let Some(first) = model.pop_first() {
                prop_assert_eq!(heap.pop(), Some(first));
            }
            prop_assert_eq!(heap.pop(), None);
        }
    }
}
