//! `kn service create|update|apply`: the command line as the settings that it makes.

mod words;

use super::annotations::{PREFIX, keys};
use super::catalog;
use super::located::Located;
use super::rules::kn as rules;
use super::workload::{Origin, Workload};
use crate::go;
use crate::phrases::Phrase;
use crate::text::{Finding, Fix, Place, Span};
use words::{Word, commands};

/// Whether a text is a command line rather than YAML: its first word that is no prompt is `kn`.
pub fn is_command(text: &str) -> bool {
    let mut words = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = words.next().unwrap_or("");
    let first = first.trim_start_matches(['$', '>', '%']).trim_start();
    first == "kn" || first.starts_with("kn ") || first.starts_with("kn\t")
}

/// What a text of commands says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Commands {
    /// One for each `kn service create`, `update` or `apply`.
    pub workloads: Vec<Workload>,
    /// What is wrong with them as command lines.
    pub findings: Vec<Finding>,
}

/// Reads the text of that number.
pub fn read(number: usize, text: &str) -> Commands {
    let mut read = Commands::default();
    for words in commands(text) {
        let words: Vec<Word> = words
            .into_iter()
            .skip_while(|word| matches!(word.text().as_str(), "$" | ">" | "%"))
            .collect();
        let mut command = Command::new(number, &words);
        if command.run(&words) {
            read.workloads.push(command.workload);
            read.findings.extend(command.findings);
        }
    }
    read
}

/// What a flag sets.
#[derive(Clone, Copy)]
enum Sets {
    /// An annotation of the revision, as text.
    Text(&'static str),
    /// An annotation of the revision; kn takes only whole numbers.
    Whole(&'static str),
    /// Both scale bounds at once.
    Scale,
    /// The hard limit.
    Limit,
    /// Any annotation of the revision.
    Annotation,
    /// Any annotation of the Service itself.
    ServiceAnnotation,
    /// The namespace.
    Namespace,
}

use Sets::{Annotation, Limit, Namespace, Scale, ServiceAnnotation, Text, Whole};

/// The flags that matter here.
const FLAGS: &[(&str, Sets)] = &[
    ("--scale", Scale),
    ("--scale-min", Whole(keys::MIN_SCALE.kebab)),
    ("--scale-max", Whole(keys::MAX_SCALE.kebab)),
    ("--scale-init", Whole(keys::INITIAL_SCALE.kebab)),
    ("--scale-activation", Whole(keys::ACTIVATION_SCALE.kebab)),
    ("--scale-metric", Text(keys::METRIC.kebab)),
    ("--scale-target", Whole(keys::TARGET.kebab)),
    ("--scale-utilization", Whole(keys::TARGET_UTILIZATION.kebab)),
    ("--scale-window", Text(keys::WINDOW.kebab)),
    ("--concurrency-limit", Limit),
    ("--annotation", Annotation),
    ("-a", Annotation),
    ("--annotation-revision", Annotation),
    ("--annotation-service", ServiceAnnotation),
    ("--namespace", Namespace),
    ("-n", Namespace),
];

/// Flags of older versions, and what they are called now.
const OLD_FLAGS: &[(&str, &str)] = &[
    ("--concurrency-target", "--scale-target"),
    ("--concurrency-utilization", "--scale-utilization"),
    ("--autoscale-window", "--scale-window"),
    ("--min-scale", "--scale-min"),
    ("--max-scale", "--scale-max"),
];

/// Flags without a value.
const SWITCHES: &[&str] = &[
    "--async",
    "--cluster-local",
    "--force",
    "--help",
    "-h",
    "--lock-to-digest",
    "--log-http",
    "--no-cluster-local",
    "--no-lock-to-digest",
    "--no-wait",
    "--wait",
];

/// The flag for an annotation of that value, if kn has one that takes it.
pub(super) fn flag_for(key: &str, value: &str) -> Option<&'static str> {
    let is_whole = value.parse::<i32>().is_ok_and(|it| it >= 0);
    let sets = |sets: &Sets| match sets {
        Text(known) => *known == key,
        Whole(known) => *known == key && is_whole,
        _ => false,
    };
    FLAGS.iter().find(|(_, it)| sets(it)).map(|(flag, _)| *flag)
}

struct Command {
    number: usize,
    workload: Workload,
    findings: Vec<Finding>,
}

impl Command {
    fn new(number: usize, words: &[Word]) -> Self {
        let start = words.first().map_or(Span::default(), Word::span);
        let end = words.last().map_or(start, Word::span);
        let place = Place {
            text: number,
            span: start.to(end),
        };
        Self {
            number,
            workload: Workload::new(Origin::Command, place),
            findings: Vec::new(),
        }
    }

