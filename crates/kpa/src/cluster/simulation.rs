//! The whole cluster in virtual time: users, gateway, activators, pods, and the autoscaler over them.

use rand_xoshiro::Xoshiro256PlusPlus;

use super::dataplane::{DataPlane, Observer, Revision};
use super::fleet::Fleet;
use super::gateway::Gateway;
use super::random::{Stream, below, stream};
use super::requests::{Demand, PodId, Request, Status};
use super::scenario::Scenario;
use super::traffic::Arrivals;
use crate::autoscaler::collector::Statistic;
use crate::autoscaler::control_plane::{ControlPlane, Deployment, TICK};
use crate::autoscaler::hpa::{self, Hpa, Usage};
use crate::autoscaler::sampling;
use crate::settings::hpa::Resource;
use crate::settings::review::Effective;
use crate::units::{Duration, Replicas, Time};

/// How often statistics are reported and collected.
pub const SECOND: Duration = Duration::from_secs(1);

const MEBIBYTE: f64 = 1_048_576.0;

/// Somebody who is told what happens in the cluster.
pub trait Watcher: Observer {
    /// The control plane may have changed something.
    fn settled(&mut self, now: Time, simulation: &Simulation);
    /// A second has passed; the first call is for the start.
    fn second(&mut self, now: Time, simulation: &Simulation);
}

/// Who decides on the number of replicas.
#[derive(Clone, Debug)]
pub enum Scaler {
    /// Knative's own autoscaler.
    Kpa(Box<ControlPlane>),
    /// Kubernetes' HorizontalPodAutoscaler.
    Hpa(Hpa),
}

/// A cluster with one revision.
#[derive(Clone, Debug)]
pub struct Simulation {
    start: Time,
    scenario: Scenario,
    scaler: Scaler,
    arrivals: Arrivals,
    service: Xoshiro256PlusPlus,
    sampling: Xoshiro256PlusPlus,
    gateway: Gateway,
    plane: DataPlane,
    fleet: Fleet,
    next_second: Time,
    busy: Duration,
    heard: Heard,
    /// What each ready pod reports, while it is collected.
    reports: Vec<Statistic>,
}

/// What the data plane said in one step.
#[derive(Clone, Debug, Default)]
struct Heard {
    reported: Option<Statistic>,
    answered: u32,
}

/// Hears what matters here and passes everything on.
struct Ear<'a, W> {
    watcher: &'a mut W,
    heard: &'a mut Heard,
}

impl<W: Observer> Observer for Ear<'_, W> {
    fn arrived(&mut self, now: Time, request: &Request) {
        self.watcher.arrived(now, request);
    }

    fn sent(&mut self, now: Time, request: &Request) {
        self.watcher.sent(now, request);
    }

    fn started(&mut self, now: Time, request: &Request) {
        self.watcher.started(now, request);
    }

    fn ended(&mut self, now: Time, request: &Request, status: Status) {
        self.heard.answered += 1;
        self.watcher.ended(now, request, status);
    }

    fn reported(&mut self, now: Time, statistic: Statistic) {
        self.heard.reported = Some(statistic);
        self.watcher.reported(now, statistic);
    }
}

impl Simulation {
    /// A cluster in which a revision is created at `start`, its deployment with the initial scale.
    pub fn new(start: Time, effective: &Effective, scenario: &Scenario) -> Self {
        let draw = |of| stream(scenario.seed, of);
        let revision = Revision {
            container_concurrency: u32::try_from(effective.container_concurrency).unwrap_or(0),
            timeout: effective.answer_within(),
            patience: scenario.patience.unwrap_or(Duration::MAX),
            cores: scenario.cpu.map(|cpu| cpu.cores),
        };
        let mut fleet = Fleet::new(
            scenario.start_up,
            scenario.propagation,
            draw(Stream::StartUp),
        );
        fleet.scale_to(start, effective.revision.decider.initial_scale);
        Self {
            start,
            scaler: scaler(start, effective),
            arrivals: Arrivals::new(scenario.traffic.clone(), start, draw(Stream::Arrivals)),
            service: draw(Stream::Service),
            sampling: draw(Stream::Sampling),
            gateway: Gateway::new(scenario.propagation, draw(Stream::Routing)),
            plane: DataPlane::new(revision, start, 1, draw(Stream::Balancing)),
            fleet,
            next_second: start,
            busy: Duration::ZERO,
            heard: Heard::default(),
            reports: Vec::new(),
            scenario: scenario.clone(),
        }
    }

    /// When the revision was created.
    pub fn start(&self) -> Time {
        self.start
    }

    /// Who decides, to look at.
    pub fn scaler(&self) -> &Scaler {
        &self.scaler
    }

    /// The users.
    pub fn arrivals(&self) -> &Arrivals {
        &self.arrivals
    }

    /// The users, to change what they do.
    pub fn arrivals_mut(&mut self) -> &mut Arrivals {
        &mut self.arrivals
    }

    /// The way of requests.
    pub fn plane(&self) -> &DataPlane {
        &self.plane
    }

    /// Request-time spent in containers in the last second.
    pub fn busy(&self) -> Duration {
        self.busy
    }

