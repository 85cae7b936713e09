//! An activator's view of its pods: how many of its own requests each has, and which is next.

use rand_xoshiro::Xoshiro256PlusPlus;

use super::places::Places;
use super::random;
use super::requests::PodId;
use super::throttler::Policy;

/// A pod that isn't in the list.
const NOWHERE: u32 = u32::MAX;

/// What an activator knows of one pod.
#[derive(Clone, Copy, Debug)]
struct Tracker {
    /// Requests this activator has sent there that aren't answered.
    sent: u32,
    /// Its position in the activator's list.
    position: u32,
}

/// The pods assigned to an activator, in order of address, and what it has sent to each.
#[derive(Clone, Debug)]
pub struct Trackers {
    policy: Policy,
    /// The most an activator sends to a pod at a time; no limit for [`Policy::RandomChoice2`].
    limit: u32,
    /// One for each pod that ever was, by number.
    trackers: Vec<Tracker>,
    assigned: Vec<PodId>,
    /// The positions with a free place.
    free: Places,
    /// Whose turn it is with [`Policy::RoundRobin`]. A position, not a pod: when a pod is inserted
    /// before it, the next in turn shifts.
    turn: usize,
}

impl Trackers {
    /// No pods.
    pub fn new(container_concurrency: u32) -> Self {
        Self {
            policy: Policy::of(container_concurrency),
            limit: container_concurrency,
            trackers: Vec::new(),
            assigned: Vec::new(),
            free: Places::default(),
            turn: 0,
        }
    }

    /// How many pods are assigned.
    pub fn len(&self) -> usize {
        self.assigned.len()
    }

    /// Whether no pod is assigned.
    pub fn is_empty(&self) -> bool {
        self.assigned.is_empty()
    }

    /// Makes room for a pod.
    pub fn cover(&mut self, pod: PodId) {
        let needed = pod.0 as usize + 1;
        if self.trackers.len() < needed {
            self.trackers.resize(
                needed,
                Tracker {
                    sent: 0,
                    position: NOWHERE,
                },
            );
        }
    }

    /// Forgets what it has sent to a pod: the pod isn't known any more. If it comes back it looks
    /// idle, even though its queue-proxy may still be busy with old requests.
    pub fn forget(&mut self, pod: PodId) {
        self.trackers[pod.0 as usize].sent = 0;
    }

    /// Takes these pods, in order of address, instead of the present ones. What it has sent to each
    /// stays counted.
    pub fn assign(&mut self, pods: impl Iterator<Item = PodId>) {
        for pod in self.assigned.drain(..) {
            self.trackers[pod.0 as usize].position = NOWHERE;
        }
        self.assigned.extend(pods);
        self.free = Places::none_of(self.assigned.len());
        for (position, pod) in self.assigned.iter().enumerate() {
            let tracker = &mut self.trackers[pod.0 as usize];
            tracker.position = position as u32;
            self.free.set(position, tracker.sent < self.limit);
        }
    }

    /// Chooses the pod for a request by the policy and counts the request there; `None` if no pod has
    /// a free place.
    pub fn choose(&mut self, random: &mut Xoshiro256PlusPlus) -> Option<PodId> {
        let position = match self.policy {
            Policy::RandomChoice2 => self.less_loaded_of_two(random)?,
            Policy::FirstAvailable => self.free.next(0)?,
            Policy::RoundRobin => {
                if self.turn >= self.assigned.len() {
                    self.turn = 0;
                }
                let position = self.free.next_around(self.turn)?;
                self.turn = position + 1;
                position
            }
        };
        let pod = self.assigned[position];
        let tracker = &mut self.trackers[pod.0 as usize];
        tracker.sent += 1;
        if tracker.sent == self.limit {
            self.free.set(position, false);
        }
        Some(pod)
    }

    /// A request that is counted for a pod ended.
    pub fn release(&mut self, pod: PodId) {
        let tracker = &mut self.trackers[pod.0 as usize];
        if tracker.sent == self.limit && tracker.position != NOWHERE {
            self.free.set(tracker.position as usize, true);
        }
        tracker.sent -= 1;
    }

    fn less_loaded_of_two(&self, random: &mut Xoshiro256PlusPlus) -> Option<usize> {
        let pods = self.assigned.len();
        if pods < 2 {
            return (pods == 1).then_some(0);
        }
        let first = random::below(random, pods);
        let other = random::below(random, pods - 1);
        let second = if other < first { other } else { other + 1 };
        let sent = |position: usize| self.trackers[self.assigned[position].0 as usize].sent;
        // Equal loads go to the first, which is as random as the second.
        Some(if sent(second) < sent(first) {
            second
        } else {
            first
        })
    }
}
