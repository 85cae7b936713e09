//! What is wrong with a text, or worth knowing about it.
//!
//! A [`Rule`] holds the words, a [`Finding`] the place and what to put into the words. So the words
//! stand in one table each and can be replaced by those of another language.

use std::fmt::Display;

use serde::{Deserialize, Serialize, Serializer};

use super::fix::Fix;
use super::span::{Place, Span};

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

/// A rule: its code and its words.
///
/// In the sentences `{name}` stands for an argument of the finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable name, also that of its page `docs/rules/{code}.md`.
    pub code: &'static str,
    /// How much its findings matter.
    pub severity: Severity,
    /// What is there.
    pub what: &'static str,
    /// What Knative does with it.
    pub effect: &'static str,
    /// How to mend it.
    pub mend: &'static str,
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
    /// What to put into the rule's sentences, by name.
    pub arguments: Vec<(&'static str, String)>,
    /// A change of the text that mends it.
    pub fix: Option<Fix>,
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
        self.arguments.push((name, value.to_string()));
    }

    /// Adds a fix.
    #[must_use]
    pub fn fixed_by(mut self, fix: impl Into<Option<Fix>>) -> Self {
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
    pub fn what(&self) -> String {
        self.fill(self.rule.what)
    }

    /// What Knative does with it, in a sentence.
    pub fn effect(&self) -> String {
        self.fill(self.rule.effect)
    }

    /// How to mend it, in a sentence.
    pub fn mend(&self) -> String {
        self.fill(self.rule.mend)
    }

    /// Puts the arguments into a sentence. One pass, so that a value which looks like a
    /// placeholder stays what it is.
    fn fill(&self, sentence: &str) -> String {
        let mut filled = String::with_capacity(sentence.len() + 32);
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            match self.arguments.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => filled.push_str(&shortened(value)),
                None => filled.extend(["{", name, "}"]),
            }
            rest = tail;
        }
        filled.push_str(rest);
        filled
    }
}

/// A value fit for a sentence: one line, not too long.
fn shortened(value: &str) -> String {
    const LONGEST: usize = 80;
    let one_line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= LONGEST {
        return one_line;
    }
    one_line.chars().take(LONGEST - 1).chain(['…']).collect()
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

impl From<&Finding> for Message {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code().to_owned(),
            severity: finding.severity(),
            text: finding.place.text,
            span: finding.place.span,
            what: finding.what(),
            effect: finding.effect(),
            mend: finding.mend(),
            docs: finding.rule.docs(),
            fix: finding.fix.clone(),
        }
    }
}

/// As its [`Message`].
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Message::from(self).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static RULE: Rule = Rule {
        code: "test",
        severity: Severity::Note,
        what: "`{key}` is {value}, not {other}.",
        effect: "",
        mend: "",
    };

    #[test]
    fn sentences_take_their_arguments_as_they_are() {
        let finding = RULE
            .at(Place::default())
            .with("key", "{value}")
            .with("value", "a\n  b");
        assert_eq!(finding.what(), "`{value}` is a b, not {other}.");
    }
}
