//! Rules about how many replicas there may be.

use super::MOST_OF_A_SORT;
use super::context::Context;
use super::documents::nearest;
use super::{fixes, refused};
use crate::go;
use crate::phrases::Phrase;
use crate::settings::annotations::{PREFIX, keys as own};
use crate::settings::catalog::annotation_key;
use crate::settings::config::keys as shared;
use crate::settings::located::texts as values;
use crate::text::{
    Finding, Fix, Rule,
    Severity::{Note, Warning},
};
use crate::units::Replicas;

/// An initial scale above the maximum.
pub static INITIAL_ABOVE_MAX: Rule = Rule {
    code: "initial-above-max",
    severity: Warning,
};

/// A minimum above a maximum that stands elsewhere.
pub static MIN_ABOVE_MAX_ELSEWHERE: Rule = Rule {
    code: "min-above-max-elsewhere",
    severity: Warning,
};

/// An activation scale above a maximum that stands elsewhere.
pub static ACTIVATION_ABOVE_MAX: Rule = Rule {
    code: "activation-above-max",
    severity: Warning,
};

/// What an activation scale is.
pub static ACTIVATION_IS_A_FLOOR: Rule = Rule {
    code: "activation-is-a-floor",
    severity: Note,
};

/// What a minimum holds for.
pub static MIN_SCALE_PER_REVISION: Rule = Rule {
    code: "min-scale-per-revision",
    severity: Note,
};

/// A replica at each deployment in spite of a minimum of 0.
pub static REPLICA_AT_DEPLOYMENT: Rule = Rule {
    code: "replica-at-deployment",
    severity: Note,
};

/// Nothing bounds the replicas.
pub static NO_MAX_SCALE: Rule = Rule {
    code: "no-max-scale",
    severity: Note,
};

/// Both spellings of an annotation.
pub static BOTH_SPELLINGS: Rule = Rule {
    code: "both-spellings",
    severity: Warning,
};

/// An annotation that is nearly one.
pub static MISSPELT_ANNOTATION: Rule = Rule {
    code: "misspelt-annotation",
    severity: Warning,
};

/// A setting for the whole cluster on a revision.
pub static CLUSTER_ONLY: Rule = Rule {
    code: "cluster-only",
    severity: Warning,
};

/// An annotation that nothing reads.
pub static UNKNOWN_ANNOTATION: Rule = Rule {
    code: "unknown-annotation",
    severity: Warning,
};

/// An initial scale that the webhook and the autoscaler read differently.
pub static INITIAL_SCALE_TOO_BIG: Rule = Rule {
    code: "initial-scale-too-big",
    severity: Warning,
};

/// All of them.
pub static ALL: &[&Rule] = &[
    &INITIAL_ABOVE_MAX,
    &MIN_ABOVE_MAX_ELSEWHERE,
    &ACTIVATION_ABOVE_MAX,
    &ACTIVATION_IS_A_FLOOR,
    &MIN_SCALE_PER_REVISION,
    &REPLICA_AT_DEPLOYMENT,
    &NO_MAX_SCALE,
    &BOTH_SPELLINGS,
    &MISSPELT_ANNOTATION,
    &CLUSTER_ONLY,
    &UNKNOWN_ANNOTATION,
    &INITIAL_SCALE_TOO_BIG,
];

