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
};

/// A value of the wrong type.
pub static WRONG_TYPE: Rule = Rule {
    code: "wrong-type",
    severity: Error,
};

/// An annotation whose value is refused.
pub static ANNOTATION_VALUE: Rule = Rule {
    code: "annotation-value",
    severity: Error,
};

/// A duration without its unit.
pub static DURATION_WITHOUT_UNIT: Rule = Rule {
    code: "duration-without-unit",
    severity: Error,
};

/// A percentage annotation written as a fraction.
pub static PERCENTAGE_AS_FRACTION: Rule = Rule {
    code: "percentage-as-fraction",
    severity: Error,
};

/// A minimum above the maximum.
pub static MIN_ABOVE_MAX: Rule = Rule {
    code: "min-above-max",
    severity: Error,
};

/// A max-scale beyond what the cluster permits.
pub static ABOVE_MAX_SCALE_LIMIT: Rule = Rule {
    code: "above-max-scale-limit",
    severity: Error,
};

/// An initial scale of 0 where the cluster doesn't permit it.
pub static INITIAL_SCALE_ZERO: Rule = Rule {
    code: "initial-scale-zero",
    severity: Error,
};

/// An autoscaling annotation on the Service itself.
pub static ANNOTATION_ON_SERVICE: Rule = Rule {
    code: "annotation-on-service",
    severity: Error,
};

/// A hard limit outside of what the cluster permits.
pub static CONTAINER_CONCURRENCY: Rule = Rule {
    code: "container-concurrency",
    severity: Error,
};

/// A request time-out outside of what the cluster permits.
pub static TIMEOUT_SECONDS: Rule = Rule {
    code: "timeout-seconds",
    severity: Error,
};

/// A name that can't be one.
pub static NAME: Rule = Rule {
    code: "name",
    severity: Error,
};

/// A revision's name that doesn't begin with the Service's.
pub static REVISION_NAME: Rule = Rule {
    code: "revision-name",
    severity: Error,
};

/// A template without containers.
pub static CONTAINERS_MISSING: Rule = Rule {
    code: "containers-missing",
    severity: Error,
};

/// A container without an image.
pub static IMAGE_MISSING: Rule = Rule {
    code: "image-missing",
    severity: Error,
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
            .saying("wanted", catalog::annotation_takes(key))
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
