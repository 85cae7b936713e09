//! Watches a simulation and keeps what charts and reports need.

use super::causes::Causes;
use super::hash::Hash;
use super::histogram::Histogram;
use super::log::{Change, Entry};
use super::pods::Pods;
use super::row::{Latency, Row};
use super::totals::Totals;
use crate::autoscaler::collector::Statistic;
use crate::autoscaler::control_plane::Deployment;
use crate::cluster::dataplane::Observer;
use crate::cluster::requests::{Request, Status};
use crate::cluster::simulation::{Scaler, Simulation, Watcher};
use crate::settings::resolve::Metric;
use crate::units::{Duration, Replicas, Time};

/// What requests came to.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    offered: u64,
    completed: u64,
    rejected: u64,
    timed_out: u64,
    given_up: u64,
    cold_started: u64,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.offered += other.offered;
        self.completed += other.completed;
        self.rejected += other.rejected;
        self.timed_out += other.timed_out;
        self.given_up += other.given_up;
        self.cold_started += other.cold_started;
    }
}

/// What the control plane last looked like, to find out what changed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Seen {
    replicas: i32,
    ready: usize,
    panicking: bool,
    direct: bool,
}

/// Sums over the seconds.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    seconds: u64,
    pods: u64,
    ready: u64,
    peak_ready: u64,
    panic: u64,
    short: u64,
    busy: f64,
    total_per_pod: f64,
    scale_events: u64,
}

/// A timeline in the making. Its memory grows with its length, not with the number of requests.
#[derive(Clone, Debug)]
pub struct Recorder {
    start: Time,
    interval: u64,
    /// Of this second, of this interval, of the whole run until this second.
    counts: Counts,
    interval_counts: Counts,
    totals: Counts,
    /// Of this interval, and of the whole run until this interval.
    latencies: Histogram,
    all_latencies: Histogram,
    busy: f64,
    short_seconds: u64,
    failing: bool,
    sums: Sums,
    seen: Seen,
    in_flight: InFlight,
    rows: Vec<Row>,
    causes: Causes,
    pods: Pods,
    hash: Hash,
    log: Vec<Entry>,
}

/// Requests in flight, integrated over time in two ways that Little's law says are the same.
#[derive(Clone, Copy, Debug)]
struct InFlight {
    now: i64,
    changed: Time,
    /// Requests × nanoseconds.
    area: i128,
    /// The times that ended requests took, whatever became of them.
    times: i128,
    /// What the present second adds to both: narrow numbers do for that, and are quicker.
    second: (i64, i64),
    /// The arrival times of those in flight, in nanoseconds from the start. Wraps around without harm, as
    /// long as the times that they have waited since fit: for three centuries.
    arrivals: i64,
}

impl InFlight {
    fn change(&mut self, now: Time, by: i64) {
        let passed = now.since(self.changed).as_nanos();
        self.second.0 = self.second.0.wrapping_add(passed.wrapping_mul(self.now));
        self.now += by;
        self.changed = now;
    }

    /// The second is over.
    fn sum_up(&mut self, now: Time) {
        self.change(now, 0);
        let (area, times) = std::mem::take(&mut self.second);
        self.area += i128::from(area);
        self.times += i128::from(times);
    }
}

impl Recorder {
    /// A recorder for a run that begins at `start`, with a row for each `interval` of whole seconds.
    pub fn new(start: Time, interval: Duration) -> Self {
        Self {
            start,
            interval: (interval.as_nanos() / 1_000_000_000).max(1) as u64,
            counts: Counts::default(),
            interval_counts: Counts::default(),
            totals: Counts::default(),
            latencies: Histogram::default(),
            all_latencies: Histogram::default(),
            busy: 0.0,
            short_seconds: 0,
            failing: false,
            sums: Sums::default(),
            seen: Seen::default(),
            in_flight: InFlight {
                now: 0,
                changed: start,
                area: 0,
                times: 0,
                second: (0, 0),
                arrivals: 0,
            },
            rows: Vec::new(),
            causes: Causes::default(),
            pods: Pods::default(),
            hash: Hash::default(),
            log: Vec::new(),
        }
    }

    /// The rows so far.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What stood behind each of them.
    pub fn causes(&self) -> &Causes {
        &self.causes
    }

    /// The pods there were at the end of each.
    pub fn pods(&self) -> &Pods {
        &self.pods
    }

    /// Their fingerprint.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// What happened so far.
    pub fn log(&self) -> &[Entry] {
        &self.log
    }

