//! Why a state isn't open, and what to do about it.

use std::rc::Rc;

use links::Refusal;

use crate::language::Words;

/// Why something isn't open.
#[derive(Clone, PartialEq)]
pub enum Trouble {
    /// It is no link.
    Refused(Refusal),
    /// This state, the last one, was to be opened before, and that didn't end.
    Unfinished(Rc<str>),
    /// This state could be opened only when something else had been begun.
    Late(Rc<str>),
    /// Of the address that somebody has written by hand nobody understands these parts.
    Strange(Rc<str>),
}

impl Trouble {
    /// What to say about it.
    pub fn explain(&self, words: Words) -> String {
        match self {
            Self::Strange(parts) => words.keeping_strange(parts),
            Self::Unfinished(_) => words.keeping_unfinished().to_owned(),
            Self::Late(_) => words.keeping_late().to_owned(),
            Self::Refused(refusal) => words.keeping_refused(why(*refusal, words)),
        }
    }

    /// The state that can be opened in spite of it.
    pub fn state(&self) -> Option<&Rc<str>> {
        match self {
            Self::Unfinished(state) | Self::Late(state) => Some(state),
            Self::Strange(_) | Self::Refused(_) => None,
        }
    }
}

/// Why there is no link, or it can't be opened.
pub fn why(refusal: Refusal, words: Words) -> &'static str {
    match refusal {
        Refusal::Damaged => words.keeping_damaged(),
        Refusal::Newer => words.keeping_newer(),
        Refusal::TooLong => words.keeping_too_long(),
        Refusal::Impossible => words.keeping_impossible(),
        Refusal::TooMuch => words.keeping_too_much(),
    }
}
