//! Findings that came and went.

use crate::phrases::Words;
use crate::text::Finding;

/// What tells two findings apart wherever they stand: their rule, and what they say.
fn says(finding: &Finding) -> (&'static str, String) {
    (finding.code(), finding.what(Words::english()))
}

/// The findings of `these` that aren't among `those`. One that is there twice and was there once came
/// once.
pub(super) fn without(these: &[Finding], those: &[Finding]) -> Vec<Finding> {
    let mut known: Vec<_> = those.iter().map(says).collect();
    let is_new = |finding: &&Finding| {
        let says = says(finding);
        let at = known.iter().position(|it| *it == says);
        at.map(|at| known.swap_remove(at)).is_none()
    };
    these.iter().filter(is_new).cloned().collect()
}
