//! The autoscaler: from statistics to a recommendation, and from a recommendation to replicas.

pub mod collector;
pub mod decider;
pub mod delay_window;
pub mod sampling;
pub mod window;
