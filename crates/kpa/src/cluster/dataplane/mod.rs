//! The way of requests: activators, queue-proxies, containers; what happens to each, and when.
//!
//! Nothing here decides anything: who drives it says when requests arrive, which pods are ready and
//! how many activators there are, and takes one event after the other out of it.

mod containers;

use rand_xoshiro::Xoshiro256PlusPlus;

use crate::autoscaler::collector::Statistic;
use crate::cluster::activator::Activator;
use crate::cluster::breaker::Admission;
use crate::cluster::events::{Event, EventQueue};
use crate::cluster::line::{Line, Links, Slot};
use crate::cluster::pod::Pod;
use crate::cluster::requests::{Demand, Entrance, PodId, Request, Requests, Stage, Status};
use crate::units::{Duration, Time};
use containers::Busy;

/// Somebody who is told what happens to each request.
pub trait Observer {
    /// It came in.
    fn arrived(&mut self, now: Time, request: &Request);
    /// It was sent to its pod.
    fn sent(&mut self, now: Time, request: &Request);
    /// The container began with it.
    fn started(&mut self, now: Time, request: &Request);
    /// Its client has an answer, or has gone.
    fn ended(&mut self, now: Time, request: &Request, status: Status);
    /// An activator sends a statistic without waiting for the second to end.
    fn reported(&mut self, now: Time, statistic: Statistic);
}

/// What all requests of a revision have in common.
#[derive(Clone, Copy, Debug)]
pub struct Revision {
    /// The most requests in a container at a time; 0 is no limit.
    pub container_concurrency: u32,
    /// `timeoutSeconds`, or `responseStartTimeoutSeconds` where that is shorter: from the arrival at the
    /// activator, waiting included, to the answer.
    pub timeout: Duration,
    /// How long clients wait before they give up.
    pub patience: Duration,
    /// The cores of a pod that its requests share. Without them nothing is computed.
    pub cores: Option<f64>,
}

/// Requests, activators and pods of one revision.
#[derive(Clone, Debug)]
pub struct DataPlane {
    revision: Revision,
    requests: Requests,
    activators: Vec<Activator>,
    in_path: usize,
    pods: Vec<Pod>,
    /// The pods that activators know, in order of address.
    known: Vec<PodId>,
    ends: EventQueue,
    /// The neighbours in the line of an activator or of a queue-proxy.
    links: Links,
    /// All that wait or compute, in order of arrival, so that the first is the first to lose its
    /// patience. What runs needs no place here: it is known when it starts whether a limit will end it.
    waiting: Line,
    waiting_links: Links,
    busy: Busy,
    random: Xoshiro256PlusPlus,
}

impl DataPlane {
    /// No pods and no requests; so many activators in the path.
    pub fn new(
        revision: Revision,
        start: Time,
        activators: usize,
        random: Xoshiro256PlusPlus,
    ) -> Self {
        let mut plane = Self {
            revision,
            requests: Requests::default(),
            activators: Vec::new(),
            in_path: 0,
            pods: Vec::new(),
            known: Vec::new(),
            ends: EventQueue::new(start),
            links: Links::default(),
            waiting: Line::default(),
            waiting_links: Links::default(),
            busy: Busy::idle(start),
            random,
        };
        plane.add_activators(activators);
        plane
    }

    /// The most requests in a container at a time; 0 is no limit.
    pub fn container_concurrency(&self) -> u32 {
        self.revision.container_concurrency
    }

    /// The requests under way.
    pub fn requests(&self) -> &Requests {
        &self.requests
    }

    /// A pod that was known once.
    pub fn pod(&self, pod: PodId) -> Option<&Pod> {
        self.pods.get(pod.0 as usize)
    }

    /// A pod to read its statistics from.
    pub fn pod_mut(&mut self, pod: PodId) -> Option<&mut Pod> {
        self.pods.get_mut(pod.0 as usize)
    }

    /// Makes the pod with this number a new one. The old one must have no requests left.
    pub fn renew_pod(&mut self, now: Time, pod: PodId) {
        self.add_pod(pod, now);
        let Revision {
            container_concurrency,
            cores,
            ..
        } = self.revision;
        let old = &mut self.pods[pod.0 as usize];
        let appearance = old.appearance;
        *old = Pod {
            appearance,
            ..Pod::new(container_concurrency, cores, now)
        };
    }

