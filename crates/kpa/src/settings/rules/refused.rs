//! What the API server or the webhook refuses in a Service.

use crate::go;
use crate::settings::Annotations;
use crate::settings::annotations::{self, Complaint, Fault, keys};
use crate::settings::catalog;
use crate::settings::config::AutoscalerConfig;
use crate::settings::located::Located;
use crate::settings::rules::fixes;
use crate::text::{Finding, Rule, Severity::Error};
use crate::units::number;

/// A string without quotes that YAML takes for something else.
pub static UNQUOTED_VALUE: Rule = Rule {
    code: "unquoted-value",
    severity: Error,
    what: "`{key}: {value}` has no quotes, so it is a {kind}, not a string.",
    effect: "Kubernetes refuses the whole document before Knative sees it: annotations, labels and a ConfigMap's data are strings.",
    mend: "Put the value into double quotes.",
};

/// A value of the wrong type.
pub static WRONG_TYPE: Rule = Rule {
    code: "wrong-type",
    severity: Error,
    what: "`{path}` wants {wanted}; this is {kind}.",
    effect: "Kubernetes refuses the whole document before Knative looks at any other setting.",
    mend: "Write {wanted}.",
};

/// An annotation whose value is refused.
pub static ANNOTATION_VALUE: Rule = Rule {
    code: "annotation-value",
    severity: Error,
    what: "`{key}` is \"{value}\", which isn't permitted.",
    effect: "The webhook refuses the Service.",
    mend: "It takes {wanted}.",
};

/// A duration without its unit.
pub static DURATION_WITHOUT_UNIT: Rule = Rule {
    code: "duration-without-unit",
    severity: Error,
    what: "`{key}` is \"{value}\", a number without a unit.",
    effect: "Knative refuses it: a duration has a unit.",
    mend: "Write {value}s for seconds; it takes {wanted}.",
};

/// A percentage annotation written as a fraction.
pub static PERCENTAGE_AS_FRACTION: Rule = Rule {
    code: "percentage-as-fraction",
    severity: Error,
    what: "`{key}` is \"{value}\", a fraction.",
    effect: "The webhook refuses the Service: only the ConfigMap takes fractions, the annotation takes {wanted}.",
    mend: "Write \"{percentage}\".",
};

/// A minimum above the maximum.
pub static MIN_ABOVE_MAX: Rule = Rule {
    code: "min-above-max",
    severity: Error,
    what: "min-scale is {min}, above max-scale, which is {max}.",
    effect: "Knative refuses it.",
    mend: "Lower min-scale or raise max-scale; \"0\" as max-scale means no bound.",
};

/// A max-scale beyond what the cluster permits.
pub static ABOVE_MAX_SCALE_LIMIT: Rule = Rule {
    code: "above-max-scale-limit",
    severity: Error,
    what: "`{key}` is \"{value}\", but the cluster sets max-scale-limit to {limit}.",
    effect: "The webhook refuses the Service: with a limit, a revision's max-scale lies in 1 to the limit, and 0 (no bound) is not permitted either.",
    mend: "Set it to {limit} or less.",
};

/// An initial scale of 0 where the cluster doesn't permit it.
pub static INITIAL_SCALE_ZERO: Rule = Rule {
    code: "initial-scale-zero",
    severity: Error,
    what: "The initial scale is 0, and the cluster doesn't permit that.",
    effect: "Knative refuses it: a new revision has to show first that it can start.",
    mend: "Set `allow-zero-initial-scale: \"true\"` in config-autoscaler, or an initial scale of at least 1.",
};

/// An autoscaling annotation on the Service itself.
pub static ANNOTATION_ON_SERVICE: Rule = Rule {
    code: "annotation-on-service",
    severity: Error,
    what: "`{key}` stands in the metadata of the {origin} itself.",
    effect: "The webhook refuses it; it is not simply ignored. Scaling belongs to the revision.",
    mend: "Move it to `spec.template.metadata.annotations`.",
};

/// A hard limit outside of what the cluster permits.
pub static CONTAINER_CONCURRENCY: Rule = Rule {
    code: "container-concurrency",
    severity: Error,
    what: "containerConcurrency is {value}, outside of {least} to {most}.",
    effect: "The webhook refuses the Service; the bounds come from config-defaults.",
    mend: "Choose a limit from {least} to {most}.",
};

/// A request time-out outside of what the cluster permits.
pub static TIMEOUT_SECONDS: Rule = Rule {
    code: "timeout-seconds",
    severity: Error,
    what: "The time limit for a request is {value} s, outside of 0 to {most} s.",
    effect: "The webhook refuses the Service; the bound is max-revision-timeout-seconds of config-defaults.",
    mend: "Choose 1 to {most} seconds, or leave it out.",
};

