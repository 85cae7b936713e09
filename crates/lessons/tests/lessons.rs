//! Every lesson, played: what it claims is what happens.
//!
//! The lessons under `lessons/` are the table of cases. One fails if a claim isn't what its run
//! shows, if not exactly one of the choices is right, if a pointer leads nowhere, or if a language
//! lacks a word. What is drawn at random must hold whatever the seed.

use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use kpa::autoscaler::explanation::explain;
use kpa::lesson::{Claim, Evidence, Guess, Lesson, Measured, Part, Piece, Prepared, Step};
use kpa::session::{Session, Settings, Simulation};
use kpa::settings::rules;
use kpa::units::Duration;
use lessons::Catalogue;
use libtest_mimic::{Arguments, Trial};
use words::LANGUAGES;

/// Where the randomness of the runs begins: the page's own beginning, and some more.
const SEEDS: [u64; 3] = [1, 2, 3];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let catalogue = match Catalogue::read(&lessons::folder()) {
        Ok(catalogue) => Arc::new(catalogue),
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::FAILURE;
        }
    };
    let ids: Vec<String> = catalogue.ids().map(str::to_owned).collect();
    let lines = Arc::new(Mutex::new(vec![String::new(); ids.len()]));
    let mut trials: Vec<Trial> = LANGUAGES
        .iter()
        .map(|language| {
            let catalogue = Arc::clone(&catalogue);
            Trial::test(format!("index in {}", language.code), move || {
                catalogue.index(language).map(drop).map_err(Into::into)
            })
        })
        .collect();
    for (place, id) in ids.into_iter().enumerate() {
        let (catalogue, lines) = (Arc::clone(&catalogue), Arc::clone(&lines));
        trials.push(Trial::test(id.clone(), move || {
            let line = check(&catalogue, &id)?;
            lines.lock().map_err(|error| error.to_string())?[place] = line;
            Ok(())
        }));
    }
    let listing = arguments.list;
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !listing {
        let lines = lines
            .lock()
            .expect("no trial panics while it writes its line");
        lines
            .iter()
            .filter(|line| !line.is_empty())
            .for_each(|line| println!("{line}"));
        println!(
            "{} passed, {} failed",
            conclusion.num_passed, conclusion.num_failed
        );
    }
    conclusion.exit_code()
}

