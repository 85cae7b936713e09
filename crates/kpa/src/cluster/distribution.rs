//! How long something takes: always the same, or drawn at random.

use rand_xoshiro::Xoshiro256PlusPlus;
use serde::{Deserialize, Serialize};

use super::random;
use crate::units::Duration;

/// A distribution of durations.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Distribution {
    /// Always the same.
    Constant(Duration),
    /// Anything between two bounds, all equally likely.
    Uniform(Duration, Duration),
    /// Exponential with this mean: many short ones, few long ones, no memory.
    Exponential(Duration),
    /// Log-normal: a long tail to the right, as response times usually have.
    LogNormal {
        /// The mean.
        mean: Duration,
        /// The standard deviation as a multiple of the mean.
        variation: f64,
    },
    /// One of two.
    TwoPoint {
        /// The usual one.
        usual: Duration,
        /// The other one.
        other: Duration,
        /// How often it is the other one, 0 … 1.
        share: f64,
    },
}

impl Distribution {
    /// The mean.
    pub fn mean(&self) -> Duration {
        let nanos = match *self {
            Self::Constant(all) => return all,
            Self::Exponential(mean) | Self::LogNormal { mean, .. } => return mean,
            Self::Uniform(from, to) => (from.as_nanos() as f64 + to.as_nanos() as f64) / 2.0,
            Self::TwoPoint {
                usual,
                other,
                share,
            } => usual.as_nanos() as f64 * (1.0 - share) + other.as_nanos() as f64 * share,
        };
        Duration::from_nanos(nanos as i64)
    }

    /// The same form with another mean.
    pub fn with_mean(self, mean: Duration) -> Self {
        let before = self.mean().as_nanos() as f64;
        // Without any length there is nothing to stretch.
        let factor = if before > 0.0 {
            mean.as_nanos() as f64 / before
        } else {
            0.0
        };
        let scaled = |it: Duration| Duration::from_nanos((it.as_nanos() as f64 * factor) as i64);
        match self {
            Self::Constant(_) => Self::Constant(mean),
            Self::Exponential(_) => Self::Exponential(mean),
            Self::LogNormal { variation, .. } => Self::LogNormal { mean, variation },
            _ if factor == 0.0 => Self::Constant(mean),
            Self::Uniform(from, to) => Self::Uniform(scaled(from), scaled(to)),
            Self::TwoPoint {
                usual,
                other,
                share,
            } => Self::TwoPoint {
                usual: scaled(usual),
                other: scaled(other),
                share,
            },
        }
    }

    /// Draws one duration; never negative.
    pub fn draw(&self, random: &mut Xoshiro256PlusPlus) -> Duration {
        let nanos = match *self {
            Self::Constant(all) => return all.max(Duration::ZERO),
            Self::Uniform(from, to) => {
                let (from, to) = (from.as_nanos() as f64, to.as_nanos() as f64);
                from + (to - from) * random::unit(random)
            }
            Self::Exponential(mean) => mean.as_nanos() as f64 * random::exponential(random),
            Self::LogNormal { mean, variation } => {
                let variance = libm::log1p(variation * variation);
                let exponent = random::normal(random) * variance.sqrt() - variance / 2.0;
                mean.as_nanos() as f64 * libm::exp(exponent)
            }
            Self::TwoPoint {
                usual,
                other,
                share,
            } => {
                let other_one = random::unit(random) < share;
                (if other_one { other } else { usual }).as_nanos() as f64
            }
        };
        // The conversion saturates, and takes NaN for zero.
        Duration::from_nanos((nanos as i64).max(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::random::{Stream, stream};

    #[test]
    fn the_mean_of_many_draws_is_the_mean() {
        let second = Duration::from_secs(1);
        for distribution in [
            Distribution::Constant(second),
            Distribution::Uniform(second, second + second),
            Distribution::Exponential(second),
            Distribution::LogNormal {
                mean: second,
                variation: 1.5,
            },
            Distribution::TwoPoint {
                usual: Duration::ZERO,
                other: second,
                share: 0.1,
            },
        ] {
            let mut random = stream(7, Stream::Service);
            const DRAWS: usize = 200_000;
            let sum: f64 = (0..DRAWS)
                .map(|_| distribution.draw(&mut random).as_secs_f64())
                .sum();
            let (mean, want) = (sum / DRAWS as f64, distribution.mean().as_secs_f64());
            assert!(
                (mean - want).abs() < 0.02 * want,
                "{distribution:?}: {mean}"
            );
        }
    }

    #[test]
    fn another_mean_keeps_the_form() {
        let ms = Duration::from_millis;
        let uniform = Distribution::Uniform(ms(100), ms(300));
        let rare = |usual, other| Distribution::TwoPoint {
            usual: ms(usual),
            other: ms(other),
            share: 0.1,
        };
        for (before, mean, after) in [
            (uniform, 400, Distribution::Uniform(ms(200), ms(600))),
            (rare(100, 1100), 400, rare(200, 2200)),
            (
                Distribution::Uniform(ms(0), ms(0)),
                5,
                Distribution::Constant(ms(5)),
            ),
            (
                Distribution::Exponential(ms(1)),
                7,
                Distribution::Exponential(ms(7)),
            ),
        ] {
            assert_eq!(before.with_mean(ms(mean)), after);
        }
    }

    #[test]
    fn nonsense_is_drawn_as_something_finite() {
        let mut random = stream(7, Stream::Service);
        for distribution in [
            Distribution::Constant(Duration::from_nanos(i64::MIN)),
            Distribution::Uniform(Duration::MAX, Duration::from_nanos(i64::MIN)),
            Distribution::Exponential(Duration::from_nanos(-1)),
            Distribution::LogNormal {
                mean: Duration::MAX,
                variation: f64::NAN,
            },
            Distribution::LogNormal {
                mean: Duration::MAX,
                variation: f64::INFINITY,
            },
            Distribution::TwoPoint {
                usual: Duration::MAX,
                other: Duration::MAX,
                share: -3.0,
            },
        ] {
            assert!(
                distribution.draw(&mut random) >= Duration::ZERO,
                "{distribution:?}"
            );
        }
    }
}
