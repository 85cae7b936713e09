//! `scaler.jsonl`: acting on a recommendation.

use kpa::autoscaler::reconciler::{Activity, Condition, Mode, Reason, Reconciliation, Sks, Status};
use kpa::autoscaler::scaler::{self, Probe};
use kpa::units::{Duration, Replicas, Time};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::compare::{Difference, read, same};
use crate::revision::Revision;

#[derive(Deserialize)]
struct Input {
    kind: String,
    #[serde(flatten)]
    revision: Revision,
    active: Active,
    active_for_ms: i64,
    initialized: bool,
    has_service_name: bool,
    sks_mode: Option<WrittenMode>,
    proxy_for_ms: Option<i64>,
    replicas: Option<i32>,
    #[serde(default)]
    desired: i32,
    probe: Option<WrittenProbe>,
    #[serde(default)]
    want: i32,
    #[serde(default)]
    ready: i32,
    #[serde(default)]
    ebc: i32,
    prior_desired: Option<i32>,
}

#[derive(Clone, Copy, Deserialize)]
enum Active {
    True,
    False,
    Unknown,
}

#[derive(Clone, Copy, Deserialize)]
enum WrittenMode {
    Proxy,
    Serve,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenProbe {
    Ok,
    Fail,
    Error,
}

/// Any instant will do: only how long things have been so counts.
const NOW: Time = Time::from_unix_secs(1_000_000_000);

fn ago(millis: i64) -> Time {
    NOW - Duration::from_millis(millis)
}

impl Input {
    fn status(&self) -> Status {
        let (activity, reason) = match self.active {
            Active::True => (Activity::Active, Reason::None),
            Active::False => (Activity::Inactive, Reason::NoTraffic),
            Active::Unknown => (Activity::Activating, Reason::Queued),
        };
        Status {
            condition: Condition {
                activity,
                reason,
                since: ago(self.active_for_ms),
            },
            initialized: self.initialized,
            named: self.has_service_name,
            desired: self.prior_desired.map(Replicas),
            actual: Replicas::ZERO,
        }
    }

    fn sks(&self) -> Option<Sks> {
        let mode = match self.sks_mode? {
            WrittenMode::Proxy => Mode::Proxy,
            WrittenMode::Serve => Mode::Serve,
        };
        let proxying_since = self.proxy_for_ms.map(ago);
        Some(Sks {
            mode,
            activators: 0,
            named: true,
            proxying_since,
        })
    }
}

/// Runs the part of the reconciler that the case is about.
pub fn check(input: &Value, output: &Value) -> Result<(), Difference> {
    let input: Input = read(input)?;
    let settings = input.revision.settings()?;
    let run = Reconciliation {
        now: NOW,
        settings: &settings,
        status: input.status(),
        sks: input.sks(),
        replicas: input.replicas.map(Replicas),
        ready: Replicas(input.ready),
        probe: match input.probe {
            Some(WrittenProbe::Ok) => Probe::Answered,
            Some(WrittenProbe::Fail | WrittenProbe::Error) | None => Probe::Unanswered,
        },
    };
    let got = match input.kind.as_str() {
        "scale" => {
            let scaling = scaler::scale(&run, Replicas(input.desired));
            json!({
                "returned": scaling.scale,
                "applied": scaling.applied,
                "requeue_ns": Vec::from_iter(scaling.requeue),
                "async_probe": scaling.probing_on,
                "probed": scaling.probed,
            })
        }
        "active" => {
            let mut status = run.status;
            let threshold = status.compute_active(NOW, &settings, Replicas(input.want), run.ready);
            json!({
                "threshold": threshold,
                "active": active(status),
                "reason": reason(status),
                "initialized": status.initialized,
                "clock_reset": status.condition.since != run.status.condition.since,
            })
        }
        "reconcile" => {
            let done = run.run(Replicas(input.desired), input.ebc);
            let scaling = done.scaling.unwrap_or_default();
            json!({
                "mode": format!("{:?}", done.mode),
                "num_activators": done.activators,
                "applied": scaling.applied,
                "requeue_ns": Vec::from_iter(scaling.requeue),
                "async_probe": scaling.probing_on,
                "active": active(done.status),
                "reason": reason(done.status),
                "initialized": done.status.initialized,
                "active_for_ms": NOW.since(done.status.condition.since).as_nanos() / 1_000_000,
                "desired_status": done.status.desired,
                "actual_status": done.status.actual,
            })
        }
        other => return Err(Difference::new(format_args!("unknown kind {other:?}"))),
    };
    same(&got, output)
}

fn active(status: Status) -> &'static str {
    match status.condition.activity {
        Activity::Active => "True",
        Activity::Inactive => "False",
        Activity::Activating => "Unknown",
    }
}

fn reason(status: Status) -> &'static str {
    match status.condition.reason {
        Reason::None => "",
        Reason::Queued => "Queued",
        Reason::NoTraffic => "NoTraffic",
        Reason::TimedOut => "TimedOut",
    }
}
