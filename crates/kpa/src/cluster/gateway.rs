//! The gateway: sends requests through the activators or straight to pods.

use std::collections::VecDeque;

use rand_xoshiro::Xoshiro256PlusPlus;

use super::random;
use super::requests::{Entrance, PodId};
use crate::units::{Duration, Time};

/// What the gateway knows of the ways to the revision.
#[derive(Clone, Debug)]
pub struct Gateway {
    propagation: Duration,
    random: Xoshiro256PlusPlus,
    direct: bool,
    /// When it learns of which way; the last is what the ServerlessService wants.
    changes: VecDeque<(Time, bool)>,
    pods: Vec<PodId>,
    activators: usize,
}

impl Gateway {
    /// A gateway that leads requests through the activators, and learns of changes late.
    pub fn new(propagation: Duration, random: Xoshiro256PlusPlus) -> Self {
        Self {
            propagation: propagation.max(Duration::ZERO),
            random,
            direct: false,
            changes: VecDeque::new(),
            pods: Vec::new(),
            activators: 1,
        }
    }

    /// Whether requests go straight to pods.
    pub fn is_direct(&self) -> bool {
        self.direct && !self.pods.is_empty()
    }

    /// The way that requests are to go from now on; the gateway will know a moment later.
    pub fn want(&mut self, now: Time, direct: bool) {
        let wanted = self.changes.back().map_or(self.direct, |change| change.1);
        if wanted != direct {
            self.changes.push_back((now + self.propagation, direct));
        }
    }

    /// The pods in rotation. A pod that leaves is known to have left at once.
    ///
    /// Here it differs from a cluster on purpose: there a gateway sends to a leaving pod for some
    /// moments more, and the pod still answers. It would only blur which pod had what.
    pub fn know_pods(&mut self, pods: Vec<PodId>) {
        self.pods = pods;
    }

    /// How many activators share the traffic.
    pub fn know_activators(&mut self, activators: usize) {
        self.activators = activators;
    }

    /// When it learns something next.
    pub fn next_time(&self) -> Option<Time> {
        self.changes.front().map(|change| change.0)
    }

    /// Learns what it is to know by now.
    pub fn advance(&mut self, now: Time) {
        while let Some((_, direct)) = self.changes.pop_front_if(|change| change.0 <= now) {
            self.direct = direct;
        }
    }

    /// Where the next request goes: to any pod in rotation, blindly, or to any activator. While there
    /// are no pods, always to an activator.
    pub fn route(&mut self) -> Entrance {
        if self.is_direct() {
            let pod = random::below(&mut self.random, self.pods.len());
            Entrance::Pod(self.pods[pod])
        } else if self.activators > 1 {
            Entrance::Activator(random::below(&mut self.random, self.activators))
        } else {
            Entrance::Activator(0)
        }
    }
}
