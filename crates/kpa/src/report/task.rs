//! Doing what a [`Request`] asks for: runs by number, in any order. The page's workers, each of which
//! has opened the same request, share them.

use serde::Serialize;

use super::request::{Outcome, Reports, Request, Revision};
use super::{Changes, Input, Report, json, sarif};
use crate::compare::patch::{self, Patched};
use crate::compare::{Comparison, Sample, Trials};
use crate::phrases::{Phrase, Words};
use crate::settings::review;
use crate::text::Message;

/// The texts of one side in the order of the request, then what a diff makes; `None` where there is none.
type Side = Vec<Option<Input>>;

impl Request {
    /// The texts of both sides: those of the request, or what its diff makes of those before.
    fn sides(&self) -> Result<[Side; 2], Phrase> {
        if self.diff.trim().is_empty() {
            let whole = |inputs: &[Input]| inputs.iter().cloned().map(Some).collect();
            return Ok([whole(&self.base), whole(&self.change)]);
        }
        let texts: Vec<&str> = self.base.iter().map(|input| &*input.text).collect();
        let files = patch::of_texts(&self.diff, &texts)?;
        let side = |of: fn(&Patched) -> Option<&String>| {
            let patched = |file: &Patched| {
                let (name, text) = (file.name.clone(), of(file)?.clone());
                Some(Input { name, text })
            };
            let given = self.base.iter().enumerate().map(|(nth, input)| {
                let file = files.iter().find(|(number, _)| *number == Some(nth));
                file.map_or_else(|| Some(input.clone()), |(_, file)| patched(file))
            });
            let new = files.iter().filter(|(number, _)| number.is_none());
            given.chain(new.map(|(_, file)| patched(file))).collect()
        };
        Ok([
            side(|file| file.before.as_ref()),
            side(|file| file.after.as_ref()),
        ])
    }
}

/// A request that was understood.
pub struct Task {
    request: Request,
    sides: [Side; 2],
    comparison: Comparison,
}

impl Task {
    /// Reads the texts.
    ///
    /// # Errors
    /// Why not, in the words of the request, if the diff is none of these texts.
    pub fn open(request: Request) -> Result<Self, String> {
        let words = Words::read(&request.words);
        let sides = request.sides().map_err(|why| why.say(&words))?;
        let [base, change] = [&sides[0], &sides[1]].map(|side| {
            let texts: Vec<&str> = side.iter().flatten().map(|it| it.text.as_str()).collect();
            review(&texts)
        });
        let comparison = Comparison::of(&base, &change, &words);
        Ok(Self {
            sides,
            comparison,
            request,
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
        let inputs = self.sides.each_ref().map(|side| {
            let inputs = side.iter().flatten().cloned();
            inputs.collect::<Vec<Input>>()
        });
        let [before, after] = inputs.each_ref().map(|inputs| Report::of(inputs));
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
        let names = |inputs: &Vec<Input>| inputs.iter().map(|input| input.name.clone()).collect();
        let texts = |side: &Side| {
            let text =
                |it: &Option<Input>| it.as_ref().map_or_else(String::new, |it| it.text.clone());
            side.iter().map(text).collect()
        };
        Outcome {
            names: inputs.each_ref().map(names),
            texts: self.sides.each_ref().map(texts),
            errors: [before.review.has_errors(), after.review.has_errors()],
            came: messages(&self.comparison.came),
            went: messages(&self.comparison.went),
            revisions: revisions.collect(),
            reports: Reports {
                markdown: changes.markdown(&after),
                json: print(&json::whole(&after, Some(&changes))),
                sarif: print(&sarif::log(&after, Some((&before, &english)))),
            },
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

/// A value as JSON. Only keys that are no texts could have none.
fn print(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::pattern::Pattern;
    use crate::cluster::scenario::Scenario;
    use crate::compare::{Case, Measure, Verdict};
    use crate::session::Session;
    use crate::units::Duration;
    use serde_json::Value;

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
        let length = Duration::from_secs(600);
        let steady = Pattern::Steady(40.0);
        let case = |name| Case::pattern(name, steady.clone(), length, &Scenario::default());
        Request {
            base: vec![input("service.yaml", service), config.clone()],
            change: vec![input("service.yaml", changed), config],
            diff: diff.to_owned(),
            cases: vec![case("one"), case("other")],
            seeds: 3,
            price: Some(0.1),
            words: String::new(),
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
    }

    #[test]
    fn reports_say_the_same() {
        let Outcome {
            reports, revisions, ..
        } = outcome(request(""));
        let Reports {
            markdown,
            json,
            sarif,
        } = reports;
        assert!(
            markdown.contains("| Target (soft limit) | 10"),
            "{markdown}"
        );
        let json: Value = serde_json::from_str(&json).expect("it is JSON");
        let tried = &json["change"]["revisions"][0]["tried"];
        assert_eq!(tried[1]["traffic"], "other");
        let effects = serde_json::to_value(&revisions[0].effects[1]).expect("it is JSON");
        assert_eq!(tried[1]["effects"], effects);
        let sarif: Value = serde_json::from_str(&sarif).expect("it is JSON");
        assert_eq!(sarif["version"], "2.1.0");
    }

    /// A diff of a request's Service.
    fn diff(asked: &Request) -> String {
        let mut lines = asked.base[0].text.lines().enumerate();
        let found = lines.find(|(_, line)| line.contains("target: "));
        let (at, before) = found.map_or((0, ""), |(nth, line)| (nth + 1, line));
        let after = before.replace("10", "5");
        format!(
            "--- a/any/name.yaml\n+++ b/any/name.yaml\n@@ -{at} +{at} @@\n-{before}\n+{after}\n"
        )
    }

    #[test]
    fn a_diff_does_the_same_as_the_texts_after_it() {
        let asked = request("");
        let (with, without) = (outcome(request(&diff(&asked))), outcome(asked.clone()));
        assert_eq!(with.revisions, without.revisions);
        assert_eq!(with.texts, without.texts);
        assert_eq!(with.names[1], ["any/name.yaml", "config-autoscaler.yaml"]);
    }

    #[test]
    fn what_a_diff_makes_and_takes_away_is_there_whole() {
        let asked = request("");
        let config = &asked.base[1].text;
        let gone: String = config.lines().map(|line| format!("-{line}\n")).collect();
        let count = config.lines().count();
        let diff = format!(
            "--- a/c.yaml\n+++ /dev/null\n@@ -1,{count} +0,0 @@\n{gone}\
             --- /dev/null\n+++ b/n.yaml\n@@ -0,0 +1 @@\n+kind: List\n"
        );
        let outcome = outcome(request(&diff));
        let service = asked.base[0].text.as_str();
        assert_eq!(outcome.texts[0], [service, config, ""]);
        assert_eq!(outcome.texts[1], [service, "", "kind: List\n"]);
        assert_eq!(outcome.names[1], ["service.yaml", "n.yaml"]);
    }

    #[test]
    fn a_diff_of_another_text_is_refused_in_the_words_that_are_asked_for() {
        let foreign = diff(&request("")).replace("target: ", "no such line: ");
        let refused = |words: &str| {
            let words = words.to_owned();
            let request = request(&foreign);
            let task = Task::open(Request { words, ..request });
            task.err().unwrap_or_default()
        };
        assert!(refused("").starts_with("no text here is any/name.yaml"));
        assert_eq!(refused("[refused]\nforeign = {name}?"), "any/name.yaml?");
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
