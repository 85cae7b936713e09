//! What the keys mean, what counts without them, and what is often written.

mod topics;

use std::ops::Range;

use super::annotations::{Key, PREFIX, keys};
use super::catalog;
use super::config::keys::{RPS_TARGET_DEFAULT, TARGET_PERCENTAGE};
use crate::phrases::{Argument, Phrase};
use crate::text::{Outline, Spot};
use topics::TOPICS;

/// Where a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Among the annotations of a revision template, quoted.
    Annotation,
    /// In the data of `config-autoscaler`, quoted.
    Autoscaler,
    /// In the data of `config-defaults`, quoted.
    Defaults,
    /// In the `spec` of a revision template, as a plain number.
    Field,
}

impl Place {
    /// The way to it in a document, for people.
    pub fn name(self, outline: &Outline) -> Argument {
        // Others have their revision in a template.
        let is_bare = matches!(kind(outline), "Revision" | "InferenceService");
        match self {
            Self::Annotation if is_bare => "metadata.annotations".into(),
            Self::Annotation => "spec.template.metadata.annotations".into(),
            Self::Field if is_bare => "spec".into(),
            Self::Autoscaler => Phrase::new("help", "in-autoscaler").into(),
            Self::Defaults => Phrase::new("help", "in-defaults").into(),
            Self::Field => "spec.template.spec".into(),
        }
    }

    /// What is written where a text is being typed, by the kind of the document.
    pub fn at(outline: &Outline) -> Option<Self> {
        let kind = kind(outline);
        let name = outline.value(&["metadata", "name"]).unwrap_or("");
        match (kind, outline.path.as_slice()) {
            ("Service" | "Configuration", ["spec", "template", "metadata", "annotations"])
            | ("Revision" | "InferenceService", ["metadata", "annotations"])
            | (
                "InferenceService",
                [
                    "spec",
                    "predictor" | "transformer" | "explainer",
                    "annotations",
                ],
            ) => Some(Self::Annotation),
            ("Service" | "Configuration", ["spec", "template", "spec"])
            | ("Revision", ["spec"]) => Some(Self::Field),
            ("ConfigMap", ["data"]) if name == "config-autoscaler" => Some(Self::Autoscaler),
            ("ConfigMap", ["data"]) if name == "config-defaults" => Some(Self::Defaults),
            ("KnativeServing", ["spec", "config", "autoscaler" | "config-autoscaler"]) => {
                Some(Self::Autoscaler)
            }
            ("KnativeServing", ["spec", "config", "defaults" | "config-defaults"]) => {
                Some(Self::Defaults)
            }
            _ => None,
        }
    }
}

fn kind<'a>(outline: &'a Outline) -> &'a str {
    outline.value(&["kind"]).unwrap_or("")
}

/// What there is to know about a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Help {
    /// The key in the spelling with hyphens.
    pub key: &'static str,
    /// The setting's row in the ladder.
    pub setting: &'static str,
    /// Where it is written.
    pub place: Place,
    /// Knative's default, as it would be written.
    pub default: &'static str,
    /// Whether a ConfigMap may say something else: it has a key for that, and this isn't it.
    pub is_shared: bool,
    /// Values that are often written.
    pub values: &'static [&'static str],
}

impl Help {
    /// What the setting does.
    pub fn meaning(&self) -> Phrase {
        let name = match self.key {
            RPS_TARGET_DEFAULT => "target-rps",
            TARGET_PERCENTAGE => "utilization-shared",
            _ => self.setting,
        };
        Phrase::new("meaning", name)
    }

    /// What it takes.
    pub fn takes(&self) -> Phrase {
        match self.place {
            Place::Annotation => catalog::annotation_takes(self.key),
            Place::Autoscaler => catalog::config_takes(self.key),
            Place::Defaults => catalog::defaults_take(self.key),
            Place::Field => catalog::field_takes(self.key),
        }
    }

    /// What counts without it.
    pub fn otherwise(&self) -> Argument {
        let is = |key: Key| self.place == Place::Annotation && self.key == key.kebab;
        if is(keys::TARGET) {
            return Phrase::new("help", "default-target").into();
        }
        if is(keys::TARGET_UTILIZATION) {
            return Phrase::new("help", "default-utilization").into();
        }
        if !self.is_shared {
            return self.default.into();
        }
        Phrase::new("help", "or-config-map")
            .with("default", self.default)
            .into()
    }
}

/// Everything that can be written in that place, the most used first.
pub fn all(place: Place) -> impl Iterator<Item = Help> {
    TOPICS.iter().filter_map(move |topic| topic.at(place))
}

/// What there is to know about a key, in either spelling, that is written in that place.
pub fn of(place: Place, key: &str) -> Option<Help> {
    let key = match place {
        Place::Annotation => catalog::annotation_key(key)?.kebab,
        _ => key,
    };
    all(place).find(|help| help.key == key)
}

/// What there is to know about what stands at that byte of a text: a key, wherever it stands, or
/// the key of a value. With the stretch that it is about, in bytes.
pub fn at(text: &str, byte: usize) -> Option<(Range<usize>, Help)> {
    let outline = Outline::at(text, byte);
    let place = Place::at(&outline);
    let find = |key: &str| match place {
        Some(place) => of(place, key),
        None if key.starts_with(PREFIX) => of(Place::Annotation, key),
        None => of(Place::Autoscaler, key).or_else(|| of(Place::Defaults, key)),
    };
    let word = word(text, byte);
    if let Some(help) = text.get(word.clone()).and_then(find) {
        return Some((word, help));
    }
    match outline.spot {
        Spot::Value { key, range } => Some((range, find(key)?)),
        _ => None,
    }
}

