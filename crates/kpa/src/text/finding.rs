//! What is wrong with a text, or worth knowing about it.
//!
//! A [`Finding`] holds the place, its [`Rule`], and what to put into the rule's sentences. Those stand
//! in a table for each language.

use std::fmt::Display;

use serde::{Deserialize, Serialize, Serializer};

use super::fix::Fix;
use super::span::{Place, Span};
use crate::phrases::{Argument, Arguments, Phrase, Words};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Knative or Kubernetes rejects it, or nobody can read it.
    Error,
    /// It is accepted, but it is hardly what was meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The name in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A rule. Its sentences stand in `words/en/review.txt` in the section of its code.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable name, also that of its page `docs/rules/{code}.md`.
    pub code: &'static str,
    /// How much its findings matter.
    pub severity: Severity,
}

impl Rule {
    /// A finding of this rule.
    pub fn at(&'static self, place: Place) -> Finding {
        Finding {
            rule: self,
            place,
            arguments: Vec::new(),
            fix: None,
        }
    }

    /// The rule's page, from the root of the project.
    pub fn docs(&self) -> String {
        format!("docs/rules/{}.md", self.code)
    }
}

/// Something wrong with a text, or worth knowing about it.
///
/// Serialises with its sentences filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule it comes from.
    pub rule: &'static Rule,
    /// Where.
    pub place: Place,
    /// What to put into the rule's sentences.
    pub arguments: Arguments,
    /// A change of the text that mends it.
    pub fix: Option<Fix<Phrase>>,
}

impl Finding {
    /// Adds an argument for the sentences.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.add_argument(name, &value);
        self
    }

    /// One copy for all types of values: there are hundreds of calls, and the page is downloaded.
    fn add_argument(&mut self, name: &'static str, value: &dyn Display) {
        let value = Argument::Value(value.to_string());
        self.arguments.push((name, value));
    }

    /// Adds an argument that may be words.
    #[must_use]
    pub fn saying(mut self, name: &'static str, argument: impl Into<Argument>) -> Self {
        self.arguments.push((name, argument.into()));
        self
    }

    /// Adds a fix.
    #[must_use]
    pub fn fixed_by(mut self, fix: impl Into<Option<Fix<Phrase>>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// The stable name of its rule.
    pub const fn code(&self) -> &'static str {
        self.rule.code
    }

    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// What is there, in a sentence.
    pub fn what(&self, words: &Words<'_>) -> String {
        words.say(self.code(), "what", &self.arguments)
    }

    /// What Knative does with it, in a sentence.
    pub fn effect(&self, words: &Words<'_>) -> String {
        words.say(self.code(), "effect", &self.arguments)
    }

    /// How to mend it, in a sentence.
    pub fn mend(&self, words: &Words<'_>) -> String {
        words.say(self.code(), "mend", &self.arguments)
    }
}

/// A finding in words. It stands for itself, wherever it is sent: nothing in it leads to the rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// The stable name of the rule.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Which text, counted from 0.
    pub text: usize,
    /// Where in it.
    pub span: Span,
    /// What is there, in a sentence.
    pub what: String,
    /// What Knative does with it, in a sentence.
    pub effect: String,
    /// How to mend it, in a sentence.
    pub mend: String,
    /// The rule's page, from the root of the project.
    pub docs: String,
    /// A change of the text that mends it.
    pub fix: Option<Fix>,
}

impl Message {
    /// Where.
    pub const fn place(&self) -> Place {
        Place {
            text: self.text,
            span: self.span,
        }
    }
}

impl Message {
    /// A finding in the words of a language.
    pub fn of(finding: &Finding, words: &Words<'_>) -> Self {
        Self {
            code: finding.code().to_owned(),
            severity: finding.severity(),
            text: finding.place.text,
            span: finding.place.span,
            what: finding.what(words),
            effect: finding.effect(words),
            mend: finding.mend(words),
            docs: finding.rule.docs(),
            fix: finding.fix.as_ref().map(|fix| fix.say(words)),
        }
    }
}

/// As its [`Message`] in English.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Message::of(self, Words::english()).serialize(serializer)
    }
}
