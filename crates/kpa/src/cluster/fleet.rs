//! The pods of a deployment: made, started, ready, in rotation, and gone again.

use rand_xoshiro::Xoshiro256PlusPlus;

use super::distribution::Distribution;
use super::requests::PodId;
use crate::autoscaler::control_plane::Deployment;
use crate::units::{Duration, Replicas, Time};

/// The most pods that are made: two big clusters full of them. Keeps a target that is nearly zero from
/// taking all memory.
pub const PODS_MAX: i32 = 10_000;

/// A pod that the deployment wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// When it is ready: scheduled, its image pulled, started, its probe answered.
    pub ready_at: Time,
    /// Pods are numbered as they are made, so that of two the younger one is known.
    serial: u64,
    made_at: Time,
    /// Its number among the pods, used again once it is gone.
    pub pod: PodId,
}

impl Member {
    /// Which part of its start-up time has passed, 0 … 1.
    pub fn progress(&self, now: Time) -> f64 {
        let all = self.ready_at.since(self.made_at).as_nanos();
        let passed = now.since(self.made_at).as_nanos();
        if passed < all {
            (passed as f64 / all as f64).max(0.0)
        } else {
            1.0
        }
    }
}

/// A deployment and its pods.
#[derive(Clone, Debug)]
pub struct Fleet {
    start_up: Distribution,
    propagation: Duration,
    random: Xoshiro256PlusPlus,
    told: Replicas,
    /// The wanted pods by the time they are ready: those that are come first.
    members: Vec<Member>,
    ready: usize,
    rotating: usize,
    /// Pods that left the rotation and finish what they hold.
    draining: Vec<PodId>,
    /// Numbers that no pod has.
    free: Vec<PodId>,
    made: u64,
    new: Vec<PodId>,
    changed: bool,
}

impl Fleet {
    /// No pods. New ones take `start_up` to be ready, and `propagation` more until requests are sent to
    /// them.
    pub fn new(start_up: Distribution, propagation: Duration, random: Xoshiro256PlusPlus) -> Self {
        Self {
            start_up,
            propagation: propagation.max(Duration::ZERO),
            random,
            told: Replicas::ZERO,
            members: Vec::new(),
            ready: 0,
            rotating: 0,
            draining: Vec::new(),
            free: Vec::new(),
            made: 0,
            new: Vec::new(),
            changed: false,
        }
    }

    /// The wanted pods that are ready, those that have been so longest first.
    pub fn ready_members(&self) -> &[Member] {
        &self.members[..self.ready]
    }

    /// All wanted pods, the ready ones first.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The pods that finish what they hold.
    pub fn draining(&self) -> &[PodId] {
        &self.draining
    }

    /// When a pod is ready or comes into rotation next.
    pub fn next_time(&self) -> Option<Time> {
        let ready = self.members.get(self.ready).map(|member| member.ready_at);
        let rotating = self
            .members
            .get(self.rotating)
            .map(|member| member.ready_at + self.propagation);
        match (ready, rotating) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    /// Moves on; whether the number of ready pods changed.
    pub fn advance(&mut self, now: Time) -> bool {
        let (ready, rotating) = (self.ready, self.rotating);
        while self
            .members
            .get(self.ready)
            .is_some_and(|m| m.ready_at <= now)
        {
            self.ready += 1;
        }
        while self
            .members
            .get(self.rotating)
            .is_some_and(|m| m.ready_at + self.propagation <= now)
        {
            self.rotating += 1;
        }
        self.changed |= self.rotating != rotating;
        self.ready != ready
    }

    /// The pods that were made since this was last asked.
    pub fn take_new(&mut self) -> Vec<PodId> {
        std::mem::take(&mut self.new)
    }

    /// The pods in rotation in the order of their numbers, if they changed since this was last asked.
    pub fn take_rotation(&mut self) -> Option<Vec<PodId>> {
        std::mem::take(&mut self.changed).then(|| {
            let mut rotation: Vec<PodId> = self.members[..self.rotating]
                .iter()
                .map(|member| member.pod)
                .collect();
            rotation.sort_unstable();
            rotation
        })
    }

    /// Forgets the draining pods that hold no request any more.
    pub fn bury(&mut self, is_empty: impl Fn(PodId) -> bool) {
        let free = &mut self.free;
        self.draining.retain(|&pod| {
            let gone = is_empty(pod);
            if gone {
                free.push(pod);
            }
            !gone
        });
    }

    fn make(&mut self, now: Time) {
        // Those in use and the free ones are all there ever were.
        let next = self.members.len() + self.draining.len();
        let pod = self.free.pop().unwrap_or(PodId(next as u32));
        let ready_at = now + self.start_up.draw(&mut self.random);
        let member = Member {
            ready_at,
            serial: self.made,
            made_at: now,
            pod,
        };
        self.made += 1;
        let place = self.members.partition_point(|other| *other < member);
        self.members.insert(place, member);
        self.new.push(pod);
    }
}

impl Deployment for Fleet {
    fn replicas(&self) -> Replicas {
        self.told
    }

    fn ready(&self) -> Replicas {
        Replicas(self.ready as i32)
    }

    fn scale_to(&mut self, now: Time, replicas: Replicas) {
        self.told = replicas;
        let wanted = replicas.0.clamp(0, PODS_MAX) as usize;
        while self.members.len() < wanted {
            self.make(now);
        }
        // The one that is or will be ready last goes first, of several the youngest.
        while self.members.len() > wanted
            && let Some(gone) = self.members.pop()
        {
            self.draining.push(gone.pod);
        }
        self.ready = self.ready.min(wanted);
        self.changed |= self.rotating > wanted;
        self.rotating = self.rotating.min(wanted);
        self.advance(now);
    }
}
