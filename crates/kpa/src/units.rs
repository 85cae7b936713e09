//! Units as types: a length of time, a point in time, a number of replicas, a percentage.
//!
//! A bare number never says whether it is seconds or milliseconds, so none crosses a function here.
//! Both kinds of time are whole nanoseconds in an `i64`, as in Go, because Knative's own limits
//! (the longest duration, what counts as a whole second) come from that representation.
//! Arithmetic saturates: an absurd input gives an absurd time, never a panic.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

use serde::{Deserialize, Serialize};

const NANOS_PER_SECOND: i64 = 1_000_000_000;

/// A signed length of time in whole nanoseconds, as Go's `time.Duration`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Duration(i64);

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The longest duration that Knative can express, about 292 years.
    pub const MAX: Self = Self(i64::MAX);

    /// A duration of whole nanoseconds.
    pub const fn from_nanos(nanos: i64) -> Self {
        Self(nanos)
    }

    /// A duration of whole microseconds; saturates.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros.saturating_mul(1_000))
    }

    /// A duration of whole milliseconds; saturates.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis.saturating_mul(1_000_000))
    }

    /// A duration of whole seconds; saturates.
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs.saturating_mul(NANOS_PER_SECOND))
    }

    /// A duration from a float of seconds, cut toward zero to nanoseconds; saturates, NaN is zero.
    pub fn from_secs_f64(secs: f64) -> Self {
        Self((secs * NANOS_PER_SECOND as f64) as i64)
    }

    /// The length in whole nanoseconds.
    pub const fn as_nanos(self) -> i64 {
        self.0
    }

    /// The length in seconds, as a float.
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / NANOS_PER_SECOND as f64
    }

    /// Rounded to the nearest second, halves away from zero, saturating at the ends of the range.
    ///
    /// Mirrors Go's `Duration.Round(time.Second)`.
    pub fn rounded_to_seconds(self) -> Self {
        let rest = self.0 % NANOS_PER_SECOND;
        let down = self.0 - rest;
        Self(if rest.abs() * 2 < NANOS_PER_SECOND {
            down
        } else {
            // Go returns the extreme value itself where rounding would overflow.
            down.checked_add(NANOS_PER_SECOND * rest.signum())
                .unwrap_or(if rest < 0 { i64::MIN } else { i64::MAX })
        })
    }

    /// Whether Knative calls this "second precise": rounding to a second changes nothing.
    ///
    /// Because rounding saturates, the longest duration of all passes too.
    pub fn is_whole_seconds(self) -> bool {
        self.rounded_to_seconds() == self
    }
}

impl Add for Duration {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Duration {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// As people write it in Knative's settings: `60s`, `1m30s`, `1h`, `1.5s`, `20ms`, `0s`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.0.unsigned_abs();
        if self.0 < 0 {
            f.write_str("-")?;
        }
        if nanos != 0 && nanos < NANOS_PER_SECOND as u64 {
            return match nanos {
                n if n >= 1_000_000 => write!(f, "{}ms", n as f64 / 1e6),
                n if n >= 1_000 => write!(f, "{}µs", n as f64 / 1e3),
                n => write!(f, "{n}ns"),
            };
        }
        let whole = nanos / NANOS_PER_SECOND as u64;
        let fraction = (nanos % NANOS_PER_SECOND as u64) as f64 / NANOS_PER_SECOND as f64;
        let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
        // One or two minutes read better in seconds, as the settings themselves are written.
        if whole <= 120 {
            return write!(f, "{}s", whole as f64 + fraction);
        }
        if hours > 0 {
            write!(f, "{hours}h")?;
        }
        if minutes > 0 {
            write!(f, "{minutes}m")?;
        }
        if seconds > 0 || fraction > 0.0 {
            write!(f, "{}s", seconds as f64 + fraction)?;
        }
        Ok(())
    }
}

/// A point in virtual time: nanoseconds since the Unix epoch.
///
/// Absolute, because the metric windows address their buckets by Unix second.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Time(i64);

impl Time {
    /// The given number of nanoseconds after the Unix epoch.
    pub const fn from_unix_nanos(nanos: i64) -> Self {
        Self(nanos)
    }

    /// The given number of milliseconds after the Unix epoch; saturates.
    pub const fn from_unix_millis(millis: i64) -> Self {
        Self(millis.saturating_mul(1_000_000))
    }

    /// The given number of seconds after the Unix epoch; saturates.
    pub const fn from_unix_secs(secs: i64) -> Self {
        Self(secs.saturating_mul(NANOS_PER_SECOND))
    }

    /// The Unix second that this instant lies in.
    pub const fn unix_secs(self) -> i64 {
        self.0.div_euclid(NANOS_PER_SECOND)
    }

    /// Nanoseconds since the Unix epoch.
    pub const fn unix_nanos(self) -> i64 {
        self.0
    }

    /// How long ago `earlier` was, seen from here; negative if it lies ahead. Saturates.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for Time {
    type Output = Self;
    fn add(self, by: Duration) -> Self {
        Self(self.0.saturating_add(by.0))
    }
}

impl AddAssign<Duration> for Time {
    fn add_assign(&mut self, by: Duration) {
        *self = *self + by;
    }
}

impl Sub<Duration> for Time {
    type Output = Self;
    fn sub(self, by: Duration) -> Self {
        Self(self.0.saturating_sub(by.0))
    }
}

/// A number of replicas, as the 32-bit integer that Kubernetes counts them in.
///
/// Negative only as [`Replicas::UNKNOWN`], or where a setting that no webhook checked says so.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Replicas(pub i32);

impl Replicas {
    /// None.
    pub const ZERO: Self = Self(0);
    /// What Knative writes when it has no recommendation yet: −1.
    pub const UNKNOWN: Self = Self(-1);
}

impl fmt::Display for Replicas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A percentage: 70 means 70 %.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub f64);

impl Percent {
    /// The factor to multiply with: 70 % is 0.7.
    pub fn factor(self) -> f64 {
        self.0 / 100.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.0)
    }
}

/// A number for people, without the dust of binary fractions: 55 instead of 55.00000000000001.
pub fn number(value: f64) -> String {
    let rounded = (value * 1e6).round() / 1e6;
    if rounded.is_finite() { rounded } else { value }.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_write_them() {
        for (nanos, text) in [
            (0, "0s"),
            (60 * NANOS_PER_SECOND, "60s"),
            (90 * NANOS_PER_SECOND, "90s"),
            (150 * NANOS_PER_SECOND, "2m30s"),
            (3600 * NANOS_PER_SECOND, "1h"),
            (1_500_000_000, "1.5s"),
            (20_000_000, "20ms"),
            (-2 * NANOS_PER_SECOND, "-2s"),
        ] {
            assert_eq!(Duration::from_nanos(nanos).to_string(), text);
        }
    }

    #[test]
    fn rounding_to_seconds_is_half_away_from_zero_and_saturates() {
        for (nanos, rounded) in [
            (1_499_999_999, NANOS_PER_SECOND),
            (1_500_000_000, 2 * NANOS_PER_SECOND),
            (-1_500_000_000, -2 * NANOS_PER_SECOND),
            (i64::MAX, i64::MAX),
            (i64::MIN, i64::MIN),
        ] {
            assert_eq!(
                Duration(nanos).rounded_to_seconds(),
                Duration(rounded),
                "{nanos}"
            );
        }
    }
}