    /// The deployment.
    pub fn fleet(&self) -> &Fleet {
        &self.fleet
    }

    /// The gateway.
    pub fn gateway(&self) -> &Gateway {
        &self.gateway
    }

    /// Gives the revision other settings from now on.
    ///
    /// What a running request or pod was begun with stays: container concurrency and time limit
    /// belong to a revision and can't change.
    pub fn adopt(&mut self, now: Time, effective: &Effective, watcher: &mut impl Watcher) {
        match &mut self.scaler {
            Scaler::Kpa(control_plane) => {
                control_plane.adopt(now, effective.revision.clone());
                control_plane.reconcile(now, &mut self.fleet);
            }
            Scaler::Hpa(hpa) => {
                if let Some(settings) = effective.hpa {
                    hpa.adopt(settings);
                }
            }
        }
        self.settle(now, watcher);
    }

    /// Simulates everything before an instant, and of that instant what the cluster does by itself: pods
    /// come up, a second ends. Its requests come with the next call.
    pub fn advance_to(&mut self, until: Time, watcher: &mut impl Watcher) {
        loop {
            let next = self.next_managed();
            let interrupted = self.serve(next.min(until), watcher);
            if interrupted {
                // The autoscaler was woken, so something may be due earlier.
                continue;
            }
            if next > until {
                return;
            }
            self.manage(next, watcher);
        }
    }

    /// When something happens next that isn't about single requests.
    fn next_managed(&self) -> Time {
        let timer = match &self.scaler {
            Scaler::Kpa(control_plane) => control_plane.timer(),
            Scaler::Hpa(_) => None,
        };
        [self.fleet.next_time(), self.gateway.next_time(), timer]
            .into_iter()
            .flatten()
            .fold(self.next_second, Time::min)
    }

    /// Lets requests arrive and go their way before an instant. Whether it stopped earlier, because that
    /// moved the autoscaler.
    fn serve(&mut self, stop: Time, watcher: &mut impl Watcher) -> bool {
        loop {
            let arrival = self.arrivals.next_time();
            let event = self.plane.next_time().unwrap_or(stop);
            let now = arrival.min(event);
            if now >= stop {
                return false;
            }
            let mut ear = Ear {
                watcher,
                heard: &mut self.heard,
            };
            if event <= arrival {
                self.plane.step(&mut ear);
            } else if self.arrivals.take() {
                let demand = demand(&self.scenario, &mut self.service);
                self.plane
                    .arrive(&mut ear, now, self.gateway.route(), demand, 0);
            }
            if self.hear(now, watcher) {
                return true;
            }
        }
    }

    /// Passes on what the data plane said; whether the autoscaler acted on it.
    fn hear(&mut self, now: Time, watcher: &mut impl Watcher) -> bool {
        for _ in 0..std::mem::take(&mut self.heard.answered) {
            self.arrivals.answered(now);
        }
        let Some(statistic) = self.heard.reported.take() else {
            return false;
        };
        if let Scaler::Kpa(control_plane) = &mut self.scaler {
            control_plane.record_from_activator(now, &statistic, &mut self.fleet);
            self.settle(now, watcher);
        }
        true
    }

    /// What happens in the cluster at an instant: pods come up, endpoints are known, timers run out,
    /// a second ends.
    fn manage(&mut self, now: Time, watcher: &mut impl Watcher) {
        let ready_changed = self.fleet.advance(now);
        if let Scaler::Kpa(control_plane) = &mut self.scaler {
            if ready_changed {
                control_plane.run_sks_controller(now, self.fleet.ready());
            }
            if control_plane.timer_is_due(now) || ready_changed || now == self.start {
                control_plane.reconcile(now, &mut self.fleet);
            }
        }
        let second_ends = now == self.next_second;
        if second_ends {
            self.next_second += SECOND;
            self.busy = self.plane.take_busy(now);
            self.report(now);
            self.decide(now);
        }
        self.settle(now, watcher);
        if second_ends {
            watcher.second(now, self);
        }
    }

    /// Activators and pods report, and the autoscaler collects.
    fn report(&mut self, now: Time) {
        let plane = &mut self.plane;
        self.fleet.bury(|pod| {
            plane
                .pod(pod)
                .is_none_or(|pod| pod.breaker.in_flight() == 0)
        });
        let Scaler::Kpa(control_plane) = &mut self.scaler else {
            return;
        };
        for activator in plane.activators_mut() {
            if let Some(statistic) = activator.stats.report(now) {
                control_plane.record_from_activator(now, &statistic, &mut self.fleet);
            }
        }
        // Every pod's account begins a new second, whether or not it is asked.
        self.reports.clear();
        for member in self.fleet.members() {
            let report = plane.pod_mut(member.pod).map(|pod| pod.stats.report(now));
            self.reports.push(report.unwrap_or_default());
        }
        let ready = self.fleet.ready_members();
        if control_plane.settings().scrapes() {
            let window = control_plane.settings().decider.stable_window;
            let old = ready.partition_point(|member| now.since(member.ready_at) >= window);
            self.reports.truncate(ready.len());
            let asked = sample(&mut self.reports, old, &mut self.sampling);
            if let Some(statistic) = sampling::extrapolate(asked, ready.len()) {
                control_plane.record(now, &statistic);
            }
        }
    }

