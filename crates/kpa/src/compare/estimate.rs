//! A mean of several seeds, and how sure it is.

use serde::{Deserialize, Serialize};

/// A mean with its interval of 95 % confidence by Student's t distribution, over runs that differ only
/// in their seed.
///
/// The interval is about the mean, not about where single runs lie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// The lower end of the interval; `None` for a single run, which tells nothing about others.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// How many runs there were.
    pub runs: usize,
}

impl Estimate {
    /// The estimate from values, one for each run; `None` without any.
    pub fn of(values: &[f64]) -> Option<Self> {
        let runs = values.len();
        let count = runs as f64;
        // Values that are all the same have no dust of a division in their mean.
        let first = *values.first()?;
        let mean = first + values.iter().map(|value| value - first).sum::<f64>() / count;
        let squares: f64 = values
            .iter()
            .map(|value| (value - mean) * (value - mean))
            .sum();
        let half = (runs > 1).then(|| {
            let variance = squares / (count - 1.0);
            student(runs - 1) * (variance / count).sqrt()
        });
        Some(Self {
            mean,
            low: half.map(|half| mean - half),
            high: half.map(|half| mean + half),
            runs,
        })
    }

    /// Whether the interval leaves it open on which side of zero the mean lies.
    pub fn may_be_zero(&self) -> bool {
        match (self.low, self.high) {
            (Some(low), Some(high)) => low <= 0.0 && high >= 0.0,
            _ => true,
        }
    }
}

/// The 97.5 % quantile of Student's t distribution.
fn student(freedom: usize) -> f64 {
    const FEW: [f64; 10] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    ];
    let few = freedom.checked_sub(1).and_then(|nth| FEW.get(nth));
    few.copied().unwrap_or_else(|| {
        // The normal distribution's with the first terms of its expansion: within 0.003 from here on.
        let freedom = freedom as f64;
        1.960 + 2.3723 / freedom + 2.8225 / (freedom * freedom)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (freedom, quantile) in [
            (1, 12.706),
            (10, 2.228),
            (11, 2.201),
            (19, 2.093),
            (100, 1.984),
        ] {
            assert!((student(freedom) - quantile).abs() < 0.003, "{freedom}");
        }
    }

    #[test]
    fn an_interval_as_in_a_textbook() {
        let estimate = Estimate::of(&[4.0, 6.0, 5.0, 7.0, 3.0]).expect("there are values");
        // The standard deviation is 1.5811, so the half is 2.776 × 1.5811 / √5.
        assert_eq!((estimate.mean, estimate.runs), (5.0, 5));
        assert!(
            (estimate.high.unwrap_or(0.0) - 6.963).abs() < 0.001,
            "{estimate:?}"
        );
    }

    #[test]
    fn what_is_sure_and_what_is_not() {
        for (values, is_open) in [
            (&[1.0, 1.0, 1.0][..], false),
            (&[0.1, 0.1, 0.1], false),
            (&[0.0, 0.0], true),
            (&[1.0, -1.0, 2.0], true),
            // One run tells nothing about the next.
            (&[1.0], true),
        ] {
            let estimate = Estimate::of(values).expect("there are values");
            assert_eq!(estimate.may_be_zero(), is_open, "{values:?}");
        }
        assert_eq!(Estimate::of(&[]), None);
    }
}
