//! `closed_loop.jsonl` and `closed_loop_long.jsonl`: everything together in virtual time.

use std::collections::VecDeque;

use kpa::autoscaler::reconciler::{Activity, Mode};
use kpa::cluster::averaged::Cluster;
use kpa::units::{Duration, Time};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::compare::{Difference, float, read, same};
use crate::revision::{Revision, Written};

#[derive(Deserialize)]
struct Input {
    config: Value,
    annotations: Value,
    container_concurrency: Value,
    pod_start_s: i64,
    t0_unix_s: i64,
    reachability: VecDeque<(usize, Written)>,
    load: Vec<f64>,
}

/// Columns that may change without a row of their own in the thinned recording.
const AVERAGES: usize = 2;

struct Run {
    /// One row a second.
    rows: Vec<Vec<Value>>,
    scale_events: Vec<Value>,
}

fn run(input: &Value) -> Result<Run, Difference> {
    let mut input: Input = read(input)?;
    // The reachability is a list of changes here, unlike in the other recordings.
    let revision: Revision = read(&json!({
        "config": input.config,
        "annotations": input.annotations,
        "container_concurrency": input.container_concurrency,
    }))?;
    let settings = revision.settings_if(Written::Reachable.into())?;
    let start_time = Duration::from_secs(input.pod_start_s);
    let mut cluster = Cluster::new(Time::from_unix_secs(input.t0_unix_s), settings, start_time);

    let mut run = Run {
        rows: Vec::new(),
        scale_events: Vec::new(),
    };
    for (second, &load) in input.load.iter().enumerate() {
        if let Some((_, reachability)) = input.reachability.pop_front_if(|(at, _)| *at == second) {
            cluster.adopt(revision.settings_if(reachability.into())?);
        }
        cluster.advance(load);
        run.rows.push(row(&cluster));
        run.scale_events.extend(
            cluster
                .scale_events()
                .iter()
                .map(|(from, to)| json!([second, from, to])),
        );
    }
    Ok(run)
}

fn row(cluster: &Cluster) -> Vec<Value> {
    let control_plane = cluster.control_plane();
    let observed = control_plane.observed(cluster.now());
    let status = control_plane.status();
    vec![
        observed.map_or(Value::Null, |o| float(o.stable)),
        observed.map_or(Value::Null, |o| float(o.panic)),
        json!(control_plane.recommendation()),
        json!(control_plane.excess_burst_capacity()),
        json!(u8::from(control_plane.panicking())),
        json!(status.desired),
        json!(cluster.replicas()),
        json!(cluster.ready()),
        json!(match status.condition.activity {
            Activity::Active => "A",
            Activity::Activating => "U",
            Activity::Inactive => "I",
        }),
        json!(control_plane.sks().map(|sks| match sks.mode {
            Mode::Proxy => "P",
            Mode::Serve => "S",
        })),
        json!(control_plane.sks().map(|sks| sks.activators)),
    ]
}

/// Runs the scenario; a row every second, and every write of the replica count.
pub fn check(input: &Value, output: &Value) -> Result<(), Difference> {
    let run = run(input)?;
    same(
        &json!({"rows": run.rows, "scale_events": run.scale_events}),
        output,
    )
}

/// Runs the scenario; the rows that the thinned recording holds, and that it holds all it must.
pub fn check_long(input: &Value, output: &Value) -> Result<(), Difference> {
    let run = run(input)?;
    let last = run.rows.len().saturating_sub(1);
    let printed = run.rows.iter().enumerate().filter(|&(second, row)| {
        let changed = || run.rows[second - 1][AVERAGES..] != row[AVERAGES..];
        second % 10 == 0 || second == last || changed()
    });
    let rows: Vec<Value> = printed
        .map(|(second, row)| {
            let mut columns = vec![json!(second)];
            columns.extend(row.iter().cloned());
            Value::Array(columns)
        })
        .collect();
    same(
        &json!({"rows": rows, "scale_events": run.scale_events}),
        output,
    )
}
