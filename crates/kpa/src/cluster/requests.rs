//! The requests under way, in one flat array.

use super::line::Slot;
use crate::units::{Duration, Time};

/// A pod of the revision, by number. Addresses sort in the order of the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PodId(pub u32);

/// How a request ended, as its client saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 200: the container answered.
    Answered,
    /// 503: the pod's queue was full.
    Refused,
    /// 504: the revision's time limit was over.
    TimedOut,
    /// The client went away before there was an answer.
    GivenUp,
}

/// Where a request comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// At the activator with this index.
    Activator(usize),
    /// At a pod, past the activators.
    Pod(PodId),
}

/// Where a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Between two places: it hasn't waited yet, or is about to leave.
    Arriving,
    /// In an activator's line.
    AtActivator,
    /// In the queue of its pod's queue-proxy.
    AtPod,
    /// In its pod's container, sharing the processor.
    Computing,
    /// In its pod's container, for a time that depends on nobody else.
    Running,
    /// The same, but the time limit or the client's patience will end it there.
    Doomed,
}

/// What a container has to do for a request: first compute, then whatever takes time but no
/// processor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// Time on one core, to be had alone. None for a pod without a modelled processor.
    pub work: Duration,
    /// Time that passes whatever else the pod does.
    pub service: Duration,
}

/// A request under way, in half a line of the processor's cache: where very many are under way, most
/// of the time goes into waiting for memory.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// When it came in.
    pub arrived: Time,
    /// When it will leave the container: answered, or cut off. Not known before it is
    /// [`Stage::Running`] or [`Stage::Doomed`].
    pub(super) ends: Time,
    /// Whose it is: a number that means nothing here.
    pub tag: u32,
    /// Its pod; meaningless while it waits at an activator.
    pub pod: PodId,
    /// Which appearance of the pod among the known ones its activator counts it for.
    pub(super) appearance: u32,
    /// The number of its activator, or [`NO_ACTIVATOR`].
    activator: u16,
    /// Where it is.
    pub stage: Stage,
    /// Whether there was no pod for it when it came, so that it had to wait for one to start.
    pub cold: bool,
}

const NO_ACTIVATOR: u16 = u16::MAX;

impl Request {
    /// A request that comes in now.
    pub(super) fn new(now: Time, entrance: Entrance, tag: u32) -> Self {
        let (activator, pod) = match entrance {
            Entrance::Activator(index) => (index as u16, PodId(0)),
            Entrance::Pod(pod) => (NO_ACTIVATOR, pod),
        };
        Self {
            arrived: now,
            ends: now,
            tag,
            pod,
            appearance: 0,
            activator,
            stage: Stage::Arriving,
            cold: false,
        }
    }

    /// Its activator, if it came through one.
    pub fn activator(&self) -> Option<usize> {
        (self.activator != NO_ACTIVATOR).then_some(usize::from(self.activator))
    }

    /// Whether a container began with it.
    pub fn began(&self) -> bool {
        matches!(
            self.stage,
            Stage::Computing | Stage::Running | Stage::Doomed
        )
    }
}

/// All requests under way. A slot that becomes free is used again, the lowest one first, so that those
/// in use stay close together after a time with more of them.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    slots: Vec<Request>,
    /// What the container will have to do for those that wait. Apart, because most never do.
    demands: Vec<Demand>,
    /// A bit for each free slot.
    free: Vec<u64>,
    /// No slot of an earlier word is free.
    lowest: usize,
    count: usize,
}

impl Requests {
    /// Takes a request in.
    pub fn insert(&mut self, request: Request) -> Slot {
        self.count += 1;
        while let Some(word) = self.free.get_mut(self.lowest) {
            if *word != 0 {
                let slot = self.lowest * 64 + word.trailing_zeros() as usize;
                *word &= *word - 1;
                self.slots[slot] = request;
                return slot as Slot;
            }
            self.lowest += 1;
        }
        let slot = self.slots.len();
        self.slots.push(request);
        self.free.resize(self.slots.len().div_ceil(64), 0);
        self.lowest = slot / 64;
        slot as Slot
    }

    /// Frees the slot of a request that ended. An event that was planned for it finds it nowhere.
    pub fn remove(&mut self, slot: Slot) {
        self.get_mut(slot).stage = Stage::Arriving;
        let word = slot as usize / 64;
        self.free[word] |= 1 << (slot % 64);
        self.lowest = self.lowest.min(word);
        self.count -= 1;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The request in a slot that is in use.
    pub fn get(&self, slot: Slot) -> &Request {
        &self.slots[slot as usize]
    }

    /// What the container has to do for a request of which it was kept.
    pub(super) fn demand(&self, slot: Slot) -> Demand {
        self.demands.get(slot as usize).copied().unwrap_or_default()
    }

    /// Keeps in mind what the container has to do for a request that waits.
    pub(super) fn keep_demand(&mut self, slot: Slot, demand: Demand) {
        if self.demands.len() < self.slots.len() {
            self.demands.resize(self.slots.len(), Demand::default());
        }
        self.demands[slot as usize] = demand;
    }

    /// The request in a slot that is in use, to change it.
    pub fn get_mut(&mut self, slot: Slot) -> &mut Request {
        &mut self.slots[slot as usize]
    }
}
