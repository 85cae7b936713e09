//! What a run is judged by.

use serde::{Deserialize, Serialize};

use super::case::Case;
use crate::settings::review::Effective;
use crate::timeline::log::Change;
use crate::timeline::run::Run;
use crate::units::Duration;

/// Something that a run is judged by. Less is better, or cheaper, of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// The most ready replicas.
    PeakReplicas,
    /// The ready replicas on average.
    MeanReplicas,
    /// How long pods were there, starting and draining ones included.
    PodHours,
    /// What that costs; only with a price.
    Cost,
    /// Which part of the requests waited for a first pod to start.
    ColdStarts,
    /// What half of the latencies didn't exceed.
    P50,
    /// What 95 % of the latencies didn't exceed.
    P95,
    /// What 99 % of the latencies didn't exceed.
    P99,
    /// Requests turned away with 503.
    Rejected,
    /// Requests ended with 504.
    TimedOut,
    /// Seconds in which somebody waited for a place or was turned away.
    OverCapacity,
    /// Seconds in panic mode.
    Panic,
    /// From the decision to leave zero, which the first request brings about, until a replica is
    /// ready; on average.
    FromZero,
    /// From the last request until the deployment is told to have no replicas, on average; as exact
    /// as the timeline has rows.
    ToZero,
}

/// What a measure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Replicas.
    Replicas,
    /// Pods × hours.
    PodHours,
    /// In the currency of the price.
    Money,
    /// A part of the whole, 0 … 1.
    Share,
    /// Seconds.
    Seconds,
    /// Requests.
    Requests,
}

impl Measure {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 14] = [
        Self::PeakReplicas,
        Self::MeanReplicas,
        Self::PodHours,
        Self::Cost,
        Self::ColdStarts,
        Self::P50,
        Self::P95,
        Self::P99,
        Self::Rejected,
        Self::TimedOut,
        Self::OverCapacity,
        Self::Panic,
        Self::FromZero,
        Self::ToZero,
    ];

    /// Its stable name, in reports and budgets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PeakReplicas => "peak-replicas",
            Self::MeanReplicas => "mean-replicas",
            Self::PodHours => "pod-hours",
            Self::Cost => "cost",
            Self::ColdStarts => "cold-starts",
            Self::P50 => "p50",
            Self::P95 => "p95",
            Self::P99 => "p99",
            Self::Rejected => "rejected",
            Self::TimedOut => "timed-out",
            Self::OverCapacity => "over-capacity",
            Self::Panic => "panic",
            Self::FromZero => "from-zero",
            Self::ToZero => "to-zero",
        }
    }

    /// What it counts.
    pub const fn unit(self) -> Unit {
        match self {
            Self::PeakReplicas | Self::MeanReplicas => Unit::Replicas,
            Self::PodHours => Unit::PodHours,
            Self::Cost => Unit::Money,
            Self::ColdStarts => Unit::Share,
            Self::Rejected | Self::TimedOut => Unit::Requests,
            Self::P50
            | Self::P95
            | Self::P99
            | Self::OverCapacity
            | Self::Panic
            | Self::FromZero
            | Self::ToZero => Unit::Seconds,
        }
    }
}

/// What one run came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The requests that arrived.
    pub offered: u64,
    values: [Option<f64>; Measure::ALL.len()],
}

/// Runs a case with its nth seed. A pod-hour costs `price`, if that is of interest.
pub fn measure(effective: &Effective, case: &Case, nth_seed: u64, price: Option<f64>) -> Sample {
    let scenario = case.seeded(nth_seed);
    let mut run = Run::new(effective, &scenario, Run::interval_for(case.length));
    run.advance_to(case.length);
    Sample::of(&run, price)
}

impl Sample {
    /// What a run came to so far.
    pub fn of(run: &Run, price: Option<f64>) -> Self {
        let totals = run.totals();
        let pod_hours = totals.pod_seconds / 3600.0;
        let latency = totals.latency;
        let value = |measure| match measure {
            Measure::PeakReplicas => Some(totals.peak_ready as f64),
            Measure::MeanReplicas => Some(totals.mean_ready),
            Measure::PodHours => Some(pod_hours),
            Measure::Cost => price.map(|price| price * pod_hours),
            Measure::ColdStarts => Some(totals.cold_share),
            Measure::P50 => latency.map(|latency| latency.p50),
            Measure::P95 => latency.map(|latency| latency.p95),
            Measure::P99 => latency.map(|latency| latency.p99),
            Measure::Rejected => Some(totals.rejected as f64),
            Measure::TimedOut => Some(totals.timed_out as f64),
            Measure::OverCapacity => Some(totals.short_seconds as f64),
            Measure::Panic => Some(totals.panic_seconds as f64),
            Measure::FromZero => mean(&from_zero(run)),
            Measure::ToZero => mean(&to_zero(run)),
        };
        Self {
            offered: totals.offered,
            values: Measure::ALL.map(value),
        }
    }