    /// What it comes to so far.
    pub fn totals(&self, simulation: &Simulation) -> Totals {
        let (mut all, sums) = (self.totals, &self.sums);
        all.add(self.counts);
        let mut latencies = self.all_latencies.clone();
        latencies.merge(&self.latencies);
        let mut in_flight = self.in_flight;
        let now = in_flight.changed;
        in_flight.sum_up(now);
        let nanos = now.since(self.start).as_nanos();
        let duration = nanos as f64 / 1e9;
        let all_along = in_flight.now.wrapping_mul(nanos);
        let waiting = i128::from(all_along.wrapping_sub(in_flight.arrivals));
        let per = |sum: f64, by: f64| if by > 0.0 { sum / by } else { 0.0 };
        Totals {
            duration,
            offered: all.offered,
            completed: all.completed,
            rejected: all.rejected,
            timed_out: all.timed_out,
            given_up: all.given_up,
            in_flight: simulation.plane().requests().len() as u64,
            latency: Latency::of(&latencies),
            cold_started: all.cold_started,
            cold_share: per(all.cold_started as f64, all.offered as f64),
            pod_seconds: sums.pods as f64,
            mean_ready: per(sums.ready as f64, sums.seconds as f64),
            peak_ready: sums.peak_ready,
            utilisation: (sums.total_per_pod > 0.0).then(|| sums.busy / sums.total_per_pod),
            panic_seconds: sums.panic,
            scale_events: sums.scale_events,
            short_seconds: sums.short,
            mean_in_flight: per(in_flight.area as f64, nanos as f64),
            rate_times_time: per((in_flight.times + waiting) as f64, nanos as f64),
        }
    }

    fn note(&mut self, now: Time, what: Change) {
        self.log.push(Entry {
            at: now.since(self.start),
            what,
        });
    }

    /// What the second that ends adds to the sums.
    fn sum_up(&mut self, now: Time, simulation: &Simulation, queued: u64) {
        let failing = self.counts.rejected + self.counts.timed_out > 0;
        if failing != self.failing {
            self.note(
                now,
                if failing {
                    Change::Failing
                } else {
                    Change::Recovered
                },
            );
        }
        let short = queued > 0 || failing;
        self.failing = failing;
        self.short_seconds += u64::from(short);

        let fleet = simulation.fleet();
        let ready = fleet.ready_members().len() as u64;
        let sums = &mut self.sums;
        sums.seconds += 1;
        sums.pods += (fleet.members().len() + fleet.draining().len()) as u64;
        sums.ready += ready;
        sums.peak_ready = sums.peak_ready.max(ready);
        sums.short += u64::from(short);
        if let Scaler::Kpa(control_plane) = simulation.scaler() {
            sums.panic += u64::from(control_plane.panicking());
            let spec = &control_plane.settings().decider;
            sums.busy += match spec.metric {
                Metric::Rps => self.counts.offered as f64,
                _ => simulation.busy().as_secs_f64(),
            };
            sums.total_per_pod += ready as f64 * spec.total;
        }
    }

    fn row(&self, now: Time, simulation: &Simulation, queued: (u64, u64)) -> Row {
        let fleet = simulation.fleet();
        let ready = fleet.ready_members().len() as u64;
        let count = self.interval_counts;
        let mut row = Row {
            t: now.since(self.start).as_secs_f64(),
            level: simulation.arrivals().level(),
            offered: count.offered,
            completed: count.completed,
            rejected: count.rejected,
            timed_out: count.timed_out,
            given_up: count.given_up,
            cold_started: count.cold_started,
            in_flight: simulation.plane().requests().len() as u64,
            queued_at_activator: queued.0,
            queued_at_pods: queued.1,
            latency: Latency::of(&self.latencies),
            pending: fleet.members().len() as u64 - ready,
            ready,
            draining: fleet.draining().len() as u64,
            desired: i64::from(fleet.replicas().0),
            recommended: i64::from(fleet.replicas().0),
            stable: None,
            panic: None,
            panicking: false,
            activator_in_path: !simulation.gateway().is_direct(),
            excess_burst_capacity: 0,
            busy: self.busy / self.interval as f64,
            short_seconds: self.short_seconds,
        };
        if let Scaler::Kpa(control_plane) = simulation.scaler() {
            let observed = control_plane.observed(now);
            row.desired = i64::from(
                control_plane
                    .status()
                    .desired
                    .unwrap_or(Replicas::UNKNOWN)
                    .0,
            );
            row.recommended = i64::from(control_plane.recommendation().0);
            row.stable = observed.map(|observed| observed.stable);
            row.panic = observed.map(|observed| observed.panic);
            row.panicking = control_plane.panicking();
            row.excess_burst_capacity = i64::from(control_plane.excess_burst_capacity());
        }
        row
    }
}

