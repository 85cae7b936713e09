//! Lessons: a question, the runs that answer it, and what they show.
//!
//! A lesson is data. Authors write it as files under `lessons/`; the page gets it compiled, in one
//! language, as a [`Lesson`]. What it claims is measured on its runs by [`Claim::measure`], in the test
//! and on the page alike, so neither can say something that the simulation doesn't.

mod claim;
mod words;

use serde::{Deserialize, Serialize};

use crate::session::Session;
use crate::units::Duration;

pub use claim::{Claim, Evidence, Expected, Fold, Look, Measured, Quantity, Total};
pub use words::{Chart, Paragraph, Part, Piece, Step};

/// A lesson in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// Its address: lower-case words with dashes between.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What there is before anything happens.
    pub story: Vec<Paragraph>,
    /// What the reader is asked.
    pub question: Question,
    /// Why it is so; to be shown after the guess.
    pub explanation: Vec<Paragraph>,
    /// What is played: one run, or one before a change and one after it.
    pub runs: Vec<Prepared>,
    /// The simulated time at which it ends. It begins at the clock of its sessions.
    pub end: Duration,
    /// Simulated seconds in a real one.
    pub speed: u32,
    /// What the runs show.
    pub claims: Vec<Claim>,
    /// The lesson that comes next.
    pub next: Option<String>,
}

/// What a run is made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prepared {
    /// What it is called beside the other one; empty if there is no other.
    pub name: String,
    /// Texts, traffic and cluster. The traffic goes on behind the clock, up to the lesson's end.
    pub session: Session,
}

/// What a reader is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub text: Paragraph,
    /// The claim that answers it, by its place among the lesson's claims.
    pub answer: usize,
    /// How the reader answers.
    pub guess: Guess,
}

/// How a reader answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Guess {
    /// By choosing one of these.
    Choices(Vec<Choice>),
    /// By a number, which is right if it is so near.
    Number {
        /// The largest difference.
        within: f64,
    },
}

/// One of several answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// In words.
    pub words: Paragraph,
    /// What is measured if it is the right one.
    pub is: Expected,
}

impl Lesson {
    /// The claim that answers the question.
    pub fn answer(&self) -> Option<&Claim> {
        self.claims.get(self.question.answer)
    }
}

/// All lessons in one language, by groups, in the order in which they are to be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// The groups.
    pub groups: Vec<Group>,
}

/// Lessons that belong together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// What it is called.
    pub title: String,
    /// What it is about, in a sentence.
    pub about: String,
    /// The lessons.
    pub lessons: Vec<Entry>,
}

/// A lesson as the index names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its address.
    pub id: String,
    /// What it is called.
    pub title: String,
}
