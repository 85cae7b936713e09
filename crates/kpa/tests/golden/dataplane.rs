//! `dataplane.jsonl`: requests on their way through activators and pods, each case as certain as its
//! level says.

use std::collections::BTreeMap;

use kpa::autoscaler::collector::Statistic;
use kpa::cluster::dataplane::{DataPlane, Observer, Revision};
use kpa::cluster::line::Slot;
use kpa::cluster::random::{Stream, stream};
use kpa::cluster::requests::{Demand, Entrance, PodId, Request, Status};
use kpa::units::{Duration, Time};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::compare::{Difference, read, same};

#[derive(Deserialize)]
struct Input {
    container_concurrency: u32,
    timeout_s: i64,
    activators: usize,
    activator_events: Vec<(i64, usize)>,
    pod_events: Vec<(i64, Vec<u32>)>,
    direct: bool,
    requests: Vec<Value>,
    cancels: Vec<(u32, i64)>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Arrival {
    At(i64, i64),
    AtEntrance(i64, i64, u32),
}

/// Something that the case prescribes. Those of one instant happen in the order given here.
enum Prescribed {
    Pods(Vec<PodId>),
    Activators(usize),
    Arrival(u32, i64, u32),
    Cancel(u32),
}

/// A request's row: pod, assigned, started, done, status.
type Row = (
    Option<u32>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<u16>,
);

/// Fills the rows.
struct Recorder {
    container_concurrency: u32,
    rows: Vec<Row>,
    running: BTreeMap<PodId, u32>,
    broken: Option<Difference>,
}

fn micros(at: Time) -> i64 {
    at.unix_nanos() / 1_000
}

impl Recorder {
    fn row(&mut self, request: &Request) -> &mut Row {
        &mut self.rows[request.tag as usize]
    }
}

impl Observer for Recorder {
    fn arrived(&mut self, _: Time, _: &Request) {}

    fn sent(&mut self, now: Time, request: &Request) {
        let row = self.row(request);
        row.0 = Some(request.pod.0);
        row.1 = Some(micros(now));
    }

    fn started(&mut self, now: Time, request: &Request) {
        self.row(request).2 = Some(micros(now));
        let running = self.running.entry(request.pod).or_default();
        *running += 1;
        if self.container_concurrency > 0 && *running > self.container_concurrency {
            let text = format_args!("pod {} runs {running} at a time", request.pod.0);
            self.broken.get_or_insert(Difference::new(text));
        }
    }

    fn ended(&mut self, now: Time, request: &Request, status: Status) {
        let row = self.row(request);
        row.3 = Some(micros(now));
        row.4 = Some(match status {
            Status::Answered => 200,
            Status::Refused => 503,
            Status::TimedOut => 504,
            Status::GivenUp => 0,
        });
        if row.2.is_some() {
            *self.running.entry(request.pod).or_default() -= 1;
        }
    }

