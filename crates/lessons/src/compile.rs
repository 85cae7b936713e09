//! From an author's files to a lesson.

use std::collections::BTreeMap;
use std::path::Path;

use kpa::cluster::plan::Plan;
use kpa::cluster::scenario::Scenario;
use kpa::go;
use kpa::lesson::{Choice, Claim, Expected, Guess, Lesson, Look, Piece, Prepared, Question};
use kpa::session::{ClusterParameters, Script, Session, Texts};
use kpa::units::Duration;
use words::Language;

use crate::file::{ChoicesFile, ClaimFile, ExpectedFile, LessonFile, PlanFile, WordsFile};
use crate::prose::Prose;
use crate::{wrong, yaml};

/// Reads the lesson in a folder.
pub fn lesson(
    folder: &Path,
    id: &str,
    next: Option<&str>,
    language: &Language,
) -> Result<Lesson, String> {
    let path = folder.join("lesson.yaml");
    let file: LessonFile = yaml(&path)?;
    let words_path = folder.join(language.code).with_extension("yaml");
    let words: WordsFile = yaml(&words_path)?;
    let in_file = |what: String| wrong(&path, what);
    let in_words = |what: String| wrong(&words_path, what);

    let start = duration(&file.start).map_err(in_file)?;
    let end = duration(&file.end).map_err(in_file)?;
    let runs = runs(folder, &file, &words, start).map_err(in_file)?;
    let claims = file.claims.iter();
    let claims = claims.map(|(name, claim)| {
        self::claim(name, claim, runs.len(), end).map_err(|what| format!("{name}: {what}"))
    });
    let claims: Vec<Claim> = claims.collect::<Result<_, _>>().map_err(in_file)?;
    let answer = claims.iter().position(|it| it.name == file.question.answer);
    let answer = answer.ok_or_else(|| in_file("no claim answers the question".to_owned()))?;

    let prose = Prose {
        language,
        claims: &claims,
    };
    let guess = match &file.question.choices {
        None => Guess::Number {
            within: file.question.within,
        },
        Some(choices) => {
            let within = file.question.within;
            Guess::Choices(self::choices(&prose, choices, within, &words).map_err(in_words)?)
        }
    };
    Ok(Lesson {
        id: id.to_owned(),
        title: words.title.clone(),
        story: prose.paragraphs(&words.story).map_err(in_words)?,
        question: Question {
            text: prose.paragraph(&words.question).map_err(in_words)?,
            answer,
            guess,
        },
        explanation: prose.paragraphs(&words.explanation).map_err(in_words)?,
        runs,
        end,
        speed: file.speed,
        claims,
        next: next.map(str::to_owned),
    })
}

/// The run, or the one before and the one after.
fn runs(
    folder: &Path,
    file: &LessonFile,
    words: &WordsFile,
    start: Duration,
) -> Result<Vec<Prepared>, String> {
    let after = folder.join("after");
    let session = |texts: Texts, plans: &[&PlanFile]| {
        let session = Session {
            texts,
            clock: start,
            ..Session::default()
        };
        with_plan(session, plans)
    };
    let before = Prepared {
        name: words.before.clone().unwrap_or_default(),
        session: session(texts(folder, &Texts::tutorial())?, &[&file.run])?,
    };
    match (&words.before, &words.after) {
        (Some(_), Some(name)) if after.is_dir() || file.after.is_some() => {
            let changed = file.after.clone().unwrap_or_default();
            let texts = texts(&after, &before.session.texts)?;
            let after = Prepared {
                name: name.clone(),
                session: session(texts, &[&file.run, &changed])?,
            };
            Ok(vec![before, after])
        }
        (None, None) if !after.is_dir() && file.after.is_none() => Ok(vec![before]),
        _ => Err("the words don't name before and after, or nothing is different".to_owned()),
    }
}

/// The texts in a folder; those that aren't there are as in others.
fn texts(folder: &Path, others: &Texts) -> Result<Texts, String> {
    let read = |name: &str| {
        let path = folder.join(name);
        match path.is_file() {
            true => std::fs::read_to_string(&path)
                .map(|text| Some(text.into()))
                .map_err(|error| wrong(&path, error)),
            false => Ok(None),
        }
    };
    Ok(Texts {
        service: read("service.yaml")?.unwrap_or_else(|| others.service.clone()),
        config_map: read("config-autoscaler.yaml")?.unwrap_or_else(|| others.config_map.clone()),
    })
}

