//! Rules about a ConfigMap as a whole: its name, its place, its keys, its example.

use super::MOST_OF_A_SORT;
use super::documents::nearest;
use super::fixes;
use crate::settings::config::keys;
use crate::settings::document::Kind;
use crate::text::{
    self, Document, Entry, Finding, Fix, Node, Rule,
    Severity::{Error, Warning},
};

/// An example block that doesn't match its checksum.
pub static EXAMPLE_EDITED: Rule = Rule {
    code: "example-edited",
    severity: Error,
};

/// Settings in an example block.
pub static EXAMPLE_WITHOUT_EFFECT: Rule = Rule {
    code: "example-without-effect",
    severity: Warning,
};

/// A key that nothing reads.
pub static UNKNOWN_CONFIG_KEY: Rule = Rule {
    code: "unknown-config-key",
    severity: Warning,
};

/// A key that is nearly one.
pub static MISSPELT_CONFIG_KEY: Rule = Rule {
    code: "misspelt-config-key",
    severity: Warning,
};

/// A ConfigMap in another namespace.
pub static CONFIG_MAP_NAMESPACE: Rule = Rule {
    code: "config-map-namespace",
    severity: Warning,
};

/// A ConfigMap with another name.
pub static CONFIG_MAP_NAME: Rule = Rule {
    code: "config-map-name",
    severity: Warning,
};

/// All of them.
pub static ALL: &[&Rule] = &[
    &EXAMPLE_EDITED,
    &EXAMPLE_WITHOUT_EFFECT,
    &UNKNOWN_CONFIG_KEY,
    &MISSPELT_CONFIG_KEY,
    &CONFIG_MAP_NAMESPACE,
    &CONFIG_MAP_NAME,
];

/// The annotation with the checksum of the example block.
const CHECKSUM: &str = "knative.dev/example-checksum";

/// Keys that Knative once read, or that only tools read.
const OLD_KEYS: [&str; 2] = ["_example", "tick-interval"];

/// Looks at a ConfigMap.
pub fn check(document: &Document, findings: &mut Vec<Finding>) {
    let root = &document.root;
    let kind = Kind::of(root);
    let name = root.at(&["metadata", "name"]);
    if kind == Kind::Other {
        let is_ours = root.get("kind").and_then(Node::text) == Some("ConfigMap");
        let data = root.get("data").map_or(&[][..], Node::entries);
        let known = data
            .iter()
            .filter(|entry| keys::ALL.contains(&entry.name()))
            .count();
        if is_ours
            && known >= 2
            && let Some(name) = name
        {
            let place = document.place(name.span);
            let fix = Fix::replace(
                fixes::renaming("config-autoscaler"),
                place,
                "config-autoscaler",
            );
            let finding = CONFIG_MAP_NAME
                .at(place)
                .with("name", name.text().unwrap_or(""));
            findings.push(finding.fixed_by(fix));
        }
        return;
    }
    if kind == Kind::KnativeServing {
        for name in ["autoscaler", "config-autoscaler"] {
            check_keys(document, root.at(&["spec", "config", name]), findings);
        }
    }
    let is_config_map = matches!(
        kind,
        Kind::AutoscalerConfig | Kind::DefaultsConfig | Kind::DomainConfig
    );
    if !is_config_map {
        return;
    }
    if let Some(namespace) = root.at(&["metadata", "namespace"])
        && let Some(text) = namespace.text().filter(|text| *text != "knative-serving")
    {
        let finding = CONFIG_MAP_NAMESPACE.at(document.place(namespace.span));
        let name = name.and_then(Node::text).unwrap_or("");
        findings.push(finding.with("namespace", text).with("name", name));
    }
    let data = root.get("data");
    if let Some(example) = data.and_then(|data| data.get("_example")) {
        check_example(document, example, findings);
    }
    if kind == Kind::AutoscalerConfig {
        check_keys(document, data, findings);
    }
}

/// Looks at the keys that config-autoscaler, or its part of KnativeServing, has.
fn check_keys(document: &Document, data: Option<&Node>, findings: &mut Vec<Finding>) {
    let Some(data) = data else { return };
    let is_unknown =
        |entry: &&Entry| !keys::ALL.contains(&entry.name()) && !OLD_KEYS.contains(&entry.name());
    for entry in data
        .entries()
        .iter()
        .filter(is_unknown)
        .take(MOST_OF_A_SORT)
    {
        let key = entry.name();
        let place = document.place(entry.key.span);
        findings.push(match nearest(key, keys::ALL.into_iter()) {
            Some(meant) => {
                let fix = Fix::replace(fixes::renaming(meant), place, meant);
                let is_free = data.get(meant).is_none();
                MISSPELT_CONFIG_KEY
                    .at(place)
                    .with("key", key)
                    .with("meant", meant)
                    .fixed_by(Some(fix).filter(|_| is_free))
            }
            None => UNKNOWN_CONFIG_KEY.at(place).with("key", key),
        });
    }
}

fn check_example(document: &Document, example: &Node, findings: &mut Vec<Finding>) {
    let (Some(block), place) = (example.text(), document.place(example.span)) else {
        return;
    };
    let annotations = document.root.at(&["metadata", "annotations"]);
    if let Some(expected) = annotations
        .and_then(|all| all.get(CHECKSUM))
        .and_then(Node::text)
    {
        let checksum = checksum(block);
        if checksum != expected {
            let finding = EXAMPLE_EDITED.at(place).with("checksum", checksum);
            findings.push(finding.with("expected", expected));
        }
        return;
    }
    // Without a checksum nobody refuses it, and settings in it are easily taken for real.
    if Kind::of(&document.root) != Kind::AutoscalerConfig {
        return;
    }
    let data = document.root.get("data");
    for inner in text::read(document.text, block).documents {
        for entry in inner.root.entries() {
            let (key, value) = (entry.name(), entry.value.text().unwrap_or(""));
            let is_set = data.is_some_and(|data| data.get(key).is_some());
            if is_set || !keys::ALL.contains(&key) || is_default(key, value) {
                continue;
            }
            let finding = EXAMPLE_WITHOUT_EFFECT.at(place).with("key", key);
            findings.push(finding.with("value", value));
        }
    }
}

/// Whether a value says what holds anyway.
fn is_default(key: &str, value: &str) -> bool {
    use crate::settings::config::AutoscalerConfig;
    let mut data = crate::settings::Data::new();
    data.insert(key.to_owned(), value.to_owned());
    AutoscalerConfig::parse(&data).is_ok_and(|config| config == AutoscalerConfig::default())
}

/// CRC-32 (IEEE) of the block without white space around it, as Knative writes it: 8 hex digits.
fn checksum(block: &str) -> String {
    let mut crc = u32::MAX;
    for byte in block.trim().bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    format!("{:08x}", !crc)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_checksum_is_crc_32() {
        assert_eq!(super::checksum("\n 123456789 \n"), "cbf43926");
    }
}
