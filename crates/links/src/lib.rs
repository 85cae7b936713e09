//! The state of the page as a short text: the part of an address behind `#`, and what a browser keeps
//! over a reload. `docs/links.md` describes the format.
//!
//! [`write`] and [`read`] are the whole crate, but for addresses that people write ([`plain`]). What `write` gives, `read` takes, today and in any later
//! version: each format has a number, its own types and its own dictionary, which stay as they are.
//!
//! [`read`] is safe to call with anything. It takes bounded time and memory, and what it gives the
//! simulation can run: see [`limits`].

mod envelope;
pub mod limits;
pub mod plain;
mod service;
mod v1;

use std::collections::BTreeSet;

use kpa::session::{Comparison, Pinned, Session, Texts};

/// What stands between the address of a page and a link, so that the page opens it.
pub const BEFORE: &str = "#/s/";

/// What there is to keep of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What is simulated.
    pub session: Session,
    /// How it is shown.
    pub show: Show,
}

/// How a session is played, and where somebody looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Show {
    /// Whether time runs.
    pub playing: bool,
    /// Simulated seconds per real second.
    pub speed: u32,
    /// The second that somebody stays at.
    pub held: Option<u32>,
    /// The length of the stretch of time in view, in seconds.
    pub span: u32,
    /// The second at which it ends; `None`: it goes with the run.
    pub end: Option<u32>,
}

impl Default for Show {
    /// As a first visitor finds it, standing still.
    fn default() -> Self {
        Self {
            playing: false,
            speed: 5,
            held: None,
            span: 300,
            end: None,
        }
    }
}

/// Why a text is no state, or a state no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It isn't whole: something is missing, or was changed on the way.
    Damaged,
    /// A later version of the page wrote it.
    Newer,
    /// It is longer than any link may be.
    TooLong,
    /// It is whole, but no page was ever in such a state.
    Impossible,
    /// Its traffic is more than a page simulates in reasonable time.
    TooMuch,
}

/// The text of a state: letters, digits, `-` and `_`.
///
/// # Errors
/// Those of the state that [`read`] would refuse.
pub fn write(state: &State) -> Result<String, Refusal> {
    limits::check(state)?;
    envelope::seal(v1::VERSION, v1::DICTIONARY, &v1::write(state))
}

/// The text of a session that is compared with the same one as it was: with the texts before and after
/// a change, all of it in view.
///
/// # Errors
/// As [`write`].
pub fn compared([before, after]: [Texts; 2], session: Session) -> Result<String, Refusal> {
    let pinned = Pinned {
        texts: before,
        switched_off: BTreeSet::new(),
        cluster: session.cluster.clone(),
    };
    let show = Show {
        span: session.clock.as_secs_f64() as u32,
        ..Show::default()
    };
    let session = Session {
        texts: after.clone(),
        in_force: after,
        switched_off: BTreeSet::new(),
        comparison: Comparison::Pinned(pinned),
        ..session
    };
    write(&State { session, show })
}

/// The state of a text.
///
/// # Errors
/// It is no text that [`write`] gave.
pub fn read(link: &str) -> Result<State, Refusal> {
    let envelope = envelope::open(link)?;
    let state = match envelope.version {
        v1::VERSION => v1::read(&envelope.content(v1::DICTIONARY)?)?,
        0 => return Err(Refusal::Damaged),
        _ => return Err(Refusal::Newer),
    };
    limits::check(&state)?;
    Ok(state)
}
