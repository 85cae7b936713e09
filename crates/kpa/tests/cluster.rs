//! The cluster at request level, as a specification: what holds for every scenario, and what queueing
//! theory says about simple ones.

use std::collections::{BTreeMap, BTreeSet};

use kpa::autoscaler::collector::Statistic;
use kpa::cluster::dataplane::Observer;
use kpa::cluster::distribution::Distribution;
use kpa::cluster::pattern::Pattern;
use kpa::cluster::requests::{PodId, Request, Status};
use kpa::cluster::scenario::{Cpu, Scenario};
use kpa::cluster::simulation::{Simulation, Watcher};
use kpa::cluster::traffic::{Source, Traffic};
use kpa::settings::review::{Effective, review};
use kpa::timeline::run::{Run, START};
use kpa::units::{Duration, Time};
use proptest::prelude::*;

/// What counts for a Service with these annotations and this container concurrency.
fn service(annotations: &[(&str, String)], container_concurrency: u32, timeout: u32) -> Effective {
    let lines: String = annotations
        .iter()
        .map(|(key, value)| format!("        autoscaling.knative.dev/{key}: \"{value}\"\n"))
        .collect();
    let yaml = format!(
        "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: test\n\
         spec:\n  template:\n    metadata:\n      annotations:\n{lines}    spec:\n      \
         containerConcurrency: {container_concurrency}\n      timeoutSeconds: {timeout}\n      \
         containers:\n        - image: test\n"
    );
    let review = review(&[&yaml]);
    review
        .effective
        .unwrap_or_else(|| panic!("{:?}", review.findings))
}

/// Watches that nothing impossible happens.
#[derive(Default)]
struct Inspector {
    container_concurrency: u32,
    offered: usize,
    ended: usize,
    running: BTreeMap<PodId, u32>,
    ready: BTreeSet<PodId>,
    sent: Vec<(Time, PodId)>,
    faults: Vec<String>,
}

impl Observer for Inspector {
    fn arrived(&mut self, _: Time, _: &Request) {
        self.offered += 1;
    }

    fn sent(&mut self, now: Time, request: &Request) {
        self.sent.push((now, request.pod));
    }

    fn started(&mut self, _: Time, request: &Request) {
        let running = self.running.entry(request.pod).or_default();
        *running += 1;
        if self.container_concurrency > 0 && *running > self.container_concurrency {
            self.faults
                .push(format!("{:?} runs {running} at a time", request.pod));
        }
    }

    fn ended(&mut self, now: Time, request: &Request, status: Status) {
        self.ended += 1;
        // What is turned away or waits has never begun.
        if request.began() {
            *self.running.entry(request.pod).or_default() -= 1;
        } else if status == Status::Answered {
            self.faults
                .push(format!("answered without a container at {now:?}"));
        }
    }

    fn reported(&mut self, _: Time, _: Statistic) {}
}

impl Watcher for Inspector {
    fn settled(&mut self, now: Time, simulation: &Simulation) {
        let members = simulation.fleet().ready_members();
        let ready: BTreeSet<PodId> = members.iter().map(|member| member.pod).collect();
        for (at, pod) in self.sent.drain(..) {
            let known = self.ready.contains(&pod) || at == now && ready.contains(&pod);
            if !known {
                self.faults
                    .push(format!("{pod:?} got a request while it wasn't ready"));
            }
        }
        self.ready = ready;
    }

    fn second(&mut self, now: Time, simulation: &Simulation) {
        let in_flight = simulation.plane().requests().len();
        if self.offered != self.ended + in_flight {
            self.faults
                .push(format!("requests are lost or made at {now:?}"));
        }
        let cc = self.container_concurrency;
        for member in simulation.fleet().members() {
            let Some(pod) = simulation.plane().pod(member.pod) else {
                continue;
            };
            if cc > 0 && (pod.breaker.running() > cc || pod.breaker.in_flight() > 11 * cc) {
                self.faults.push(format!("{:?} holds too much", member.pod));
            }
        }
    }
}

fn millis(range: std::ops::Range<i64>) -> impl Strategy<Value = Duration> {
    range.prop_map(Duration::from_millis)
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let level = || 0.0..80.0f64;
    prop_oneof![
        level().prop_map(Pattern::Steady),
        (level(), level(), millis(0..60_000)).prop_map(|(before, after, at)| Pattern::Step {
            before,
            after,
            at
        }),
        (level(), level(), millis(0..20_000), millis(0..60_000)).prop_map(
            |(before, after, from, to)| Pattern::Ramp {
                before,
                after,
                from,
                to
            }
        ),
        (level(), level(), millis(1..60_000), millis(0..9_000)).prop_map(
            |(base, peak, period, length)| Pattern::Bursts {
                base,
                peak,
                period,
                length
            }
        ),
        (level(), level(), millis(1..60_000)).prop_map(|(middle, swing, period)| Pattern::Sine {
            middle,
            swing,
            period
        }),
    ]
}