    fn place(&self, word: &Word) -> Place {
        Place {
            text: self.number,
            span: word.span(),
        }
    }

    /// Reads the words; `false` if they are no command that makes a revision.
    fn run(&mut self, words: &[Word]) -> bool {
        let texts: Vec<String> = words.iter().take(3).map(Word::text).collect();
        let names: Vec<&str> = texts.iter().map(String::as_str).collect();
        let [_, service, verb] = names[..] else {
            return false;
        };
        let makes_revision = names.first() == Some(&"kn")
            && matches!(service, "service" | "ksvc" | "services")
            && matches!(verb, "create" | "update" | "apply");
        if !makes_revision {
            return false;
        }
        let mut rest = words.get(3..).unwrap_or_default().iter();
        while let Some(word) = rest.next() {
            let text = word.text();
            if !text.starts_with('-') {
                if self.workload.name.is_none() {
                    let place = self.place(word);
                    self.workload.name = Some(Located {
                        value: text,
                        key: place,
                        place,
                    });
                }
                continue;
            }
            let (flag, value) = match word.split('=') {
                Some((flag, value)) => (flag, Some(value)),
                None => (word.clone(), None),
            };
            let name = flag.text();
            if SWITCHES.contains(&name.as_str()) {
                continue;
            }
            let Some(value) = value.or_else(|| rest.next().cloned()) else {
                continue;
            };
            self.flag(&flag, &value);
        }
        true
    }

    fn flag(&mut self, flag: &Word, value: &Word) {
        let written = flag.text();
        let place = self.place(flag);
        let mut name = written.as_str();
        if let Some((_, new)) = OLD_FLAGS.iter().find(|(old, _)| *old == name) {
            let fix = Fix::replace(writing(new), place, *new);
            let finding = rules::KN_OLD_FLAG
                .at(place)
                .with("flag", name)
                .with("new", new);
            self.findings.push(finding.fixed_by(fix));
            name = new;
        }
        let Some((_, sets)) = FLAGS.iter().find(|(known, _)| *known == name) else {
            let scaling = FLAGS
                .iter()
                .map(|(known, _)| *known)
                .filter(|known| known.len() > 6);
            if let Some(meant) = super::rules::documents::nearest(name, scaling) {
                let fix = Fix::replace(writing(meant), place, meant);
                let finding = rules::KN_UNKNOWN_FLAG
                    .at(place)
                    .with("flag", name)
                    .with("meant", meant);
                self.findings.push(finding.fixed_by(fix));
            }
            return;
        };
        match sets {
            Text(key) => self.annotate(key, flag, value),
            Whole(key) => {
                if self.whole(name, value).is_some() {
                    self.annotate(key, flag, value);
                }
            }
            Scale => self.scale(name, flag, value),
            Limit => {
                self.workload.container_concurrency =
                    self.whole(name, value).map(|limit| Located {
                        value: limit,
                        key: place,
                        place: self.place(value),
                    });
            }
            Annotation => {
                if let Some((key, value)) = value.split('=') {
                    self.annotate(&key.text(), &key, &value);
                }
            }
            ServiceAnnotation => {
                let key = value.split('=').map(|(key, _)| key).unwrap_or_default();
                if key.text().starts_with(PREFIX.trim_end_matches('/')) {
                    let fix = Fix::replace(
                        writing("--annotation-revision"),
                        place,
                        "--annotation-revision",
                    );
                    let finding = super::rules::refused::ANNOTATION_ON_SERVICE
                        .at(self.place(&key))
                        .with("key", key.text())
                        .with("origin", "Service");
                    self.findings.push(finding.fixed_by(fix));
                }
            }
            Namespace => {
                let located = Located {
                    value: value.text(),
                    key: place,
                    place: self.place(value),
                };
                self.workload.namespace = Some(located);
            }
        }
    }

