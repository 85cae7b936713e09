//! What would be better: the present settings with others in their place, and which of them nothing
//! beats.
//!
//! A list of [`candidates`], each of which can be tried alone ([`Candidate::samples`]), anywhere and in
//! any order; and [`front`], which looks at all that was tried.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::measure::{Measure, Sample, measure};
use crate::settings::annotations::{self, Key, keys};
use crate::settings::review::Effective;

/// What can be varied, with the values that are tried where nobody says any. All are annotations.
pub const VARIED: [(Key, &[&str]); 10] = [
    (keys::TARGET, &["1", "2", "5", "10", "20", "50", "100"]),
    (keys::TARGET_UTILIZATION, &["50", "70", "85", "100"]),
    (keys::WINDOW, &["15s", "30s", "60s", "120s", "300s"]),
    (keys::MIN_SCALE, &["0", "1", "2", "3", "5"]),
    (keys::MAX_SCALE, &["5", "10", "20", "50"]),
    (
        keys::TARGET_BURST_CAPACITY,
        &["-1", "0", "70", "211", "500"],
    ),
    (keys::PANIC_THRESHOLD, &["110", "150", "200", "400", "1000"]),
    (keys::PANIC_WINDOW, &["5", "10", "20", "50"]),
    (keys::SCALE_DOWN_DELAY, &["0s", "30s", "60s", "300s"]),
    (keys::POD_RETENTION, &["0s", "60s", "300s"]),
];

/// A setting and the values to try.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The annotation.
    pub key: Key,
    /// Its values, as they are written.
    pub values: Vec<String>,
}

impl Axis {
    /// Reads `target=5,10,20`, or `target` for the usual values.
    ///
    /// # Errors
    /// A sentence that says what can be varied.
    pub fn read(text: &str) -> Result<Self, String> {
        let (name, values) = match text.split_once('=') {
            Some((name, values)) => (name.trim(), Some(values)),
            None => (text.trim(), None),
        };
        let found = VARIED.iter().find(|(key, _)| short(*key) == name);
        let Some((key, usual)) = found else {
            let names = VARIED.map(|(key, _)| short(key)).join(", ");
            return Err(format!("{name:?} can't be varied; what can is {names}"));
        };
        let values: Vec<String> = match values {
            Some(values) => values.split(',').map(|it| it.trim().to_owned()).collect(),
            None => usual.iter().map(|it| (*it).to_owned()).collect(),
        };
        match values.iter().any(String::is_empty) {
            true => Err(format!("{text:?} lacks a value; write {name}=1,2,5")),
            false => Ok(Self { key: *key, values }),
        }
    }
}

/// An annotation's name without what all of them begin with.
pub fn short(key: Key) -> &'static str {
    key.kebab
        .strip_prefix(annotations::PREFIX)
        .unwrap_or(key.kebab)
}

/// Settings to try.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The annotations that make the difference, and their values; none for the present settings.
    pub annotations: Vec<(&'static str, String)>,
    /// What counts then.
    pub effective: Effective,
}

/// The present settings, and all combinations of the axes' values that Knative accepts and that come to
/// something else. Of more than `most` combinations, that many are taken from all over.
pub fn candidates(present: &Effective, axes: &[Axis], most: usize) -> Vec<Candidate> {
    let sizes = axes.iter().map(|axis| axis.values.len());
    let count = sizes.fold(1usize, usize::saturating_mul);
    let taken = count.min(most);
    let mut all = vec![Candidate {
        annotations: Vec::new(),
        effective: present.clone(),
    }];
    for nth in 0..taken {
        // Rounded down, so all of them where there are few.
        let mut number = (nth as u128 * count as u128 / taken.max(1) as u128) as usize;
        let mut candidate = Candidate {
            annotations: Vec::new(),
            effective: present.clone(),
        };
        for axis in axes {
            let size = axis.values.len().max(1);
            if let Some(value) = axis.values.get(number % size) {
                candidate.set(axis.key, value);
            }
            number /= size;
        }
        let Effective {
            config,
            annotations,
            ..
        } = &candidate.effective;
        let is_accepted = annotations::validate(config, annotations).is_empty();
        candidate.effective.resolve();
        let is_known = |known: &Candidate| known.effective.revision == candidate.effective.revision;
        if is_accepted && !all.iter().any(is_known) {
            all.push(candidate);
        }
    }
    all
}

impl Candidate {
    fn set(&mut self, key: Key, value: &str) {
        let annotations = &mut self.effective.annotations;
        let before = key.get(annotations).map(str::to_owned);
        if let Some(camel) = key.camel {
            annotations.remove(camel);
        }
        annotations.insert(key.kebab.to_owned(), value.to_owned());
        if before.as_deref() != Some(value) {
            self.annotations.push((key.kebab, value.to_owned()));
        }
    }

    /// Tries it: the samples of each case, seed by seed.
    pub fn samples(&self, cases: &[Case], seeds: u64, price: Option<f64>) -> Vec<Vec<Sample>> {
        let of = |case| (0..seeds).map(move |seed| measure(&self.effective, case, seed, price));
        cases.iter().map(|case| of(case).collect()).collect()
    }
}

/// What a candidate comes to under all traffics.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The pod-hours of all traffics together, on average.
    pub pod_hours: f64,
    /// The 95th percentile of the latencies in seconds, on average, under the traffic where it is
    /// highest; `None` if no request was answered.
    pub p95: Option<f64>,
    /// Which part of all requests was turned away or timed out.
    pub failed: f64,
    /// Which part of all requests waited for a first pod.
    pub cold_starts: f64,
}

