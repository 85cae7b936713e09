//! A set of positions in a list that finds its next member without looking at the others.

/// Positions, as one bit each, with one bit above for each 64 of them that says whether any is set.
///
/// Choosing a pod with a free place among a thousand looks at a few words instead of at a thousand
/// pods.
#[derive(Clone, Debug, Default)]
pub struct Places {
    words: Vec<u64>,
    above: Vec<u64>,
    length: usize,
}

impl Places {
    /// No position of a list of this length.
    pub fn none_of(length: usize) -> Self {
        let words = length.div_ceil(64);
        Self {
            words: vec![0; words],
            above: vec![0; words.div_ceil(64)],
            length,
        }
    }

    /// Adds or removes a position of the list.
    pub fn set(&mut self, position: usize, member: bool) {
        let (word, bit) = (position / 64, position % 64);
        let value = &mut self.words[word];
        *value = *value & !(1 << bit) | u64::from(member) << bit;
        let any = *value != 0;
        let above = &mut self.above[word / 64];
        *above = *above & !(1 << (word % 64)) | u64::from(any) << (word % 64);
    }

    /// The first member at or behind a position.
    pub fn next(&self, from: usize) -> Option<usize> {
        if from >= self.length {
            return None;
        }
        let word = from / 64;
        let rest = self.words[word] & u64::MAX << (from % 64);
        if rest != 0 {
            return Some(word * 64 + rest.trailing_zeros() as usize);
        }
        let next = word + 1;
        let mut group = next / 64;
        let mut words = self.above.get(group)? & u64::MAX << (next % 64);
        while words == 0 {
            group += 1;
            words = *self.above.get(group)?;
        }
        let word = group * 64 + words.trailing_zeros() as usize;
        Some(word * 64 + self.words[word].trailing_zeros() as usize)
    }

    /// The first member at or behind a position, going on from the start.
    pub fn next_around(&self, from: usize) -> Option<usize> {
        self.next(from).or_else(|| self.next(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_search_finds(
            length in 1usize..9000,
            members in prop::collection::btree_set(0usize..9000, 0..20),
            from in 0usize..9000,
        ) {
            let mut places = Places::none_of(length);
            let mut model = std::collections::BTreeSet::new();
            for &member in members.iter().filter(|&&m| m < length) {
                for (position, set) in [((member + 1) % length, false), (member, true)] {
                    places.set(position, set);
                    if set { model.insert(position) } else { model.remove(&position) };
                }
            }
            prop_assert_eq!(places.next(from), model.range(from..).next().copied());
            let around = model.range(from..).chain(model.iter()).next().copied();
            prop_assert_eq!(places.next_around(from), around);
        }
    }
}