/// A name that can't be one.
pub static NAME: Rule = Rule {
    code: "name",
    severity: Error,
    what: "\"{name}\" can't be the name of a {origin}.",
    effect: "The webhook refuses it: a name becomes part of a host name, so it takes lower-case letters, digits and hyphens, begins with a letter and has at most 63 characters.",
    mend: "Choose such a name.",
};

/// A revision's name that doesn't begin with the Service's.
pub static REVISION_NAME: Rule = Rule {
    code: "revision-name",
    severity: Error,
    what: "The revision is named \"{name}\".",
    effect: "The webhook refuses it: a revision's name begins with the Service's and a hyphen.",
    mend: "Call it {service}-{name}, or leave the name out.",
};

/// A template without containers.
pub static CONTAINERS_MISSING: Rule = Rule {
    code: "containers-missing",
    severity: Error,
    what: "The revision template has no containers.",
    effect: "The webhook refuses the {origin}.",
    mend: "Add `containers:` with an image under `{spec}`.",
};

/// A container without an image.
pub static IMAGE_MISSING: Rule = Rule {
    code: "image-missing",
    severity: Error,
    what: "The container has no image.",
    effect: "The webhook refuses the Service.",
    mend: "Add `image:`.",
};

/// All of them.
pub static ALL: &[&Rule] = &[
    &UNQUOTED_VALUE,
    &WRONG_TYPE,
    &ANNOTATION_VALUE,
    &DURATION_WITHOUT_UNIT,
    &PERCENTAGE_AS_FRACTION,
    &MIN_ABOVE_MAX,
    &ABOVE_MAX_SCALE_LIMIT,
    &INITIAL_SCALE_ZERO,
    &ANNOTATION_ON_SERVICE,
    &CONTAINER_CONCURRENCY,
    &TIMEOUT_SECONDS,
    &NAME,
    &REVISION_NAME,
    &CONTAINERS_MISSING,
    &IMAGE_MISSING,
];

/// The finding for a complaint about a single annotation.
pub fn annotation(
    texts: &[&str],
    config: &AutoscalerConfig,
    all: &Annotations,
    (key, fault): Complaint,
    entry: &Located<String>,
) -> Finding {
    let value = entry.value.as_str();
    let known = catalog::annotation_key(key);
    let finding = |rule: &'static Rule| {
        rule.at(entry.place)
            .with("key", short(key))
            .with("value", value)
            .with("wanted", catalog::annotation_takes(key))
    };
    let fix =
        |new: &str| fixes::set_value(texts, entry, new).filter(|_| accepts(config, all, key, new));

    let is_percentage = known == Some(keys::TARGET_UTILIZATION);
    let fraction = go::parse_float(value)
        .ok()
        .filter(|&f| is_percentage && f > 0.0 && f < 1.0);
    if let Some(fraction) = fraction {
        let percentage = number(fraction * 100.0);
        return finding(&PERCENTAGE_AS_FRACTION)
            .fixed_by(fix(&percentage))
            .with("percentage", percentage);
    }
    if takes_duration(key) && is_number(value) {
        return finding(&DURATION_WITHOUT_UNIT).fixed_by(fix(&format!("{value}s")));
    }
    if known == Some(keys::MAX_SCALE)
        && config.max_scale_limit.0 != 0
        && fault != Fault::InvalidValue
    {
        let limit = config.max_scale_limit.0;
        let is_too_much = go::parse_int32(value).is_ok_and(|max| max > limit || max == 0);
        if is_too_much {
            return finding(&ABOVE_MAX_SCALE_LIMIT)
                .with("limit", limit)
                .fixed_by(fix(&limit.to_string()));
        }
    }
    if known == Some(keys::INITIAL_SCALE) && go::parse_int64(value) == Ok(0) {
        return finding(&INITIAL_SCALE_ZERO);
    }
    finding(&ANNOTATION_VALUE)
}

/// Whether the webhook has nothing to say about a key when it has another value.
pub fn accepts(config: &AutoscalerConfig, all: &Annotations, key: &str, value: &str) -> bool {
    let mut changed = all.clone();
    changed.insert(key.to_owned(), value.to_owned());
    let complaints = annotations::validate(config, &changed);
    !complaints.iter().any(|(about, _)| *about == key)
}

/// The key without the prefix, as people say it.
pub fn short(key: &str) -> &str {
    key.strip_prefix(annotations::PREFIX).unwrap_or(key)
}

fn takes_duration(key: &str) -> bool {
    let known = catalog::annotation_key(key);
    [
        keys::WINDOW,
        keys::POD_RETENTION,
        keys::SCALE_DOWN_DELAY,
        keys::PROGRESS_DEADLINE,
    ]
    .into_iter()
    .any(|duration| known == Some(duration))
}

/// Whether it is digits, perhaps with a fraction: what lacks nothing but a unit.
pub fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text != "."
}
