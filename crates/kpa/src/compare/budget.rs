//! Limits on what a run may come to, such as `p95<800ms`.

use super::estimate::Estimate;
use super::measure::{Measure, Sample, Unit};
use crate::go;
use crate::units::number;

/// How budgets are written, for messages.
pub const BUDGETS: &str =
    "p95<800ms, pod-hours<=2.5, cold-starts<1%, rejected<=0, rejected<0.1% or panic<30s";

/// A limit on a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    /// As it was written.
    pub text: String,
    /// What is limited.
    pub measure: Measure,
    /// The limit, in the measure's unit.
    limit: f64,
    /// Whether the limit itself is within.
    inclusive: bool,
    /// Whether requests are counted as a share of those offered.
    of_offered: bool,
}

/// What became of a budget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// What it came to, as the limit counts.
    pub value: f64,
    /// Whether that is within the limit.
    pub kept: bool,
}

impl Budget {
    /// Reads a budget.
    ///
    /// # Errors
    /// A sentence that says what can be written.
    pub fn read(text: &str) -> Result<Self, String> {
        let refused = |why: String| format!("the budget {text:?} {why}; write {BUDGETS}");
        let Some(at) = text.find(['<', '≤']) else {
            return Err(refused("has no `<`".to_owned()));
        };
        let (name, rest) = text.split_at(at);
        let (inclusive, limit) = match rest.strip_prefix('≤').or_else(|| rest.strip_prefix("<="))
        {
            Some(limit) => (true, limit),
            None => (false, rest.trim_start_matches('<')),
        };
        let (name, limit) = (name.trim(), limit.trim());
        let known = Measure::ALL.into_iter().find(|it| it.name() == name);
        let measure = known.ok_or_else(|| {
            let names = Measure::ALL.map(Measure::name).join(", ");
            refused(format!("limits {name:?}, which isn't one of {names}"))
        })?;
        let plain = |text: &str| go::parse_float(text.trim()).ok();
        let percent = limit.strip_suffix('%').and_then(plain).map(|it| it / 100.0);
        let (value, of_offered, takes) = match measure.unit() {
            Unit::Seconds => {
                let duration = go::parse_duration(limit).map(|it| it.as_secs_f64());
                (duration, false, "a duration, such as 800ms")
            }
            Unit::Share => (percent, false, "a percentage, such as 1%"),
            Unit::Requests => {
                let takes = "a number of requests, or a percentage of them";
                (percent.or_else(|| plain(limit)), percent.is_some(), takes)
            }
            Unit::Replicas | Unit::PodHours | Unit::Money => (plain(limit), false, "a number"),
        };
        let is_sensible = |value: &f64| value.is_finite() && *value >= 0.0;
        let limit = value
            .filter(is_sensible)
            .ok_or_else(|| refused(format!("limits {name} to {limit:?}, which isn't {takes}")))?;
        Ok(Self {
            text: text.to_owned(),
            measure,
            limit,
            inclusive,
            of_offered,
        })
    }

    /// What becomes of it in runs of a case: their mean counts. `None` where there was nothing to
    /// measure, which exceeds nothing.
    pub fn judge(&self, samples: &[Sample]) -> Option<Outcome> {
        let value = |sample: &Sample| {
            let value = sample.get(self.measure)?;
            Some(match self.of_offered {
                true => value / (sample.offered as f64).max(1.0),
                false => value,
            })
        };
        let values: Vec<f64> = samples.iter().filter_map(value).collect();
        let value = Estimate::of(&values)?.mean;
        let kept = value < self.limit || self.inclusive && value == self.limit;
        Some(Outcome { value, kept })
    }

    /// A value as the limit is written.
    pub fn say(&self, value: f64) -> String {
        match self.measure.unit() {
            Unit::Seconds if value < 1.0 => format!("{}ms", number((value * 1e5).round() / 100.0)),
            Unit::Seconds => format!("{}s", number((value * 1e3).round() / 1e3)),
            _ if self.of_offered || self.measure.unit() == Unit::Share => {
                format!("{}%", number((value * 1e5).round() / 1e3))
            }
            _ => number((value * 1e4).round() / 1e4),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::scenario::Scenario;
    use crate::compare::{Case, measure};
    use crate::session::{Session, Shape};
    use proptest::prelude::*;

    fn sample() -> Sample {
        let case = Case::shape("", &Shape::Steady, 50.0, &Scenario::default());
        let effective = Session::default().review().ladder.effective;
        measure(&effective, &case, 0, None)
    }

    #[test]
    fn budgets_are_kept_or_exceeded() {
        let sample = sample();
        for (text, kept) in [
            ("p50<1s", Some(true)),
            ("p50 < 10ms", Some(false)),
            ("p95<=1m", Some(true)),
            ("rejected<=0", Some(true)),
            ("rejected≤0%", Some(true)),
            ("rejected<0", Some(false)),
            ("cold-starts<100%", Some(true)),
            ("pod-hours<0.01", Some(false)),
            ("peak-replicas<1000", Some(true)),
            // Never measured, so never exceeded.
            ("to-zero<1s", None),
            ("cost<1", None),
        ] {
            let budget = Budget::read(text).unwrap_or_else(|error| panic!("{error}"));
            let outcome = budget.judge(std::slice::from_ref(&sample));
            assert_eq!(outcome.map(|it| it.kept), kept, "{text}: {outcome:?}");
        }
    }

    #[test]
    fn what_cant_be_read_is_refused_in_words() {
        for (text, says) in [
            ("p95", "has no `<`"),
            ("p95>1s", "has no `<`"),
            ("p96<1s", "isn't one of peak-replicas"),
            ("p95<800", "isn't a duration, such as 800ms"),
            ("p95<-1s", "isn't a duration"),
            ("cold-starts<0.1", "isn't a percentage"),
            ("rejected<few", "isn't a number of requests"),
            ("pod-hours<inf", "isn't a number"),
            ("pod-hours<1h", "isn't a number"),
            ("<1s", "limits \"\""),
        ] {
            let error = Budget::read(text).expect_err(text);
            assert!(error.contains(says), "{error}");
            assert!(error.contains(BUDGETS), "{error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-z0-9<=%. -]{0,20}|\\PC{0,20}") {
            if let Ok(budget) = Budget::read(&text) {
                prop_assert!(budget.limit.is_finite());
            }
        }

        #[test]
        fn a_limit_is_said_as_it_is_written(tenths in 1u32..10_000) {
            let seconds = f64::from(tenths) / 10.0;
            let budget = Budget::read(&format!("p95<{seconds}s")).expect("it is a budget");
            let again = Budget::read(&format!("p95<{}", budget.say(budget.limit)));
            prop_assert_eq!(again.map(|it| it.limit), Ok(budget.limit));
        }
    }
}