impl Point {
    /// The point from the samples of each case.
    pub fn of(samples: &[Vec<Sample>]) -> Self {
        let mean = |of: &[Sample], measure| {
            let values: Vec<f64> = of.iter().filter_map(|it| it.get(measure)).collect();
            let sum: f64 = values.iter().sum();
            (!values.is_empty()).then(|| sum / values.len() as f64)
        };
        let all = || samples.iter().flatten();
        let offered: f64 = all().map(|it| it.offered as f64).sum();
        let value = |it: &Sample, measure| it.get(measure).unwrap_or(0.0);
        let failed: f64 = all()
            .map(|it| value(it, Measure::Rejected) + value(it, Measure::TimedOut))
            .sum();
        let cold: f64 = all()
            .map(|it| value(it, Measure::ColdStarts) * it.offered as f64)
            .sum();
        let hours = samples.iter().filter_map(|it| mean(it, Measure::PodHours));
        let latencies = samples.iter().filter_map(|it| mean(it, Measure::P95));
        Self {
            pod_hours: hours.sum(),
            p95: latencies.reduce(f64::max),
            failed: failed / offered.max(1.0),
            cold_starts: cold / offered.max(1.0),
        }
    }

    /// Whether it is at least as good in everything, and better in something: pod-hours, p95, and how
    /// many requests fail, since those that do aren't slow.
    fn beats(&self, other: &Self) -> bool {
        let figures = |it: &Self| [it.pod_hours, it.p95.unwrap_or(f64::INFINITY), it.failed];
        let (own, others) = (figures(self), figures(other));
        let pairs = || own.iter().zip(&others);
        pairs().all(|(own, other)| own <= other) && pairs().any(|(own, other)| own < other)
    }
}

/// Which points nothing beats: the Pareto front.
pub fn front(points: &[Point]) -> Vec<bool> {
    let is_beaten = |point| points.iter().any(|other: &Point| other.beats(point));
    points.iter().map(|point| !is_beaten(point)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::scenario::Scenario;
    use crate::session::{Session, Shape};
    use proptest::prelude::*;

    fn present() -> Effective {
        Session::default().review().ladder.effective
    }

    fn axes(texts: &[&str]) -> Vec<Axis> {
        let read = |text: &&str| Axis::read(text).unwrap_or_else(|error| panic!("{error}"));
        texts.iter().map(read).collect()
    }

    /// What the candidates set, as `target=5 window=30s`.
    fn set(axes: &[Axis], most: usize) -> Vec<String> {
        let said = |it: &Candidate| {
            let pairs = it.annotations.iter();
            let pairs =
                pairs.map(|(key, value)| format!("{}={value}", &key[annotations::PREFIX.len()..]));
            pairs.collect::<Vec<_>>().join(" ")
        };
        candidates(&present(), axes, most)
            .iter()
            .map(said)
            .collect()
    }

    #[test]
    fn all_combinations_but_the_present_one_again() {
        let axes = axes(&["target=5,10", "window=60s,30s"]);
        assert_eq!(
            set(&axes, 100),
            [
                "",
                "target=5 window=60s",
                "target=5 window=30s",
                "window=30s"
            ]
        );
    }

    #[test]
    fn what_knative_refuses_is_left_out() {
        // The tutorial's max-scale is 10.
        let axes = axes(&["min-scale=0,11,3", "target=-1,7"]);
        assert_eq!(set(&axes, 100), ["", "target=7", "min-scale=3 target=7"]);
    }

    #[test]
    fn of_too_many_some_are_taken_from_all_over() {
        let values: Vec<String> = (11..=60).map(|n| n.to_string()).collect();
        let axes = axes(&[&format!("target={}", values.join(","))]);
        assert_eq!(
            set(&axes, 5),
            [
                "",
                "target=11",
                "target=21",
                "target=31",
                "target=41",
                "target=51"
            ]
        );
        assert_eq!(set(&axes, 0), [""]);
    }

    #[test]
    fn the_usual_values_are_accepted() {
        for (key, values) in VARIED {
            let axis = Axis::read(short(key)).expect("it can be varied");
            assert_eq!(axis.values, values);
            assert!(candidates(&present(), &[axis], 100).len() > 2, "{key:?}");
        }
    }

    #[test]
    fn what_cant_be_varied_is_said() {
        for (text, says) in [
            ("colour=1", "what can is target, "),
            ("target=", "lacks a value"),
            ("target=1,,2", "lacks a value"),
        ] {
            let error = Axis::read(text).expect_err(text);
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn more_replicas_cost_more() {
        let cases = [Case::shape("", &Shape::Steady, 4.0, &Scenario::default())];
        let axes = axes(&["min-scale=3"]);
        let points: Vec<Point> = candidates(&present(), &axes, 10)
            .iter()
            .map(|it| Point::of(&it.samples(&cases, 2, None)))
            .collect();
        assert!(points[1].pod_hours > points[0].pod_hours, "{points:?}");
        assert!(points[1].p95 <= points[0].p95, "{points:?}");
    }

    fn point() -> impl Strategy<Value = Point> {
        (0u8..6, prop::option::of(0u8..6), 0u8..3).prop_map(|(hours, p95, failed)| Point {
            pod_hours: hours.into(),
            p95: p95.map(f64::from),
            failed: failed.into(),
            cold_starts: 0.0,
        })
    }

    proptest! {
        #[test]
        fn the_front_beats_the_rest_and_not_itself(points in prop::collection::vec(point(), 1..30)) {
            let front = front(&points);
            let on_front = || points.iter().zip(&front).filter(|(_, on)| **on).map(|(point, _)| point);
            for (point, on) in points.iter().zip(&front) {
                prop_assert_eq!(!on, on_front().any(|other| other.beats(point)));
            }
        }
    }
}
