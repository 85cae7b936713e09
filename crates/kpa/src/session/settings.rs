//! What a session's texts say: what is wrong with them, and what counts.
//!
//! The answer is plain data, which can be sent from one program to another: the page reads its
//! texts by another one than it simulates with.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Session, Texts};
use crate::phrases::Words;
use crate::settings::ladder::Ladder;
use crate::settings::review::Effective;
use crate::settings::{self, Review};
use crate::text::{Message, Severity};

/// What the texts of a session say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// What is wrong with the texts as they were typed, or worth knowing, in their order.
    pub messages: Vec<Message>,
    /// The names of the revisions in them, in their order. The first is simulated.
    pub workloads: Vec<String>,
    /// What counts: the last texts without an error, without what is switched off.
    ///
    /// The places are those in the texts as they were typed. What no longer stands there has none.
    pub ladder: Ladder,
    /// What would count if the revision itself said nothing: the global settings alone.
    pub shared: Rc<Effective>,
}

impl Settings {
    /// Reads texts, where `in_force` are the last ones without an error, and says what there is to say
    /// in a language. If there is an error even in those, the tutorial's count.
    pub fn read(
        texts: &Texts,
        in_force: &Texts,
        switched_off: &BTreeSet<String>,
        words: &Words<'_>,
    ) -> Self {
        let review = texts.review();
        let counts = match review.has_errors() {
            true => &in_force.in_force(),
            false => &review,
        };
        let mut ladder = Ladder::of(counts, 0, switched_off, words);
        let own = ladder.own_switches().chain(switched_off.iter().cloned());
        let shared = Ladder::of(counts, 0, &own.collect(), words).effective;
        if review.has_errors() {
            ladder.places_of(&Ladder::of(&review, 0, switched_off, words));
        }
        let (findings, workloads) = (review.findings.iter(), review.workloads.iter());
        Self {
            messages: findings.map(|it| Message::of(it, words)).collect(),
            workloads: workloads.map(|it| it.display_name().to_owned()).collect(),
            ladder,
            shared: Rc::new(shared),
        }
    }

    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        let mut messages = self.messages.iter();
        messages.any(|message| message.severity == Severity::Error)
    }

    /// For another program, which understands it by [`Settings::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        // Only what doesn't know its own length can't be written: none of this.
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// What [`Settings::to_bytes`] wrote; `None` of anything else.
    // Where it is inlined it is compiled as that crate is: in the page for size, not for speed.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

impl Session {
    /// Reads the texts, in English. From now on they count, unless there is an error in them.
    pub fn review(&mut self) -> Settings {
        let settings = Settings::read(
            &self.texts,
            &self.in_force,
            &self.switched_off,
            Words::english(),
        );
        self.accept(&settings);
        settings
    }

    /// Takes in what the texts say: they count from now on, unless there is an error in them.
    pub fn accept(&mut self, settings: &Settings) {
        if !settings.has_errors() {
            self.in_force = self.texts.clone();
        }
    }

    /// Lets an override count again, or no longer, by the name of its switch.
    pub fn switch(&mut self, name: String, on: bool) {
        if on {
            self.switched_off.remove(&name);
        } else {
            self.switched_off.insert(name);
        }
    }
}

impl Texts {
    fn review(&self) -> Review {
        settings::review(&[&self.service, &self.config_map])
    }

    /// What is simulated of texts that are said to be without an error. A session from elsewhere may
    /// say so of anything.
    fn in_force(&self) -> Review {
        let review = self.review();
        match review.has_errors() {
            true => Self::tutorial().review(),
            false => review,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The target per replica after the given overrides are switched off.
    fn target_without(switched_off: &[&str]) -> f64 {
        let mut session = Session {
            switched_off: switched_off.iter().map(ToString::to_string).collect(),
            ..Session::default()
        };
        session.review().ladder.effective.revision.decider.target
    }

    #[test]
    fn overrides_that_are_switched_off_do_not_count() {
        let annotation = "revision/autoscaling.knative.dev/target";
        let percentage = "config-autoscaler/container-concurrency-target-percentage";
        for (switched_off, target) in [
            (&[][..], 7.0),
            (&[annotation], 70.0),
            (&[annotation, percentage], 70.0),
            (&["revision/no-such-thing"], 7.0),
        ] {
            assert_eq!(target_without(switched_off), target, "{switched_off:?}");
        }
    }

    #[test]
    fn the_global_settings_alone_are_what_is_left_without_the_revisions_own() {
        let mut session = Session::default();
        let shared = session.review().shared;
        assert_eq!(shared.revision.decider.target, 70.0);
        assert_eq!(shared.revision.bounds.max.0, 0);
        assert_eq!(shared.config, session.review().ladder.effective.config);
    }

    #[test]
    fn a_switch_goes_off_and_on() {
        let mut session = Session::default();
        session.switch("a".to_owned(), false);
        assert_eq!(session.switched_off, BTreeSet::from(["a".to_owned()]));
        session.switch("a".to_owned(), true);
        assert_eq!(session, Session::default());
    }

    #[test]
    fn without_switches_the_ladder_is_what_the_review_says() {
        let settings = Session::default().review();
        let review = Texts::tutorial().review();
        assert_eq!(review.effective, Some(settings.ladder.effective));
    }

    #[test]
    fn an_error_leaves_the_last_settings_and_the_places_follow_the_text() {
        let mut session = Session::default();
        let service = session
            .texts
            .service
            .replace("minScale: \"0\"", "minScale: \"-1\"");
        session.texts.service = format!("\n{service}").into();
        let settings = session.review();
        assert!(settings.has_errors());
        assert_eq!(session.in_force, Texts::tutorial());
        let line = |id| {
            let row = settings.ladder.row(id)?;
            Some(row.winner()?.place?.span.start.line)
        };
        let min = settings.ladder.row("min-scale").map(|row| &*row.value);
        assert_eq!((min, line("min-scale")), (Some("0"), Some(13)));
        assert_eq!(line("target"), Some(12));
    }

    #[test]
    fn an_error_in_all_texts_leaves_the_tutorials_settings() {
        let mut session = Session::default();
        session.texts.service = "kind: [".into();
        let settings = session.review();
        session.in_force = session.texts.clone();
        assert_eq!(session.review().ladder.effective, settings.ladder.effective);
    }

    #[test]
    fn what_no_longer_stands_in_the_text_has_no_place() {
        let mut session = Session::default();
        session.texts.service = "kind: [".into();
        let settings = session.review();
        let target = settings.ladder.row("target").and_then(|row| row.winner());
        assert_eq!(
            target.map(|step| (&*step.value, step.place)),
            Some(("10", None))
        );
    }

    #[test]
    fn settings_survive_the_way_between_two_programs() {
        let mut session = Session::default();
        for target in ["\"10\"", "\"1e300\"", "10", "[", "\"é😀\""] {
            let service = session.in_force.service.replace("\"10\"", target);
            session.texts.service = service.into();
            let settings = session.review();
            let bytes = settings.to_bytes();
            assert_eq!(Settings::from_bytes(&bytes), Some(settings), "{target}");
            assert_eq!(Settings::from_bytes(&bytes[..bytes.len() - 1]), None);
        }
    }
}
