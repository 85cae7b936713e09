//! The rules: what can be said about settings, and when.
//!
//! Every rule has a page in `docs/rules`, whose examples are its tests.

pub mod activator;
pub mod bounds;
pub mod class;
pub mod config;
pub mod config_map;
pub mod context;
pub mod documents;
pub mod fixes;
pub mod kn;
pub mod kserve;
pub mod refused;
pub mod targets;
pub mod windows;
pub mod zero;

use super::config::AutoscalerConfig;
use super::located::Entries;
use crate::text::{self, Finding, Rule};
use context::Context;

/// How many findings of one sort a document gives. A machine made the rest.
pub const MOST_OF_A_SORT: usize = 50;

/// All rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        text::rules::ALL,
        documents::ALL,
        refused::ALL,
        config::ALL,
        config_map::ALL,
        class::ALL,
        targets::ALL,
        bounds::ALL,
        windows::ALL,
        zero::ALL,
        activator::ALL,
        kserve::ALL,
        kn::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// What is accepted in a revision's settings, but worth a word.
pub fn about_revision(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    bounds::check_keys(context, &mut findings);
    if class::check(context, &mut findings) {
        targets::check(context, &mut findings);
        bounds::check(context, &mut findings);
        windows::check(context, &mut findings);
        zero::check(context, &mut findings);
        activator::check(context, &mut findings);
    }
    findings
}

/// What is accepted in config-autoscaler, but worth a word.
pub fn about_cluster(entries: &Entries, config: &AutoscalerConfig) -> Vec<Finding> {
    let mut findings = Vec::new();
    targets::check_cluster(entries, &mut findings);
    windows::check_cluster(entries, config, &mut findings);
    zero::check_cluster(entries, config, &mut findings);
    findings
}
