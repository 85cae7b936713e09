//! `decider.jsonl` and `collector.jsonl`: the decision, by itself and on real windows.

use kpa::autoscaler::collector::{Collector, Observed, Statistic};
use kpa::autoscaler::decider::Decider;
use kpa::settings::resolve::{DeciderSpec, Metric};
use kpa::units::{Duration, Replicas, Time};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::compare::{Difference, Float, float, read, same};
use crate::revision::Revision;

/// The recommendation before the first decision.
pub const NO_RECOMMENDATION: Replicas = Replicas::UNKNOWN;

#[derive(Deserialize)]
struct Spec {
    max_scale_up_rate: Float,
    max_scale_down_rate: Float,
    metric: String,
    target: Float,
    total: Float,
    tbc: Float,
    panic_threshold: Float,
    stable_window_ms: i64,
    scale_down_delay_ms: i64,
    reachable: bool,
    activation_scale: i32,
}

impl From<Spec> for DeciderSpec {
    fn from(spec: Spec) -> Self {
        Self {
            max_scale_up_rate: spec.max_scale_up_rate.0,
            max_scale_down_rate: spec.max_scale_down_rate.0,
            metric: match spec.metric.as_str() {
                "rps" => Metric::Rps,
                _ => Metric::Concurrency,
            },
            target: spec.target.0,
            total: spec.total.0,
            target_burst_capacity: spec.tbc.0,
            panic_threshold: spec.panic_threshold.0,
            stable_window: Duration::from_millis(spec.stable_window_ms),
            scale_down_delay: Duration::from_millis(spec.scale_down_delay_ms),
            reachable: spec.reachable,
            activation_scale: Replicas(spec.activation_scale),
            // Neither has a part in a decision, and the recordings don't give them.
            activator_capacity: 100.0,
            initial_scale: Replicas(1),
        }
    }
}

#[derive(Deserialize)]
struct Input {
    spec: Spec,
    t0_ms: i64,
    initial_ready: Option<i32>,
    ticks: Vec<Tick>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Tick {
    Update { update: Spec },
    Decide(i64, Ready, Option<Float>, Option<Float>),
}

/// How many replicas are ready, as counting them answers.
#[derive(Deserialize)]
#[serde(untagged)]
enum Ready {
    Counted(i32),
    NotFound(()),
    Failed(IgnoredAny),
}

/// One row: the decision, or zeros where there is none, then what is remembered.
fn row(decider: &Decider, outcome: Option<(Replicas, i32)>, t0: Time) -> Vec<Value> {
    let (desired, excess) = outcome.unwrap_or_default();
    vec![
        json!(desired),
        json!(excess),
        json!(u8::from(outcome.is_some())),
        json!(
            decider
                .panic_since()
                .map(|since| since.since(t0).as_nanos() / 1_000_000)
        ),
        json!(decider.max_panic_replicas()),
    ]
}

/// Decides tick by tick, with the averages and ready replicas given.
pub fn check(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: Input = read(input)?;
    let t0 = Time::from_unix_millis(input.t0_ms);
    let mut spec = input.spec.into();
    let mut decider = Decider::new(&spec, t0, Replicas(input.initial_ready.unwrap_or(0)));
    let mut rows = Vec::new();
    for tick in input.ticks {
        let (dt, ready, stable, panic) = match tick {
            Tick::Update { update } => {
                spec = update.into();
                continue;
            }
            Tick::Decide(dt, ready, stable, panic) => (dt, ready, stable, panic),
        };
        let ready = match ready {
            Ready::Counted(n) => Some(Replicas(n)),
            Ready::NotFound(()) => Some(Replicas::ZERO),
            // Knative decides nothing when it can't count.
            Ready::Failed(_) => None,
        };
        let outcome = match (ready, stable, panic) {
            (Some(ready), Some(Float(stable)), Some(Float(panic))) => {
                let now = t0 + Duration::from_millis(dt);
                let decision = decider.decide(&spec, now, ready, Observed { stable, panic });
                Some((decision.desired, decision.excess_burst_capacity))
            }
            _ => None,
        };
        rows.push(Value::Array(row(&decider, outcome, t0)));
    }
    same(&Value::Array(rows), output)
}

#[derive(Deserialize)]
struct CollectorInput {
    #[serde(flatten)]
    revision: Revision,
    t0_ms: i64,
    scrapes: bool,
    initial_ready: Option<i32>,
    ops: Vec<Value>,
}

/// Records statistics into real windows and decides on them.
pub fn check_collector(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: CollectorInput = read(input)?;
    let settings = input.revision.settings()?;
    if settings.scrapes() != input.scrapes {
        return Err(Difference::new(
            "replicas are scraped, or aren't, unlike recorded",
        ));
    }
    let t0 = Time::from_unix_millis(input.t0_ms);
    let at = |dt| t0 + Duration::from_millis(dt);
    let spec = &settings.decider;
    let mut collector = Collector::new(&settings);
    let mut decider = Decider::new(spec, t0, Replicas(input.initial_ready.unwrap_or(0)));
    let mut rows = Vec::new();
    for op in &input.ops {
        if op[0] == "r" {
            let (now, statistic) = statistic(op, &spec.metric)?;
            collector.record(at(now), &statistic);
            continue;
        }
        let (_, dt, ready): (String, i64, i32) = read(op)?;
        let observed = collector.observed(at(dt));
        let outcome = observed.map(|observed| {
            let decision = decider.decide(spec, at(dt), Replicas(ready), observed);
            (decision.desired, decision.excess_burst_capacity)
        });
        let mut columns = vec![
            observed.map_or(Value::Null, |o| float(o.stable)),
            observed.map_or(Value::Null, |o| float(o.panic)),
        ];
        columns.extend(row(&decider, outcome, t0));
        rows.push(Value::Array(columns));
    }
    same(&Value::Array(rows), output)
}

/// A recorded statistic and its time: that of the metric in use, or all four numbers.
fn statistic(op: &Value, metric: &Metric) -> Result<(i64, Statistic), Difference> {
    let time = read(&op[1])?;
    let numbers = op
        .as_array()
        .and_then(|parts| parts.get(2..))
        .unwrap_or_default();
    let numbers: Vec<Float> = numbers.iter().map(read).collect::<Result<_, _>>()?;
    let statistic = match (numbers.as_slice(), metric) {
        (&[Float(requests), Float(proxied_requests)], Metric::Rps) => Statistic {
            requests,
            proxied_requests,
            ..Statistic::default()
        },
        (&[Float(concurrency), Float(proxied_concurrency)], _) => Statistic {
            concurrency,
            proxied_concurrency,
            ..Statistic::default()
        },
        (
            &[
                Float(concurrency),
                Float(proxied_concurrency),
                Float(requests),
                Float(proxied_requests),
            ],
            _,
        ) => Statistic {
            concurrency,
            proxied_concurrency,
            requests,
            proxied_requests,
        },
        _ => return Err(Difference::new(format_args!("{op} is no statistic"))),
    };
    Ok((time, statistic))
}
