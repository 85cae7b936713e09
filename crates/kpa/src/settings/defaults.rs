//! The ConfigMap `config-defaults`, as far as scaling and time-outs go.

use serde::{Deserialize, Serialize};

use super::Data;
use crate::go;

/// What a revision gets where it doesn't say, and what it may say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defaults {
    /// The hard limit of requests at a time; 0 is none.
    pub container_concurrency: i64,
    /// The highest hard limit that a revision may set.
    pub container_concurrency_max_limit: i64,
    /// Whether a revision may go without a hard limit.
    pub allow_container_concurrency_zero: bool,
    /// The time limit for a request, in seconds.
    pub revision_timeout_seconds: i64,
    /// The longest time limit that a revision may set, in seconds.
    pub max_revision_timeout_seconds: i64,
    /// The time limit until a response begins, in seconds, where it differs from the one above.
    pub response_start_timeout_seconds: Option<i64>,
}

impl Default for Defaults {
    fn default() -> Self {
        Self {
            container_concurrency: 0,
            container_concurrency_max_limit: 1000,
            allow_container_concurrency_zero: true,
            revision_timeout_seconds: 300,
            max_revision_timeout_seconds: 600,
            response_start_timeout_seconds: None,
        }
    }
}

/// The keys of the ConfigMap that matter here.
pub mod keys {
    #![allow(missing_docs, reason = "each constant is the key that its name spells")]
    pub const CONTAINER_CONCURRENCY: &str = "container-concurrency";
    pub const MAX_LIMIT: &str = "container-concurrency-max-limit";
    pub const ALLOW_ZERO: &str = "allow-container-concurrency-zero";
    pub const TIMEOUT: &str = "revision-timeout-seconds";
    pub const MAX_TIMEOUT: &str = "max-revision-timeout-seconds";
    pub const RESPONSE_START: &str = "revision-response-start-timeout-seconds";
}

impl Defaults {
    /// Reads the ConfigMap's `data`. The keys that can't be read come second; they keep their
    /// defaults.
    pub fn parse(data: &Data) -> (Self, Vec<&'static str>) {
        let mut defaults = Self::default();
        let mut unreadable = Vec::new();
        let mut number = |key: &'static str, field: &mut i64| match data
            .get(key)
            .map(|text| go::parse_int64(text))
        {
            None => {}
            Some(Ok(value)) => *field = value,
            Some(Err(_)) => unreadable.push(key),
        };
        number(
            keys::CONTAINER_CONCURRENCY,
            &mut defaults.container_concurrency,
        );
        number(
            keys::MAX_LIMIT,
            &mut defaults.container_concurrency_max_limit,
        );
        number(keys::TIMEOUT, &mut defaults.revision_timeout_seconds);
        number(
            keys::MAX_TIMEOUT,
            &mut defaults.max_revision_timeout_seconds,
        );
        let mut response_start = i64::MIN;
        number(keys::RESPONSE_START, &mut response_start);
        defaults.response_start_timeout_seconds =
            Some(response_start).filter(|&seconds| seconds != i64::MIN);
        if let Some(text) = data.get(keys::ALLOW_ZERO) {
            match go::parse_bool(text) {
                Some(allowed) => defaults.allow_container_concurrency_zero = allowed,
                None => unreadable.push(keys::ALLOW_ZERO),
            }
        }
        (defaults, unreadable)
    }

    /// The time limit for a request of a revision that asks for `seconds`: absent and 0 are the
    /// same.
    pub fn timeout(&self, seconds: Option<i64>) -> i64 {
        seconds
            .filter(|&seconds| seconds != 0)
            .unwrap_or(self.revision_timeout_seconds)
    }

    /// The time limit until the response begins: set only for revisions whose time limit is longer
    /// than it.
    pub fn response_start(&self, seconds: Option<i64>, timeout: i64) -> Option<i64> {
        let default = self
            .response_start_timeout_seconds
            .unwrap_or(self.revision_timeout_seconds);
        seconds.or_else(|| (timeout > default).then_some(default))
    }
}