    /// As many numbers as [`Sample::read`] takes for one; what wasn't measured is none.
    pub fn to_numbers(&self) -> Vec<f64> {
        let values = self.values.iter().map(|value| value.unwrap_or(f64::NAN));
        [self.offered as f64].into_iter().chain(values).collect()
    }

    /// The samples that were made numbers.
    pub fn read(numbers: &[f64]) -> impl Iterator<Item = Self> {
        let samples = numbers.chunks_exact(1 + Measure::ALL.len());
        samples.map(|numbers| {
            let mut numbers = numbers.iter().copied();
            Self {
                offered: numbers.next().unwrap_or(0.0) as u64,
                values: Measure::ALL.map(|_| numbers.next().filter(|it| !it.is_nan())),
            }
        })
    }

    /// What it came to by a measure; `None` where there was nothing to measure.
    pub fn get(&self, measure: Measure) -> Option<f64> {
        // They stand in the order of `Measure`. Looking for the measure instead, in loops over all of
        // them, is more than the compiler can unroll in a sensible time.
        self.values.get(measure as usize).copied().flatten()
    }
}

fn mean(times: &[Duration]) -> Option<f64> {
    let sum: f64 = times.iter().map(|time| time.as_secs_f64()).sum();
    (!times.is_empty()).then(|| sum / times.len() as f64)
}

/// How long it took each time until the first replica was ready again. The start of the revision isn't
/// one of them.
fn from_zero(run: &Run) -> Vec<Duration> {
    let mut times = Vec::new();
    let (mut was_up, mut left_zero) = (false, None);
    for entry in run.log() {
        match entry.what {
            Change::Scaled { from: 0, .. } if was_up => left_zero = Some(entry.at),
            // Back before any was ready.
            Change::Scaled { to: 0, .. } => left_zero = None,
            Change::Ready { from: 0, .. } => {
                was_up = true;
                times.extend(left_zero.take().map(|at| entry.at - at));
            }
            _ => {}
        }
    }
    times
}

/// How long after the last request the deployment was told zero, each time.
fn to_zero(run: &Run) -> Vec<Duration> {
    let is_busy =
        |row: &&crate::timeline::row::Row| row.offered + row.completed + row.in_flight > 0;
    let busy: Vec<Duration> = run
        .rows()
        .iter()
        .filter(is_busy)
        .map(|row| Duration::from_secs_f64(row.t))
        .collect();
    let zeros = run
        .log()
        .iter()
        .filter(|entry| matches!(entry.what, Change::Scaled { from: 1.., to: 0 }));
    zeros
        .filter_map(|entry| {
            let before = busy.partition_point(|at| *at <= entry.at);
            let last = busy.get(before.checked_sub(1)?)?;
            Some(entry.at - *last)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::scenario::Scenario;
    use crate::session::{Session, Shape};

    /// The tutorial's Service under a shape of 50 requests per second.
    fn sample(shape: Shape) -> Sample {
        let case = Case::shape("", &shape, 50.0, &Scenario::default());
        let effective = Session::default().review().ladder.effective;
        measure(&effective, &case, 0, Some(2.0))
    }

    #[test]
    fn values_stand_in_the_order_of_measures() {
        for (nth, measure) in Measure::ALL.into_iter().enumerate() {
            assert_eq!(measure as usize, nth);
        }
    }

    #[test]
    fn a_run_that_goes_to_zero_and_comes_back() {
        let sample = sample(Shape::OnOff);
        let within = |measure, low, high| {
            let value = sample.get(measure).expect("it is measured");
            assert!((low..=high).contains(&value), "{measure:?}: {value}");
        };
        // A pod starts within 3 s, and the decision may wait for the next tick.
        within(Measure::FromZero, 3.0, 5.0);
        // The stable window, and the ticks.
        within(Measure::ToZero, 59.0, 65.0);
        within(Measure::ColdStarts, 0.001, 0.5);
        let (hours, cost) = (sample.get(Measure::PodHours), sample.get(Measure::Cost));
        assert_eq!(hours.map(|hours| hours * 2.0), cost);
    }

    #[test]
    fn what_did_not_happen_has_no_measure() {
        let sample = sample(Shape::Steady);
        for measure in [Measure::FromZero, Measure::ToZero] {
            assert_eq!(sample.get(measure), None, "{measure:?}");
        }
        let idle = Case::shape("", &Shape::Steady, 0.0, &Scenario::default());
        let effective = Session::default().review().ladder.effective;
        let idle = measure(&effective, &idle, 0, None);
        for measure in [Measure::P95, Measure::Cost, Measure::ToZero] {
            assert_eq!(idle.get(measure), None, "{measure:?}");
        }
    }
}
