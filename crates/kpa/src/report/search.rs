//! A search for better settings as one program asks another for it, and doing it: plain data in,
//! candidates by number, plain data out.

use serde::{Deserialize, Serialize};

use super::Input;
use crate::compare::Case;
use crate::compare::search::{Axis, Candidate, Point, candidates, front};
use crate::phrases::{Phrase, Words};
use crate::settings::review;
use crate::settings::review::Effective;

/// What to look for, and under which traffic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Search {
    /// The texts. Of several revisions the first is tried.
    pub texts: Vec<Input>,
    /// What to vary, as [`Axis::read`] takes it.
    pub varied: Vec<String>,
    /// The most combinations to try.
    pub most: usize,
    /// The traffics.
    pub cases: Vec<Case>,
    /// With how many seeds each.
    pub seeds: u64,
    /// The table of the language in which it is refused, or nothing for English.
    pub words: String,
}

/// Something that was tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The annotations that make the difference, with their values; none for the present settings.
    pub annotations: Vec<(String, String)>,
    /// What counts then.
    pub effective: Effective,
    /// What it comes to.
    pub point: Point,
    /// Whether nothing beats it.
    pub on_front: bool,
}

/// A search that was understood.
pub struct Searching {
    search: Search,
    candidates: Vec<Candidate>,
}

impl Searching {
    /// Reads the texts.
    ///
    /// # Errors
    /// Why not, in the words of the search, if there are errors in them; or that something can't be varied.
    pub fn open(search: Search) -> Result<Self, String> {
        let texts: Vec<&str> = search.texts.iter().map(|it| it.text.as_str()).collect();
        let present = review(&texts).effective.ok_or_else(|| {
            let words = Words::read(&search.words);
            Phrase::new("refused", "errors").say(&words)
        })?;
        let axes = search.varied.iter().map(|text| Axis::read(text));
        let axes: Vec<Axis> = axes.collect::<Result<_, _>>()?;
        Ok(Self {
            candidates: candidates(&present, &axes, search.most),
            search,
        })
    }

    /// How many candidates there are; the first are the present settings.
    pub fn count(&self) -> usize {
        self.candidates.len()
    }

    /// Tries the candidate of that number: its point as numbers; nothing if there are fewer.
    pub fn run(&self, number: usize) -> Vec<f64> {
        let Some(candidate) = self.candidates.get(number) else {
            return Vec::new();
        };
        let samples = candidate.samples(&self.search.cases, self.search.seeds, None);
        let Point {
            pod_hours,
            p95,
            failed,
            cold_starts,
        } = Point::of(&samples);
        vec![pod_hours, p95.unwrap_or(f64::NAN), failed, cold_starts]
    }

    /// What was found, from the numbers of all candidates in their order; the cheapest first.
    pub fn outcome(&self, numbers: &[f64]) -> Vec<Found> {
        let (numbers, _) = numbers.as_chunks::<4>();
        let points: Vec<Point> = numbers
            .iter()
            .map(|&[pod_hours, p95, failed, cold_starts]| Point {
                pod_hours,
                p95: Some(p95).filter(|it| !it.is_nan()),
                failed,
                cold_starts,
            })
            .collect();
        let all = self.candidates.iter().zip(&points).zip(front(&points));
        let found = all.map(|((candidate, point), on_front)| Found {
            annotations: (candidate.annotations.iter())
                .map(|(key, value)| ((*key).to_owned(), value.clone()))
                .collect(),
            effective: candidate.effective.clone(),
            point: *point,
            on_front,
        });
        let mut found: Vec<Found> = found.collect();
        found.sort_by(|a, b| a.point.pod_hours.total_cmp(&b.point.pod_hours));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::pattern::Pattern;
    use crate::cluster::scenario::Scenario;
    use crate::session::Session;
    use crate::units::Duration;

    fn search(service: &str) -> Search {
        let texts = [service, &Session::default().texts.config_map].map(|text| Input {
            name: String::new(),
            text: text.to_owned(),
        });
        Search {
            texts: texts.to_vec(),
            varied: vec!["target=5,20".to_owned(), "min-scale=2".to_owned()],
            most: 100,
            cases: vec![Case::pattern(
                "",
                Pattern::Steady(30.0),
                Duration::from_secs(600),
                &Scenario::default(),
            )],
            seeds: 1,
            words: String::new(),
        }
    }

    #[test]
    fn what_is_tried_elsewhere_is_found_here() {
        let search = search(&Session::default().texts.service);
        let bytes = postcard::to_stdvec(&search).expect("it can be sent");
        assert_eq!(postcard::from_bytes(&bytes).as_ref(), Ok(&search));
        let searching = Searching::open(search).unwrap_or_else(|error| panic!("{error}"));
        let numbers: Vec<f64> = (0..searching.count())
            .flat_map(|nth| searching.run(nth))
            .collect();
        let found = searching.outcome(&numbers);
        assert_eq!(found.len(), 3);
        assert!(found.iter().any(|it| it.annotations.is_empty()));
        assert!(found.iter().any(|it| it.on_front));
        assert!(found.is_sorted_by_key(|it| it.point.pod_hours.to_bits()));
        assert!(searching.run(3).is_empty());
    }

    #[test]
    fn errors_are_refused() {
        assert!(Searching::open(search("kind: [")).is_err());
        let mut unknown = search(&Session::default().texts.service);
        unknown.varied = vec!["colour".to_owned()];
        assert!(Searching::open(unknown).is_err());
    }
}
