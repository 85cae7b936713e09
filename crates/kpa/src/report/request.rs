//! A comparison as one program asks another for it, and the answer: plain data ([`super::task`]
//! does the work).

use serde::{Deserialize, Serialize};

use super::Input;
use crate::compare::{Case, Changed, Effect};
use crate::settings::review::Effective;
use crate::text::Message;

/// What to compare, and under which traffic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The texts before.
    pub base: Vec<Input>,
    /// The texts after; those before count where there are none.
    pub change: Vec<Input>,
    /// What changes in the texts before, as a unified diff; the texts after don't count then.
    pub diff: String,
    /// The traffics.
    pub cases: Vec<Case>,
    /// With how many seeds each.
    pub seeds: u64,
    /// What a pod costs per hour.
    pub price: Option<f64>,
    /// The table of the language in which findings and settings are shown, or nothing for English. The
    /// reports are in English, as `kpa review` prints them.
    pub words: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The names of the texts, before and after.
    pub names: [Vec<String>; 2],
    /// What was compared, whole: for each text of the request, then for each that a diff makes, what it
    /// is before and after; empty where there is none.
    pub texts: [Vec<String>; 2],
    /// Whether there are errors in the texts, before and after.
    pub errors: [bool; 2],
    /// The findings that came.
    pub came: Vec<Message>,
    /// The findings that went.
    pub went: Vec<Message>,
    /// The revisions of both, those of the change first.
    pub revisions: Vec<Revision>,
    /// The same as `kpa review` prints it.
    pub reports: Reports,
}

/// A report, in the forms for use elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reports {
    /// For a comment on a change.
    pub markdown: String,
    /// For programs.
    pub json: String,
    /// For tools that show findings beside the code.
    pub sarif: String,
}

/// A revision before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// Namespace and name; `None` if a revision without settings stands for none at all.
    pub name: Option<String>,
    /// What counted before; `None` if it came, or if something was wrong with the texts.
    pub before: Option<Effective>,
    /// What counts after; `None` if it went, or if something is wrong with the texts.
    pub after: Option<Effective>,
    /// The settings that differ.
    pub changed: Vec<Changed>,
    /// What the change does under each traffic; nothing if it was not tried.
    pub effects: Vec<Vec<Effect>>,
}
