//! What holds for every state, and for every text that somebody takes for a link.

use std::collections::BTreeSet;

use kpa::cluster::distribution::Distribution;
use kpa::cluster::scenario::Cpu;
use kpa::cluster::traffic::Source;
use kpa::session::{ClusterParameters, Comparison, Pinned, Session, Shape, Simulation, Texts};
use kpa::units::Duration;
use links::{Show, State, limits, read, write};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

fn length() -> impl Strategy<Value = Duration> {
    prop_oneof![
        (0..100i64).prop_map(Duration::from_secs),
        (0..5000i64).prop_map(Duration::from_millis),
        (0..1i64 << 36).prop_map(Duration::from_nanos),
    ]
}

fn distribution() -> BoxedStrategy<Distribution> {
    prop_oneof![
        length().prop_map(Distribution::Constant),
        (length(), length()).prop_map(|(one, other)| Distribution::Uniform(one, one + other)),
        length().prop_map(Distribution::Exponential),
        (length(), 0.0..100.0f64)
            .prop_map(|(mean, variation)| Distribution::LogNormal { mean, variation }),
        (length(), length(), 0.0..=1.0f64).prop_map(|(usual, other, share)| {
            Distribution::TwoPoint {
                usual,
                other,
                share,
            }
        }),
    ]
    .boxed()
}

fn cluster() -> BoxedStrategy<ClusterParameters> {
    let cpu = (0.001..1000.0f64, 0.0..=1.0f64).prop_map(|(cores, share)| Cpu { cores, share });
    (distribution(), distribution(), option::of(cpu))
        .prop_map(|(pod_start, service, cpu)| ClusterParameters {
            pod_start,
            service,
            cpu,
        })
        .boxed()
}

fn texts() -> BoxedStrategy<Texts> {
    let odd = "(?s).{0,200}".prop_map(|text: String| Texts {
        service: text.as_str().into(),
        config_map: text.into(),
    });
    let edited = (any::<Index>(), ".{0,9}").prop_map(|(at, typed)| {
        let mut texts = Texts::tutorial();
        let mut service = texts.service.to_string();
        service.insert_str(at.index(service.len()), &typed);
        texts.service = service.into();
        texts
    });
    prop_oneof![Just(Texts::tutorial()), edited, odd].boxed()
}

/// What somebody does to the traffic, and when.
#[derive(Clone, Debug)]
enum Deed {
    Set(f64),
    Shape(Shape),
    Spike,
    Restart,
}

fn deed() -> BoxedStrategy<Deed> {
    let recorded = vec((length(), 0.0..500.0f64), 1..20).prop_filter_map("no traffic", |mut it| {
        it.sort_by_key(|point| point.0);
        Some(Deed::Shape(Shape::recorded(&it)?.0))
    });
    prop_oneof![
        4 => (0..300u32).prop_map(|level| Deed::Set(level.into())),
        1 => (0.0..500.0f64).prop_map(Deed::Set),
        1 => select(&Shape::ALL[..]).prop_map(Deed::Shape),
        1 => recorded,
        1 => Just(Deed::Spike),
        1 => Just(Deed::Restart),
    ]
    .boxed()
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![
        Just(Source::Poisson),
        Just(Source::Even),
        length().prop_map(|pause| Source::Clients { pause }),
    ]
}

fn switches() -> impl Strategy<Value = BTreeSet<String>> {
    btree_set("[a-z./-]{0,30}", 0..4)
}

fn comparison() -> BoxedStrategy<Comparison> {
    let pinned = (texts(), switches(), cluster()).prop_map(|(texts, switched_off, cluster)| {
        Comparison::Pinned(Pinned {
            texts,
            switched_off,
            cluster,
        })
    });
    prop_oneof![Just(Comparison::Shared), Just(Comparison::Nothing), pinned].boxed()
}

prop_compose! {
    fn session()(
        texts in texts(),
        in_force in texts(),
        switched_off in switches(),
        source in source(),
        deeds in vec((0..9i64, deed()), 0..30),
        cluster in cluster(),
        comparison in comparison(),
        seed in any::<u64>(),
    ) -> Session {
        let mut session = Session {
            texts,
            in_force,
            switched_off,
            cluster,
            comparison,
            seed,
            ..Session::default()
        };
        session.script.source = source;
        for (passed, deed) in deeds {
            session.clock = session.clock + Duration::from_secs(passed);
            let (now, script) = (session.clock, &mut session.script);
            match deed {
                Deed::Set(level) => script.set(now, level),
                Deed::Shape(shape) => script.shape(now, shape),
                Deed::Spike => script.spike(now),
                Deed::Restart => {
                    script.restart(now);
                    session.clock = Duration::ZERO;
                }
            }
        }
        session
    }
}

prop_compose! {
    fn show()(
        playing in any::<bool>(),
        speed in 1..=1000u32,
        held in option::of(0..86_400u32),
        span in 10..86_400u32,
        end in option::of(0..86_400u32),
    ) -> Show {
        Show { playing, speed, held, span, end }
    }
}

fn state() -> BoxedStrategy<State> {
    let state = (session(), show()).prop_map(|(session, show)| State { session, show });
    state.boxed()
}

proptest! {
    #[test]
    fn every_state_survives_its_link(state in state()) {
        let link = write(&state).unwrap();
        prop_assert_eq!(read(&link), Ok(state));
    }

    #[test]
    fn every_text_is_survived(text in "(?s).{0,400}") {
        prop_assert!(read(&text).is_err());
    }

    /// A link with letters changed, left out, put in: nearly always refused, and never more than the
    /// simulation can run.
    #[test]
    fn every_damage_is_survived(
        state in state(),
        damage in vec((any::<Index>(), 0..3u8, "[A-Za-z0-9_-]"), 1..4),
    ) {
        let mut link = write(&state).unwrap();
        for (at, kind, letter) in damage {
            let at = at.index(link.len());
            match kind {
                0 => link.replace_range(at..=at, &letter),
                1 => drop(link.remove(at)),
                _ => link.insert_str(at, &letter),
            }
        }
        if let Ok(state) = read(&link) {
            prop_assert_eq!(limits::check(&state), Ok(()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_state_from_a_link_can_be_run(state in state()) {
        let mut session = read(&write(&state).unwrap()).unwrap().session;
        session.clock = session.clock.min(Duration::from_secs(20));
        let effective = session.review().ladder.effective;
        let simulation = Simulation::replay(&session, &effective);
        prop_assert_eq!(simulation.at(), session.clock);
    }
}
