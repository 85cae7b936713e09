//! Rules about who scales at all.

use super::context::Context;
use super::{fixes, refused};
use crate::settings::annotations::{Key, keys as own};
use crate::settings::config::keys as shared;
use crate::settings::{HPA_CLASS, KPA_CLASS};
use crate::text::{Finding, Fix, Rule, Severity::Warning};

/// A class that nobody feels responsible for.
pub static NOBODY_RESPONSIBLE: Rule = Rule {
    code: "nobody-responsible",
    severity: Warning,
};

/// Scale to zero expected of the HPA.
pub static HPA_NEVER_ZERO: Rule = Rule {
    code: "hpa-never-zero",
    severity: Warning,
};

/// A setting that the HPA doesn't know.
pub static HPA_IGNORES: Rule = Rule {
    code: "hpa-ignores",
    severity: Warning,
};

/// All of them.
pub static ALL: &[&Rule] = &[&NOBODY_RESPONSIBLE, &HPA_NEVER_ZERO, &HPA_IGNORES];

/// What only the KPA reads.
const KPA_ONLY: [Key; 6] = [
    own::ACTIVATION_SCALE,
    own::PANIC_WINDOW,
    own::PANIC_THRESHOLD,
    own::SCALE_DOWN_DELAY,
    own::POD_RETENTION,
    own::AGGREGATION,
];

/// Looks at a revision; says whether the KPA is responsible for it.
pub fn check(context: &Context<'_>, findings: &mut Vec<Finding>) -> bool {
    let set = context.set(own::CLASS, shared::CLASS);
    let class = match context.own(own::CLASS) {
        Some(entry) => entry.value.as_str(),
        None => context.effective.config.class.as_str(),
    };
    match class {
        KPA_CLASS => return true,
        HPA_CLASS => {}
        // Knative's own, but misspelt, is an error already.
        other if other.ends_with(".knative.dev") && context.own(own::CLASS).is_some() => {
            return false;
        }
        _ => {
            findings.extend(set.map(|entry| context.about(&NOBODY_RESPONSIBLE, entry)));
            return false;
        }
    }
    if let Some(entry) = context.own(own::MIN_SCALE)
        && entry.value == "0"
    {
        findings.push(HPA_NEVER_ZERO.at(entry.place));
    }
    for key in KPA_ONLY {
        if let Some(entry) = context.own(key) {
            let key = refused::short(key.kebab);
            let text = context.texts.get(entry.place.text).copied().unwrap_or("");
            let fix = Fix::remove_lines(fixes::removing(key), text, entry.whole());
            findings.push(HPA_IGNORES.at(entry.key).with("key", key).fixed_by(fix));
        }
    }
    false
}
