//! How much traffic is offered, over time.

use super::turn::sine;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::units::Duration;

/// How much is offered at each moment: requests per second, or clients.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pattern {
    /// Always the same.
    Steady(f64),
    /// One level, and from a moment on another.
    Step {
        /// The level before.
        before: f64,
        /// The level after.
        after: f64,
        /// When it changes.
        at: Duration,
    },
    /// A straight rise or fall between two moments; level before and after.
    Ramp {
        /// The level before.
        before: f64,
        /// The level after.
        after: f64,
        /// When it begins to change.
        from: Duration,
        /// When it has changed.
        to: Duration,
    },
    /// A level with one spike.
    Spike {
        /// The level around the spike.
        base: f64,
        /// The level of the spike.
        peak: f64,
        /// When it begins.
        at: Duration,
        /// How long it lasts.
        length: Duration,
    },
    /// A wave around a level; never below zero.
    Sine {
        /// The level in the middle.
        middle: f64,
        /// How far it goes up and down from there.
        swing: f64,
        /// The time from one peak to the next.
        period: Duration,
    },
    /// A level with a burst in each period; also on/off, with a base of zero.
    Bursts {
        /// The level between bursts.
        base: f64,
        /// The level of a burst.
        peak: f64,
        /// The time from one burst to the next.
        period: Duration,
        /// How long each lasts, at the start of its period.
        length: Duration,
    },
    /// A day's curve, compressed into a period: a quiet night, a rise in the morning, a plateau with a
    /// dip at noon, a peak in the evening.
    Day {
        /// The level in the deepest night.
        night: f64,
        /// The level of the evening's peak.
        peak: f64,
        /// The length of the day.
        period: Duration,
    },
    /// From each moment on another level, in order of time; zero before the first. What somebody
    /// drags live is this, or [`Self::Parts`].
    Steps(Arc<[(Duration, f64)]>),
    /// A recorded series: levels at moments, in order of time, with straight lines between; zero
    /// before the first and after the last.
    Recorded(Arc<[(Duration, f64)]>),
    /// From each moment on another pattern, in order of time; zero before the first.
    Parts(Arc<[Part]>),
}

/// A pattern from a moment on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// When it begins to count.
    pub from: Duration,
    /// From when on its own time is counted.
    pub since: Duration,
    /// How much is offered then.
    pub pattern: Pattern,
}

/// A day as hours and how far the level is from the night's towards the peak's.
const DAY: [(f64, f64); 10] = [
    (0.0, 0.25),
    (2.0, 0.08),
    (4.0, 0.0),
    (6.0, 0.1),
    (9.0, 0.7),
    (11.0, 0.8),
    (12.5, 0.65),
    (15.0, 0.75),
    (20.0, 1.0),
    (24.0, 0.25),
];

impl Pattern {
    /// The level at a moment, counted from the start; never negative, always finite.
    pub fn level(&self, at: Duration) -> f64 {
        let level = match self {
            Self::Steady(level) => *level,
            Self::Step {
                before,
                after,
                at: change,
            } => {
                if at < *change {
                    *before
                } else {
                    *after
                }
            }
            Self::Ramp {
                before,
                after,
                from,
                to,
            } => {
                let share = share_of(at, *from, *to);
                before + (after - before) * share
            }
            Self::Spike {
                base,
                peak,
                at: start,
                length,
            } => {
                if at >= *start && at < *start + *length {
                    *peak
                } else {
                    *base
                }
            }
            Self::Sine {
                middle,
                swing,
                period,
            } => middle + swing * sine(phase(at, *period)),
            Self::Bursts {
                base,
                peak,
                period,
                length,
            } => {
                let since = phase(at, *period) * period.as_secs_f64();
                if since < length.as_secs_f64() {
                    *peak
                } else {
                    *base
                }
            }
            Self::Day {
                night,
                peak,
                period,
            } => {
                let hour = phase(at, *period) * 24.0;
                night + (peak - night) * between(&DAY, hour)
            }
            Self::Steps(steps) => {
                let passed = steps.partition_point(|(from, _)| *from <= at);
                passed.checked_sub(1).map_or(0.0, |last| steps[last].1)
            }
            Self::Recorded(series) => recorded(series, at),
            Self::Parts(parts) => {
                let passed = parts.partition_point(|part| part.from <= at);
                let part = passed.checked_sub(1).and_then(|last| parts.get(last));
                part.map_or(0.0, |part| part.pattern.level(at - part.since))
            }
        };
        if level.is_finite() {
            level.max(0.0)
        } else {
            0.0
        }
    }
}

