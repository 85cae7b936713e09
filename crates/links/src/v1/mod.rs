//! Format 1. It stays as it is: what was written once is read for ever. A change needs a format 2.
//!
//! The types of the core may change, so none of them is written: the ones here have the same content
//! and their own, fixed order.

mod cluster;
mod numbers;
mod script;

use kpa::session::{self, Session};
use kpa::units::Duration;
use serde::{Deserialize, Serialize};

use crate::{Refusal, Show, State};
use cluster::Cluster;
use numbers::Span;
use script::Script;

/// Its number.
pub const VERSION: u8 = 1;

/// What deflate knows beforehand: what stands in most texts.
pub const DICTIONARY: &[u8] = include_bytes!("dictionary.txt");

#[derive(Serialize, Deserialize)]
struct Wire {
    texts: Texts,
    /// `None`: the same.
    in_force: Option<Texts>,
    switched_off: Vec<String>,
    script: Script,
    cluster: Cluster,
    comparison: Comparison,
    seed: u64,
    clock: Span,
    playing: bool,
    speed: u32,
    held: Option<u32>,
    span: u32,
    end: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct Texts {
    service: String,
    config_map: String,
}

#[derive(Serialize, Deserialize)]
enum Comparison {
    Shared,
    Pinned(Pinned),
    Nothing,
}

#[derive(Serialize, Deserialize)]
struct Pinned {
    texts: Texts,
    switched_off: Vec<String>,
    cluster: Cluster,
}

/// The bytes of a state.
pub fn write(state: &State) -> Vec<u8> {
    let State { session, show } = state;
    let wire = Wire {
        texts: Texts::of(&session.texts),
        in_force: (session.in_force != session.texts).then(|| Texts::of(&session.in_force)),
        switched_off: session.switched_off.iter().cloned().collect(),
        script: Script::of(&session.script),
        cluster: Cluster::of(&session.cluster),
        comparison: Comparison::of(&session.comparison),
        seed: session.seed,
        clock: Span::of(session.clock),
        playing: show.playing,
        speed: show.speed,
        held: show.held,
        span: show.span,
        end: show.end,
    };
    // Only what doesn't know its own length can't be written: none of this.
    postcard::to_stdvec(&wire).unwrap_or_default()
}

/// The state of bytes.
///
/// # Errors
/// They are no state.
pub fn read(bytes: &[u8]) -> Result<State, Refusal> {
    match postcard::take_from_bytes::<Wire>(bytes) {
        Ok((wire, [])) => wire.state().ok_or(Refusal::Impossible),
        _ => Err(Refusal::Damaged),
    }
}

impl Wire {
    fn state(self) -> Option<State> {
        let texts = self.texts.texts();
        let session = Session {
            in_force: self.in_force.map_or_else(|| texts.clone(), Texts::texts),
            texts,
            switched_off: self.switched_off.into_iter().collect(),
            script: self.script.script()?,
            cluster: self.cluster.parameters()?,
            comparison: self.comparison.comparison()?,
            seed: self.seed,
            clock: self.clock.duration()?,
        };
        let show = Show {
            playing: self.playing,
            speed: self.speed,
            held: self.held,
            span: self.span,
            end: self.end,
        };
        Some(State { session, show })
    }
}

impl Texts {
    fn of(texts: &session::Texts) -> Self {
        Self {
            service: texts.service.to_string(),
            config_map: texts.config_map.to_string(),
        }
    }

    fn texts(self) -> session::Texts {
        session::Texts {
            service: self.service.into(),
            config_map: self.config_map.into(),
        }
    }
}

impl Comparison {
    fn of(comparison: &session::Comparison) -> Self {
        match comparison {
            session::Comparison::Shared => Self::Shared,
            session::Comparison::Nothing => Self::Nothing,
            session::Comparison::Pinned(pinned) => Self::Pinned(Pinned {
                texts: Texts::of(&pinned.texts),
                switched_off: pinned.switched_off.iter().cloned().collect(),
                cluster: Cluster::of(&pinned.cluster),
            }),
        }
    }

    fn comparison(self) -> Option<session::Comparison> {
        Some(match self {
            Self::Shared => session::Comparison::Shared,
            Self::Nothing => session::Comparison::Nothing,
            Self::Pinned(pinned) => session::Comparison::Pinned(session::Pinned {
                texts: pinned.texts.texts(),
                switched_off: pinned.switched_off.into_iter().collect(),
                cluster: pinned.cluster.parameters()?,
            }),
        })
    }
}

/// The moments of steps, each counted from the one before.
fn moments(steps: &[Span]) -> Option<Vec<Duration>> {
    let mut at = Duration::ZERO;
    let moments = steps.iter().map(|step| {
        at = at + step.duration()?;
        Some(at)
    });
    moments.collect()
}

#[cfg(test)]
mod tests {
    use kpa::session::Shape;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::{envelope, limits};

    /// Links with these bytes in them, which somebody made who knows the format.
    fn check(bytes: &[u8]) {
        let link = envelope::seal(VERSION, DICTIONARY, bytes).unwrap();
        if let Ok(state) = crate::read(&link) {
            assert_eq!(limits::check(&state), Ok(()));
            // NaN would differ from itself.
            assert_eq!(crate::read(&crate::write(&state).unwrap()), Ok(state));
        }
    }

    fn state() -> State {
        let mut state = State::default();
        let script = &mut state.session.script;
        let rates = [(Duration::ZERO, 1.0), (Duration::from_secs(9), 3.0)];
        let recorded = Shape::recorded(&rates).map(|it| it.0);
        script.set(Duration::ZERO, 20.0);
        script.shape(Duration::from_secs(20), recorded.unwrap_or_default());
        script.spike(Duration::from_secs(30));
        state.session.comparison = session::Comparison::Pinned(state.session.pinned());
        state
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_bytes_are_survived(bytes in vec(any::<u8>(), 0..200)) {
            check(&bytes);
        }

        #[test]
        fn any_changes_of_bytes_are_survived(changes in vec((any::<Index>(), any::<u8>()), 1..4)) {
            let mut bytes = write(&state());
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            check(&bytes);
        }
    }

    fn wire() -> Wire {
        postcard::from_bytes(&write(&state())).unwrap()
    }

    #[track_caller]
    fn check_impossible(change: impl FnOnce(&mut Wire)) {
        let mut wire = wire();
        change(&mut wire);
        let bytes = postcard::to_stdvec(&wire).unwrap();
        let link = envelope::seal(VERSION, DICTIONARY, &bytes).unwrap();
        assert_eq!(crate::read(&link), Err(Refusal::Impossible));
    }

    #[test]
    fn a_link_that_says_what_no_page_could_is_refused() {
        check_impossible(|wire| wire.clock = Span::of(Duration::MAX));
        check_impossible(|wire| wire.speed = u32::MAX);
        check_impossible(|wire| wire.script.claim(5_000_000));
        check_impossible(|wire| wire.script.record(1_500_000));
    }
}
