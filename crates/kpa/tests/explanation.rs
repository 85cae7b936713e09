//! The explanation says what the autoscaler did: which step had the say, and with which numbers.

use std::collections::BTreeSet;

use kpa::autoscaler::explanation::{Step, Term, explain};
use kpa::autoscaler::scaler::Gate;
use kpa::autoscaler::snapshot::Snapshot;
use kpa::cluster::averaged::Cluster;
use kpa::phrases::Words;
use kpa::settings::ladder::Ladder;
use kpa::settings::resolve::{Reachability, RevisionSettings};
use kpa::settings::{Annotations, Data, Review, config::AutoscalerConfig};
use kpa::units::{Duration, Replicas, Time};
use proptest::prelude::*;

const START: Time = Time::from_unix_secs(1_700_000_000);

fn settings(config: &[(&str, &str)], annotations: &[(&str, &str)]) -> RevisionSettings {
    let data: Data = pairs(config, "");
    let annotations: Annotations = pairs(annotations, "autoscaling.knative.dev/");
    let config = AutoscalerConfig::parse(&data).expect("the settings are permitted");
    RevisionSettings::resolve(&config, &annotations, 0, Reachability::Reachable)
}

fn pairs<T: FromIterator<(String, String)>>(pairs: &[(&str, &str)], prefix: &str) -> T {
    let pair = |(key, value): &(&str, &str)| (format!("{prefix}{key}"), (*value).to_owned());
    pairs.iter().map(pair).collect()
}

/// The cluster after so many seconds each of these loads.
fn after(settings: &RevisionSettings, loads: &[(u32, f64)]) -> Snapshot {
    let mut cluster = Cluster::new(START, settings.clone(), Duration::from_secs(3));
    for &(seconds, load) in loads {
        for _ in 0..seconds {
            cluster.advance(load);
        }
    }
    snapshot(&cluster)
}

fn snapshot(cluster: &Cluster) -> Snapshot {
    let (replicas, ready) = (cluster.replicas(), cluster.ready());
    Snapshot::of(cluster.control_plane(), cluster.now(), replicas, ready)
}

fn name(step: &Step) -> &'static str {
    match step {
        Step::Stable { .. } => "stable",
        Step::Panic { .. } => "panic",
        Step::Threshold { .. } => "threshold",
        Step::Rates { .. } => "rates",
        Step::ActivationScale { .. } => "activation scale",
        Step::Hold { .. } => "hold",
        Step::Delay { .. } => "delay",
        Step::Bounds { .. } => "bounds",
        Step::Zero { .. } => "zero",
        Step::Burst { .. } => "burst",
    }
}

/// What the number is as far as the term that decides it says.
fn outcome(step: &Step) -> Replicas {
    match *step {
        Step::Stable { wants, .. } | Step::Panic { wants, .. } => Replicas(wants as i32),
        Step::Rates { to, .. } => Replicas(to as i32),
        Step::ActivationScale { floor } => floor,
        Step::Hold { to, .. }
        | Step::Delay { to, .. }
        | Step::Bounds { to, .. }
        | Step::Zero { to, .. } => to,
        Step::Threshold { .. } | Step::Burst { .. } => panic!("{step:?} never decides"),
    }
}

fn decides(terms: &[Term]) -> &Step {
    let mut deciding = terms.iter().filter(|term| term.decides);
    let step = &deciding.next().expect("one decides").step;
    assert!(deciding.next().is_none(), "only one decides: {terms:?}");
    step
}

