//! Sampling: the autoscaler asks some of many replicas, and infers the rest.

use crate::autoscaler::collector::Statistic;

/// Up to so many replicas, each is asked.
const ALL_UP_TO: usize = 3;

/// How many replicas of a population without end are asked (before rounding up), for 95 % confidence
/// with a margin of error: 1.96² × 100 / 25.
const ENDLESS: f64 = 1.96 * 1.96 * 100.0 / 25.0;

/// How many of the ready replicas are asked for their statistics each second: all of 3, 7 of 10,
/// 14 of 100, never more than 16.
pub fn sample_size(replicas: usize) -> usize {
    if replicas <= ALL_UP_TO {
        return replicas;
    }
    let population = replicas as f64;
    (population * ENDLESS / (population + ENDLESS - 1.0)).ceil() as usize
}

/// What all replicas together do, inferred from those that were asked: their average times the
/// number of replicas. `None` if nobody answered.
pub fn extrapolate(sampled: &[Statistic], replicas: usize) -> Option<Statistic> {
    if sampled.is_empty() {
        return None;
    }
    let (asked, replicas) = (sampled.len() as f64, replicas as f64);
    let all =
        |field: fn(&Statistic) -> f64| sampled.iter().map(field).sum::<f64>() / asked * replicas;
    Some(Statistic {
        concurrency: all(|s| s.concurrency),
        proxied_concurrency: all(|s| s.proxied_concurrency),
        requests: all(|s| s.requests),
        proxied_requests: all(|s| s.proxied_requests),
    })
}
