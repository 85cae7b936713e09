//! Findings that came and went.

use crate::phrases::Words;
use crate::settings::review::Review;
use crate::settings::workload::Workload;
use crate::text::{Finding, Severity};

/// What tells two findings apart wherever they stand: their rule, and what they say.
///
/// A note is known by its rule and its revision: one that tells another number now is the same.
fn says(review: &Review, finding: &Finding) -> (&'static str, String) {
    let says = match finding.severity() {
        Severity::Note => revision(review, finding),
        _ => finding.what(Words::english()),
    };
    (finding.code(), says)
}

/// The name of the revision that a finding is about; none where there is only one.
fn revision(review: &Review, finding: &Finding) -> String {
    let place = finding.place;
    let holds = |workload: &&Workload| {
        let (whole, part) = (workload.place.span.bytes(), place.span.bytes());
        workload.place.text == place.text && whole.contains(&part.start)
    };
    let many = review.workloads.len() > 1;
    let found = review.workloads.iter().filter(|_| many).find(holds);
    found.map(Workload::full_name).unwrap_or_default()
}

/// The findings of one review that aren't in another. One that is there twice and was there once came
/// once.
pub(super) fn without(these: &Review, those: &Review) -> Vec<Finding> {
    let mut known: Vec<_> = those.findings.iter().map(|it| says(those, it)).collect();
    let is_new = |finding: &&Finding| {
        let says = says(these, finding);
        let at = known.iter().position(|it| *it == says);
        at.map(|at| known.swap_remove(at)).is_none()
    };
    these.findings.iter().filter(is_new).cloned().collect()
}
