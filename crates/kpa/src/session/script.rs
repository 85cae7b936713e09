//! The traffic of a session: a script of changes over simulated time.

use serde::{Deserialize, Serialize};

use super::shape::Shape;
use crate::cluster::pattern::{Part, Pattern};
use crate::cluster::traffic::{Source, Traffic};
use crate::units::Duration;

/// The highest level that a script offers: clients, or requests per second.
pub const LEVEL_MAX: f64 = 100_000.0;

/// How long a spike lasts that somebody asks for.
const SPIKE_LENGTH: Duration = Duration::from_secs(15);

/// What is offered from an instant on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The instant, counted from the start.
    pub at: Duration,
    /// The highest point of the shape, 0 … [`LEVEL_MAX`].
    pub level: f64,
    /// How it goes up and down.
    #[serde(default)]
    pub shape: Shape,
    /// When the shape began.
    #[serde(default)]
    pub since: Duration,
    /// Whether a spike stands in the shape's place.
    #[serde(default)]
    pub spike: bool,
}

impl Change {
    fn is_sound(&self) -> bool {
        let ends = Duration::ZERO <= self.since && self.since <= self.at;
        ends && (0.0..=LEVEL_MAX).contains(&self.level) && self.shape.is_sound()
    }

    /// The highest level that is offered.
    pub fn highest(&self) -> f64 {
        match self.spike {
            true => (self.level * 4.0).max(self.level + 50.0),
            false => self.level,
        }
    }
}

/// Who sends requests, and how much was offered over time. Before the first change nothing is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Script {
    /// Who sends, and with that what levels count: requests per second, or clients.
    pub source: Source,
    changes: Vec<Change>,
}

impl Default for Script {
    /// Clients, but none yet.
    fn default() -> Self {
        let pause = Duration::ZERO;
        Self {
            source: Source::Clients { pause },
            changes: Vec::new(),
        }
    }
}

impl Script {
    /// A script of changes; `None` if they aren't in the order of time, or one of them is none that
    /// a script could hold.
    pub fn of(source: Source, changes: Vec<Change>) -> Option<Self> {
        let in_order = changes.is_sorted_by(|one, next| one.at < next.at);
        let sound = in_order && changes.iter().all(Change::is_sound);
        sound.then_some(Self { source, changes })
    }

    /// What is offered from which instants on, in their order.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// From `at` on this is the level, whatever the script said of later times. The shape goes on.
    ///
    /// Keeps to 0 … [`LEVEL_MAX`]; what isn't a number is 0.
    pub fn set(&mut self, at: Duration, level: f64) {
        let level = if level.is_nan() {
            0.0
        } else {
            level.clamp(0.0, LEVEL_MAX)
        };
        self.change(at, |change| change.level = level);
    }

    /// From `at` on traffic has this shape, which begins then.
    pub fn shape(&mut self, at: Duration, shape: Shape) {
        self.change(at, |change| (change.shape, change.since) = (shape, at));
    }

    /// For 15 s from `at` on there is four times the level, and at least 50 more than that.
    pub fn spike(&mut self, at: Duration) {
        self.change(at, |change| change.spike = true);
        self.change(at + SPIKE_LENGTH, |_| {});
    }

    /// Forgets everything but who sends and what is offered at an instant, which counts from the start
    /// on then.
    pub fn restart(&mut self, at: Duration) {
        let last = self.in_force(at);
        self.changes = vec![Change {
            at: Duration::ZERO,
            since: Duration::ZERO,
            spike: false,
            ..last
        }];
    }

    /// The level at an instant. Where the traffic has a shape, that is its highest point.
    pub fn level_at(&self, at: Duration) -> f64 {
        self.in_force(at).level
    }

    /// The shape at an instant.
    pub fn shape_at(&self, at: Duration) -> Shape {
        self.in_force(at).shape
    }

    /// The whole script as traffic.
    pub fn traffic(&self) -> Traffic {
        let parts = self.changes.iter().map(|change| Part {
            from: change.at,
            since: change.since,
            pattern: match change.spike {
                true => Pattern::Steady(change.highest()),
                false => change.shape.pattern(change.level),
            },
        });
        Traffic {
            source: self.source,
            pattern: Pattern::Parts(parts.collect()),
        }
    }

