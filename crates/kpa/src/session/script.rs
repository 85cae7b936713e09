//! The traffic so far: a script of changes over simulated time.

use serde::{Deserialize, Serialize};

use crate::units::Duration;

/// The most concurrent clients that a script offers.
pub const CLIENTS_MAX: f64 = 100_000.0;

/// From an instant on there are so many clients.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Change {
    at: Duration,
    clients: f64,
}

/// How many concurrent clients there were, over time. Before the first change there are none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Script {
    changes: Vec<Change>,
}

impl Script {
    /// From `at` on there are so many clients, whatever the script said of later times.
    ///
    /// Keeps to 0 … [`CLIENTS_MAX`]; what isn't a number is none.
    pub fn set(&mut self, at: Duration, clients: f64) {
        let clients = if clients.is_nan() {
            0.0
        } else {
            clients.clamp(0.0, CLIENTS_MAX)
        };
        let keep = self.changes.partition_point(|change| change.at < at);
        self.changes.truncate(keep);
        if self.clients_at(at) != clients {
            self.changes.push(Change { at, clients });
        }
    }

    /// How many clients there are at an instant.
    pub fn clients_at(&self, at: Duration) -> f64 {
        let passed = self.changes.partition_point(|change| change.at <= at);
        passed
            .checked_sub(1)
            .map_or(0.0, |last| self.changes[last].clients)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secs(secs: i64) -> Duration {
        Duration::from_secs(secs)
    }

    #[test]
    fn a_change_holds_until_the_next() {
        let mut script = Script::default();
        script.set(secs(5), 50.0);
        script.set(secs(9), 200.0);
        for (at, clients) in [
            (0, 0.0),
            (4, 0.0),
            (5, 50.0),
            (8, 50.0),
            (9, 200.0),
            (99, 200.0),
        ] {
            assert_eq!(script.clients_at(secs(at)), clients, "at {at} s");
        }
    }

    #[test]
    fn changing_the_past_forgets_what_came_after() {
        let mut script = Script::default();
        script.set(secs(5), 50.0);
        script.set(secs(9), 200.0);
        script.set(secs(7), 10.0);
        assert_eq!(script.clients_at(secs(9)), 10.0);
    }

    #[test]
    fn a_change_to_the_same_is_none() {
        let mut script = Script::default();
        script.set(secs(5), 50.0);
        let before = script.clone();
        script.set(secs(7), 50.0);
        assert_eq!(script, before);
    }

    #[test]
    fn numbers_that_make_no_sense_are_bounded() {
        let mut script = Script::default();
        for (clients, kept) in [(f64::NAN, 0.0), (f64::INFINITY, CLIENTS_MAX), (-1.0, 0.0)] {
            script.set(secs(0), clients);
            assert_eq!(script.clients_at(secs(0)), kept, "{clients}");
        }
    }
}
