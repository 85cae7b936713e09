//! Waiting lines of requests.
//!
//! A request waits in one line at a time, so all lines share one pair of links per request. Joining,
//! leaving at the front and leaving from the middle (a client that gives up) cost the same, however
//! long the line is, and nothing is allocated.

/// A request's place in the flat arrays that hold the requests under way.
pub type Slot = u32;

/// No slot: the end of a line.
const NONE: Slot = Slot::MAX;

/// The links of all requests to their neighbours in whichever line they stand.
#[derive(Clone, Debug, Default)]
pub struct Links(Vec<[Slot; 2]>);

impl Links {
    /// Makes room for a slot.
    pub fn cover(&mut self, slot: Slot) {
        let needed = slot as usize + 1;
        if self.0.len() < needed {
            self.0.resize(needed, [NONE, NONE]);
        }
    }
}

/// Which of a slot's two links.
const BEFORE: usize = 0;
const BEHIND: usize = 1;

/// A line: who came first leaves first.
#[derive(Clone, Debug)]
pub struct Line {
    first: Slot,
    last: Slot,
    length: u32,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            first: NONE,
            last: NONE,
            length: 0,
        }
    }
}

impl Line {
    /// How many wait.
    pub fn len(&self) -> u32 {
        self.length
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Who has waited longest.
    pub fn first(&self) -> Option<Slot> {
        (self.first != NONE).then_some(self.first)
    }

    /// Goes to the end of the line. The slot must be [covered](Links::cover) and in no line.
    pub fn push(&mut self, links: &mut Links, slot: Slot) {
        links.0[slot as usize] = [self.last, NONE];
        match self.last {
            NONE => self.first = slot,
            last => links.0[last as usize][BEHIND] = slot,
        }
        self.last = slot;
        self.length += 1;
    }

    /// The first leaves the line.
    pub fn pop(&mut self, links: &mut Links) -> Option<Slot> {
        let first = self.first()?;
        self.remove(links, first);
        Some(first)
    }

    /// Leaves the line from wherever it stands. The slot must be in this line.
    pub fn remove(&mut self, links: &mut Links, slot: Slot) {
        let [before, behind] = links.0[slot as usize];
        match before {
            NONE => self.first = behind,
            before => links.0[before as usize][BEHIND] = behind,
        }
        match behind {
            NONE => self.last = before,
            behind => links.0[behind as usize][BEFORE] = before,
        }
        self.length -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slots of a line, from first to last.
    fn order(line: &Line, links: &Links) -> Vec<Slot> {
        let (mut line, mut links) = (line.clone(), links.clone());
        std::iter::from_fn(|| line.pop(&mut links)).collect()
    }

    #[test]
    fn who_came_first_leaves_first_and_anyone_may_leave_between() {
        let (mut line, mut links) = (Line::default(), Links::default());
        links.cover(5);
        for slot in [3, 0, 5, 1] {
            line.push(&mut links, slot);
        }
        assert_eq!(order(&line, &links), [3, 0, 5, 1]);
        line.remove(&mut links, 5);
        assert_eq!(order(&line, &links), [3, 0, 1]);
        line.remove(&mut links, 3);
        line.remove(&mut links, 1);
        assert_eq!((order(&line, &links), line.len()), (vec![0], 1));
        line.push(&mut links, 3);
        assert_eq!(order(&line, &links), [0, 3]);
    }
}
