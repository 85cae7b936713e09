//! `breaker.jsonl` and `queue_proxy.json`: the concurrency limiter of queue-proxy.

use kpa::cluster::breaker::{Admission, Breaker};
use kpa::cluster::line::{Links, Slot};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::compare::{Difference, read, same};
use crate::recordings::Table;

#[derive(Deserialize)]
struct Input {
    queue_depth: u32,
    max_concurrency: u32,
    initial_capacity: u32,
    ops: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Op {
    Of(String, u32),
    Plain([String; 1]),
}

/// Runs the operations one by one.
pub fn check(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: Input = read(input)?;
    let mut breaker = Breaker::new(
        input.initial_capacity,
        input.queue_depth + input.max_concurrency,
    );
    let mut links = Links::default();
    let mut rows = Vec::new();
    for op in &input.ops {
        let op: Op = read(op)?;
        let (name, number) = match &op {
            Op::Of(name, number) => (name.as_str(), *number),
            Op::Plain([name]) => (name.as_str(), 0),
        };
        let [mut started, mut rejected, mut cancelled]: [Vec<Slot>; 3] = Default::default();
        match name {
            "a" => {
                links.cover(number);
                match breaker.arrive(&mut links, number) {
                    Admission::Runs => started.push(number),
                    Admission::Waits => {}
                    Admission::Refused => rejected.push(number),
                }
            }
            "f" | "rr" => started.extend(breaker.finish(&mut links)),
            "c" => {
                breaker.give_up(&mut links, number);
                cancelled.push(number);
            }
            "u" => {
                for _ in 0..breaker.resize(number) {
                    started.extend(breaker.wake(&mut links));
                }
            }
            "r" => {
                let granted = breaker.reserve();
                rows.push(json!([granted, breaker.in_flight()]));
                continue;
            }
            other => return Err(Difference::new(format_args!("unknown operation {other:?}"))),
        }
        let (in_flight, capacity) = (breaker.in_flight(), breaker.capacity());
        rows.push(json!([started, rejected, cancelled, in_flight, capacity]));
    }
    same(&Value::Array(rows), output)
}

/// The breaker that queue-proxy builds for a container concurrency, filled up.
pub const QUEUE_PROXY: &[Table] = &[("queue_proxy", |_, entry| {
    let cc = entry["container_concurrency"].as_u64().unwrap_or_default() as u32;
    let Some(mut breaker) = Breaker::of_queue_proxy(cc) else {
        return same(
            &json!({"breaker": false, "container_concurrency": cc}),
            entry,
        );
    };
    let mut links = Links::default();
    let mut arrivals = 0..;
    let first_rejected = arrivals.find(|&slot| {
        links.cover(slot);
        breaker.arrive(&mut links, slot) == Admission::Refused
    });
    let got = json!({
        "breaker": true,
        "container_concurrency": cc,
        "capacity": breaker.capacity(),
        "running_at_full": breaker.running(),
        "waiting_at_full": breaker.waiting(),
        "first_rejected": first_rejected.map(|slot| slot + 1),
    });
    same(&got, entry)
})];
