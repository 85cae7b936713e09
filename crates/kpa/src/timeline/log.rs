//! What happened when, in words: one entry per change.

use std::fmt;

use crate::units::Duration;

/// A change, and when it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When, since the revision was created.
    pub at: Duration,
    /// What.
    pub what: Change,
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Panic mode began.
    Panic {
        /// The load in the panic window.
        load: f64,
        /// What is counted: "in flight" or "requests per second".
        unit: &'static str,
        /// The ready replicas that it is compared with.
        ready: i32,
        /// How many times a replica's target each of them has to bear.
        times_target: f64,
    },
    /// Panic mode ended.
    Calm,
    /// The deployment was told another number of replicas.
    Scaled {
        /// The number before.
        from: i32,
        /// The number now.
        to: i32,
    },
    /// The number of ready replicas changed.
    Ready {
        /// The number before.
        from: usize,
        /// The number now.
        to: usize,
    },
    /// Requests go another way.
    Path {
        /// Straight to the replicas.
        direct: bool,
    },
    /// Requests began to be turned away or to run out of time.
    Failing,
    /// For a whole second no request failed any more.
    Recovered,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} s: {}", self.at.as_secs_f64(), self.what)
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let replicas = |n: i64| if n == 1 { "replica" } else { "replicas" };
        match self {
            Self::Panic {
                load,
                unit,
                ready,
                times_target,
            } => {
                let noun = replicas(i64::from(*ready));
                let load = (load * 10.0).round() / 10.0;
                write!(f, "panic, {load} {unit} over {ready} ready {noun} ")?;
                write!(
                    f,
                    "is {times_target:.1} × {} target",
                    if *ready == 1 { "its" } else { "their" }
                )
            }
            Self::Calm => f.write_str("panic is over"),
            Self::Scaled { from, to } => {
                write!(f, "scaled from {from} to {to} {}", replicas(i64::from(*to)))
            }
            Self::Ready { from, to } => {
                write!(f, "{to} {} ready, after {from}", replicas(*to as i64))
            }
            Self::Path { direct: true } => {
                f.write_str("the activator leaves the path, requests go straight to the replicas")
            }
            Self::Path { direct: false } => f.write_str("requests go through the activator"),
            Self::Failing => f.write_str("requests fail: turned away or out of time"),
            Self::Recovered => f.write_str("no request fails any more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_read_as_sentences() {
        let panic = Change::Panic {
            load: 50.0,
            unit: "in flight",
            ready: 1,
            times_target: 50.0 / 7.0,
        };
        for (what, text) in [
            (
                panic,
                "12.0 s: panic, 50 in flight over 1 ready replica is 7.1 × its target",
            ),
            (
                Change::Scaled { from: 1, to: 8 },
                "12.0 s: scaled from 1 to 8 replicas",
            ),
            (
                Change::Ready { from: 0, to: 1 },
                "12.0 s: 1 replica ready, after 0",
            ),
        ] {
            let at = Duration::from_secs(12);
            assert_eq!(Entry { at, what }.to_string(), text);
        }
    }
}
