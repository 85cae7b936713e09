//! A session from plain parameters, for addresses that somebody writes by hand: `target=10&clients=50`.
//! `docs/embedding.md` lists them.
//!
//! Autoscaling annotations by their names change the Service, and what is wrong with their values is
//! found where it always is, in the text. Whatever else isn't understood is left out, and named.

use kpa::cluster::traffic::Source;
use kpa::go::{parse_duration, parse_float};
use kpa::session::{CLOCK_MAX, LEVEL_MAX, Script, Session, Shape};
use kpa::units::Duration;

use crate::service::{annotate, limit};
use crate::{Show, State, limits};

/// The annotations that are parameters.
const ANNOTATIONS: [&str; 15] = [
    "class",
    "metric",
    "metric-aggregation-algorithm",
    "target",
    "target-utilization-percentage",
    "target-burst-capacity",
    "window",
    "panic-window-percentage",
    "panic-threshold-percentage",
    "min-scale",
    "max-scale",
    "initial-scale",
    "activation-scale",
    "scale-down-delay",
    "scale-to-zero-pod-retention-period",
];

/// The names of the shapes that traffic can have, in the order of [`Shape::ALL`].
const PATTERNS: [&str; 8] = [
    "steady", "step", "ramp", "spike", "sine", "bursts", "on-off", "day",
];

/// What parameters come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Plain {
    /// The session.
    pub session: Session,
    /// The parameters that nobody understands, or whose values can't be, as they were given.
    pub strange: Vec<String>,
}

/// Changes a session by parameters. Traffic changes at `since`; whole texts come before what changes
/// them, in whatever order they were given.
pub fn apply(first: &Session, since: Duration, parameters: &[(String, String)]) -> Plain {
    let mut session = first.clone();
    let mut strange = Vec::new();
    let is_text = |name: &str| ["service", "config-map"].contains(&name);
    let (texts, others): (Vec<_>, Vec<_>) = parameters.iter().partition(|it| is_text(&it.0));
    for (name, value) in texts.into_iter().chain(others) {
        let mut changed = session.clone();
        let is_done = change(&mut changed, since, name, value).is_some();
        let state = State {
            session: changed,
            show: Show::default(),
        };
        if is_done && limits::check(&state).is_ok() {
            session = state.session;
        } else {
            strange.push(format!("{name}={}", start(value)));
        }
    }
    Plain { session, strange }
}

/// The start of a value, which may be long.
fn start(value: &str) -> String {
    match value.char_indices().nth(24) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// `None` if it can't be understood.
fn change(session: &mut Session, since: Duration, name: &str, value: &str) -> Option<()> {
    match name {
        "service" => session.texts.service = value.into(),
        "config-map" => session.texts.config_map = value.into(),
        "clients" | "rps" => {
            let level = parse_float(value).ok()?;
            if !(0.0..=LEVEL_MAX).contains(&level) {
                return None;
            }
            session.script.source = match name {
                "rps" => Source::Poisson,
                _ => Script::default().source,
            };
            session.script.set(since, level);
        }
        "pattern" => {
            let nth = PATTERNS.iter().position(|it| *it == value)?;
            session.script.shape(since, Shape::ALL.get(nth)?.clone());
        }
        "service-time" => {
            let mean = length(value)?;
            session.cluster.service = session.cluster.service.with_mean(mean);
        }
        "pod-start" => {
            let mean = length(value)?;
            session.cluster.pod_start = session.cluster.pod_start.with_mean(mean);
        }
        "seed" => session.seed = value.parse().ok()?,
        "at" => {
            let at = length(value)?.rounded_to_seconds();
            session.clock = (at <= CLOCK_MAX).then_some(at)?;
        }
        "container-concurrency" => {
            let value: u32 = value.parse().ok()?;
            let text = &session.texts.service;
            session.texts.service = limit(text, value)?.into();
        }
        name if ANNOTATIONS.contains(&name) => {
            let text = &session.texts.service;
            session.texts.service = annotate(text, name, value)?.into();
        }
        _ => return None,
    }
    Some(())
}

/// A length of time as Go writes it, or in seconds.
fn length(value: &str) -> Option<Duration> {
    let seconds = || parse_float(value).ok().map(Duration::from_secs_f64);
    let length = parse_duration(value).or_else(seconds)?;
    (length >= Duration::ZERO).then_some(length)
}