/// The stretch of letters such as keys have around a byte.
fn word(text: &str, byte: usize) -> Range<usize> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-./".contains(c);
    let before = text.get(..byte).unwrap_or("");
    let after = text.get(byte..).unwrap_or("");
    before.trim_end_matches(is_part).len()..text.len() - after.trim_start_matches(is_part).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::Words;
    use crate::settings::annotations::keys;
    use crate::settings::config::keys as config;
    use crate::settings::{ladder::Ladder, review};
    use std::collections::BTreeSet;

    #[test]
    fn every_key_is_explained_and_has_its_row() {
        let ladder = Ladder::of(&review(&[]), 0, &BTreeSet::new(), Words::english());
        let check = |place, key: &str| {
            let help = of(place, key).unwrap_or_else(|| panic!("{key} has no help"));
            assert!(ladder.row(help.setting).is_some(), "{key}");
            assert!(
                !help.meaning().say(Words::english()).is_empty()
                    && help.takes() != catalog::takes("text"),
                "{key}"
            );
        };
        for key in keys::ALL {
            check(Place::Annotation, key.kebab);
            check(Place::Annotation, key.camel.unwrap_or(key.kebab));
        }
        for key in config::ALL {
            check(Place::Autoscaler, key);
        }
        check(Place::Field, "containerConcurrency");
        check(Place::Field, "timeoutSeconds");
    }

    #[test]
    fn defaults_are_those_of_the_ladder() {
        let ladder = Ladder::of(&review(&[]), 0, &BTreeSet::new(), Words::english());
        for topic in TOPICS
            .iter()
            .filter(|it| it.shared != Some((Place::Autoscaler, config::RPS_TARGET_DEFAULT)))
        {
            let row = ladder.row(topic.setting).expect("it has a row");
            let default = row.steps.first().map(|step| step.value.as_str());
            assert_eq!(default, Some(topic.default), "{}", topic.setting);
        }
    }

    #[test]
    fn what_counts_without_it_names_a_config_map_only_where_one_has_a_say() {
        let check = |place, key: &str, says: &str| {
            let help = of(place, key).expect("it has help");
            assert_eq!(help.otherwise().say(Words::english()), says, "{key}");
        };
        let annotation = |key: Key, says| check(Place::Annotation, key.kebab, says);
        annotation(keys::WINDOW, "60s, or as the ConfigMap says");
        annotation(keys::METRIC, "concurrency");
        annotation(keys::AGGREGATION, "linear");
        annotation(
            keys::TARGET_UTILIZATION,
            "70, or as the ConfigMap says; with metric rps always 70",
        );
        check(Place::Autoscaler, config::STABLE_WINDOW, "60s");
        check(
            Place::Field,
            "timeoutSeconds",
            "300, or as the ConfigMap says",
        );
    }

    #[test]
    fn where_a_key_stands_is_said_of_the_kind_of_document() {
        for (kind, path) in [
            ("Service", "spec.template.metadata.annotations"),
            ("Revision", "metadata.annotations"),
            ("InferenceService", "metadata.annotations"),
        ] {
            let text = format!("kind: {kind}\nmetadata:\n  annotations:\n    a: b\n");
            let outline = Outline::at(&text, text.len() - 1);
            let name = Place::Annotation.name(&outline);
            assert_eq!(name.say(Words::english()), path, "{kind}");
        }
    }

    #[test]
    fn what_is_proposed_is_accepted() {
        for help in all(Place::Annotation) {
            for value in help.values {
                let key = help.key;
                let service = format!(
                    "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {{name: a}}\nspec:\n  \
                     template:\n    metadata:\n      annotations:\n        {key}: \"{value}\"\n    spec:\n      \
                     containers:\n        - image: b\n"
                );
                let review = review(&[
                    &service,
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config-autoscaler}\ndata: {allow-zero-initial-scale: \"true\"}\n",
                ]);
                assert!(
                    !review.has_errors(),
                    "{key}: {value}: {:?}",
                    review.findings
                );
            }
        }
        for help in all(Place::Autoscaler) {
            for value in help.values {
                let others = match help.key {
                    config::MAX_SCALE_LIMIT => "\n  max-scale: \"5\"",
                    config::INITIAL_SCALE => "\n  allow-zero-initial-scale: \"true\"",
                    _ => "",
                };
                let config = format!(
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: config-autoscaler}}\ndata:\n  {}: \"{value}\"{others}\n",
                    help.key
                );
                let review = review(&[&config]);
                assert!(
                    !review.has_errors(),
                    "{}: {value}: {:?}",
                    help.key,
                    review.findings
                );
            }
        }
    }

    #[test]
    fn keys_are_known_where_they_stand_and_by_their_values() {
        let check = |text: &str, key: Option<&str>| {
            let byte = text.find('¦').expect("a place is marked");
            let found = at(&text.replace('¦', ""), byte);
            assert_eq!(found.map(|(_, help)| help.key), key, "{text}");
        };
        let window = Some("autoscaling.knative.dev/window");
        let probe = "kind: Service\nspec:\n  template:\n    spec:\n      ";
        check("autoscaling.knative.dev/win¦dow: 6s", window);
        check("¦autoscaling.knative.dev/window: 6s", window);
        check("a: {autoscaling.knative.dev/window¦: 6s}", window);
        check("autoscaling.knative.dev/window: \"6¦s\"", window);
        check(
            "autoscaling.knative.dev/minScale¦",
            Some("autoscaling.knative.dev/min-scale"),
        );
        check("# stable-win¦dow: 60s", Some("stable-window"));
        check("window¦: 6s", None);
        check(
            &format!("{probe}timeout¦Seconds: 5"),
            Some("timeoutSeconds"),
        );
        check(
            &format!("{probe}readinessProbe:\n        timeout¦Seconds: 5"),
            None,
        );
    }
}