/// One lesson; the line that sums it up.
fn check(catalogue: &Catalogue, id: &str) -> Result<String, String> {
    let read = |language| catalogue.lesson(id, language);
    let lessons: Vec<Lesson> = LANGUAGES.iter().map(read).collect::<Result<_, _>>()?;
    lessons.iter().try_for_each(arrives_whole)?;
    let Some((lesson, others)) = lessons.split_first() else {
        return Err("there is no language".to_owned());
    };
    for other in others {
        same_but_for_words(lesson, other)?;
    }

    let mut wrong = Vec::new();
    let mut answer = None;
    for seed in SEEDS {
        let played: Vec<Played> = (lesson.runs.iter())
            .map(|prepared| Played::of(prepared, lesson.end, seed))
            .collect();
        for claim in &lesson.claims {
            let seen = played.get(claim.run).and_then(|played| played.see(claim));
            match seen {
                Some(seen) if claim.is.fits(&seen) => {}
                seen => wrong.push(format!(
                    "{} should be {:?} and is {seen:?} (seed {seed})",
                    claim.name, claim.is
                )),
            }
        }
        let right = lesson.answer().ok_or("nothing answers the question")?;
        let seen = played.get(right.run).and_then(|played| played.see(right));
        let seen = seen.ok_or_else(|| {
            format!(
                "the answer {} can't be seen (seed {seed}); {wrong:?}",
                right.name
            )
        })?;
        one_choice_is_right(lesson, &seen)?;
        answer.get_or_insert(seen);
        for lesson in &lessons {
            pointers_lead_somewhere(lesson, &played)?;
        }
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    let seen = match answer {
        Some(Measured::Number(number)) => number.to_string(),
        Some(Measured::Text(text)) => text,
        None => return Err("no run was played".to_owned()),
    };
    Ok(format!(
        "{id}: {} claims hold, the answer is {seen}",
        lesson.claims.len()
    ))
}

/// A run to its end, and what its texts say.
struct Played {
    settings: Settings,
    simulation: Option<Simulation>,
    /// The steps that explained its scale, at one second or another.
    steps: Vec<Step>,
}

impl Played {
    fn of(prepared: &Prepared, end: Duration, seed: u64) -> Self {
        let mut session = Session {
            clock: end,
            seed,
            ..prepared.session.clone()
        };
        let settings = session.review();
        let effective = (!settings.has_errors()).then_some(&settings.ladder.effective);
        let simulation = effective.map(|effective| Simulation::replay(&session, effective));
        Self {
            steps: simulation.as_ref().map(explained).unwrap_or_default(),
            simulation,
            settings,
        }
    }

    fn see(&self, claim: &Claim) -> Option<Measured> {
        claim.measure(Evidence {
            settings: &self.settings,
            run: self.simulation.as_ref().map(Simulation::run),
        })
    }
}

/// All steps that explain the scale at one second or another.
fn explained(simulation: &Simulation) -> Vec<Step> {
    let run = simulation.run();
    let moments = (0..run.rows().len()).filter_map(|row| run.moment(row)?.autoscaler);
    let terms = moments.flat_map(|moment| explain(simulation.settings(), &moment));
    terms.map(|term| Step::from(&term.step)).collect()
}

/// What is simulated and claimed doesn't depend on the language, and no word was left as it was.
fn same_but_for_words(a: &Lesson, b: &Lesson) -> Result<(), String> {
    let sessions = |lesson: &Lesson| {
        let of = |run: &Prepared| run.session.clone();
        lesson.runs.iter().map(of).collect::<Vec<_>>()
    };
    let parts = |lesson: &Lesson| {
        // Sentences may be in another order.
        let mut parts: Vec<String> = parts(lesson).map(|part| format!("{part:?}")).collect();
        parts.sort();
        parts
    };
    if sessions(a) != sessions(b) || a.claims != b.claims {
        return Err("the languages simulate different things".to_owned());
    }
    if parts(a) != parts(b) {
        return Err("the languages point at different parts".to_owned());
    }
    if a.title == b.title || a.story == b.story || a.explanation == b.explanation {
        return Err("something isn't translated".to_owned());
    }
    Ok(())
}

/// The page gets what was sent.
fn arrives_whole(lesson: &Lesson) -> Result<(), String> {
    let failed = |error: postcard::Error| error.to_string();
    let sent = postcard::to_allocvec(lesson).map_err(failed)?;
    let got: Lesson = postcard::from_bytes(&sent).map_err(failed)?;
    match got == *lesson {
        true => Ok(()),
        false => Err("another lesson arrives at the page".to_owned()),
    }
}

fn one_choice_is_right(lesson: &Lesson, seen: &Measured) -> Result<(), String> {
    let Guess::Choices(choices) = &lesson.question.guess else {
        let is_number = matches!(seen, Measured::Number(_));
        return is_number
            .then_some(())
            .ok_or("the answer is no number".to_owned());
    };
    let right = choices.iter().filter(|choice| choice.is.fits(seen)).count();
    match (right, choices.len()) {
        (1, 2..) => Ok(()),
        _ => Err(format!(
            "{right} of {} choices are right: {seen:?}",
            choices.len()
        )),
    }
}

/// Everything that a lesson points at, in the order of its words.
fn parts(lesson: &Lesson) -> impl Iterator<Item = &Part> {
    let paragraphs = lesson.story.iter().chain(&lesson.explanation);
    let paragraphs = paragraphs.chain([&lesson.question.text]);
    paragraphs.flatten().filter_map(|piece| match piece {
        Piece::Pointer { part, .. } => Some(part),
        _ => None,
    })
}

fn pointers_lead_somewhere(lesson: &Lesson, played: &[Played]) -> Result<(), String> {
    for part in parts(lesson) {
        let is_there = match part {
            Part::Chart(_) => true,
            Part::Step(step) => played.iter().any(|it| it.steps.contains(step)),
            Part::Row(id) => played.iter().all(|it| it.settings.ladder.row(id).is_some()),
            Part::Finding(code) => {
                let found = |it: &Played| {
                    let mut messages = it.settings.messages.iter();
                    messages.any(|message| message.code == *code)
                };
                rules::all().any(|rule| rule.code == code) && played.iter().any(found)
            }
            Part::Moment(at) => *at <= lesson.end,
        };
        if !is_there {
            return Err(format!("{part:?} isn't there"));
        }
    }
    Ok(())
}
