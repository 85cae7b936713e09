//! Doing what a [`Request`] asks for: runs by number, in any order. The page's workers, each of which
//! has opened the same request, share them.

use super::request::{Outcome, Request, Revision};
use super::{Changes, Input, Report};
use crate::compare::patch::{self, Patched};
use crate::compare::{Comparison, Sample, Trials};
use crate::phrases::Words;
use crate::settings::review;
use crate::text::Message;

impl Request {
    /// Takes the texts of both sides from the diff, where it has them.
    fn patch(&mut self) -> Result<(), String> {
        let texts: Vec<&str> = self.base.iter().map(|input| &*input.text).collect();
        let files = patch::of_texts(&self.diff, &texts)?;
        let side = |texts: &[Input], of: fn(&Patched) -> Option<&String>| -> Vec<Input> {
            let changed = files.iter().filter_map(|(_, file)| {
                let (name, text) = (file.name.clone(), of(file)?.clone());
                Some(Input { name, text })
            });
            let is_other = |nth| !files.iter().any(|(number, _)| *number == Some(nth));
            let others = texts.iter().enumerate().filter(|(nth, _)| is_other(*nth));
            changed.chain(others.map(|(_, it)| it.clone())).collect()
        };
        let after = side(&self.base, |file| file.after.as_ref());
        self.base = side(&self.base, |file| file.before.as_ref());
        self.change = after;
        Ok(())
    }
}

/// A request that was understood.
pub struct Task {
    request: Request,
    comparison: Comparison,
}

impl Task {
    /// Reads the texts.
    ///
    /// # Errors
    /// A sentence, if the diff is none of these texts.
    pub fn open(mut request: Request) -> Result<Self, String> {
        if !request.diff.trim().is_empty() {
            request.patch()?;
        }
        let words = Words::read(&request.words);
        let [base, change] = [&request.base, &request.change].map(|inputs| {
            let texts: Vec<&str> = inputs.iter().map(|input| input.text.as_str()).collect();
            review(&texts)
        });
        let comparison = Comparison::of(&base, &change, &words);
        Ok(Self {
            request,
            comparison,
        })
    }

    /// How many runs there are.
    pub fn count(&self) -> usize {
        self.trials(&self.comparison).count()
    }

    /// The run of that number, as numbers; nothing if there are fewer.
    pub fn run(&self, number: usize) -> Vec<f64> {
        let sample = self.trials(&self.comparison).run(number);
        sample.map_or_else(Vec::new, |sample| sample.to_numbers())
    }

    /// What came of it, from the numbers of all runs in their order.
    pub fn outcome(&self, numbers: &[f64]) -> Outcome {
        let samples: Vec<Sample> = Sample::read(numbers).collect();
        let request = &self.request;
        let [before, after] = [&request.base, &request.change].map(|inputs| Report::of(inputs));
        let english = Comparison::of(&before.review, &after.review, Words::english());
        let tried = self.trials(&english).tried(samples);
        let changes = Changes {
            base: Some(&before),
            comparison: &english,
            tried: &tried,
            seeds: request.seeds,
            budgets: &[],
        };
        let words = Words::read(&request.words);
        let messages = |findings: &[_]| findings.iter().map(|it| Message::of(it, &words)).collect();
        let pairs = self.comparison.pairs.iter().enumerate();
        let revisions = pairs.map(|(number, pair)| Revision {
            name: pair.name.clone(),
            before: pair.before.clone(),
            after: pair.after.clone(),
            changed: pair.changed.clone(),
            effects: changes
                .tried_with(number)
                .map(|tried| tried.effects.clone())
                .collect(),
        });
        let names = |inputs: &[Input]| inputs.iter().map(|input| input.name.clone()).collect();
        let mut report = changes.markdown(&after);
        if let Some(link) = &request.link {
            report += &format!("\n[Open the comparison]({link})\n");
        }
        Outcome {
            names: [names(&request.base), names(&request.change)],
            errors: [before.review.has_errors(), after.review.has_errors()],
            came: messages(&self.comparison.came),
            went: messages(&self.comparison.went),
            revisions: revisions.collect(),
            report,
        }
    }

