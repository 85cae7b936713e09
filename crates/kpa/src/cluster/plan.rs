//! A plan for a run, put together from named texts: the flags of a command, or a document.

use super::pattern::Pattern;
use super::scenario::{Cpu, Scenario};
use super::traffic::{Source, Traffic};
use super::words::{self, DISTRIBUTIONS, PATTERNS};
use crate::go;
use crate::text::Document;
use crate::units::Duration;

/// A scenario, and for how long it is to run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// What happens.
    pub scenario: Scenario,
    /// For how long, unless the traffic says.
    pub duration: Option<Duration>,
}

/// The kind of a document that holds a plan.
pub const KIND: &str = "Scenario";

/// The duration of a run that nobody said anything about.
pub const DURATION_DEFAULT: Duration = Duration::from_secs(600);

/// What can be set: the names, and what each means.
pub const NAMES: [(&str, &str); 12] = [
    ("rps", "requests per second of an open loop"),
    (
        "clients",
        "concurrent clients, each sending its next request when the last is answered",
    ),
    (
        "arrivals",
        "poisson or even: how the requests of an open loop come",
    ),
    ("service-time", "how long a request takes"),
    ("start-time", "how long a pod takes to be ready"),
    ("cores", "cores of a pod that its requests share"),
    ("cpu-share", "share of a request's time spent computing"),
    ("activators", "activators in the cluster"),
    ("patience", "how long clients wait before they give up"),
    ("propagation", "how long changed endpoints take to be known"),
    ("duration", "how long to simulate"),
    ("seed", "where the randomness begins"),
];

impl Plan {
    /// Sets what [`NAMES`] lists.
    ///
    /// # Errors
    /// A sentence, if there is no such name or the text can't be read; then nothing is changed.
    pub fn set(&mut self, name: &str, text: &str) -> Result<(), String> {
        let scenario = &mut self.scenario;
        let duration = || {
            let read = go::parse_duration(text).filter(|it| *it >= Duration::ZERO);
            read.ok_or_else(|| format!("{name}: {text:?} is no duration, such as 500ms or 2m"))
        };
        let distribution = || {
            let read = words::distribution(text);
            read.ok_or_else(|| format!("{name}: {text:?} can't be read; write {DISTRIBUTIONS}"))
        };
        let pattern = || {
            let read = words::pattern(text);
            read.ok_or_else(|| format!("{name}: {text:?} can't be read; write {PATTERNS}"))
        };
        let number = |from: f64, to: f64| {
            let read = go::parse_float(text)
                .ok()
                .filter(|it| (from..=to).contains(it));
            read.ok_or_else(|| format!("{name}: {text:?} is no number from {from} to {to}"))
        };
        match name {
            "rps" => {
                let source = match scenario.traffic.source {
                    Source::Clients { .. } => Source::Poisson,
                    open => open,
                };
                scenario.traffic = Traffic {
                    source,
                    pattern: pattern()?,
                };
            }
            "clients" => {
                let source = Source::Clients {
                    pause: Duration::ZERO,
                };
                scenario.traffic = Traffic {
                    source,
                    pattern: pattern()?,
                };
            }
            "arrivals" => {
                scenario.traffic.source = match text {
                    "poisson" => Source::Poisson,
                    "even" => Source::Even,
                    _ => return Err(format!("arrivals: {text:?} is neither poisson nor even")),
                };
            }
            "service-time" => scenario.service = distribution()?,
            "start-time" => scenario.start_up = distribution()?,
            "cores" => {
                let share = scenario.cpu.map_or(1.0, |cpu| cpu.share);
                scenario.cpu = Some(Cpu {
                    cores: number(0.001, 1000.0)?,
                    share,
                });
            }
            "cpu-share" => {
                let cores = scenario.cpu.map_or(1.0, |cpu| cpu.cores);
                scenario.cpu = Some(Cpu {
                    cores,
                    share: number(0.0, 1.0)?,
                });
            }
            "activators" => scenario.activators = number(1.0, 1000.0)? as u32,
            "patience" => scenario.patience = Some(duration()?),
            "propagation" => scenario.propagation = duration()?,
            "duration" => self.duration = Some(duration()?),
            "seed" => {
                let seed = go::parse_int64(text);
                scenario.seed =
                    seed.map_err(|_| format!("seed: {text:?} is no whole number"))? as u64;
            }
            _ => return Err(format!("{name} can't be set; what can is {}", names())),
        }
        Ok(())
    }

    /// Takes in a document of kind `Scenario`, whose other keys are [`NAMES`], and `measured` for what
    /// was seen in a real cluster, which changes nothing.
    ///
    /// # Errors
    /// As [`Self::set`].
    pub fn take(&mut self, document: &Document) -> Result<(), String> {
        for entry in document.root.entries() {
            match entry.name() {
                "kind" | "measured" => {}
                name => self.set(name, entry.value.text().unwrap_or_default())?,
            }
        }
        Ok(())
    }

    /// Offers a recorded series, to an open loop.
    pub fn offer(&mut self, series: Pattern) {
        self.scenario.traffic.pattern = series;
    }

    /// For how long to simulate: as the plan says, as long as its recorded traffic lasts, or
    /// [`DURATION_DEFAULT`].
    pub fn length(&self) -> Duration {
        let recorded = match &self.scenario.traffic.pattern {
            Pattern::Recorded(series) => series.last().map(|last| last.0),
            _ => None,
        };
        self.duration.or(recorded).unwrap_or(DURATION_DEFAULT)
    }
}

/// Whether a document holds a plan.
pub fn is_plan(document: &Document) -> bool {
    document.root.get("kind").and_then(|kind| kind.text()) == Some(KIND)
}

fn names() -> String {
    NAMES.map(|(name, _)| name).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_what_happens() {
        let text = "kind: Scenario\nrps: 20\narrivals: even\nservice-time: 500ms\nduration: 1h\n";
        let reading = crate::text::read(0, text);
        assert!(is_plan(&reading.documents[0]));
        let mut plan = Plan::default();
        plan.take(&reading.documents[0]).unwrap();
        assert_eq!(plan.length(), Duration::from_secs(3600));
        assert_eq!(
            plan.scenario.traffic,
            Traffic {
                source: Source::Even,
                pattern: Pattern::Steady(20.0),
            }
        );
    }

    #[test]
    fn what_cant_be_read_changes_nothing_and_is_said() {
        for (name, text, says) in [
            ("rps", "many", "write 50"),
            ("service-time", "5", "write 500ms"),
            ("duration", "1d", "no duration"),
            ("cores", "NaN", "no number"),
            ("colour", "blue", "can't be set"),
        ] {
            let mut plan = Plan::default();
            let error = plan.set(name, text).unwrap_err();
            assert!(error.contains(says), "{error}");
            assert_eq!(plan, Plan::default());
        }
    }

    #[test]
    fn every_name_can_be_set() {
        for (name, _) in NAMES {
            let taken = ["1", "1s", "even"]
                .iter()
                .any(|text| Plan::default().set(name, text).is_ok());
            assert!(taken, "{name}");
        }
    }
}
