//! The rules: what can be said about settings, and when.
//!
//! Every rule has a page in `docs/rules`, whose examples are its tests.

pub mod config;
pub mod documents;
pub mod fixes;
pub mod refused;

use crate::text::{self, Rule};

/// All rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [text::rules::ALL, documents::ALL, refused::ALL, config::ALL]
        .into_iter()
        .flatten()
        .copied()
}