    /// Request-time spent in containers since this was last asked: how many were in them on average,
    /// times how long it is since then.
    pub fn take_busy(&mut self, now: Time) -> Duration {
        self.busy.take(now)
    }

    /// How many activators have their share of the traffic.
    pub fn activators_in_path(&self) -> usize {
        self.in_path
    }

    /// The activators, to read their statistics from.
    pub fn activators_mut(&mut self) -> &mut [Activator] {
        &mut self.activators
    }

    /// The activators that are or were in the path.
    pub fn activators(&self) -> &[Activator] {
        &self.activators
    }

    /// When something happens next, if nobody interferes.
    pub fn next_time(&self) -> Option<Time> {
        match (self.ends.next_time(), self.next_impatience()) {
            (Some(end), Some((impatience, _))) => Some(end.min(impatience)),
            (end, impatience) => end.or(impatience.map(|(at, _)| at)),
        }
    }

    /// Lets the next thing happen.
    pub fn step(&mut self, observer: &mut impl Observer) {
        let end = self.ends.next_time();
        if let Some((at, slot)) = self.next_impatience()
            && end.is_none_or(|end| at < end)
        {
            self.cut_off(observer, at, slot, self.limit().1);
        } else if let Some((at, event)) = self.ends.pop() {
            match event {
                Event::Ends(slot) => self.leave_container(observer, at, slot),
                Event::Computed(pod) => self.look_at_processor(observer, at, pod),
            }
        }
    }

    /// A request arrives. Returns its slot, which is already free again if it was refused at once.
    pub fn arrive(
        &mut self,
        observer: &mut impl Observer,
        now: Time,
        entrance: Entrance,
        demand: Demand,
        tag: u32,
    ) -> Slot {
        let slot = self.requests.insert(Request::new(now, entrance, tag));
        observer.arrived(now, self.requests.get(slot));
        self.links.cover(slot);
        self.waiting_links.cover(slot);
        match entrance {
            Entrance::Activator(index) => {
                self.add_activators(index + 1);
                let activator = &mut self.activators[index];
                self.requests.get_mut(slot).cold = activator.trackers.is_empty();
                if let Some(statistic) = activator.stats.arrive(now) {
                    observer.reported(now, statistic);
                }
                match activator.breaker.arrive(&mut self.links, slot) {
                    Admission::Runs => self.send(observer, now, slot, demand, index),
                    Admission::Waits => self.wait(slot, demand, Stage::AtActivator),
                    Admission::Refused => self.answer(observer, now, slot, Status::Refused),
                }
            }
            Entrance::Pod(pod) => {
                self.add_pod(pod, now);
                if !self.reach_pod(observer, now, slot, demand) {
                    self.answer(observer, now, slot, Status::Refused);
                }
            }
        }
        slot
    }

    /// The client of a request goes away.
    pub fn give_up(&mut self, observer: &mut impl Observer, now: Time, slot: Slot) {
        self.cut_off(observer, now, slot, Status::GivenUp);
    }

    /// From now on exactly these pods, in order of address, are known to every activator.
    pub fn set_pods(&mut self, observer: &mut impl Observer, now: Time, pods: &[PodId]) {
        for pod in std::mem::replace(&mut self.known, pods.to_vec()) {
            if pods.binary_search(&pod).is_err() {
                self.pods[pod.0 as usize].appearance += 1;
                self.activators
                    .iter_mut()
                    .for_each(|a| a.trackers.forget(pod));
            }
        }
        if let Some(&last) = pods.last() {
            self.add_pod(last, now);
        }
        for index in 0..self.activators.len() {
            self.share_out(observer, now, index);
        }
    }

    /// From now on there are so many activators in the path. Nothing changes about the others: they
    /// keep their pods, their line and what they hold.
    pub fn set_activators(&mut self, observer: &mut impl Observer, now: Time, activators: usize) {
        self.add_activators(activators);
        self.in_path = activators;
        for index in 0..activators {
            self.activators[index].stand(index, activators);
            self.share_out(observer, now, index);
        }
    }

    /// An activator takes its share of the known pods, and those it wakes go on.
    fn share_out(&mut self, observer: &mut impl Observer, now: Time, index: usize) {
        let cc = self.revision.container_concurrency;
        let woken = self.activators[index].know(cc, &self.known);
        for _ in 0..woken {
            if let Some(slot) = self.activators[index].breaker.wake(&mut self.links) {
                let demand = self.requests.demand(slot);
                self.send(observer, now, slot, demand, index);
            }
        }
    }

