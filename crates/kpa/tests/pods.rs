//! The pods of each row, as a specification: what somebody sees who looks at the cluster at any moment.

use kpa::cluster::distribution::Distribution;
use kpa::cluster::pattern::Pattern;
use kpa::cluster::scenario::Scenario;
use kpa::cluster::traffic::{Source, Traffic};
use kpa::settings::review::{Effective, review};
use kpa::timeline::pods::{Load, Pod, SHOWN_MAX};
use kpa::timeline::run::Run;
use kpa::units::Duration;

fn secs(secs: i64) -> Duration {
    Duration::from_secs(secs)
}

/// What counts for a Service with these annotations and this container concurrency.
fn service(annotations: &[(&str, &str)], container_concurrency: u32) -> Effective {
    let lines: String = annotations
        .iter()
        .map(|(key, value)| format!("        autoscaling.knative.dev/{key}: \"{value}\"\n"))
        .collect();
    let yaml = format!(
        "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: test\n\
         spec:\n  template:\n    metadata:\n      annotations:\n{lines}    spec:\n      \
         containerConcurrency: {container_concurrency}\n      containers:\n        - image: test\n"
    );
    let review = review(&[&yaml]);
    let effective = review.effective;
    effective.unwrap_or_else(|| panic!("{:?}", review.findings))
}

/// So many clients from the start on, requests of 20 s, pods that take four seconds to start.
fn clients(clients: f64) -> Scenario {
    let pause = Duration::ZERO;
    Scenario {
        traffic: Traffic {
            source: Source::Clients { pause },
            pattern: Pattern::Steady(clients),
        },
        service: Distribution::Constant(secs(20)),
        start_up: Distribution::Constant(secs(4)),
        ..Scenario::default()
    }
}

/// A run up to so many seconds.
fn run(effective: &Effective, clients: f64, end: i64) -> Run {
    let mut run = Run::new(effective, &self::clients(clients), secs(1));
    run.advance_to(secs(end));
    run
}

/// Checks the pods of a row.
#[track_caller]
fn check(run: &Run, row: usize, pods: &[Pod]) {
    assert_eq!(run.pods(row).collect::<Vec<_>>(), pods, "at {row} s");
}

fn ready(running: u16, queued: u16) -> Pod {
    Pod::Ready(Load { running, queued })
}

#[test]
fn a_pod_starts_and_is_ready() {
    let run = run(&service(&[], 0), 12.0, 6);
    for (row, share) in [(0, 0.0), (1, 0.25), (2, 0.5), (3, 0.75)] {
        let pods: Vec<_> = run.pods(row).collect();
        let [Pod::Starting { progress }] = pods[..] else {
            panic!("{pods:?} at {row} s");
        };
        assert!((progress - share).abs() < 1e-4, "{progress} at {row} s");
        assert_eq!(run.rows()[row].queued_at_activator, 12.min(12 * row as u64));
    }
    // Ready, but not yet known to the activator; then it has all that waited.
    check(&run, 4, &[ready(0, 0)]);
    check(&run, 5, &[ready(12, 0)]);
    check(&run, 6, &[ready(12, 0)]);
    // There is no row yet.
    check(&run, 7, &[]);
}

#[test]
fn what_exceeds_a_hard_limit_queues_at_the_pod() {
    // Straight to the pod, which the activator wouldn't overfill.
    let direct = [("target-burst-capacity", "0"), ("max-scale", "1")];
    let mut run = run(&service(&direct, 2), 2.0, 10);
    assert!(!run.rows()[10].activator_in_path);
    run.offer(Pattern::Steady(9.0));
    run.advance_to(secs(12));
    check(&run, 12, &[ready(2, 7)]);
    assert_eq!(run.simulation().plane().container_concurrency(), 2);
}

#[test]
fn pods_that_go_finish_what_they_hold() {
    let three = [("initial-scale", "3"), ("max-scale", "3")];
    let one = [("initial-scale", "3"), ("max-scale", "1")];
    let mut run = run(&service(&three, 1), 3.0, 8);
    check(&run, 8, &[ready(1, 0); 3]);
    run.adopt(secs(8), &service(&one, 1));
    run.advance_to(secs(12));
    let draining = Pod::Draining(Load {
        running: 1,
        queued: 0,
    });
    check(&run, 12, &[ready(1, 0), draining, draining]);
    // What was is as it was.
    check(&run, 8, &[ready(1, 0); 3]);
    run.advance_to(secs(30));
    assert_eq!(run.rows()[30].draining, 0);
    assert_eq!(run.pods(30).count(), 1);
}

#[test]
fn of_very_many_pods_some_are_kept() {
    let many = [("initial-scale", "300"), ("min-scale", "300")];
    let run = run(&service(&many, 0), 0.0, 5);
    assert_eq!((run.rows()[1].pending, run.rows()[5].ready), (300, 300));
    assert_eq!(run.pods(1).count(), SHOWN_MAX);
    check(&run, 5, &[ready(0, 0); SHOWN_MAX]);
}