    /// The autoscaler decides if it is time to.
    fn decide(&mut self, now: Time) {
        let passed = now.since(self.start).as_nanos();
        let is_due = |every: Duration| passed > 0 && passed % every.as_nanos() == 0;
        match &mut self.scaler {
            Scaler::Kpa(control_plane) if is_due(TICK) => {
                control_plane.decide(now, &mut self.fleet);
            }
            Scaler::Hpa(hpa) if is_due(hpa::SYNC) => {
                let resource = hpa.settings().resource;
                let usages = usages(now, resource, &self.fleet, &mut self.plane, &self.scenario);
                let replicas = self.fleet.replicas();
                let decided = hpa.sync(now, replicas, &usages);
                if decided != replicas {
                    self.fleet.scale_to(now, decided);
                }
            }
            _ => {}
        }
    }

    /// Brings data plane and gateway in line with what the control plane did.
    fn settle(&mut self, now: Time, watcher: &mut impl Watcher) {
        for pod in self.fleet.take_new() {
            self.plane.renew_pod(now, pod);
        }
        let mut ear = Ear {
            watcher,
            heard: &mut self.heard,
        };
        if let Some(rotation) = self.fleet.take_rotation() {
            self.plane.set_pods(&mut ear, now, &rotation);
            self.gateway.know_pods(rotation);
        }
        let wanted = match &self.scaler {
            Scaler::Kpa(control_plane) => control_plane.sks().map_or(1, |sks| sks.activators),
            Scaler::Hpa(_) => 1,
        };
        let activators = wanted.clamp(1, self.scenario.activators.clamp(1, 1000) as i32) as usize;
        if activators != self.plane.activators_in_path() {
            self.plane.set_activators(&mut ear, now, activators);
            self.gateway.know_activators(activators);
        }
        self.gateway.want(now, !self.proxied());
        self.gateway.advance(now);
        for _ in 0..std::mem::take(&mut self.heard.answered) {
            self.arrivals.answered(now);
        }
        watcher.settled(now, self);
    }

    /// Whether the ServerlessService wants requests to go through the activators.
    pub fn proxied(&self) -> bool {
        match &self.scaler {
            Scaler::Kpa(control_plane) => control_plane.proxied(),
            Scaler::Hpa(_) => self.fleet.ready() == Replicas::ZERO,
        }
    }
}

fn scaler(start: Time, effective: &Effective) -> Scaler {
    match effective.hpa {
        Some(settings) => Scaler::Hpa(Hpa::new(settings)),
        None => Scaler::Kpa(Box::new(ControlPlane::new(
            start,
            effective.revision.clone(),
        ))),
    }
}

fn demand(scenario: &Scenario, random: &mut Xoshiro256PlusPlus) -> Demand {
    let all = scenario.service.draw(random);
    match scenario.cpu {
        None => Demand {
            work: Duration::ZERO,
            service: all,
        },
        Some(cpu) => {
            let share = if cpu.share.is_nan() {
                1.0
            } else {
                cpu.share.clamp(0.0, 1.0)
            };
            let work = Duration::from_nanos((all.as_nanos() as f64 * share) as i64);
            Demand {
                work,
                service: all - work,
            }
        }
    }
}

/// Those of the reports that are asked for: of pods that are at least as old as the stable window,
/// chosen at random, as long as there are enough; younger ones fill up.
fn sample<'a>(
    reports: &'a mut [Statistic],
    old: usize,
    random: &mut Xoshiro256PlusPlus,
) -> &'a [Statistic] {
    let size = sampling::sample_size(reports.len());
    if size < reports.len() {
        for place in 0..size {
            let candidates = if place < old { old } else { reports.len() };
            reports.swap(place, place + below(random, candidates - place));
        }
    }
    &reports[..size]
}

/// What each pod uses of what the HPA looks at.
fn usages(
    now: Time,
    resource: Resource,
    fleet: &Fleet,
    plane: &mut DataPlane,
    scenario: &Scenario,
) -> Vec<Usage> {
    let ready = fleet.ready_members().len();
    let usage = |(place, pod, ready_at): (usize, PodId, Time)| {
        let state = plane.pod_mut(pod);
        let used = state.and_then(|pod| match resource {
            Resource::Cpu => {
                let used = pod.processor.as_mut()?.take_used(now).as_secs_f64();
                let requested = scenario.cpu?.cores * hpa::SYNC.as_secs_f64();
                Some(used / requested * 100.0)
            }
            Resource::Memory => {
                let requests = f64::from(pod.breaker.in_flight());
                let bytes = scenario.memory.base + scenario.memory.per_request * requests;
                Some(bytes / MEBIBYTE)
            }
        });
        let is_ready = place < ready;
        Usage {
            used: used.filter(|_| is_ready),
            ready_since: is_ready.then_some(ready_at),
        }
    };
    let members = fleet.members().iter().enumerate();
    members
        .map(|(place, member)| (place, member.pod, member.ready_at))
        .map(usage)
        .collect()
}
