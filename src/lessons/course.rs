//! Where a reader is in a lesson.

use std::rc::Rc;

use kpa::lesson::{Choice, Evidence, Guess, Lesson, Measured};
use kpa::session::Session;
use kpa::units::Duration;

use crate::state::{Opening, Page};

/// What a reader answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Guessed {
    /// A choice, by its place.
    Choice(usize),
    /// A number.
    Number(f64),
}

/// How far a reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The question is open.
    Asking,
    /// It is being played.
    Playing,
    /// It is explained.
    Told,
}

/// A lesson in progress.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// The lesson.
    pub lesson: Rc<Lesson>,
    /// The run that is open.
    pub run: usize,
    /// The answer.
    pub guess: Option<Guessed>,
    /// How far the reader is.
    pub phase: Phase,
    /// What the run showed; `None` before, and where there is nothing to see.
    pub seen: Option<Measured>,
}

impl Course {
    /// A lesson from its beginning, with the run that the question is about.
    pub fn new(lesson: Rc<Lesson>) -> Self {
        Self {
            run: lesson.answer().map_or(0, |claim| claim.run),
            lesson,
            guess: None,
            phase: Phase::Asking,
            seen: None,
        }
    }

    /// The session before anything was played.
    fn prepared(&self) -> Session {
        let run = self.lesson.runs.get(self.run);
        run.map(|run| run.session.clone()).unwrap_or_default()
    }

    /// The run at its beginning, standing still.
    pub fn at_start(&self) -> Opening {
        Opening {
            playing: false,
            ..Opening::of(self.prepared())
        }
    }

    /// The run from its beginning to its end.
    pub fn play(&self) -> Opening {
        Opening {
            end: Some(self.lesson.end),
            speed: self.lesson.speed,
            ..Opening::of(self.prepared())
        }
    }

    /// The run as it is at its end.
    pub fn at_end(&self) -> Opening {
        self.at(self.lesson.end)
    }

    /// The run as it is at a moment, standing still.
    pub fn at(&self, clock: Duration) -> Opening {
        let session = Session {
            clock,
            ..self.prepared()
        };
        Opening {
            playing: false,
            ..Opening::of(session)
        }
    }

    /// What the page shows of what was asked for. A text that Knative refuses shows nothing but its
    /// findings.
    pub fn look(&self, page: &Page) -> Option<Measured> {
        let simulation = page.run().simulation();
        let is_refused = page.settings.has_errors();
        let run = (!is_refused).then(|| simulation.run());
        let settings = &page.settings;
        self.lesson.answer()?.measure(Evidence { settings, run })
    }

    /// The right one of the choices, if there are choices.
    pub fn right(&self) -> Option<&Choice> {
        let seen = self.seen.as_ref()?;
        self.choices().iter().find(|choice| choice.is.fits(seen))
    }

    /// The choices; none if a number is asked for.
    pub fn choices(&self) -> &[Choice] {
        match &self.lesson.question.guess {
            Guess::Choices(choices) => choices,
            Guess::Number { .. } => &[],
        }
    }

    /// Whether the reader guessed right; `None` without a guess.
    pub fn is_right(&self) -> Option<bool> {
        let (guess, seen) = (self.guess.as_ref()?, self.seen.as_ref()?);
        Some(match (guess, &self.lesson.question.guess) {
            (Guessed::Choice(nth), Guess::Choices(choices)) => {
                choices.get(*nth).is_some_and(|choice| choice.is.fits(seen))
            }
            (Guessed::Number(number), Guess::Number { within }) => match seen {
                Measured::Number(seen) => (number - seen).abs() <= *within,
                Measured::Text(_) => false,
            },
            _ => false,
        })
    }
}
