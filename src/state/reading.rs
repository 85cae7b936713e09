//! What changes when texts or a recording are read.

use std::rc::Rc;

use kpa::cluster::traffic::Source;
use kpa::session::Shape;

use super::{Page, Text, in_force};
use crate::reader::Reader;
use crate::recording::Recording;
use crate::track::Slice;

impl Page {
    /// Whether what the texts say is in another language than the page.
    pub fn is_foreign(&self) -> bool {
        self.said != self.words.tag()
    }

    /// Whether there is something to read.
    pub fn wants_reader(&self) -> bool {
        self.unread || self.unheard.is_some() || self.is_foreign()
    }

    /// Reads the texts if that wasn't done yet, or not in this language, and if somebody can.
    pub(super) fn read(self) -> Self {
        match self.reader {
            Reader::Here(_) if self.unread || self.is_foreign() => self.settle(),
            _ => self,
        }
    }

    pub(super) fn record(mut self, text: &str) -> Self {
        let (rates, skipped) = match self.reader.series(text) {
            Ok(series) => series,
            Err(reader) => {
                self.unheard = Some(text.into());
                return Self { reader, ..self };
            }
        };
        let shape = Shape::recorded(&rates);
        let recording = Recording {
            shape: shape.clone(),
            moments: rates.len(),
            skipped,
        };
        self.recording = Some(Rc::new(recording));
        let Some((shape, highest)) = shape else {
            return self;
        };
        let (clock, script) = (self.session.clock, &mut self.session.script);
        script.shape(clock, shape);
        script.set(clock, highest);
        if script.source == Source::Poisson {
            return self.follow();
        }
        script.source = Source::Poisson;
        self.replay()
    }

    pub(super) fn edit(mut self, text: Text, typed: Rc<str>) -> Self {
        match text {
            Text::Service => self.session.texts.service = typed,
            Text::ConfigMap => self.session.texts.config_map = typed,
        }
        self.settle()
    }

    /// After a change of texts or switches: runs the past again if it changed what counts. As long
    /// as nobody can read them they are only kept.
    pub(super) fn settle(mut self) -> Self {
        let settings = match self.reader.read(&self.session, self.words) {
            Ok(settings) => settings,
            Err(reader) => {
                self.reader = reader;
                self.unread = true;
                return self;
            }
        };
        self.unread = false;
        self.said = self.words.tag();
        self.session.accept(&settings);
        self.read_pinned();
        let before = std::mem::replace(&mut self.settings, Rc::new(settings));
        if in_force(&self.settings) != in_force(&before) {
            self.track.restart(&self.session, in_force(&self.settings));
        }
        self.haunt().catch_up(Slice::after_change())
    }
}
