//! What is refused in the ConfigMaps.

use crate::phrases::{Argument, Phrase};
use crate::settings::Data;
use crate::settings::catalog;
use crate::settings::config::{AutoscalerConfig, Fault, Rejection, keys};
use crate::settings::defaults::Defaults;
use crate::settings::located::{Entries, texts as values};
use crate::settings::rules::fixes;
use crate::settings::rules::refused::{
    DURATION_WITHOUT_UNIT, INITIAL_SCALE_ZERO, MIN_ABOVE_MAX, is_number,
};
use crate::text::{Finding, Rule, Severity::Error};

/// A value of config-autoscaler that is refused.
pub static CONFIG_VALUE: Rule = Rule {
    code: "config-value",
    severity: Error,
};

/// A limit for max-scale without a max-scale.
pub static LIMIT_WITHOUT_MAX: Rule = Rule {
    code: "limit-without-max",
    severity: Error,
};

/// A default target so small that nothing comes of it.
pub static TARGET_TOO_SMALL: Rule = Rule {
    code: "target-too-small",
    severity: Error,
};

/// A value of config-defaults that is refused.
pub static DEFAULTS_VALUE: Rule = Rule {
    code: "defaults-value",
    severity: Error,
};

/// All of them.
pub static ALL: &[&Rule] = &[
    &CONFIG_VALUE,
    &LIMIT_WITHOUT_MAX,
    &TARGET_TOO_SMALL,
    &DEFAULTS_VALUE,
];

/// A refusal, and the data it was met in.
type Refusal = (Rejection, Data);

/// Reads config-autoscaler; what is refused is left out, and the rest is read without it.
pub fn readable(data: &Data) -> (AutoscalerConfig, Vec<Refusal>) {
    let mut data = data.clone();
    let mut refusals = Vec::new();
    loop {
        let rejection = match AutoscalerConfig::parse(&data) {
            Ok(config) => return (config, refusals),
            Err(rejection) => rejection,
        };
        let mut rest = Data::new();
        for (key, value) in &data {
            let is_refused = rejection.keys.contains(&key.as_str());
            // A limit makes the default of max-scale impossible, too: both have to go.
            let is_limit =
                key == keys::MAX_SCALE_LIMIT && rejection.keys.contains(&keys::MAX_SCALE);
            if !is_refused && !is_limit {
                rest.insert(key.clone(), value.clone());
            }
        }
        let is_shorter = rest.len() < data.len();
        refusals.push((rejection, std::mem::replace(&mut data, rest)));
        if !is_shorter {
            return (AutoscalerConfig::default(), refusals);
        }
    }
}

/// Reads config-autoscaler. What is refused becomes findings.
pub fn autoscaler(texts: &[&str], entries: &Entries) -> (AutoscalerConfig, Vec<Finding>) {
    let (config, refusals) = readable(&values(entries));
    let findings = refusals
        .iter()
        .filter_map(|(rejection, data)| explain(texts, entries, data, rejection))
        .collect();
    (config, findings)
}

fn explain(
    texts: &[&str],
    entries: &Entries,
    data: &Data,
    rejection: &Rejection,
) -> Option<Finding> {
    let set = |key: &str| entries.get(key).filter(|_| data.contains_key(key));
    let limit = set(keys::MAX_SCALE_LIMIT);
    if rejection.keys == [keys::MAX_SCALE, keys::MIN_SCALE] {
        let (min, max) = (set(keys::MIN_SCALE)?, set(keys::MAX_SCALE)?);
        return Some(
            MIN_ABOVE_MAX
                .at(min.place)
                .with("min", &min.value)
                .with("max", &max.value),
        );
    }
    if rejection.keys.len() == 2 {
        let blamed = rejection.keys.iter().find_map(|key| set(key))?;
        return Some(TARGET_TOO_SMALL.at(blamed.place));
    }
    let key = *rejection.keys.first()?;
    if key == keys::MAX_SCALE
        && rejection.fault == Fault::Bounds
        && let Some(limit) = limit
    {
        let place = set(key).unwrap_or(limit).place;
        let max = match set(key) {
            Some(max) => Argument::from(max.value.as_str()),
            None => Phrase::new("because", "not-set").into(),
        };
        let fix = set(key).and_then(|max| fixes::set_value(texts, max, &limit.value));
        return Some(
            LIMIT_WITHOUT_MAX
                .at(place)
                .with("limit", &limit.value)
                .saying("max", max)
                .fixed_by(fix),
        );
    }
    let entry = set(key)?;
    let with = |rule: &'static Rule| {
        rule.at(entry.place)
            .with("key", key)
            .with("value", &entry.value)
            .saying("wanted", catalog::config_takes(key))
    };
    let fix = |new: &str| fixes::set_value(texts, entry, new).filter(|_| accepts(data, key, new));
    let is_duration = [
        keys::STABLE_WINDOW,
        keys::SCALE_DOWN_DELAY,
        keys::GRACE_PERIOD,
        keys::POD_RETENTION,
    ]
    .contains(&key);
    if is_duration && is_number(&entry.value) {
        let fix = fix(&format!("{}s", entry.value));
        return Some(with(&DURATION_WITHOUT_UNIT).fixed_by(fix));
    }
    if key == keys::INITIAL_SCALE && rejection.fault == Fault::Bounds && entry.value.trim() == "0" {
        return Some(with(&INITIAL_SCALE_ZERO));
    }
    let word = match entry.value.to_ascii_lowercase().as_str() {
        "yes" | "on" | "y" => Some("true"),
        "no" | "off" | "n" => Some("false"),
        _ => None,
    };
    Some(with(&CONFIG_VALUE).fixed_by(word.and_then(fix)))
}

/// Whether the webhook has nothing to say about a key when it has another value.
pub fn accepts(data: &Data, key: &str, value: &str) -> bool {
    let mut changed = data.clone();
    changed.insert(key.to_owned(), value.to_owned());
    match AutoscalerConfig::parse(&changed) {
        Ok(_) => true,
        Err(rejection) => !rejection.keys.contains(&key),
    }
}

/// Reads config-defaults.
pub fn defaults(entries: &Entries) -> (Defaults, Vec<Finding>) {
    let (defaults, unreadable) = Defaults::parse(&values(entries));
    let findings = unreadable
        .into_iter()
        .filter_map(|key| entries.get(key).map(|entry| (key, entry)))
        .map(|(key, entry)| {
            DEFAULTS_VALUE
                .at(entry.place)
                .with("key", key)
                .with("value", &entry.value)
                .saying("wanted", catalog::defaults_take(key))
        })
        .collect();
    (defaults, findings)
}