/// With what happens; what stands in later plans wins.
fn with_plan(session: Session, files: &[&PlanFile]) -> Result<Session, String> {
    let mut plan = Plan::default();
    let mut script = Script::default();
    for file in files {
        for (name, levels) in [("clients", &file.clients), ("rps", &file.rps)] {
            if let Some(levels) = levels {
                // Says who sends.
                plan.set(name, "0")?;
                script = self::script(levels)?;
            }
        }
        for (name, value) in &file.cluster {
            plan.set(name, value)?;
        }
    }
    let Scenario {
        traffic,
        service,
        cpu,
        start_up,
        ..
    } = plan.scenario.clone();
    script.source = traffic.source;
    let session = Session {
        script,
        cluster: ClusterParameters {
            pod_start: start_up,
            service,
            cpu,
        },
        ..session
    };
    let has_all = session.scenario()
        == Scenario {
            traffic: session.script.traffic(),
            ..plan.scenario
        };
    match has_all {
        true => Ok(session),
        false => Err("the cluster has something that the page can't show".to_owned()),
    }
}

fn script(levels: &BTreeMap<String, f64>) -> Result<Script, String> {
    let levels = levels.iter().map(|(at, level)| Ok((duration(at)?, *level)));
    let mut levels: Vec<(Duration, f64)> = levels.collect::<Result<_, String>>()?;
    levels.sort_by_key(|level| level.0);
    let mut script = Script::default();
    for (at, level) in levels {
        script.set(at, level);
    }
    Ok(script)
}

fn claim(name: &str, file: &ClaimFile, runs: usize, end: Duration) -> Result<Claim, String> {
    let run = match (runs, file.r#in.as_deref()) {
        (1, None) | (2, Some("before")) => 0,
        (2, None | Some("after")) => 1,
        _ => return Err("`in` is before or after, in a lesson that has both".to_owned()),
    };
    let from = file.from.as_deref().map_or(Ok(Duration::ZERO), duration)?;
    let to = file.to.as_deref().map_or(Ok(end), duration)?;
    let at = file.at.as_deref().map(duration).transpose()?;
    let looks = [
        file.of.zip(at).map(|(of, at)| Look::At(of, at)),
        file.fold().map(|(fold, of)| Look::Over(fold, of, from, to)),
        file.when
            .zip(file.turns)
            .map(|(of, value)| Look::When(of, value, from)),
        file.total.map(Look::Total),
        file.row.clone().map(Look::Row),
        file.finding.clone().map(Look::Finding),
    ];
    let mut looks = looks.into_iter().flatten();
    match (looks.next(), looks.next(), &file.is) {
        (Some(look), None, Some(is)) => Ok(Claim {
            name: name.to_owned(),
            run,
            look,
            is: expected(is),
        }),
        _ => Err("it has to say one thing to look at, and what is seen".to_owned()),
    }
}

fn expected(file: &ExpectedFile) -> Expected {
    match file {
        ExpectedFile::Number(number) => Expected::Number(*number),
        ExpectedFile::Between([low, high]) => Expected::Between(*low, *high),
        ExpectedFile::Text(text) => Expected::Text(text.clone()),
    }
}

fn choices(
    prose: &Prose<'_>,
    file: &ChoicesFile,
    within: f64,
    words: &WordsFile,
) -> Result<Vec<Choice>, String> {
    let named = match file {
        ChoicesFile::Numbers(numbers) => {
            let choices = numbers.iter().map(|&number| Choice {
                words: vec![Piece::Text(number.to_string())],
                is: Expected::Between(number - within, number + within),
            });
            return no_more_words(words, 0).map(|()| choices.collect());
        }
        ChoicesFile::Named(named) => named,
    };
    no_more_words(words, named.len())?;
    let choices = named.iter().map(|(name, is)| {
        let words = words.choices.get(name);
        let words = words.ok_or_else(|| format!("there are no words for the choice {name}"))?;
        Ok(Choice {
            words: prose.paragraph(words)?,
            is: expected(is),
        })
    });
    choices.collect()
}

/// Words for a choice that isn't there are a slip.
fn no_more_words(words: &WordsFile, choices: usize) -> Result<(), String> {
    match words.choices.len() > choices {
        true => Err("there are words for a choice that there isn't".to_owned()),
        false => Ok(()),
    }
}

fn duration(text: &str) -> Result<Duration, String> {
    let read = go::parse_duration(text).filter(|it| *it >= Duration::ZERO);
    read.ok_or_else(|| format!("{text:?} is no duration, such as 90s"))
}