/// How far a moment is from one towards another: 0 before the first, 1 behind the second.
fn share_of(at: Duration, from: Duration, to: Duration) -> f64 {
    if at < from {
        0.0
    } else if at >= to {
        1.0
    } else {
        (at - from).as_secs_f64() / (to - from).as_secs_f64()
    }
}

/// How far a moment is into its period, 0 … 1.
fn phase(at: Duration, period: Duration) -> f64 {
    let period = period.as_nanos();
    if period <= 0 {
        0.0
    } else {
        at.as_nanos().rem_euclid(period) as f64 / period as f64
    }
}

fn between(curve: &[(f64, f64)], x: f64) -> f64 {
    let Some(next) = curve.iter().position(|(end, _)| x < *end) else {
        return curve.last().map_or(0.0, |last| last.1);
    };
    let (x1, y1) = curve[next];
    let (x0, y0) = curve[next.saturating_sub(1)];
    if x1 > x0 {
        y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    } else {
        y1
    }
}

fn recorded(series: &[(Duration, f64)], at: Duration) -> f64 {
    let passed = series.partition_point(|(from, _)| *from <= at);
    let (Some(before), Some(after)) = (
        passed.checked_sub(1).and_then(|i| series.get(i)),
        series.get(passed),
    ) else {
        // The last moment itself still counts.
        return series
            .last()
            .filter(|(end, _)| *end == at)
            .map_or(0.0, |(_, level)| *level);
    };
    before.1 + (after.1 - before.1) * share_of(at, before.0, after.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secs(secs: i64) -> Duration {
        Duration::from_secs(secs)
    }

    #[test]
    fn levels_at_moments() {
        let spike = Pattern::Spike {
            base: 1.0,
            peak: 9.0,
            at: secs(10),
            length: secs(5),
        };
        let ramp = Pattern::Ramp {
            before: 0.0,
            after: 10.0,
            from: secs(10),
            to: secs(20),
        };
        let bursts = Pattern::Bursts {
            base: 0.0,
            peak: 5.0,
            period: secs(60),
            length: secs(10),
        };
        let day = Pattern::Day {
            night: 10.0,
            peak: 110.0,
            period: secs(240),
        };
        let steps = Pattern::Steps([(secs(5), 50.0), (secs(9), 200.0)].into());
        let series = Pattern::Recorded([(secs(0), 10.0), (secs(10), 20.0)].into());
        let part = |from, since, pattern: &Pattern| Part {
            from: secs(from),
            since: secs(since),
            pattern: pattern.clone(),
        };
        let parts = Pattern::Parts([part(5, 0, &ramp), part(20, 10, &spike)].into());
        let sine = Pattern::Sine {
            middle: 10.0,
            swing: 20.0,
            period: secs(40),
        };
        for (pattern, at, level) in [
            (&spike, 9, 1.0),
            (&spike, 10, 9.0),
            (&spike, 15, 1.0),
            (&ramp, 5, 0.0),
            (&ramp, 15, 5.0),
            (&ramp, 25, 10.0),
            (&bursts, 69, 5.0),
            (&bursts, 70, 0.0),
            (&day, 40, 10.0),
            (&day, 200, 110.0),
            (&steps, 4, 0.0),
            (&steps, 5, 50.0),
            (&steps, 99, 200.0),
            (&series, 5, 15.0),
            (&series, 10, 20.0),
            (&series, 11, 0.0),
            (&parts, 4, 0.0),
            (&parts, 15, 5.0),
            (&parts, 19, 9.0),
            (&parts, 20, 9.0),
            (&parts, 25, 1.0),
            (&sine, 10, 30.0),
            (&sine, 30, 0.0),
        ] {
            assert!(
                (pattern.level(secs(at)) - level).abs() < 1e-9,
                "{pattern:?} at {at} s"
            );
        }
    }

    #[test]
    fn nonsense_is_no_traffic() {
        let never = Pattern::Bursts {
            base: 0.0,
            peak: 1.0,
            period: secs(0),
            length: secs(0),
        };
        for pattern in [Pattern::Steady(f64::NAN), Pattern::Steady(-1.0), never] {
            assert_eq!(pattern.level(secs(3)), 0.0, "{pattern:?}");
        }
    }
}
