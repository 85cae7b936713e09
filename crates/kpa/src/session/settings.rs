//! What a session's texts say: what is wrong with them, and what counts.

use super::{Session, Texts};
use crate::settings::ladder::Ladder;
use crate::settings::{self, Review};

/// What the texts of a session say.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What the texts are worth as they were typed.
    pub review: Review,
    /// What counts: the last texts without an error, without what is switched off.
    ///
    /// The places are those in the texts as they were typed. What no longer stands there has none.
    pub ladder: Ladder,
}

impl Session {
    /// Reviews the texts. From now on they count, unless there is an error in them.
    pub fn review(&mut self) -> Settings {
        let review = self.texts.review();
        let typed = Ladder::of(&review, 0, &self.switched_off);
        if !review.has_errors() {
            self.in_force = self.texts.clone();
            return Settings {
                review,
                ladder: typed,
            };
        }
        let in_force = self.in_force.review();
        let mut ladder = Ladder::of(&in_force, 0, &self.switched_off);
        ladder.places_of(&typed);
        Settings { review, ladder }
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
        assert_eq!(settings.review.effective, Some(settings.ladder.effective));
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
        assert!(settings.review.has_errors());
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
}