    fn reported(&mut self, _: Time, _: Statistic) {}
}

/// Runs a case and compares what is certain.
pub fn check(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: Input = read(input)?;
    let recorder = run(&input)?;
    if let Some(difference) = recorder.broken {
        return Err(difference);
    }
    compare(recorder.rows, output)
}

fn run(input: &Input) -> Result<Recorder, Difference> {
    let at = |micros: i64| Time::from_unix_nanos(micros * 1_000);
    let mut recorder = Recorder {
        container_concurrency: input.container_concurrency,
        rows: vec![Row::default(); input.requests.len()],
        running: BTreeMap::new(),
        broken: None,
    };
    let revision = Revision {
        container_concurrency: input.container_concurrency,
        timeout: Duration::from_secs(input.timeout_s),
        patience: Duration::MAX,
        cores: None,
    };
    let balancing = stream(1, Stream::Balancing);
    let mut plane = DataPlane::new(revision, at(0), input.activators, balancing);
    plane.set_activators(&mut recorder, at(0), input.activators);

    let mut slots: Vec<Option<Slot>> = vec![None; input.requests.len()];
    for (time, happening) in prescribed(input)? {
        let now = at(time);
        while plane.next_time().is_some_and(|next| next <= now) {
            plane.step(&mut recorder);
        }
        match happening {
            Prescribed::Pods(pods) => plane.set_pods(&mut recorder, now, &pods),
            Prescribed::Activators(n) => plane.set_activators(&mut recorder, now, n),
            Prescribed::Arrival(tag, service, k) => {
                let entrance = match input.direct {
                    true => Entrance::Pod(PodId(k)),
                    false => Entrance::Activator(k as usize),
                };
                let service = Duration::from_micros(service);
                let demand = Demand {
                    service,
                    ..Demand::default()
                };
                let slot = plane.arrive(&mut recorder, now, entrance, demand, tag);
                slots[tag as usize] = Some(slot);
            }
            Prescribed::Cancel(tag) => {
                let answered = recorder.rows[tag as usize].3.is_some();
                if let Some(slot) = slots[tag as usize].filter(|_| !answered) {
                    plane.give_up(&mut recorder, now, slot);
                }
            }
        }
    }
    while plane.next_time().is_some() {
        plane.step(&mut recorder);
    }
    Ok(recorder)
}

/// Everything that the case prescribes, in order of time.
fn prescribed(input: &Input) -> Result<Vec<(i64, Prescribed)>, Difference> {
    let mut all = Vec::new();
    for (at, pods) in &input.pod_events {
        all.push((
            *at,
            Prescribed::Pods(pods.iter().copied().map(PodId).collect()),
        ));
    }
    for &(at, n) in &input.activator_events {
        all.push((at, Prescribed::Activators(n)));
    }
    for (tag, request) in input.requests.iter().enumerate() {
        let (at, service, k) = match read(request)? {
            Arrival::At(at, service) => (at, service, 0),
            Arrival::AtEntrance(at, service, k) => (at, service, k),
        };
        all.push((at, Prescribed::Arrival(tag as u32, service, k)));
    }
    for &(tag, at) in &input.cancels {
        all.push((at, Prescribed::Cancel(tag)));
    }
    all.sort_by_key(|(at, _)| *at);
    Ok(all)
}

/// Compares on the level of the case.
fn compare(mut rows: Vec<Row>, output: &Value) -> Result<(), Difference> {
    let level: String = read(&output["level"])?;
    let mut got = json!({ "level": level });
    match level.as_str() {
        "exact" => {}
        "times" => {
            if output.get("per_pod").is_some() {
                let mut per_pod: BTreeMap<String, u32> = BTreeMap::new();
                for pod in rows.iter().filter_map(|row| row.0) {
                    *per_pod.entry(pod.to_string()).or_default() += 1;
                }
                got["per_pod"] = json!(per_pod);
            }
            rows.iter_mut().for_each(|row| row.0 = None);
        }
        "until" => {
            let until: i64 = read(&output["until_us"])?;
            for (pod, assigned, started, done, status) in &mut rows {
                for at in [&mut *assigned, &mut *started, &mut *done] {
                    *at = at.filter(|&at| at < until);
                }
                *pod = pod.filter(|_| assigned.is_some());
                *status = status.filter(|_| done.is_some());
            }
            got["until_us"] = json!(until);
        }
        "multiset" => {
            let sorted = |column: fn(&Row) -> Option<i64>| {
                let mut times: Vec<i64> = rows.iter().filter_map(column).collect();
                times.sort_unstable();
                json!(times)
            };
            got["assigned"] = sorted(|row| row.1);
            got["started"] = sorted(|row| row.2);
            got["done"] = sorted(|row| row.3);
            let mut status: BTreeMap<String, u32> = BTreeMap::new();
            for code in rows.iter().filter_map(|row| row.4) {
                *status.entry(code.to_string()).or_default() += 1;
            }
            got["status"] = json!(status);
            return same(&got, output);
        }
        other => return Err(Difference::new(format_args!("unknown level {other:?}"))),
    }
    got["requests"] = json!(rows);
    same(&got, output)
}
