//! The cluster around the autoscaler: what becomes of requests.

pub mod averaged;
pub mod breaker;
pub mod line;
pub mod stats;
pub mod throttler;
