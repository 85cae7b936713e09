//! Numbers that take little room: times as whole units, series of levels as steps.

use kpa::units::Duration;
use serde::{Deserialize, Serialize};

/// The units of time, in nanoseconds.
const UNITS: [i64; 4] = [1_000_000_000, 1_000_000, 1_000, 1];

/// A length of time, never negative and shorter than a century: its count and unit, in one number.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Span(u64);

impl Span {
    /// A length of time; 0 for a negative one.
    pub fn of(length: Duration) -> Self {
        let nanos = length.as_nanos().max(0);
        let unit = UNITS.iter().position(|unit| nanos % unit == 0);
        let unit = unit.unwrap_or(UNITS.len() - 1);
        let count = (nanos / UNITS[unit]) as u64;
        Self(
            count
                .saturating_mul(UNITS.len() as u64)
                .saturating_add(unit as u64),
        )
    }

    /// The length; `None` if it is no length of time.
    pub fn duration(self) -> Option<Duration> {
        let units = UNITS.len() as u64;
        let count = i64::try_from(self.0 / units).ok()?;
        let nanos = count.checked_mul(UNITS[(self.0 % units) as usize])?;
        Some(Duration::from_nanos(nanos))
    }
}

/// A series of numbers.
#[derive(Serialize, Deserialize)]
pub enum Numbers {
    /// Numbers with so many decimal places, without the point, each as the difference from the one
    /// before. What somebody drags goes in small steps.
    Steps(u8, Vec<i64>),
    /// As they are.
    Exact(Vec<f64>),
}

/// The most decimal places.
const PLACES_MAX: u8 = 6;

/// Integers up to here are exact.
const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;

impl Numbers {
    /// A series, exactly, with as few decimal places as possible.
    pub fn of(values: Vec<f64>) -> Self {
        let places = (0..=PLACES_MAX).find_map(|places| Some((places, whole(places, &values)?)));
        let Some((places, whole)) = places else {
            return Self::Exact(values);
        };
        let before = [0].into_iter().chain(whole.iter().copied());
        Self::Steps(
            places,
            whole
                .iter()
                .zip(before)
                .map(|(it, before)| it - before)
                .collect(),
        )
    }

    /// The series; `None` if it is none.
    pub fn values(self) -> Option<Vec<f64>> {
        let (places, steps) = match self {
            Self::Exact(values) => return Some(values),
            Self::Steps(places, steps) => (places, steps),
        };
        if places > PLACES_MAX {
            return None;
        }
        let mut whole = 0i64;
        let values = steps.into_iter().map(|step| {
            whole = whole.checked_add(step)?;
            Some(whole as f64 / scale(places))
        });
        values.collect()
    }
}

/// The numbers without their decimal point, if they have no more places.
fn whole(places: u8, values: &[f64]) -> Option<Vec<i64>> {
    let scale = scale(places);
    let whole = values.iter().map(|value| {
        let whole = (value * scale).round();
        let is_exact = whole.abs() < WHOLE_MAX && whole / scale == *value;
        is_exact.then_some(whole as i64)
    });
    whole.collect()
}

fn scale(places: u8) -> f64 {
    10i64.pow(places.into()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_exact() {
        for (nanos, written) in [
            (0, 0),
            (1, 4 + 3),
            (1_500, 4 * 1_500 + 3),
            (2_000, 4 * 2 + 2),
            (500_000_000, 4 * 500 + 1),
            (60_000_000_000, 4 * 60),
            (86_400_000_000_001, 4 * 86_400_000_000_001 + 3),
        ] {
            let length = Duration::from_nanos(nanos);
            assert_eq!(Span::of(length).0, written);
            assert_eq!(Span(written).duration(), Some(length));
        }
        assert_eq!(Span::of(Duration::from_nanos(-1)).0, 0);
        assert_eq!(Span(u64::MAX - 3).duration(), None);
    }

    #[track_caller]
    fn check(values: &[f64], places: Option<(u8, &[i64])>) {
        let numbers = Numbers::of(values.to_vec());
        match (&numbers, places) {
            (Numbers::Steps(places, steps), Some(wanted)) => {
                assert_eq!((*places, &**steps), wanted)
            }
            (Numbers::Exact(_), None) => {}
            _ => panic!("{values:?} in the other form"),
        }
        assert_eq!(numbers.values().as_deref(), Some(values));
    }

    #[test]
    fn series_are_exact() {
        check(&[], Some((0, &[])));
        check(&[20.0, 22.0, 19.0, 300.0], Some((0, &[20, 2, -3, 281])));
        check(&[0.25, 1.0, 0.1], Some((2, &[25, 75, -90])));
        check(&[1.0, 1.0 / 3.0], None);
        check(&[1e300, f64::INFINITY], None);
    }

    #[test]
    fn what_is_no_series_is_none() {
        assert_eq!(Numbers::Steps(7, vec![1]).values(), None);
        assert_eq!(Numbers::Steps(0, vec![i64::MAX, 1]).values(), None);
    }
}