    /// A whole number, or a finding.
    fn whole(&mut self, flag: &str, value: &Word) -> Option<i64> {
        let number = go::parse_int64(&value.text()).ok();
        if number.is_none() {
            let finding = rules::KN_VALUE
                .at(self.place(value))
                .with("flag", flag)
                .with("value", value.text());
            self.findings
                .push(finding.saying("wanted", catalog::takes("whole")));
        }
        number
    }

    /// `5`, `1..5`, `1..` or `..5`.
    fn scale(&mut self, name: &str, flag: &Word, value: &Word) {
        let (min, max) = value
            .split_range()
            .unwrap_or((value.clone(), value.clone()));
        for (key, bound) in [(keys::MIN_SCALE.kebab, min), (keys::MAX_SCALE.kebab, max)] {
            let text = bound.text();
            if text.is_empty() && !value.text().is_empty() {
                continue;
            }
            if go::parse_int64(&text).is_ok() {
                self.annotate(key, flag, &bound);
                continue;
            }
            let finding = rules::KN_VALUE.at(self.place(value)).with("flag", name);
            let finding = finding.with("value", value.text());
            self.findings
                .push(finding.saying("wanted", catalog::takes("whole-or-range")));
            return;
        }
    }

    fn annotate(&mut self, key: &str, written: &Word, value: &Word) {
        let located = Located {
            value: value.text(),
            key: self.place(written),
            place: self.place(value),
        };
        self.workload.annotations.insert(key.to_owned(), located);
    }
}

/// What a fix does that puts another flag in the place of one.
fn writing(flag: &str) -> Phrase {
    Phrase::new("fix", "write").with("flag", flag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_become_annotations() {
        let text = "$ kn service create hello --image x --force \\\n  --scale 1..5 --scale-window=40s \\\n  \
                    -a 'autoscaling.knative.dev/metric=rps' --concurrency-limit 20 -n team";
        assert!(is_command(text));
        let commands = read(0, text);
        assert_eq!(commands.findings, []);
        let [workload] = &commands.workloads[..] else {
            panic!("{commands:?}")
        };
        let annotations: Vec<(&str, &str)> = workload
            .annotations
            .iter()
            .map(|(key, it)| (key.strip_prefix(PREFIX).unwrap(), it.value.as_str()))
            .collect();
        assert_eq!(
            annotations,
            [
                ("max-scale", "5"),
                ("metric", "rps"),
                ("min-scale", "1"),
                ("window", "40s")
            ]
        );
        assert_eq!(workload.display_name(), "hello");
        assert_eq!(
            workload.container_concurrency.as_ref().map(|it| it.value),
            Some(20)
        );
        let max = &workload.annotations["autoscaling.knative.dev/max-scale"];
        assert_eq!(
            (max.place.span.of(text), max.place.span.start.line),
            ("5", 2)
        );
    }

    #[test]
    fn what_kn_refuses_is_said() {
        for (flags, want) in [
            ("--scale-min x", &["kn-value"][..]),
            ("--scale 1...", &["kn-value"]),
            ("--scale ..5", &[]),
            ("--concurrency-target 5", &["kn-old-flag"]),
            ("--scale-utilisation 5", &["kn-unknown-flag"]),
            (
                "--annotation-service autoscaling.knative.dev/x=1",
                &["annotation-on-service"],
            ),
            ("--env A=B --scale-min", &[]),
        ] {
            let commands = read(0, &format!("kn service update hello {flags}"));
            let codes: Vec<&str> = commands.findings.iter().map(Finding::code).collect();
            assert_eq!(codes, want, "{flags}");
        }
    }
}
