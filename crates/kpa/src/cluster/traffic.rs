//! When requests arrive.

use std::collections::VecDeque;

use rand_xoshiro::Xoshiro256PlusPlus;
use serde::{Deserialize, Serialize};

use super::pattern::Pattern;
use super::random;
use crate::units::{Duration, Time};

/// What is offered, and to what rule requests arrive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Traffic {
    /// Who sends.
    pub source: Source,
    /// How much, over time: requests per second for an open loop, clients for a closed one.
    pub pattern: Pattern,
}

/// Who sends requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Many independent users: requests come at random moments, however slow the answers are.
    Poisson,
    /// Requests come in even intervals, however slow the answers are.
    Even,
    /// Clients that each send the next request when the last one is answered, as `hey -c` does.
    Clients {
        /// What a client needs between an answer and its next request; at least
        /// [`PAUSE_MIN`].
        pause: Duration,
    },
}

impl Source {
    /// What levels count, in reports.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Clients { .. } => "clients",
            Self::Poisson | Self::Even => "requests/s",
        }
    }
}

/// The shortest pause of a client: a round trip on a fast network. With none at all, a client that is
/// turned away at once would ask again without time passing.
pub const PAUSE_MIN: Duration = Duration::from_millis(1);

/// How long the level counts as constant.
const GRAIN: Duration = Duration::from_millis(100);

/// The most clients, and the most requests per second, that are simulated.
pub const LEVEL_MAX: f64 = 1e7;

/// The arrivals of one run.
#[derive(Clone, Debug)]
pub struct Arrivals {
    traffic: Traffic,
    start: Time,
    random: Xoshiro256PlusPlus,
    /// The end of the time for which the level is known.
    grain_end: Time,
    level: f64,
    /// When something happens next, and whether that is an arrival or the end of the grain.
    due: Time,
    arrives: bool,
    /// Open loop: what is missing until the next arrival, in requests.
    missing: f64,
    /// Open loop: how long one request is at this level, in nanoseconds.
    pace: f64,
    /// Closed loop: the clients there are.
    clients: u64,
    /// Closed loop: when clients send their next request, in order.
    ready: VecDeque<Time>,
}

impl Arrivals {
    /// The arrivals from `start` on.
    pub fn new(traffic: Traffic, start: Time, random: Xoshiro256PlusPlus) -> Self {
        let mut arrivals = Self {
            traffic,
            start,
            random,
            grain_end: start,
            level: 0.0,
            due: start,
            arrives: false,
            missing: 0.0,
            pace: f64::INFINITY,
            clients: 0,
            ready: VecDeque::new(),
        };
        arrivals.missing = arrivals.gap();
        arrivals.begin_grain();
        arrivals
    }

    /// Offers something else from the next tenth of a second on. Clients of a closed loop finish what
    /// they do.
    pub fn change(&mut self, pattern: Pattern) {
        self.traffic.pattern = pattern;
    }

    /// How much is offered: requests per second, or clients.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// When [`Self::take`] is to be called next: there is an arrival then, or the level changes.
    pub fn next_time(&self) -> Time {
        self.due
    }

    /// Moves on to [`Self::next_time`]; whether a request arrives then.
    pub fn take(&mut self) -> bool {
        if !self.arrives {
            self.begin_grain();
            return false;
        }
        if let Source::Clients { .. } = self.traffic.source {
            self.ready.pop_front();
            self.plan_client();
        } else {
            self.missing = self.gap();
            self.plan(self.due);
        }
        true
    }

    /// A client has its answer, whatever it is. It sends its next request after a pause, unless
    /// there are to be fewer clients.
    pub fn answered(&mut self, now: Time) {
        if let Source::Clients { pause } = self.traffic.source {
            if self.clients as f64 > self.level {
                self.clients -= 1;
            } else {
                self.ready.push_back(now + pause.max(PAUSE_MIN));
                self.plan_client();
            }
        }
    }

    /// Learns the level of the next grain.
    fn begin_grain(&mut self) {
        let begin = self.grain_end;
        self.grain_end += GRAIN;
        // In its middle, so that a rise or fall is met on average.
        let middle = begin + Duration::from_nanos(GRAIN.as_nanos() / 2);
        self.level = self
            .traffic
            .pattern
            .level(middle.since(self.start))
            .min(LEVEL_MAX);
        match self.traffic.source {
            Source::Clients { .. } => {
                self.level = self.level.round();
                while (self.clients as f64) < self.level {
                    self.clients += 1;
                    // In front of those that pause: it comes now.
                    self.ready.push_front(begin);
                }
                self.plan_client();
            }
            _ => {
                self.pace = 1e9 / self.level;
                self.plan(begin);
            }
        }
    }

    /// Finds the next arrival of a closed loop if it lies in this grain.
    fn plan_client(&mut self) {
        let next = self.ready.front().copied();
        self.arrives = next.is_some_and(|next| next <= self.grain_end);
        self.due = next.map_or(self.grain_end, |next| next.min(self.grain_end));
    }

    /// Finds the next arrival of an open loop after `now` if it lies in this grain.
    fn plan(&mut self, now: Time) {
        let after = self.missing * self.pace;
        let rest = self.grain_end.since(now);
        self.arrives = after < rest.as_nanos() as f64;
        if self.arrives {
            self.due = now + Duration::from_nanos(after as i64);
        } else {
            self.due = self.grain_end;
            self.missing -= self.level * rest.as_secs_f64();
        }
    }

    /// From one arrival to the next, in requests: one on average.
    fn gap(&mut self) -> f64 {
        match self.traffic.source {
            Source::Poisson => random::exponential(&mut self.random),
            _ => 1.0,
        }
    }
}
