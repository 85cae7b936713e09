//! What happens to requests in containers, and what happens when they leave.

use super::{DataPlane, Observer};
use crate::cluster::events::Event;
use crate::cluster::line::Slot;
use crate::cluster::requests::{Demand, PodId, Request, Stage, Status};
use crate::units::{Duration, Time};

/// How busy the containers are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Busy {
    containers: i64,
    request_nanos: i64,
    since: Time,
}

impl Busy {
    /// Idle from now on.
    pub(super) fn idle(now: Time) -> Self {
        Self {
            containers: 0,
            request_nanos: 0,
            since: now,
        }
    }

    /// Request-time since this was last asked.
    pub(super) fn take(&mut self, now: Time) -> Duration {
        self.change(now, 0);
        Duration::from_nanos(std::mem::take(&mut self.request_nanos))
    }

    fn change(&mut self, now: Time, by: i64) {
        let passed = now.since(self.since).as_nanos();
        // It is asked every second, so this is far from its end.
        self.request_nanos = self
            .request_nanos
            .wrapping_add(passed.wrapping_mul(self.containers));
        self.containers += by;
        self.since = now;
    }
}

impl DataPlane {
    /// The container begins with a request.
    pub(super) fn start(
        &mut self,
        observer: &mut impl Observer,
        now: Time,
        slot: Slot,
        demand: Demand,
    ) {
        self.busy.change(now, 1);
        let request = self.requests.get(slot);
        observer.started(now, request);
        let pod = request.pod;
        if let Some(processor) = &mut self.pods[pod.0 as usize].processor
            && demand.work > Duration::ZERO
        {
            processor.start(now, slot, demand.work);
            self.wait(slot, demand, Stage::Computing);
            self.plan_look(pod);
        } else {
            self.run(now, slot, demand.service);
        }
    }

    /// What is left to do for a request takes as long as it takes, unless a limit ends it.
    fn run(&mut self, now: Time, slot: Slot, service: Duration) {
        self.stop_waiting(slot);
        let (limit, _) = self.limit();
        let request = self.requests.get_mut(slot);
        let (answered, given_up) = (now + service, request.arrived + limit);
        request.stage = if given_up < answered {
            Stage::Doomed
        } else {
            Stage::Running
        };
        request.ends = answered.min(given_up);
        self.ends.push(request.ends, Event::Ends(slot));
    }

    /// Requests whose work is done go on.
    pub(super) fn look_at_processor(
        &mut self,
        observer: &mut impl Observer,
        now: Time,
        pod: PodId,
    ) {
        if self.pods[pod.0 as usize].look_at != Some(now) {
            return;
        }
        self.pods[pod.0 as usize].look_at = None;
        while let Some(processor) = &mut self.pods[pod.0 as usize].processor
            && let Some(slot) = processor.take_done(now)
        {
            let service = self.requests.demand(slot).service;
            self.run(now, slot, service);
            if service <= Duration::ZERO {
                self.leave_container(observer, now, slot);
            }
        }
        self.plan_look(pod);
    }

    /// Sees to it that the processor is looked at when the next request has its work done. If that
    /// gets later, it is looked at too early, which does no harm.
    fn plan_look(&mut self, pod: PodId) {
        let state = &mut self.pods[pod.0 as usize];
        let next = state
            .processor
            .as_ref()
            .and_then(|processor| processor.next_time());
        if let Some(next) = next
            && state.look_at.is_none_or(|planned| next < planned)
        {
            state.look_at = Some(next);
            self.ends.push(next, Event::Computed(pod));
        }
    }

    pub(super) fn leave_container(&mut self, observer: &mut impl Observer, now: Time, slot: Slot) {
        let request = self.requests.get(slot);
        // Otherwise it was given up before; the slot may be in use again.
        if request.ends == now {
            match request.stage {
                Stage::Running => self.finish(observer, now, slot, Status::Answered),
                Stage::Doomed => self.finish(observer, now, slot, self.limit().1),
                _ => {}
            }
        }
    }

    /// Something from outside ends a request, wherever it is.
    pub(super) fn cut_off(
        &mut self,
        observer: &mut impl Observer,
        now: Time,
        slot: Slot,
        status: Status,
    ) {
        let request = *self.requests.get(slot);
        match (request.stage, request.activator()) {
            (Stage::AtActivator, Some(index)) => {
                let line = &mut self.activators[index].breaker;
                line.give_up(&mut self.links, slot);
                self.stop_waiting(slot);
                self.answer(observer, now, slot, status);
            }
            (Stage::AtPod, _) => {
                let pod = &mut self.pods[request.pod.0 as usize];
                pod.breaker.give_up(&mut self.links, slot);
                pod.stats.end(now, request.activator().is_some());
                self.stop_waiting(slot);
                self.answer(observer, now, slot, status);
                self.return_place(observer, now, &request);
            }
            (Stage::Computing, _) => {
                self.stop_waiting(slot);
                if let Some(processor) = &mut self.pods[request.pod.0 as usize].processor {
                    processor.cancel(now, slot);
                }
                self.finish(observer, now, slot, status);
                self.plan_look(request.pod);
            }
            _ => self.finish(observer, now, slot, status),
        }
    }

    /// A request leaves the container. First the pod's own queue moves up, then the answer is back
    /// at the activator and may let the next one in, perhaps to that very pod.
    fn finish(&mut self, observer: &mut impl Observer, now: Time, slot: Slot, status: Status) {
        self.busy.change(now, -1);
        let request = *self.requests.get(slot);
        self.answer(observer, now, slot, status);
        let pod = &mut self.pods[request.pod.0 as usize];
        pod.stats.end(now, request.activator().is_some());
        if let Some(next) = pod.breaker.finish(&mut self.links) {
            let demand = self.requests.demand(next);
            self.start(observer, now, next, demand);
        }
        self.return_place(observer, now, &request);
    }

    /// A request that held a place at an activator has ended: the next in line takes it.
    fn return_place(&mut self, observer: &mut impl Observer, now: Time, request: &Request) {
        if let Some(index) = request.activator() {
            self.leave_tracker(request);
            if let Some(next) = self.activators[index].breaker.finish(&mut self.links) {
                let demand = self.requests.demand(next);
                self.send(observer, now, next, demand, index);
            }
        }
    }
}