    /// What ends a request from outside, how long after its arrival, and how that looks.
    fn limit(&self) -> (Duration, Status) {
        let Revision {
            timeout, patience, ..
        } = self.revision;
        if patience < timeout {
            (patience, Status::GivenUp)
        } else {
            (timeout, Status::TimedOut)
        }
    }

    fn next_impatience(&self) -> Option<(Time, Slot)> {
        let slot = self.waiting.first()?;
        Some((self.requests.get(slot).arrived + self.limit().0, slot))
    }

    fn add_activators(&mut self, activators: usize) {
        while self.activators.len() < activators {
            let mut activator = Activator::new(self.revision.container_concurrency);
            if let Some(last) = self.pods.len().checked_sub(1) {
                activator.trackers.cover(PodId(last as u32));
            }
            activator.know(self.revision.container_concurrency, &self.known);
            self.activators.push(activator);
        }
    }

    fn add_pod(&mut self, pod: PodId, now: Time) {
        let Revision {
            container_concurrency,
            cores,
            ..
        } = self.revision;
        while self.pods.len() <= pod.0 as usize {
            self.pods.push(Pod::new(container_concurrency, cores, now));
        }
        self.activators
            .iter_mut()
            .for_each(|a| a.trackers.cover(pod));
    }

    /// A request that holds a place at an activator goes to a pod. Where the pod turns it away, its
    /// place goes to the next in line, and so on.
    fn send(
        &mut self,
        observer: &mut impl Observer,
        now: Time,
        slot: Slot,
        demand: Demand,
        index: usize,
    ) {
        let mut next = Some((slot, demand));
        while let Some((slot, demand)) = next {
            next = None;
            let Some(pod) = self.activators[index].trackers.choose(&mut self.random) else {
                // A place without a pod can't be: the capacity is that of the assigned pods.
                return self.answer(observer, now, slot, Status::Refused);
            };
            let request = self.requests.get_mut(slot);
            request.pod = pod;
            request.appearance = self.pods[pod.0 as usize].appearance;
            if !self.reach_pod(observer, now, slot, demand) {
                let request = *self.requests.get(slot);
                self.stop_waiting(slot);
                self.answer(observer, now, slot, Status::Refused);
                self.leave_tracker(&request);
                next = self.activators[index]
                    .breaker
                    .finish(&mut self.links)
                    .map(|slot| (slot, self.requests.demand(slot)));
            }
        }
    }

    /// A request reaches queue-proxy: it starts, waits or is turned away. Whether it was let in.
    fn reach_pod(
        &mut self,
        observer: &mut impl Observer,
        now: Time,
        slot: Slot,
        demand: Demand,
    ) -> bool {
        let request = self.requests.get(slot);
        observer.sent(now, request);
        let (proxied, pod) = (
            request.activator().is_some(),
            &mut self.pods[request.pod.0 as usize],
        );
        pod.stats.arrive(now, proxied);
        match pod.breaker.arrive(&mut self.links, slot) {
            Admission::Runs => self.start(observer, now, slot, demand),
            Admission::Waits => self.wait(slot, demand, Stage::AtPod),
            Admission::Refused => {
                // It still counts as one request.
                pod.stats.end(now, proxied);
                return false;
            }
        }
        true
    }

    /// A request that has waited or computed until now can't lose its patience any more.
    fn stop_waiting(&mut self, slot: Slot) {
        if self.requests.get(slot).stage != Stage::Arriving {
            self.waiting.remove(&mut self.waiting_links, slot);
        }
    }

    fn wait(&mut self, slot: Slot, demand: Demand, stage: Stage) {
        self.requests.keep_demand(slot, demand);
        let request = self.requests.get_mut(slot);
        if request.stage == Stage::Arriving {
            self.waiting.push(&mut self.waiting_links, slot);
        }
        request.stage = stage;
    }

    fn leave_tracker(&mut self, request: &Request) {
        if let Some(index) = request.activator()
            && self.pods[request.pod.0 as usize].appearance == request.appearance
        {
            self.activators[index].trackers.release(request.pod);
        }
    }

    /// The client has its answer, or has gone; the slot is free.
    fn answer(&mut self, observer: &mut impl Observer, now: Time, slot: Slot, status: Status) {
        let request = self.requests.get(slot);
        if let Some(index) = request.activator() {
            self.activators[index].stats.end(now);
        }
        observer.ended(now, request, status);
        self.requests.remove(slot);
    }
}