    fn in_force(&self, at: Duration) -> Change {
        let passed = self.changes.partition_point(|change| change.at <= at);
        let last = passed
            .checked_sub(1)
            .and_then(|last| self.changes.get(last));
        last.cloned().unwrap_or(Change {
            at: Duration::ZERO,
            level: 0.0,
            shape: Shape::Steady,
            since: Duration::ZERO,
            spike: false,
        })
    }

    /// Ends what is in force at an instant and begins what differs in something. A spike ends with it.
    fn change(&mut self, at: Duration, differ: impl FnOnce(&mut Change)) {
        let before = self.in_force(at);
        let keep = self.changes.partition_point(|change| change.at < at);
        self.changes.truncate(keep);
        let mut change = Change {
            at,
            spike: false,
            ..before
        };
        differ(&mut change);
        let same = Change {
            at,
            ..self.in_force(at)
        };
        if change != same {
            self.changes.push(change);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secs(secs: i64) -> Duration {
        Duration::from_secs(secs)
    }

    /// A script with 50 from 5 s on and 200 from 9 s on.
    fn script() -> Script {
        let mut script = Script::default();
        script.set(secs(5), 50.0);
        script.set(secs(9), 200.0);
        script
    }

    #[track_caller]
    fn check(script: &Script, offered: &[(i64, f64)]) {
        let pattern = script.traffic().pattern;
        for &(at, level) in offered {
            assert_eq!(pattern.level(secs(at)), level, "at {at} s");
        }
    }

    #[test]
    fn a_change_holds_until_the_next() {
        let offered = [
            (0, 0.0),
            (4, 0.0),
            (5, 50.0),
            (8, 50.0),
            (9, 200.0),
            (99, 200.0),
        ];
        check(&script(), &offered);
        for (at, level) in offered {
            assert_eq!(script().level_at(secs(at)), level, "at {at} s");
        }
    }

    #[test]
    fn changing_the_past_forgets_what_came_after() {
        let mut script = script();
        script.set(secs(7), 10.0);
        check(&script, &[(5, 50.0), (9, 10.0)]);
    }

    #[test]
    fn a_change_to_the_same_is_none() {
        let mut script = script();
        script.set(secs(12), 200.0);
        assert_eq!(script, self::script());
    }

    #[test]
    fn a_shape_begins_when_it_is_chosen_and_follows_the_level() {
        let mut script = script();
        script.shape(secs(20), Shape::Step);
        check(&script, &[(19, 200.0), (20, 40.0), (79, 40.0), (80, 200.0)]);
        script.set(secs(30), 100.0);
        check(&script, &[(29, 40.0), (30, 20.0), (79, 20.0), (80, 100.0)]);
        assert_eq!(script.shape_at(secs(30)), Shape::Step);
    }

    #[test]
    fn a_spike_passes_unless_it_is_cut_short() {
        let mut script = script();
        script.spike(secs(20));
        check(
            &script,
            &[(19, 200.0), (20, 800.0), (34, 800.0), (35, 200.0)],
        );
        assert_eq!(script.level_at(secs(20)), 200.0);
        script.spike(secs(30));
        check(&script, &[(44, 800.0), (45, 200.0)]);
        script.set(secs(32), 10.0);
        check(&script, &[(31, 800.0), (32, 10.0), (99, 10.0)]);
        script.spike(secs(40));
        check(&script, &[(40, 60.0), (55, 10.0)]);
    }

    #[test]
    fn a_restart_keeps_what_is_offered_now() {
        let mut script = script();
        script.shape(secs(20), Shape::OnOff);
        script.spike(secs(30));
        script.restart(secs(31));
        check(&script, &[(0, 200.0), (59, 200.0), (60, 0.0), (300, 200.0)]);
    }

    #[test]
    fn numbers_that_make_no_sense_are_bounded() {
        let mut script = Script::default();
        for (level, kept) in [(f64::NAN, 0.0), (f64::INFINITY, LEVEL_MAX), (-1.0, 0.0)] {
            script.set(secs(0), level);
            assert_eq!(script.level_at(secs(0)), kept, "{level}");
        }
    }
}
