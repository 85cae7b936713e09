//! What traffic looks like over time, relative to the level that somebody has set.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cluster::pattern::Pattern;
use crate::units::Duration;

/// A shape of traffic, from the moment on at which it was chosen. Its highest point is the level.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    /// The level all the time.
    #[default]
    Steady,
    /// A fifth of the level for a minute, then all of it.
    Step,
    /// A straight rise from nothing within three minutes.
    Ramp,
    /// A fifth of the level, and after a minute all of it for 15 s, once.
    Spike,
    /// A wave between nothing and the level, every two minutes.
    Sine,
    /// A fifth of the level, and all of it for the first 10 s of every minute.
    Bursts,
    /// The level for a minute, nothing for four: long enough to scale to zero.
    OnOff,
    /// A day in ten minutes: a tenth of the level at night, all of it in the evening.
    Day,
    /// A recorded series: moments, and shares of the level.
    Recorded(Arc<[(Duration, f64)]>),
}

/// The quiet part of shapes that have one, as a share of the level.
const QUIET: f64 = 0.2;

impl Shape {
    /// Those that need nothing else, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Steady,
        Self::Step,
        Self::Ramp,
        Self::Spike,
        Self::Sine,
        Self::Bursts,
        Self::OnOff,
        Self::Day,
    ];

    /// A recorded series as a shape, and the level at which it is as it was recorded; `None` if
    /// there is no traffic in it.
    pub fn recorded(rates: &[(Duration, f64)]) -> Option<(Self, f64)> {
        let highest = rates.iter().map(|point| point.1).fold(0.0, f64::max);
        let shares = rates.iter().map(|&(at, rate)| (at, rate / highest));
        (highest > 0.0 && highest.is_finite()).then(|| (Self::Recorded(shares.collect()), highest))
    }

    /// Whether a recording is in the order of time and never above its highest point; any other shape
    /// is sound.
    pub(super) fn is_sound(&self) -> bool {
        let Self::Recorded(shares) = self else {
            return true;
        };
        let in_order = shares.is_sorted_by_key(|&(at, _)| at);
        let begins = shares.first().is_none_or(|&(at, _)| at >= Duration::ZERO);
        let is_share = |&(_, share): &_| (0.0..=1.0).contains(&share);
        in_order && begins && shares.iter().all(is_share)
    }

    /// The pattern with its highest point at a level.
    pub fn pattern(&self, level: f64) -> Pattern {
        let secs = Duration::from_secs;
        let (base, peak) = (QUIET * level, level);
        match self {
            Self::Steady => Pattern::Steady(level),
            Self::Step => Pattern::Step {
                before: base,
                after: level,
                at: secs(60),
            },
            Self::Ramp => Pattern::Ramp {
                before: 0.0,
                after: level,
                from: Duration::ZERO,
                to: secs(180),
            },
            Self::Spike => Pattern::Spike {
                base,
                peak,
                at: secs(60),
                length: secs(15),
            },
            Self::Sine => Pattern::Sine {
                middle: level / 2.0,
                swing: level / 2.0,
                period: secs(120),
            },
            Self::Bursts => Pattern::Bursts {
                base,
                peak,
                period: secs(60),
                length: secs(10),
            },
            Self::OnOff => Pattern::Bursts {
                base: 0.0,
                peak,
                period: secs(300),
                length: secs(60),
            },
            Self::Day => Pattern::Day {
                night: level / 10.0,
                peak,
                period: secs(600),
            },
            Self::Recorded(shares) => {
                let levels = shares.iter().map(|&(at, share)| (at, share * level));
                Pattern::Recorded(levels.collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_point_is_the_level() {
        let rates = [(0, 5.0), (30, 20.0), (600, 0.0)];
        let (recorded, level) =
            Shape::recorded(&rates.map(|(at, rate)| (Duration::from_secs(at), rate))).unwrap();
        assert_eq!(level, 20.0);
        for shape in Shape::ALL.into_iter().chain([recorded]) {
            let pattern = shape.pattern(40.0);
            let levels = (0..6000).map(|tenth| pattern.level(Duration::from_millis(tenth * 100)));
            let highest = levels.fold(0.0, f64::max);
            assert!((highest - 40.0).abs() < 1e-9, "{shape:?}: {highest}");
        }
    }

    #[test]
    fn a_recording_without_traffic_is_no_shape() {
        for rates in [
            &[][..],
            &[(Duration::ZERO, 0.0)],
            &[(Duration::ZERO, f64::NAN)],
        ] {
            assert_eq!(Shape::recorded(rates), None);
        }
    }
}
