//! `request_stats.jsonl` and `activator_stats.jsonl`: what queue-proxy and activator report.

use kpa::cluster::stats::{ActivatorStats, RequestStats};
use kpa::units::{Duration, Time};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::compare::{Difference, read, same};
use crate::sampling::fields;

#[derive(Deserialize)]
struct QueueProxy {
    start_ms: i64,
    ops: Vec<(i64, String)>,
}

/// Queue-proxy's averages, report by report.
pub fn check_queue_proxy(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: QueueProxy = read(input)?;
    let start = Time::from_unix_millis(input.start_ms);
    let mut stats = RequestStats::new(start);
    let mut reports = Vec::new();
    for (after, op) in &input.ops {
        let now = start + Duration::from_millis(*after);
        match op.as_str() {
            "in" => stats.arrive(now, false),
            "pin" => stats.arrive(now, true),
            "out" => stats.end(now, false),
            "pout" => stats.end(now, true),
            "report" => reports.push(fields(stats.report(now))),
            other => return Err(Difference::new(format_args!("unknown operation {other:?}"))),
        }
    }
    same(&Value::Array(reports), output)
}

#[derive(Deserialize)]
struct Activator {
    ops: Vec<(i64, String)>,
}

/// What an activator sends, operation by operation.
pub fn check_activator(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: Activator = read(input)?;
    let mut stats = ActivatorStats::default();
    let mut rows = Vec::new();
    for (at, op) in &input.ops {
        let now = Time::from_unix_millis(*at);
        let sent = match op.as_str() {
            "in" => stats.arrive(now),
            "out" => {
                stats.end(now);
                None
            }
            "report" => stats.report(now),
            other => return Err(Difference::new(format_args!("unknown operation {other:?}"))),
        };
        let sent: Vec<Value> = sent
            .iter()
            .map(|s| json!([s.concurrency, s.requests]))
            .collect();
        rows.push(json!(sent));
    }
    same(&Value::Array(rows), output)
}
