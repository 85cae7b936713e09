//! What holds for every input, not just for the recorded ones.

use std::sync::LazyLock;

use kpa::autoscaler::collector::Observed;
use kpa::autoscaler::decider::Decider;
use kpa::autoscaler::delay_window::DelayWindow;
use kpa::autoscaler::window::Window;
use kpa::cluster::averaged::Cluster;
use kpa::settings::annotations::{self, Key};
use kpa::settings::config::{self, AutoscalerConfig};
use kpa::settings::resolve::{Aggregation, Reachability, RevisionSettings};
use kpa::settings::{Annotations, Data};
use kpa::units::{Duration, Replicas, Time};
use proptest::prelude::*;

const START: Time = Time::from_unix_secs(1_700_000_000);

/// Texts that settings are made of, with the odd ones that Go reads in its own way.
fn setting_text() -> impl Strategy<Value = String> {
    let odd = [
        "",
        "0",
        "-1",
        "1",
        "0.7",
        "70",
        "NaN",
        "+Inf",
        "1e300",
        "-1e300",
        "1e-300",
        "2147483648",
        "60s",
        "6s",
        "1h",
        "100000h",
        "-5s",
        "1500ms",
        "rps",
        "true",
        "weighted-exponential",
    ];
    prop_oneof![
        4 => prop::sample::select(odd.to_vec()).prop_map(str::to_owned),
        2 => (0u32..300).prop_map(|n| n.to_string()),
        1 => any::<String>(),
    ]
}

fn data() -> impl Strategy<Value = Data> {
    prop::collection::btree_map(
        prop::sample::select(config::keys::ALL.to_vec()).prop_map(str::to_owned),
        setting_text(),
        0..6,
    )
}

static SPELLINGS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let spellings = |key: &Key| std::iter::once(key.kebab).chain(key.camel);
    annotations::keys::ALL.iter().flat_map(spellings).collect()
});

fn any_annotations() -> impl Strategy<Value = Annotations> {
    prop::collection::btree_map(
        prop::sample::select(SPELLINGS.clone()).prop_map(str::to_owned),
        setting_text(),
        0..6,
    )
}

fn reachability() -> impl Strategy<Value = Reachability> {
    prop::sample::select(vec![
        Reachability::Unknown,
        Reachability::Reachable,
        Reachability::Unreachable,
    ])
}

/// Settings that no webhook has seen.
fn any_settings() -> impl Strategy<Value = RevisionSettings> {
    (
        data(),
        any_annotations(),
        prop_oneof![Just(0), 0i64..1000, any::<i64>()],
        reachability(),
    )
        .prop_map(|(data, annotations, limit, reachability)| {
            let config = AutoscalerConfig::parse(&data).unwrap_or_default();
            RevisionSettings::resolve(&config, &annotations, limit, reachability)
        })
}

/// Settings that the webhook lets pass.
fn sound_settings() -> impl Strategy<Value = RevisionSettings> {
    (
        0i32..5,
        0i32..20,
        1i32..6,
        6i64..90,
        0i64..60,
        1u32..50,
        any::<bool>(),
    )
        .prop_map(|(min, room, initial, window, delay, target, weighted)| {
            let algorithm = if weighted {
                "weighted-exponential"
            } else {
                "linear"
            };
            let annotations: Annotations = [
                ("min-scale", min.to_string()),
                (
                    "max-scale",
                    if room == 0 { 0 } else { min + room }.to_string(),
                ),
                ("initial-scale", initial.to_string()),
                ("window", format!("{window}s")),
                ("scale-down-delay", format!("{delay}s")),
                ("target", target.to_string()),
                ("metric-aggregation-algorithm", algorithm.to_owned()),
            ]
            .map(|(key, value)| (format!("{}{key}", annotations::PREFIX), value))
            .into();
            let config = AutoscalerConfig::default();
            RevisionSettings::resolve(&config, &annotations, 0, Reachability::Reachable)
        })
}

/// Loads over time: stretches of constant load.
fn loads() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((prop_oneof![Just(0.0), 0.0..400.0], 1usize..60), 1..8)
        .prop_map(|parts| parts.iter().flat_map(|&(load, n)| vec![load; n]).collect())
}

fn observed() -> impl Strategy<Value = Observed> {
    (0.0..500.0, 0.0..500.0).prop_map(|(stable, panic)| Observed { stable, panic })
}

/// Any float at all.
fn wild() -> impl Strategy<Value = f64> {
    any::<u64>().prop_map(f64::from_bits)
}

fn wild_time() -> impl Strategy<Value = Time> {
    prop_oneof![
        any::<i64>().prop_map(Time::from_unix_nanos),
        (-100_000i64..100_000).prop_map(|ms| START + Duration::from_millis(ms)),
    ]
}

