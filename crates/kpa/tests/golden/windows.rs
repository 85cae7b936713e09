//! `windows.jsonl`, `smoothing.json`, `delay_window.jsonl`: the windows by themselves.

use kpa::autoscaler::delay_window::DelayWindow;
use kpa::autoscaler::window::{Window, smoothing_coefficient};
use kpa::settings::resolve::Aggregation;
use kpa::units::{Duration, Replicas, Time};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::compare::{Difference, Float, float, read, same};
use crate::recordings::Table;

#[derive(Deserialize)]
struct Input {
    kind: String,
    window_ms: i64,
    granularity_ms: i64,
    ops: Vec<Op>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Op {
    Ask(String, i64),
    Tell(String, i64, Float),
}

/// Records, reads and resizes in the order given.
pub fn check(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: Input = read(input)?;
    let aggregation = match input.kind.as_str() {
        "weighted" => Aggregation::WeightedExponential,
        _ => Aggregation::Linear,
    };
    let mut window = Window::with_granularity(
        aggregation,
        Duration::from_millis(input.window_ms),
        Duration::from_millis(input.granularity_ms),
    );
    let mut results = Vec::new();
    for op in input.ops {
        let (name, time, value) = match op {
            Op::Ask(name, time) => (name, time, 0.0),
            Op::Tell(name, time, value) => (name, time, value.0),
        };
        let time = Time::from_unix_millis(time);
        match name.as_str() {
            "r" => window.record(time, value),
            "a" => results.push(float(window.average(time))),
            "e" => results.push(json!(window.is_empty(time))),
            "z" => window.resize(time, Duration::from_millis(value as i64)),
            other => return Err(Difference::new(format_args!("unknown operation {other:?}"))),
        }
    }
    same(&Value::Array(results), output)
}

/// The weight of the newest of n buckets.
pub const SMOOTHING: &[Table] = &[
    ("smoothing_coeff", |buckets, coefficient| {
        let buckets = buckets.parse().map_err(Difference::new)?;
        same(&float(smoothing_coefficient(buckets)), coefficient)
    }),
    ("floor", |_, floor| {
        same(&float(smoothing_coefficient(1_000)), floor)
    }),
];

#[derive(Deserialize)]
struct DelayInput {
    duration_ms: i64,
    granularity_ms: i64,
    ops: Vec<Value>,
}

/// Records recommendations and reads the maximum after each.
pub fn check_delay(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: DelayInput = read(input)?;
    let mut window = DelayWindow::with_granularity(
        Duration::from_millis(input.duration_ms),
        Duration::from_millis(input.granularity_ms),
    );
    let mut maxima = Vec::new();
    for op in &input.ops {
        // `["c"]` only reads.
        if *op != json!(["c"]) {
            let (time, value) = read(op)?;
            window.record(Time::from_unix_millis(time), Replicas(value));
        }
        maxima.push(window.current());
    }
    same(&json!(maxima), output)
}