/// The requests that wait: at activators, and in the queues of pods.
fn queued(simulation: &Simulation) -> (u64, u64) {
    let plane = simulation.plane();
    let at_activators = plane
        .activators()
        .iter()
        .map(|a| u64::from(a.breaker.waiting()))
        .sum();
    let fleet = simulation.fleet();
    let pods = fleet
        .members()
        .iter()
        .map(|member| member.pod)
        .chain(fleet.draining().iter().copied());
    let at_pods = pods
        .filter_map(|pod| plane.pod(pod))
        .map(|pod| u64::from(pod.breaker.waiting()));
    (at_activators, at_pods.sum())
}

impl Observer for Recorder {
    fn arrived(&mut self, now: Time, request: &Request) {
        self.counts.offered += 1;
        let arrival = request.arrived.since(self.start).as_nanos();
        self.in_flight.change(now, 1);
        self.in_flight.arrivals = self.in_flight.arrivals.wrapping_add(arrival);
    }

    fn sent(&mut self, _: Time, _: &Request) {}

    fn started(&mut self, _: Time, request: &Request) {
        self.counts.cold_started += u64::from(request.cold);
    }

    fn ended(&mut self, now: Time, request: &Request, status: Status) {
        let time = now.since(request.arrived);
        self.in_flight.change(now, -1);
        self.in_flight.second.1 = self.in_flight.second.1.wrapping_add(time.as_nanos());
        let arrival = request.arrived.since(self.start).as_nanos();
        self.in_flight.arrivals = self.in_flight.arrivals.wrapping_sub(arrival);
        match status {
            Status::Answered => {
                self.counts.completed += 1;
                self.latencies.record(time);
            }
            Status::Refused => self.counts.rejected += 1,
            Status::TimedOut => self.counts.timed_out += 1,
            Status::GivenUp => self.counts.given_up += 1,
        }
    }

    fn reported(&mut self, _: Time, _: Statistic) {}
}

impl Watcher for Recorder {
    fn settled(&mut self, now: Time, simulation: &Simulation) {
        let before = self.seen;
        let fleet = simulation.fleet();
        let panicking = match simulation.scaler() {
            Scaler::Kpa(control_plane) => control_plane.panicking(),
            Scaler::Hpa(_) => false,
        };
        self.seen = Seen {
            replicas: fleet.replicas().0,
            ready: fleet.ready_members().len(),
            panicking,
            direct: simulation.gateway().is_direct(),
        };
        let seen = self.seen;
        if seen == before {
            return;
        }
        if seen.panicking
            && !before.panicking
            && let Scaler::Kpa(control_plane) = simulation.scaler()
            && let Some(decision) = control_plane.decision()
        {
            let spec = &control_plane.settings().decider;
            let (load, ready) = (decision.observed.panic, decision.base());
            let unit = match spec.metric {
                Metric::Rps => "requests per second",
                _ => "in flight",
            };
            let times_target = load / (ready * spec.target);
            self.note(
                now,
                Change::Panic {
                    load,
                    unit,
                    ready: ready as i32,
                    times_target,
                },
            );
        }
        if before.panicking && !seen.panicking {
            self.note(now, Change::Calm);
        }
        if seen.replicas != before.replicas {
            self.sums.scale_events += 1;
            self.note(
                now,
                Change::Scaled {
                    from: before.replicas,
                    to: seen.replicas,
                },
            );
        }
        if seen.ready != before.ready {
            self.note(
                now,
                Change::Ready {
                    from: before.ready,
                    to: seen.ready,
                },
            );
        }
        if seen.direct != before.direct {
            self.note(
                now,
                Change::Path {
                    direct: seen.direct,
                },
            );
        }
    }

    fn second(&mut self, now: Time, simulation: &Simulation) {
        self.in_flight.sum_up(now);
        let queued = queued(simulation);
        self.busy += simulation.busy().as_secs_f64();
        let seconds = self.sums.seconds;
        self.sum_up(now, simulation, queued.0 + queued.1);
        let counts = std::mem::take(&mut self.counts);
        self.totals.add(counts);
        self.interval_counts.add(counts);
        if seconds.is_multiple_of(self.interval) {
            let row = self.row(now, simulation, queued);
            self.hash.add(&row);
            self.rows.push(row);
            self.causes.note(now, simulation);
            self.pods.note(now, simulation);
            self.interval_counts = Counts::default();
            self.all_latencies.merge(&self.latencies);
            self.latencies.clear();
            self.busy = 0.0;
            self.short_seconds = 0;
        }
    }
}
