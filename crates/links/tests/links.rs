//! Links as users meet them: short, for ever, and never a way to break the page.

use kpa::cluster::distribution::Distribution;
use kpa::cluster::scenario::Cpu;
use kpa::cluster::traffic::Source;
use kpa::session::{Change, Comparison, Script, Session, Shape, Simulation};
use kpa::units::Duration;
use links::{Refusal, Show, State, read, write};

fn secs(secs: i64) -> Duration {
    Duration::from_secs(secs)
}

/// Drags the slider for so many simulated seconds, at one change per second, as a hand does: it
/// speeds up, slows down, overshoots, and rests now and then.
fn drag(session: &mut Session, seconds: u32) {
    let (mut level, mut speed) = (20.0, 0.0);
    let mut noise = 7u32;
    for _ in 0..seconds {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let push = f64::from(noise >> 24) / 32.0 - 4.0;
        speed = (speed * 0.7 + push).round();
        level = f64::clamp(level + speed, 0.0, 300.0);
        session.script.set(session.clock, level);
        session.clock = session.clock + secs(1);
    }
}

/// The tutorial as a first visitor finds it, dragged for so long.
fn dragged(seconds: u32) -> State {
    let mut session = Session {
        clock: secs(110),
        ..Session::default()
    };
    drag(&mut session, seconds);
    State {
        session,
        show: Show::default(),
    }
}

/// A session in which everything is there that a session can hold.
fn full() -> State {
    let mut session = Session::default();
    session.switch("autoscaling.knative.dev/target".to_owned(), false);
    session.cluster.service = Distribution::LogNormal {
        mean: Duration::from_millis(350),
        variation: 1.0,
    };
    session.comparison = Comparison::Pinned(session.pinned());
    session.texts.service = "kind: [\r\n# é😀".into();
    session.cluster.pod_start = Distribution::Uniform(secs(2), secs(5));
    session.cluster.cpu = Some(Cpu {
        cores: 0.25,
        share: 0.5,
    });
    session.script.source = Source::Poisson;
    session.script.set(secs(10), 12.5);
    session.script.shape(secs(20), Shape::Sine);
    session.script.spike(secs(30));
    let rates = [(0, 5.0), (30, 20.0), (90, 3.0)].map(|(at, rate)| (secs(at), rate));
    let (recorded, level) = Shape::recorded(&rates).unwrap();
    session.script.shape(secs(60), recorded);
    session.script.set(secs(60), level);
    session.script.set(secs(75), 8.0);
    session.seed = u64::MAX;
    session.clock = secs(100);
    State {
        session,
        show: Show {
            playing: true,
            speed: 20,
            held: Some(42),
            span: 200,
            end: Some(90),
        },
    }
}

#[test]
fn a_link_of_format_1_opens_for_ever() {
    // Written when the format was new.
    for (link, state) in [
        (include_str!("v1/first"), State::default()),
        (include_str!("v1/dragged"), dragged(60)),
        (include_str!("v1/full"), full()),
    ] {
        assert_eq!(read(link.trim()), Ok(state));
    }
}

#[test]
fn the_tutorial_with_a_minute_of_dragging_is_a_short_link() {
    for (what, seconds, limit) in [
        ("nothing yet", 0, 100),
        ("a simulated minute", 60, 250),
        ("a real minute, at the speed of a first visit", 300, 600),
    ] {
        let link = write(&dragged(seconds)).unwrap();
        println!("{what}: {} characters", link.len());
        assert!(link.len() < limit, "{what}: {}", link.len());
    }
}

#[test]
fn a_link_has_nothing_that_an_address_would_escape() {
    let link = write(&full()).unwrap();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    assert!(link.chars().all(plain), "{link}");
}

#[test]
fn the_same_link_is_the_same_run() {
    let mut here = dragged(60).session;
    let mut there = read(&write(&dragged(60)).unwrap()).unwrap().session;
    let [here, there] = [&mut here, &mut there].map(|session| {
        let effective = session.review().ladder.effective;
        Simulation::replay(session, &effective).run().hash()
    });
    assert_eq!(here, there);
}

