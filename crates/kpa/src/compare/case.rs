//! The traffic under which configurations are compared.

use serde::{Deserialize, Serialize};

use crate::cluster::pattern::Pattern;
use crate::cluster::scenario::Scenario;
use crate::cluster::traffic::Traffic;
use crate::session::{Change, ClusterParameters, Script, Session, Shape};
use crate::units::{Duration, number};

/// How long a shape is tried: as long as its longest, the day, takes.
const LENGTH: Duration = Duration::from_secs(600);

/// The shapes by name.
pub const SHAPES: [(&str, Shape); 8] = [
    ("steady", Shape::Steady),
    ("step", Shape::Step),
    ("ramp", Shape::Ramp),
    ("spike", Shape::Spike),
    ("sine", Shape::Sine),
    ("bursts", Shape::Bursts),
    ("on-off", Shape::OnOff),
    ("day", Shape::Day),
];

/// Those that are tried where nobody asks for any. With `on-off`, because only there the last
/// replica goes and comes back.
pub const SHIPPED: [&str; 6] = ["steady", "ramp", "spike", "bursts", "on-off", "day"];

/// A traffic to try, with the cluster around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// What it is called.
    pub name: String,
    /// What happens. Its seed is the first of those that are tried.
    pub scenario: Scenario,
    /// For how long.
    pub length: Duration,
    /// The shape that it was made from, and its highest point: what a session can hold of it. Whoever
    /// runs cases elsewhere does without.
    #[serde(skip)]
    pub shape: Option<(Shape, f64)>,
}

impl Case {
    /// A shape with its highest point at a level; everything else is the scenario's.
    pub fn shape(name: &str, shape: &Shape, level: f64, scenario: &Scenario) -> Self {
        Self {
            shape: Some((shape.clone(), level)),
            ..Self::pattern(name, shape.pattern(level), LENGTH, scenario)
        }
    }

    /// A shape by its name, called by what it is; `None` if there is none of that name.
    pub fn named(name: &str, level: f64, scenario: &Scenario) -> Option<Self> {
        let (_, shape) = SHAPES.iter().find(|(known, _)| *known == name)?;
        let unit = scenario.traffic.source.unit();
        let title = format!("{name}, up to {} {unit}", number(level));
        Some(Self::shape(&title, shape, level, scenario))
    }

    /// A recorded series of requests per second; with its highest point at a level, if one is given.
    /// `None` if there is no traffic in it.
    pub fn recorded(
        name: &str,
        rates: &[(Duration, f64)],
        level: Option<f64>,
        scenario: &Scenario,
    ) -> Option<Self> {
        let (shape, highest) = Shape::recorded(rates)?;
        let length = rates.last().map_or(LENGTH, |last| last.0);
        let level = level.unwrap_or(highest);
        Some(Self {
            length,
            ..Self::shape(name, &shape, level, scenario)
        })
    }

    /// Any pattern.
    pub fn pattern(name: &str, pattern: Pattern, length: Duration, scenario: &Scenario) -> Self {
        let traffic = Traffic {
            source: scenario.traffic.source,
            pattern,
        };
        Self {
            name: name.to_owned(),
            scenario: Scenario {
                traffic,
                ..scenario.clone()
            },
            length,
            shape: None,
        }
    }

    /// A session whose run is that of the first seed, for whoever wants to see it; `None` of what no
    /// session can hold: a pattern that isn't a shape, a level above
    /// [`LEVEL_MAX`](crate::session::LEVEL_MAX), another kind of cluster.
    pub fn session(&self) -> Option<Session> {
        let (shape, level) = self.shape.clone()?;
        let change = Change {
            at: Duration::ZERO,
            level,
            shape,
            since: Duration::ZERO,
            spike: false,
        };
        let scenario = &self.scenario;
        let session = Session {
            script: Script::of(scenario.traffic.source, vec![change])?,
            cluster: ClusterParameters {
                pod_start: scenario.start_up,
                service: scenario.service,
                cpu: scenario.cpu,
            },
            seed: scenario.seed,
            clock: self.length,
            ..Session::default()
        };
        let held = Scenario {
            traffic: scenario.traffic.clone(),
            ..session.scenario()
        };
        (held == *scenario).then_some(session)
    }

    /// The scenario of the nth seed.
    pub fn seeded(&self, nth: u64) -> Scenario {
        Scenario {
            seed: self.scenario.seed.wrapping_add(nth),
            ..self.scenario.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::traffic::Source;
    use crate::compare::{Sample, measure};
    use crate::session::Simulation;

    #[test]
    fn all_shapes_have_a_name_and_what_ships_is_among_them() {
        assert_eq!(SHAPES.map(|(_, shape)| shape), Shape::ALL);
        for name in SHIPPED {
            assert!(SHAPES.iter().any(|(known, _)| *known == name), "{name}");
        }
    }

    #[test]
    fn what_is_drawn_of_a_case_is_what_was_measured() {
        let mut session = Session::default();
        let effective = session.review().ladder.effective;
        let pause = Duration::from_millis(200);
        for source in [Source::Poisson, Source::Even, Source::Clients { pause }] {
            session.script.source = source;
            for (name, shape) in SHAPES {
                let case = Case::shape(name, &shape, 37.0, &session.scenario());
                let drawn = case.session().expect("it is a shape");
                let run = Simulation::replay(&drawn, &effective);
                let (drawn, measured) = (
                    Sample::of(run.run(), None),
                    measure(&effective, &case, 0, None),
                );
                assert_eq!(drawn, measured, "{name}, {source:?}");
            }
        }
    }

    #[test]
    fn a_recording_stays_as_it_was_unless_it_is_given_a_level() {
        let rates =
            [(0, 5.0), (30, 20.0), (90, 0.0)].map(|(at, rate)| (Duration::from_secs(at), rate));
        for (level, highest) in [(None, 20.0), (Some(100.0), 100.0)] {
            let case = Case::recorded("a", &rates, level, &Scenario::default()).expect("traffic");
            let pattern = &case.scenario.traffic.pattern;
            assert_eq!(pattern.level(Duration::from_secs(30)), highest);
            assert_eq!(case.length, Duration::from_secs(90));
        }
        assert_eq!(Case::recorded("a", &[], None, &Scenario::default()), None);
    }
}