#[test]
fn the_step_that_decides() {
    type Case = (
        &'static [(&'static str, &'static str)],
        &'static [(&'static str, &'static str)],
        &'static [(u32, f64)],
        &'static str,
        i32,
    );
    const TEN: &[(&str, &str)] = &[("target", "10")];
    let cases: [Case; 12] = [
        (&[], TEN, &[(70, 0.0), (100, 50.0)], "stable", 8),
        (&[], TEN, &[(70, 0.0), (8, 50.0)], "panic", 8),
        (&[], TEN, &[(70, 0.0), (30, 50.0), (20, 10.0)], "hold", 8),
        (
            &[("max-scale-up-rate", "3")],
            TEN,
            &[(60, 20.0), (100, 20.0), (4, 200.0)],
            "rates",
            9,
        ),
        (
            &[],
            &[("target", "10"), ("scale-down-delay", "2m")],
            &[(100, 50.0), (80, 10.0)],
            "delay",
            8,
        ),
        (
            &[],
            &[("target", "10"), ("activation-scale", "4")],
            &[(200, 5.0)],
            "activation scale",
            4,
        ),
        (
            &[],
            &[("target", "10"), ("max-scale", "10")],
            &[(100, 200.0)],
            "bounds",
            10,
        ),
        (
            &[],
            &[("target", "10"), ("min-scale", "3")],
            &[(100, 5.0)],
            "bounds",
            3,
        ),
        (&[], &[("initial-scale", "5")], &[(2, 0.0)], "bounds", 5),
        (
            &[("enable-scale-to-zero", "false")],
            &[],
            &[(300, 0.0)],
            "zero",
            1,
        ),
        (&[], TEN, &[(40, 0.0)], "zero", 1),
        (&[], TEN, &[(300, 0.0)], "zero", 0),
    ];
    for (config, annotations, loads, step, wanted) in cases {
        let settings = settings(config, annotations);
        let at = after(&settings, loads);
        let terms = explain(&settings, &at);
        let decides = decides(&terms);
        let found = (name(decides), outcome(decides), at.status.desired);
        let wanted = Replicas(wanted);
        assert_eq!(
            found,
            (step, wanted, Some(wanted)),
            "{annotations:?} {loads:?}\n{terms:#?}"
        );
    }
}

#[test]
fn the_clock_of_scaling_to_zero() {
    let gate = |config: &[_], annotations: &[_], seconds| {
        after(&settings(config, annotations), &[(30, 5.0), (seconds, 0.0)]).gate
    };
    let retained = [("scale-to-zero-pod-retention-period", "2m")];
    assert_eq!(
        gate(&[], &[], 30),
        None,
        "the stable window isn't empty yet"
    );
    assert!(matches!(gate(&[], &retained, 80), Some(Gate::Retention { until }) if until > START));
    assert_eq!(gate(&[], &retained, 300), Some(Gate::Open));
    assert_eq!(
        gate(&[("enable-scale-to-zero", "false")], &[], 90),
        Some(Gate::Off)
    );
}

#[test]
fn panic_is_explained_with_its_threshold_and_its_end() {
    let settings = settings(&[], &[("target", "10")]);
    let at = after(&settings, &[(70, 0.0), (10, 50.0)]);
    let terms = explain(&settings, &at);
    let test = terms.iter().find_map(|term| match term.step {
        Step::Threshold {
            wants,
            threshold,
            until,
            ..
        } => Some((wants, threshold, until.is_some())),
        _ => None,
    });
    assert_eq!(test, Some((8.0, 2.0, true)));
}

#[test]
fn every_setting_that_a_step_names_is_in_the_ladder() {
    let ladder = Ladder::of(&Review::default(), 0, &BTreeSet::new(), Words::english());
    let settings = settings(&[], &[("target", "10"), ("scale-down-delay", "30s")]);
    for seconds in 0..200 {
        let at = after(&settings, &[(70, 0.0), (seconds / 2, 50.0), (seconds, 3.0)]);
        for term in explain(&settings, &at) {
            for id in term.step.settings() {
                assert!(ladder.row(id).is_some(), "{id}");
            }
        }
    }
}

proptest! {
    /// Whatever happens, following the terms leads to the number that the deployment is asked for.
    #[test]
    fn the_term_that_decides_says_what_is_wanted(
        target in 1..50_i32,
        min in 0..4_i32,
        max in prop::sample::select(vec![0, 5, 20]),
        delay in prop::sample::select(vec!["0s", "20s", "2m"]),
        activation in 1..5_i32,
        up in prop::sample::select(vec!["1.5", "3", "1000"]),
        loads in prop::collection::vec((1_u32..60, 0.0..300.0_f64), 1..8),
    ) {
        let settings = settings(
            &[("max-scale-up-rate", up)],
            &[
                ("target", &target.to_string()),
                ("min-scale", &min.to_string()),
                ("max-scale", &max.to_string()),
                ("scale-down-delay", delay),
                ("activation-scale", &activation.to_string()),
            ],
        );
        let mut cluster = Cluster::new(START, settings.clone(), Duration::from_secs(3));
        for (seconds, load) in loads {
            for _ in 0..seconds {
                cluster.advance(load);
                let at = snapshot(&cluster);
                let terms = explain(&settings, &at);
                if at.decision.is_some() && at.status.desired >= Some(Replicas::ZERO) {
                    let decides = decides(&terms);
                    prop_assert_eq!(Some(outcome(decides)), at.status.desired, "{:#?}", terms);
                }
            }
        }
    }
}
