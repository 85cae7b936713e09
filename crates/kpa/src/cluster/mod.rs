//! The cluster around the autoscaler: what becomes of requests.

pub mod activator;
pub mod averaged;
pub mod breaker;
pub mod cpu;
pub mod dataplane;
pub mod distribution;
pub mod events;
pub mod fleet;
pub mod gateway;
pub mod heap;
pub mod line;
pub mod pattern;
pub mod places;
pub mod plan;
pub mod pod;
pub mod random;
pub mod requests;
pub mod scenario;
pub mod series;
pub mod simulation;
pub mod stamp;
pub mod stats;
pub mod throttler;
pub mod trackers;
pub mod traffic;
pub mod words;
