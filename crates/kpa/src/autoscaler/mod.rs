//! The autoscaler: from statistics to a recommendation, and from a recommendation to replicas.

pub mod collector;
pub mod control_plane;
pub mod decider;
pub mod delay_window;
pub mod explanation;
pub mod hpa;
pub mod reconciler;
pub mod sampling;
pub mod scaler;
pub mod snapshot;
pub mod window;