fn distribution() -> impl Strategy<Value = Distribution> {
    let length = || millis(0..3_000);
    prop_oneof![
        length().prop_map(Distribution::Constant),
        (length(), length()).prop_map(|(a, b)| Distribution::Uniform(a.min(b), a.max(b))),
        length().prop_map(Distribution::Exponential),
        (length(), 0.0..3.0f64)
            .prop_map(|(mean, variation)| Distribution::LogNormal { mean, variation }),
        (length(), length(), 0.0..1.0f64).prop_map(|(usual, other, share)| {
            Distribution::TwoPoint {
                usual,
                other,
                share,
            }
        }),
    ]
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![
        Just(Source::Poisson),
        Just(Source::Even),
        millis(0..500).prop_map(|pause| Source::Clients { pause }),
    ]
}

fn scenario() -> impl Strategy<Value = Scenario> {
    let cpu = (0.1..4.0f64, 0.0..1.0f64).prop_map(|(cores, share)| Cpu { cores, share });
    let what = (source(), pattern(), distribution(), prop::option::of(cpu));
    let how = (
        distribution(),
        1u32..5,
        millis(0..1_000),
        prop::option::of(millis(1..10_000)),
        any::<u64>(),
    );
    (what, how).prop_map(|((source, pattern, service, cpu), how)| {
        let (start_up, activators, propagation, patience, seed) = how;
        Scenario {
            traffic: Traffic { source, pattern },
            service,
            cpu,
            start_up,
            activators,
            propagation,
            patience,
            seed,
            ..Scenario::default()
        }
    })
}

