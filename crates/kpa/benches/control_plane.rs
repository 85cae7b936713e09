//! What a decision costs, and what a run of the control plane costs.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use kpa::autoscaler::collector::{Collector, Statistic};
use kpa::autoscaler::decider::Decider;
use kpa::cluster::averaged::Cluster;
use kpa::settings::Annotations;
use kpa::settings::config::AutoscalerConfig;
use kpa::settings::resolve::{Reachability, RevisionSettings};
use kpa::units::{Duration, Replicas, Time};

const START: Time = Time::from_unix_secs(1_700_000_000);

fn settings(annotations: &[(&str, &str)]) -> RevisionSettings {
    let annotations: Annotations = annotations
        .iter()
        .map(|(key, value)| {
            (
                format!("autoscaling.knative.dev/{key}"),
                (*value).to_owned(),
            )
        })
        .collect();
    RevisionSettings::resolve(
        &AutoscalerConfig::default(),
        &annotations,
        0,
        Reachability::Reachable,
    )
}

/// A load that never stands still, between 5 and 95.
fn load(second: i64) -> f64 {
    (second * 37 % 91 + 5) as f64
}

fn at(second: i64) -> Time {
    START + Duration::from_secs(second)
}

fn report(load: f64) -> Statistic {
    Statistic {
        concurrency: load,
        requests: load,
        ..Statistic::default()
    }
}

/// One decision on windows that are full: both averages and the decision itself.
fn decision(criterion: &mut Criterion) {
    let weighted = ("metric-aggregation-algorithm", "weighted-exponential");
    for (name, annotations) in [
        ("60 s window, linear", vec![("window", "60s")]),
        ("60 s window, weighted", vec![("window", "60s"), weighted]),
        ("1 h window, linear", vec![("window", "1h")]),
        ("1 h window, weighted", vec![("window", "1h"), weighted]),
    ] {
        let settings = settings(&annotations);
        let mut collector = Collector::new(&settings);
        let mut decider = Decider::new(&settings.decider, START, Replicas(1));
        for second in 0..4000 {
            collector.record(at(second), &report(load(second)));
        }
        // Every second decision finds the second just begun, without a statistic yet.
        let mut late = 0;
        criterion.bench_function(&format!("decision/{name}"), |bencher| {
            bencher.iter(|| {
                late ^= 1;
                let now = at(3999 + late);
                let observed = collector.observed(black_box(now));
                observed.map(|o| {
                    let decision = decider.decide(&settings.decider, now, Replicas(3), o);
                    black_box(decision).desired
                })
            });
        });
    }
}

/// An hour of one revision: 3,600 statistics, 1,800 decisions.
fn hour(criterion: &mut Criterion) {
    let settings = settings(&[]);
    criterion.bench_function("hour of statistics and decisions", |bencher| {
        bencher.iter(|| {
            let mut collector = Collector::new(&settings);
            let mut decider = Decider::new(&settings.decider, START, Replicas(1));
            let mut ready = Replicas(1);
            for second in 0..3600 {
                collector.record(at(second), &report(load(second)));
                if second % 2 == 0
                    && let Some(observed) = collector.observed(at(second))
                {
                    ready = decider
                        .decide(&settings.decider, at(second), ready, observed)
                        .desired;
                }
            }
            ready
        });
    });
}

/// Ten minutes of everything: pods, reconciler, windows, decisions.
fn closed_loop(criterion: &mut Criterion) {
    let settings = settings(&[("target", "10")]);
    criterion.bench_function("closed loop of 10 minutes", |bencher| {
        bencher.iter(|| {
            let mut cluster = Cluster::new(START, settings.clone(), Duration::from_secs(3));
            for second in 0..600 {
                cluster.advance(load(second));
            }
            cluster.ready()
        });
    });
}

criterion_group!(benches, decision, hour, closed_loop);
criterion_main!(benches);