#[test]
fn what_is_no_link_is_refused() {
    let link = write(&dragged(60)).unwrap();
    for (text, refusal) in [
        ("", Refusal::Damaged),
        ("A", Refusal::Damaged),
        ("AQ", Refusal::Damaged),
        ("<script>alert(1)</script>", Refusal::Damaged),
        ("\u{0}😀", Refusal::Damaged),
        ("../../etc/passwd", Refusal::Damaged),
        (&link[..link.len() / 2], Refusal::Damaged),
        (&format!("{link}AAAA"), Refusal::Damaged),
        (&format!("AA{}", &link[2..]), Refusal::Damaged),
        (&format!("B{}", &link[1..]), Refusal::Newer),
        (&"A".repeat(2_000_000), Refusal::TooLong),
    ] {
        let start: String = text.chars().take(40).collect();
        assert_eq!(read(text), Err(refusal), "{start}");
    }
}

#[track_caller]
fn check_refused(refusal: Refusal, change: impl FnOnce(&mut State)) {
    let mut state = dragged(10);
    change(&mut state);
    assert_eq!(write(&state), Err(refusal));
}

#[test]
fn what_no_page_is_in_is_not_written() {
    let it = Refusal::Impossible;
    check_refused(it, |state| state.session.clock = secs(-1));
    check_refused(it, |state| state.session.clock = Duration::MAX);
    check_refused(it, |state| state.show.speed = 0);
    check_refused(it, |state| state.show.span = u32::MAX);
    check_refused(it, |state| {
        let pause = secs(-3);
        state.session.script.source = Source::Clients { pause };
    });
    for nonsense in [f64::NAN, f64::INFINITY, -1.0] {
        let share = nonsense;
        check_refused(it, |state| {
            state.session.cluster.service = Distribution::LogNormal {
                mean: secs(1),
                variation: nonsense,
            };
        });
        check_refused(it, |state| {
            let cores = 1.0;
            state.session.cluster.cpu = Some(Cpu { cores, share });
        });
        check_refused(it, |state| {
            let mut pinned = state.session.pinned();
            pinned.cluster.pod_start = Distribution::TwoPoint {
                usual: secs(1),
                other: secs(2),
                share,
            };
            state.session.comparison = Comparison::Pinned(pinned);
        });
    }
}

#[test]
fn what_would_take_for_ever_is_not_written() {
    let it = Refusal::TooMuch;
    check_refused(it, |state| {
        state.session.script.set(Duration::ZERO, 100_000.0)
    });
    check_refused(it, |state| {
        // A thousand clients, each answered at once, a whole day long.
        state.session.script.set(Duration::ZERO, 1000.0);
        state.session.cluster.service = Distribution::Constant(Duration::ZERO);
        state.session.clock = secs(24 * 3600);
    });
    check_refused(it, |state| {
        let source = state.session.script.source;
        let change = |nth| Change {
            at: Duration::from_millis(nth),
            level: (nth % 2) as f64,
            shape: Shape::Steady,
            since: Duration::ZERO,
            spike: false,
        };
        state.session.script = Script::of(source, (0..200_000).map(change).collect()).unwrap();
    });
    check_refused(it, |state| {
        let rates: Vec<_> = (0..200_000).map(|at| (secs(at), 1.0)).collect();
        let (recorded, _) = Shape::recorded(&rates).unwrap();
        for at in 200..300 {
            state.session.script.shape(secs(at), recorded.clone());
        }
    });
}

#[test]
fn what_is_too_long_is_not_written() {
    check_refused(Refusal::TooLong, |state| {
        // Nothing repeats, so nothing gets shorter.
        let mut number = 1u64;
        let digits = (0..150_000).map(|_| {
            number = number
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            format!("{number:016x}")
        });
        state.session.texts.service = digits.collect::<String>().into();
    });
}
