//! The authors' files, as they are written.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use kpa::lesson::{Fold, Quantity, Total};
use serde::Deserialize;

/// A group in `order.yaml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupFile {
    /// Its name in the files with words.
    pub group: String,
    /// The folders of its lessons.
    pub lessons: Vec<String>,
}

/// `en.yaml` and its like beside `order.yaml`: words about each group.
pub type GroupsWordsFile = BTreeMap<String, GroupWords>;

/// Words about a group.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupWords {
    /// What it is called.
    pub title: String,
    /// What it is about, in a sentence.
    pub about: String,
}

/// `lesson.yaml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonFile {
    /// The simulated time that has passed when the reader comes, such as `90s`.
    #[serde(default = "no_time")]
    pub start: String,
    /// The simulated time at which it ends.
    pub end: String,
    /// Simulated seconds in a real one.
    #[serde(default = "usual_speed")]
    pub speed: u32,
    /// What happens.
    pub run: PlanFile,
    /// What is different after the change, where that isn't a text.
    #[serde(default)]
    pub after: Option<PlanFile>,
    /// What the reader is asked.
    pub question: QuestionFile,
    /// What the runs show, by name.
    pub claims: IndexMap<String, ClaimFile>,
}

fn no_time() -> String {
    "0s".to_owned()
}

fn usual_speed() -> u32 {
    20
}

/// Traffic and cluster. What is left out is as in the other run, or as usual.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// Clients from a moment on, each sending its next request when it has its answer: `{10s: 50}`.
    pub clients: Option<BTreeMap<String, f64>>,
    /// Requests per second from a moment on, instead.
    pub rps: Option<BTreeMap<String, f64>>,
    /// `service-time`, `start-time`, `cores`, `cpu-share` and `arrivals`, as `kpa simulate` takes them.
    #[serde(default)]
    pub cluster: BTreeMap<String, String>,
}

/// The question of a lesson.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionFile {
    /// The name of the claim that answers it.
    pub answer: String,
    /// What to choose from; without it the reader types a number.
    pub choices: Option<ChoicesFile>,
    /// How far a number that is typed or chosen may be from what is measured.
    #[serde(default)]
    pub within: f64,
}

/// What to choose from, and what is measured if it is right.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum ChoicesFile {
    /// Numbers, which need no words.
    Numbers(Vec<f64>),
    /// Names, to which there are words in each language.
    Named(IndexMap<String, ExpectedFile>),
}

/// What is to be seen.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum ExpectedFile {
    /// This number.
    Number(f64),
    /// A number between these two.
    Between([f64; 2]),
    /// This text.
    Text(String),
}

/// A claim. One of `of`, `most`, `least`, `mean`, `sum`, `seconds`, `changes`, `when`, `total`, `row`
/// and `finding` says what to look at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimFile {
    /// `before`, or `after`, which is usual, in a lesson that has both.
    pub r#in: Option<String>,
    /// This quantity at a moment: needs `at`.
    pub of: Option<Quantity>,
    /// See `of`.
    pub at: Option<String>,
    /// The largest value from `from` to `to`.
    pub most: Option<Quantity>,
    /// The smallest.
    pub least: Option<Quantity>,
    /// The mean.
    pub mean: Option<Quantity>,
    /// The sum.
    pub sum: Option<Quantity>,
    /// In how many seconds it isn't zero.
    pub seconds: Option<Quantity>,
    /// How often it changes.
    pub changes: Option<Quantity>,
    /// After how many seconds, from `from` on, this quantity has the value `turns` first.
    pub when: Option<Quantity>,
    /// See `when`.
    pub turns: Option<f64>,
    /// From when on; without it, from the start.
    pub from: Option<String>,
    /// Until when; without it, to the end.
    pub to: Option<String>,
    /// What the whole run comes to.
    pub total: Option<Total>,
    /// What comes out in a row of the ladder.
    pub row: Option<String>,
    /// How often a rule is broken.
    pub finding: Option<String>,
    /// What is seen.
    pub is: Option<ExpectedFile>,
}

impl ClaimFile {
    /// The fold and its quantity, if the claim is about a stretch of time.
    pub fn fold(&self) -> Option<(Fold, Quantity)> {
        let folds = [
            (Fold::Most, self.most),
            (Fold::Least, self.least),
            (Fold::Mean, self.mean),
            (Fold::Sum, self.sum),
            (Fold::Seconds, self.seconds),
            (Fold::Changes, self.changes),
        ];
        let mut folds = folds.into_iter();
        folds.find_map(|(fold, quantity)| Some((fold, quantity?)))
    }
}

/// All words of a lesson in a language. Paragraphs have empty lines between them; `{name}` is what
/// the claim of that name says; `` `code` ``; `[words](row:target)` points at a part of the page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsFile {
    /// What the lesson is called.
    pub title: String,
    /// What there is before anything happens.
    pub story: String,
    /// The question.
    pub question: String,
    /// The choices that have names.
    #[serde(default)]
    pub choices: BTreeMap<String, String>,
    /// What the run before the change is called, in a lesson that has one.
    pub before: Option<String>,
    /// What the run after it is called.
    pub after: Option<String>,
    /// Why it is so.
    pub explanation: String,
}
