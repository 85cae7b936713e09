//! What the simulation can run in bounded time and memory, and what any page can be in.
//!
//! A link is asked about this when it is read, and a state before it is written, so that nothing is
//! written that can't be read.

use kpa::cluster::distribution::Distribution;
use kpa::cluster::traffic::{PAUSE_MIN, Source};
use kpa::session::{CLOCK_MAX, Change, ClusterParameters, Comparison, Session, Shape};
use kpa::units::Duration;

use crate::{Refusal, Show, State};

/// The most changes of the traffic: more than one for each second of the longest run.
const CHANGES_MAX: usize = 100_000;

/// The highest level, spikes included: clients, or requests per second.
const LEVEL_MAX: f64 = 20_000.0;

/// The most requests of a run, by an estimate. A page simulates about a million per second.
const REQUESTS_MAX: f64 = 1e9;

/// The most moments of recordings, if each change that has a recording had the longest.
pub(crate) const MOMENTS_MAX: usize = 4_000_000;

/// The longest time that a request or the start of a pod takes on average, or a client pauses.
const LONGEST: Duration = CLOCK_MAX;

/// The widest log-normal distribution: its standard deviation as a multiple of its mean.
const VARIATION_MAX: f64 = 100.0;

/// The cores of a pod, fewest and most.
const CORES: (f64, f64) = (0.001, 1000.0);

/// The highest speed, in simulated seconds per real second.
const SPEED_MAX: u32 = 1000;

/// Whether a state can be simulated.
///
/// # Errors
/// [`Refusal::TooMuch`] if it would take too long, [`Refusal::Impossible`] if no page was ever in it.
pub fn check(state: &State) -> Result<(), Refusal> {
    let session = &state.session;
    let changes = session.script.changes();
    let pinned = match &session.comparison {
        Comparison::Pinned(pinned) => Some(&pinned.cluster),
        Comparison::Shared | Comparison::Nothing => None,
    };
    let pause = match session.script.source {
        Source::Clients { pause } => pause,
        Source::Poisson | Source::Even => Duration::ZERO,
    };
    let possible = is_length(session.clock)
        && is_length(pause)
        && changes
            .last()
            .is_none_or(|last| last.at <= CLOCK_MAX + CLOCK_MAX)
        && [&session.cluster].into_iter().chain(pinned).all(is_cluster)
        && is_show(&state.show);
    if !possible {
        return Err(Refusal::Impossible);
    }
    let bounded = changes.len() <= CHANGES_MAX
        && changes.iter().all(|change| change.highest() <= LEVEL_MAX)
        && moments(changes) <= MOMENTS_MAX
        && requests(session) <= REQUESTS_MAX;
    bounded.then_some(()).ok_or(Refusal::TooMuch)
}

fn is_length(length: Duration) -> bool {
    (Duration::ZERO..=LONGEST).contains(&length)
}

fn is_cluster(cluster: &ClusterParameters) -> bool {
    let is_cpu = cluster.cpu.is_none_or(|cpu| {
        (CORES.0..=CORES.1).contains(&cpu.cores) && (0.0..=1.0).contains(&cpu.share)
    });
    is_cpu && is_distribution(&cluster.pod_start) && is_distribution(&cluster.service)
}

fn is_distribution(distribution: &Distribution) -> bool {
    match *distribution {
        Distribution::Constant(mean) | Distribution::Exponential(mean) => is_length(mean),
        Distribution::Uniform(from, to) => is_length(from) && is_length(to) && from <= to,
        Distribution::LogNormal { mean, variation } => {
            is_length(mean) && (0.0..=VARIATION_MAX).contains(&variation)
        }
        Distribution::TwoPoint {
            usual,
            other,
            share,
        } => is_length(usual) && is_length(other) && (0.0..=1.0).contains(&share),
    }
}

fn is_show(show: &Show) -> bool {
    let longest = CLOCK_MAX.as_secs_f64() as u32;
    let seconds = [show.held, Some(show.span), show.end];
    let in_time = seconds.into_iter().flatten().all(|it| it <= longest);
    in_time && (1..=SPEED_MAX).contains(&show.speed)
}

fn moments(changes: &[Change]) -> usize {
    let recorded = changes.iter().filter_map(|change| match &change.shape {
        Shape::Recorded(shares) => Some(shares.len()),
        _ => None,
    });
    recorded.clone().count() * recorded.max().unwrap_or(0)
}

/// About how many requests there are up to the session's clock: those of an open loop, or of clients
/// that are answered as soon as the service can.
fn requests(session: &Session) -> f64 {
    let per_level = match session.script.source {
        Source::Poisson | Source::Even => 1.0,
        Source::Clients { pause } => {
            let other = match &session.comparison {
                Comparison::Pinned(pinned) => pinned.cluster.service.mean(),
                Comparison::Shared | Comparison::Nothing => LONGEST,
            };
            let service = session.cluster.service.mean().min(other);
            1.0 / (pause.max(PAUSE_MIN) + service).as_secs_f64()
        }
    };
    let changes = session.script.changes();
    let ends = changes.iter().skip(1).map(|next| next.at);
    let ends = ends.chain([session.clock]);
    let parts = changes.iter().zip(ends).map(|(change, end)| {
        let length = end.min(session.clock) - change.at;
        change.highest() * length.as_secs_f64().max(0.0)
    });
    parts.sum::<f64>() * per_level
}