/// Looks at a revision of the KPA.
pub fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let revision = &context.effective.revision;
    let (min, max) = (revision.bounds.min, revision.bounds.max);
    let (own_min, own_max) = (context.own(own::MIN_SCALE), context.own(own::MAX_SCALE));
    let is_bounded = max != Replicas::ZERO;

    let initial = revision.decider.initial_scale;
    let initial_entry = context.set(own::INITIAL_SCALE, shared::INITIAL_SCALE);
    if is_bounded
        && initial > max
        && let Some(entry) = initial_entry
    {
        findings.push(
            INITIAL_ABOVE_MAX
                .at(entry.place)
                .with("initial", initial)
                .with("max", max)
                .fixed_by(fixes::set_value(context.texts, entry, &max.to_string())),
        );
    }
    if let Some(entry) = context.own(own::INITIAL_SCALE)
        && go::parse_int32(&entry.value).is_err()
        && go::parse_int64(&entry.value).is_ok_and(|scale| scale > 0)
    {
        findings.push(context.about(&INITIAL_SCALE_TOO_BIG, entry));
    }

    let is_mixed = own_min.is_some() != own_max.is_some();
    if is_bounded
        && min > max
        && is_mixed
        && let Some(entry) = own_min.or(own_max)
    {
        findings.push(
            MIN_ABOVE_MAX_ELSEWHERE
                .at(entry.place)
                .with("min", min)
                .with("max", max),
        );
    }
    let activation = revision.decider.activation_scale;
    if activation > Replicas(1)
        && let Some(entry) = context.own(own::ACTIVATION_SCALE)
    {
        let is_cut = is_bounded && activation > max && own_max.is_none();
        findings.push(match is_cut {
            true => context.about(&ACTIVATION_ABOVE_MAX, entry).with("max", max),
            false => context.about(&ACTIVATION_IS_A_FLOOR, entry),
        });
    }

    match own_min {
        Some(entry) if min > Replicas::ZERO => {
            findings.push(context.about(&MIN_SCALE_PER_REVISION, entry));
        }
        Some(entry) if go::parse_int32(&entry.value) == Ok(0) && initial > Replicas::ZERO => {
            findings.push(
                REPLICA_AT_DEPLOYMENT
                    .at(entry.place)
                    .with("initial", initial),
            );
        }
        _ => {}
    }
    if !is_bounded {
        let rate = revision.decider.max_scale_up_rate;
        findings.push(NO_MAX_SCALE.at(context.name_place()).with("rate", rate));
    }
}

/// What to say about settings of the cluster that people put on a revision.
fn instead(key: &str) -> Phrase {
    let name = match key {
        shared::GRACE_PERIOD => "grace-period",
        shared::ENABLE_SCALE_TO_ZERO => "scale-to-zero",
        shared::MAX_SCALE_UP_RATE => "up-rate",
        shared::MAX_SCALE_DOWN_RATE => "down-rate",
        shared::TARGET_PERCENTAGE => "percentage",
        shared::CONCURRENCY_TARGET_DEFAULT | shared::RPS_TARGET_DEFAULT => "target",
        shared::STABLE_WINDOW => "window",
        shared::CLASS => "class",
        _ => "other",
    };
    Phrase::new("instead", name)
}

/// Looks at the keys of the annotations, whatever the class.
pub fn check_keys(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let annotations = &context.workload.annotations;
    let of_ours = annotations
        .iter()
        .filter_map(|(full, entry)| Some((full, full.strip_prefix(PREFIX)?, entry)));
    for (full, key, entry) in of_ours.take(MOST_OF_A_SORT) {
        if let Some(known) = annotation_key(full) {
            let is_shadowed = known.camel == Some(full) && annotations.contains_key(known.kebab);
            if is_shadowed {
                let text = context.texts.get(entry.place.text).copied().unwrap_or("");
                let fix = Fix::remove_lines(fixes::removing(key), text, entry.whole());
                findings.push(
                    BOTH_SPELLINGS
                        .at(entry.key)
                        .with("other", key)
                        .with("key", refused::short(known.kebab))
                        .fixed_by(fix),
                );
            }
            continue;
        }
        let known = own::ALL
            .iter()
            .filter(|known| known.kebab.starts_with(PREFIX));
        let names = known.map(|known| refused::short(known.kebab));
        let finding = if shared::ALL.contains(&key) {
            CLUSTER_ONLY.at(entry.key).saying("instead", instead(key))
        } else if let Some(meant) = nearest(key, names) {
            let meant_full = format!("{PREFIX}{meant}");
            let all = values(annotations);
            let is_taken =
                annotation_key(&meant_full).is_some_and(|known| known.get(&all).is_some());
            let is_fine =
                refused::accepts(&context.effective.config, &all, &meant_full, &entry.value);
            let fix = Fix::replace(fixes::renaming(meant), entry.key, meant_full);
            MISSPELT_ANNOTATION
                .at(entry.key)
                .with("meant", meant)
                .fixed_by(Some(fix).filter(|_| !is_taken && is_fine))
        } else {
            UNKNOWN_ANNOTATION.at(entry.key)
        };
        findings.push(finding.with("key", key));
    }
}
