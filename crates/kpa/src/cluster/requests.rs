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

/// A request under way.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// When it came in.
    pub arrived: Time,
    /// What the container has to do for it.
    pub demand: Demand,
    /// When it will leave the container: answered, or cut off. Not known before it is
    /// [`Stage::Running`].
    pub(super) ends: Time,
    /// Whose it is: a number that means nothing here.
    pub tag: u32,
    /// Its pod; meaningless while it waits at an activator.
    pub pod: PodId,
    /// Its activator, if it came through one.
    pub activator: Option<u16>,
    /// Which appearance of the pod among the known ones its activator counts it for.
    pub(super) appearance: u32,
    /// Where it is.
    pub stage: Stage,
    /// Whether the time limit or the client's patience ends it in the container.
    pub(super) cut_off: bool,
    /// Whether there was no pod for it when it came, so that it had to wait for one to start.
    pub cold: bool,
}

impl Request {
    /// Whether a container began with it.
    pub fn began(&self) -> bool {
        matches!(self.stage, Stage::Computing | Stage::Running)
    }
}

/// All requests under way. A slot that becomes free is used again, so the array is as long as the
/// most requests there ever were at a time.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    slots: Vec<Request>,
    free: Vec<Slot>,
}

impl Requests {
    /// Takes a request in.
    pub fn insert(&mut self, request: Request) -> Slot {
        match self.free.pop() {
            Some(slot) => {
                self.slots[slot as usize] = request;
                slot
            }
            None => {
                self.slots.push(request);
                (self.slots.len() - 1) as Slot
            }
        }
    }

    /// Frees the slot of a request that ended. An event that was planned for it finds it nowhere.
    pub fn remove(&mut self, slot: Slot) {
        self.get_mut(slot).stage = Stage::Arriving;
        self.free.push(slot);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The request in a slot that is in use.
    pub fn get(&self, slot: Slot) -> &Request {
        &self.slots[slot as usize]
    }

    /// The request in a slot that is in use, to change it.
    pub fn get_mut(&mut self, slot: Slot) -> &mut Request {
        &mut self.slots[slot as usize]
    }
}