/// The averages at each second, the scale and the ready replicas: what a run comes to.
fn run(settings: RevisionSettings, loads: &[f64], start_time: Duration) -> Vec<(Replicas, u64)> {
    let mut cluster = Cluster::new(START, settings, start_time);
    let mut rows = Vec::new();
    for &load in loads {
        cluster.advance(load);
        let average = cluster
            .control_plane()
            .observed(cluster.now())
            .map_or(0.0, |o| o.stable);
        rows.push((cluster.replicas(), average.to_bits()));
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn once_initialised_the_wanted_scale_keeps_to_its_bounds(
        settings in sound_settings(),
        loads in loads(),
        start in 0i64..20,
    ) {
        let bounds = settings.bounds;
        let mut cluster = Cluster::new(START, settings, Duration::from_secs(start));
        for load in loads {
            cluster.advance(load);
            let status = *cluster.control_plane().status();
            // Until the first decision the scale stays what the initial scale made it.
            let decided = cluster.control_plane().recommendation() != Replicas::UNKNOWN;
            if let Some(wanted) = status.desired.filter(|_| status.initialized && decided) {
                prop_assert!(wanted >= bounds.min, "{wanted}");
                prop_assert!(bounds.max == Replicas::ZERO || wanted <= bounds.max, "{wanted}");
            }
        }
    }

    #[test]
    fn panic_mode_never_lowers_the_recommendation(
        settings in sound_settings(),
        ticks in prop::collection::vec((observed(), 0i32..30), 1..80),
    ) {
        let mut decider = Decider::new(&settings.decider, START, Replicas(0));
        let mut before: Option<Replicas> = None;
        for (i, (observed, ready)) in ticks.into_iter().enumerate() {
            let now = START + Duration::from_secs(2 * i as i64);
            let decision = decider.decide(&settings.decider, now, Replicas(ready), observed);
            if let (Some(before), Some(_)) = (before, decision.panic_since) {
                prop_assert!(decision.undelayed >= before);
            }
            before = decision.panic_since.map(|_| decision.undelayed);
        }
    }

    #[test]
    fn a_longer_scale_down_delay_never_recommends_fewer(
        settings in sound_settings(),
        ticks in prop::collection::vec((observed(), 0i32..30), 1..80),
        short in 0i64..60,
        more in 0i64..600,
    ) {
        let delayed = |delay: i64| {
            let mut spec = settings.decider.clone();
            spec.scale_down_delay = Duration::from_secs(delay);
            spec
        };
        let (short, long) = (delayed(short), delayed(short + more));
        let mut decider = Decider::new(&short, START, Replicas(0));
        let mut patient = Decider::new(&long, START, Replicas(0));
        for (i, (observed, ready)) in ticks.into_iter().enumerate() {
            let now = START + Duration::from_secs(2 * i as i64);
            let sooner = decider.decide(&short, now, Replicas(ready), observed).desired;
            let later = patient.decide(&long, now, Replicas(ready), observed).desired;
            prop_assert!(later >= sooner, "{later} < {sooner}");
        }
    }

    #[test]
    fn the_same_input_gives_the_same_output(settings in sound_settings(), loads in loads()) {
        let start_time = Duration::from_secs(3);
        prop_assert_eq!(
            run(settings.clone(), &loads, start_time),
            run(settings, &loads, start_time)
        );
    }

    #[test]
    fn no_setting_and_no_load_panics(
        settings in any_settings(),
        loads in prop::collection::vec(wild(), 1..40),
        start in any::<i64>(),
    ) {
        run(settings, &loads, Duration::from_nanos(start));
    }

    #[test]
    fn no_text_of_any_setting_panics(
        data in data(),
        annotations in any_annotations(),
        text in any::<String>(),
    ) {
        let config = AutoscalerConfig::parse(&data).unwrap_or_default();
        annotations::validate(&config, &annotations);
        let mut data = data;
        for key in config::keys::ALL {
            data.insert(key.to_owned(), text.clone());
            let _: Result<_, _> = AutoscalerConfig::parse(&data);
        }
    }

    #[test]
    fn no_observation_and_no_order_of_times_panics(
        settings in any_settings(),
        ticks in prop::collection::vec((wild_time(), any::<i32>(), wild(), wild()), 1..60),
    ) {
        let mut decider = Decider::new(&settings.decider, START, Replicas(0));
        for (now, ready, stable, panic) in ticks {
            decider.decide(&settings.decider, now, Replicas(ready), Observed { stable, panic });
        }
    }

    #[test]
    fn no_statistic_and_no_order_of_times_panics(
        weighted in any::<bool>(),
        length in prop_oneof![any::<i64>().prop_map(Duration::from_nanos), (1i64..4000).prop_map(Duration::from_secs)],
        other in (1i64..4000).prop_map(Duration::from_secs),
        ops in prop::collection::vec((wild_time(), wild(), 0u8..4), 1..100),
    ) {
        let aggregation =
            if weighted { Aggregation::WeightedExponential } else { Aggregation::Linear };
        let mut window = Window::new(aggregation, length);
        let mut delay = DelayWindow::new(length);
        for (time, value, op) in ops {
            match op {
                0 => window.record(time, value),
                1 => { window.average(time); }
                2 => window.resize(time, other),
                _ => delay.record(time, Replicas(value as i32)),
            }
        }
    }

    /// What is left out of a long weighted sum can't be seen: it is the sum of all buckets, added in
    /// the same order.
    #[test]
    fn a_long_weighted_window_leaves_out_nothing_that_counts(
        values in prop::collection::vec(prop_oneof![Just(0.0), 0.0..1000.0], 1..900),
        length in 151i64..900,
    ) {
        let mut window = Window::new(Aggregation::WeightedExponential, Duration::from_secs(length));
        for (second, &value) in values.iter().enumerate() {
            window.record(START + Duration::from_secs(second as i64), value);
        }
        let last = START + Duration::from_secs(values.len() as i64 - 1);
        let (mut weight, mut sum) = (0.2, 0.0);
        for value in values.iter().rev().take(length as usize) {
            sum += value * weight;
            weight *= 1.0 - 0.2;
        }
        let got = window.average(last);
        prop_assert!((got - sum).abs() <= 1e-12 * sum, "{got} is not {sum}");
    }
}