    fn trials<'a>(&'a self, comparison: &'a Comparison) -> Trials<'a> {
        let Request {
            cases,
            seeds,
            price,
            ..
        } = &self.request;
        Trials::of(comparison, &comparison.chosen(false), cases, *seeds, *price)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::scenario::Scenario;
    use crate::compare::{Case, Measure, Verdict};
    use crate::session::{Session, Shape};

    fn request(diff: &str) -> Request {
        let session = Session::default();
        let service = session.texts.service.to_string();
        let input = |name: &str, text: String| Input {
            name: name.to_owned(),
            text,
        };
        let config = input(
            "config-autoscaler.yaml",
            session.texts.config_map.to_string(),
        );
        let changed = service.replace("target: \"10\"", "target: \"5\"");
        let case = |name| Case::shape(name, &Shape::Steady, 40.0, &Scenario::default());
        Request {
            base: vec![input("service.yaml", service), config.clone()],
            change: vec![input("service.yaml", changed), config],
            diff: diff.to_owned(),
            cases: vec![case("one"), case("other")],
            seeds: 3,
            price: Some(0.1),
            words: String::new(),
            link: Some("https://example.com/#/compare".to_owned()),
        }
    }

    fn outcome(request: Request) -> Outcome {
        let task = Task::open(request).unwrap_or_else(|error| panic!("{error}"));
        let numbers: Vec<f64> = (0..task.count()).flat_map(|nth| task.run(nth)).collect();
        task.outcome(&numbers)
    }

    #[test]
    fn what_was_asked_for_in_another_program_is_answered() {
        let request = request("");
        let bytes = postcard::to_stdvec(&request).expect("it can be sent");
        assert_eq!(postcard::from_bytes(&bytes).as_ref(), Ok(&request));
        let outcome = outcome(request);
        let bytes = postcard::to_stdvec(&outcome).expect("it can be sent");
        assert_eq!(postcard::from_bytes(&bytes), Ok(outcome.clone()));
        let [revision] = &outcome.revisions[..] else {
            panic!("one revision: {outcome:?}");
        };
        assert_eq!(revision.effects.len(), 2);
        for effects in &revision.effects {
            let hours = effects.iter().find(|it| it.measure == Measure::PodHours);
            assert_eq!(hours.map(|it| it.verdict), Some(Verdict::More));
        }
        assert!(
            outcome.report.contains("| Target (soft limit) | 10"),
            "{}",
            outcome.report
        );
        assert!(
            outcome
                .report
                .ends_with("(https://example.com/#/compare)\n")
        );
    }

    #[test]
    fn a_diff_does_the_same_as_the_texts_after_it() {
        let asked = request("");
        let line = |text: &str| {
            text.lines()
                .position(|it| it.contains("target: "))
                .unwrap_or(0)
        };
        let at = line(&asked.base[0].text);
        let before = asked.base[0].text.lines().nth(at).unwrap_or_default();
        let after = before.replace("10", "5");
        let at = at + 1;
        let diff = format!(
            "--- a/any/name.yaml\n+++ b/any/name.yaml\n@@ -{at} +{at} @@\n-{before}\n+{after}\n"
        );
        let (with, without) = (outcome(request(&diff)), outcome(asked.clone()));
        assert_eq!(with.revisions, without.revisions);
        let foreign = diff.replace(before, "  no such line");
        assert!(Task::open(request(&foreign)).is_err());
    }

    #[test]
    fn nothing_runs_with_errors() {
        let mut request = request("");
        request.change[0].text = "kind: [".to_owned();
        let outcome = outcome(request);
        assert_eq!(outcome.errors, [false, true]);
        assert!(outcome.revisions.iter().all(|it| it.effects.is_empty()));
        assert!(!outcome.came.is_empty());
    }
}
