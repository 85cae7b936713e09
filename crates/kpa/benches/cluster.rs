//! What a simulated request costs, and how that grows with the number of requests and of pods.

#[path = "ten_minutes/scenario.rs"]
mod scenario;

use std::time::Duration as WallClock;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kpa::cluster::distribution::Distribution;
use kpa::cluster::scenario::Scenario;
use kpa::units::Duration;
use scenario::{run, scenario, service};

/// How long the runs of the groups below are.
const LENGTH: Duration = Duration::from_secs(100);

/// 100 requests per second for 600 s, target 10, 1 s each, everything recorded.
fn ten_minutes(criterion: &mut Criterion) {
    let effective = service(&[("target", "10".to_owned())]);
    let scenario = scenario(100.0);
    criterion.bench_function("100 requests/s × 600 s", |bencher| {
        bencher.iter(|| run(&effective, &scenario, Duration::from_secs(600)));
    });
}

/// From a hundred to ten million requests, all in 100 s on up to a hundred and fifty pods.
fn requests(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("requests");
    group
        .sample_size(10)
        .measurement_time(WallClock::from_secs(3));
    for power in 2..=7 {
        let requests = 10f64.powi(power);
        let target = (requests / 10_000.0).max(1.0);
        let effective = service(&[("target", target.to_string())]);
        let scenario = scenario(requests / 100.0);
        group.throughput(Throughput::Elements(requests as u64));
        let name = BenchmarkId::from_parameter(requests);
        group.bench_with_input(name, &scenario, |bencher, scenario| {
            bencher.iter(|| run(&effective, scenario, LENGTH));
        });
    }
    group.finish();
}

/// 100,000 requests in 100 s on 1 to 1000 pods.
fn pods(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pods");
    group
        .sample_size(10)
        .measurement_time(WallClock::from_secs(3));
    for pods in [1, 10, 100, 1000] {
        let scale = pods.to_string();
        let effective = service(&[
            ("min-scale", scale.clone()),
            ("max-scale", scale.clone()),
            ("initial-scale", scale),
        ]);
        group.throughput(Throughput::Elements(100_000));
        let name = BenchmarkId::from_parameter(pods);
        group.bench_with_input(name, &scenario(1000.0), |bencher, scenario| {
            bencher.iter(|| run(&effective, scenario, LENGTH));
        });
    }
    group.finish();
}

/// 100,000 requests per second for 100 s on a hundred pods, which overtake each other.
fn overtaking(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("overtaking");
    group
        .sample_size(10)
        .measurement_time(WallClock::from_secs(3));
    let effective = service(&[("target", "1000".to_owned())]);
    let scenario = Scenario {
        service: Distribution::Exponential(Duration::from_secs(1)),
        ..scenario(100_000.0)
    };
    group.throughput(Throughput::Elements(10_000_000));
    group.bench_function("exponential", |bencher| {
        bencher.iter(|| run(&effective, &scenario, LENGTH));
    });
    group.finish();
}

criterion_group!(benches, ten_minutes, requests, pods, overtaking);
criterion_main!(benches);
