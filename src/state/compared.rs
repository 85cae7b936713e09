//! The other run that the page's is compared with, under the same traffic.

use std::rc::Rc;

use kpa::session::{Comparison, Pinned};
use kpa::settings::review::Effective;

use super::Page;
use crate::track::{Slice, Track};

/// What a session is pinned to, and what counts there.
pub(super) type PinnedTo = (Pinned, Rc<Effective>);

/// The other run, under the same traffic.
#[derive(Clone)]
pub(super) struct Ghost {
    /// What counts in it.
    pub effective: Rc<Effective>,
    /// What came of it so far.
    pub track: Track,
}

impl Page {
    /// Compares the session with something else, whose cluster may be another, too.
    pub(super) fn compare(mut self, comparison: Comparison) -> Self {
        self.session.comparison = comparison;
        self.ghost = None;
        self.haunt().catch_up(Slice::after_change())
    }

    /// Sees to it that the other run is the one that the session is compared with.
    pub(super) fn haunt(mut self) -> Self {
        let effective = match &self.session.comparison {
            Comparison::Shared => &self.settings.shared,
            Comparison::Pinned(pinned) => match &self.pinned {
                Some((read, effective)) if read == pinned => effective,
                _ => return self,
            },
            Comparison::Nothing => return self,
        };
        let other = self.session.other();
        match &mut self.ghost {
            Some(ghost) if ghost.effective == *effective => {}
            Some(ghost) => {
                ghost.effective = effective.clone();
                ghost.track.restart(&other, effective);
            }
            None => {
                self.ghost = Some(Ghost {
                    track: Track::start(&other, effective),
                    effective: effective.clone(),
                });
            }
        }
        self
    }

    /// Reads the texts of the pinned run, if it isn't one that was pinned here.
    pub(super) fn read_pinned(&mut self) {
        let Comparison::Pinned(pinned) = &self.session.comparison else {
            return;
        };
        if self.pinned.as_ref().is_some_and(|it| it.0 == *pinned) {
            return;
        }
        if let Ok(settings) = self.reader.read(&self.session.other(), self.words) {
            let effective = Rc::new(settings.ladder.effective);
            self.pinned = Some((pinned.clone(), effective));
        }
    }
}