fn revision() -> impl Strategy<Value = (Effective, u32)> {
    let cc = prop_oneof![Just(0), 1u32..5, Just(20u32)];
    let burst = prop_oneof![Just(-1), Just(0), Just(10), Just(211)];
    let annotations = (
        1u32..20,
        burst,
        0u32..3,
        prop::bool::weighted(0.2),
        1u32..20,
    );
    (cc, annotations).prop_map(|(cc, (target, burst, min, hpa, timeout))| {
        let mut annotations = vec![
            ("target", target.to_string()),
            ("target-burst-capacity", burst.to_string()),
            ("min-scale", min.to_string()),
            ("max-scale", "50".to_owned()),
            ("window", "10s".to_owned()),
        ];
        if hpa {
            annotations.push(("class", "hpa.autoscaling.knative.dev".to_owned()));
            annotations.push(("metric", "cpu".to_owned()));
        }
        (service(&annotations, cc, timeout), cc)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn requests_are_conserved_and_go_only_where_they_may(
        (effective, container_concurrency) in revision(),
        scenario in scenario(),
    ) {
        let mut inspector = Inspector { container_concurrency, ..Inspector::default() };
        let mut simulation = Simulation::new(START, &effective, &scenario);
        simulation.advance_to(START + Duration::from_secs(90), &mut inspector);
        prop_assert_eq!(inspector.faults, Vec::<String>::new());
    }

    #[test]
    fn timeline_and_totals_add_up(
        (effective, _) in revision(),
        scenario in scenario(),
        interval in 1i64..4,
    ) {
        let mut run = Run::new(&effective, &scenario, Duration::from_secs(interval));
        run.advance_to(Duration::from_secs(60));
        let totals = run.totals();
        let mut sums = [0; 5];
        for row in run.rows() {
            for (sum, part) in sums.iter_mut().zip([
                row.offered, row.completed, row.rejected, row.timed_out, row.given_up,
            ]) {
                *sum += part;
            }
            let [offered, ended @ ..] = sums;
            prop_assert_eq!(offered, ended.iter().sum::<u64>() + row.in_flight, "at {} s", row.t);
        }
        prop_assert_eq!(sums, [
            totals.offered, totals.completed, totals.rejected, totals.timed_out, totals.given_up,
        ]);
        let (by_area, by_time) = (totals.mean_in_flight, totals.rate_times_time);
        prop_assert!((by_area - by_time).abs() <= 1e-9 * by_area.max(1.0), "Little: {totals:?}");
    }

    #[test]
    fn slices_change_nothing(
        (effective, _) in revision(),
        scenario in scenario(),
        cuts in prop::collection::vec(0i64..40_000, 0..10),
    ) {
        let length = Duration::from_secs(40);
        let mut whole = Run::new(&effective, &scenario, Duration::from_secs(1));
        whole.advance_to(length);
        let mut sliced = Run::new(&effective, &scenario, Duration::from_secs(1));
        let mut cuts = cuts;
        cuts.sort_unstable();
        cuts.into_iter().for_each(|cut| sliced.advance_to(Duration::from_millis(cut)));
        sliced.advance_to(length);
        prop_assert_eq!(whole.rows(), sliced.rows());
        prop_assert_eq!(whole.log(), sliced.log());
        prop_assert_eq!(whole.totals(), sliced.totals());
    }
}

/// A fixed number of pods, each doing one request at a time, behind one activator: one line, so many
/// servers.
fn servers(pods: u32) -> Effective {
    let pods = pods.to_string();
    let annotations = [
        ("min-scale", pods.clone()),
        ("max-scale", pods.clone()),
        ("initial-scale", pods),
        ("target-burst-capacity", "-1".to_owned()),
    ];
    service(&annotations, 1, 600)
}

/// The mean response time in the long run, and the half width of its 99.9 % confidence interval, from
/// independent runs.
fn mean_response(effective: &Effective, scenario: &Scenario) -> (f64, f64) {
    const RUNS: u64 = 40;
    let means: Vec<f64> = (0..RUNS)
        .map(|seed| {
            let scenario = Scenario {
                seed,
                ..scenario.clone()
            };
            let mut run = Run::new(effective, &scenario, Duration::from_secs(60));
            run.advance_to(Duration::from_secs(20_000));
            run.totals().latency.expect("some are answered").mean
        })
        .collect();
    let mean = means.iter().sum::<f64>() / RUNS as f64;
    let variance = means.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / (RUNS - 1) as f64;
    // Student's t for 39 degrees of freedom.
    (mean, 3.558 * (variance / RUNS as f64).sqrt())
}

fn check_response(effective: &Effective, scenario: &Scenario, want: f64) {
    let (mean, width) = mean_response(effective, scenario);
    assert!(
        (mean - want).abs() < width,
        "{mean} ± {width}, theory says {want}"
    );
    assert!(width < 0.05 * want, "± {width} says nothing about {want}");
}

/// Poisson arrivals at this rate, pods that are there at once.
fn queue(rate: f64, service: Distribution) -> Scenario {
    Scenario {
        traffic: Traffic {
            source: Source::Poisson,
            pattern: Pattern::Steady(rate),
        },
        service,
        start_up: Distribution::Constant(Duration::ZERO),
        propagation: Duration::ZERO,
        ..Scenario::default()
    }
}

#[test]
fn many_servers_with_random_service_times_wait_as_erlang_says() {
    // M/M/c.
    for (pods, load) in [(1, 0.7), (5, 0.8)] {
        let offered = load * f64::from(pods);
        let term = |n: u32| (1..=n).fold(1.0, |t, i| t * offered / f64::from(i));
        let all_busy = term(pods) / (1.0 - load);
        let waits = all_busy / ((0..pods).map(term).sum::<f64>() + all_busy);
        let want = 1.0 + waits / (f64::from(pods) * (1.0 - load));
        let service = Distribution::Exponential(Duration::from_secs(1));
        check_response(&servers(pods), &queue(offered, service), want);
    }
}

#[test]
fn one_server_with_constant_service_times_waits_half_as_long() {
    // M/D/1.
    let load = 0.8;
    let want = 1.0 + load / (2.0 * (1.0 - load));
    let service = Distribution::Constant(Duration::from_secs(1));
    check_response(&servers(1), &queue(load, service), want);
}

#[test]
fn a_shared_processor_stretches_all_alike() {
    // M/G/1 with processor sharing: only the mean of the service time matters.
    let load = 0.6;
    let service = Distribution::Uniform(Duration::from_millis(200), Duration::from_millis(1_800));
    let cpu = Some(Cpu {
        cores: 1.0,
        share: 1.0,
    });
    let annotations = [("min-scale", "1".to_owned()), ("max-scale", "1".to_owned())];
    let scenario = Scenario {
        cpu,
        ..queue(load, service)
    };
    check_response(
        &self::service(&annotations, 0, 600),
        &scenario,
        1.0 / (1.0 - load),
    );
}
