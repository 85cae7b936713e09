//! A run: a simulation, and the timeline that comes of it.

use super::hash::Hash;
use super::log::Entry;
use super::pods::Pod;
use super::recorder::Recorder;
use super::row::Row;
use super::totals::Totals;
use crate::autoscaler::hpa::Sync;
use crate::autoscaler::snapshot::Snapshot;
use crate::cluster::pattern::Pattern;
use crate::cluster::scenario::Scenario;
use crate::cluster::simulation::Simulation;
use crate::settings::review::Effective;
use crate::units::{Duration, Time};

/// When every run begins: the start of 2026. Only differences of times can be seen.
pub const START: Time = Time::from_unix_secs(1_767_225_600);

/// The most rows of a run whose length is known.
const ROWS_MAX: i64 = 7200;

/// A simulation in progress with what it yielded so far.
#[derive(Clone, Debug)]
pub struct Run {
    simulation: Simulation,
    recorder: Recorder,
}

/// What there was at the end of a row, and why.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// What there was.
    pub row: &'a Row,
    /// The autoscaler then; `None` with the HPA.
    pub autoscaler: Option<Snapshot>,
    /// The HPA's last look by then; `None` with the KPA, and before its first.
    pub hpa: Option<Sync>,
}

impl Run {
    /// A run that hasn't begun, with a row of its timeline for each `interval` of whole seconds.
    pub fn new(effective: &Effective, scenario: &Scenario, interval: Duration) -> Self {
        Self {
            simulation: Simulation::new(START, effective, scenario),
            recorder: Recorder::new(START, interval),
        }
    }

    /// How far apart the rows of a run of this length should be: a second, or more where that would
    /// make more rows than any chart can show.
    pub fn interval_for(length: Duration) -> Duration {
        let seconds = length.as_nanos() / 1_000_000_000;
        Duration::from_secs((seconds / ROWS_MAX).max(0) + 1)
    }

    /// Simulates up to an instant, counted from the start, the second that ends then included. Can be called any number of times,
    /// for a part of the whole at a time.
    pub fn advance_to(&mut self, at: Duration) {
        self.simulation.advance_to(START + at, &mut self.recorder);
    }

    /// Offers other traffic from here on.
    pub fn offer(&mut self, pattern: Pattern) {
        self.simulation.arrivals_mut().change(pattern);
    }

    /// Gives the revision other settings, at an instant that the run has come to.
    pub fn adopt(&mut self, at: Duration, effective: &Effective) {
        self.simulation
            .adopt(START + at, effective, &mut self.recorder);
    }

    /// The cluster as it is now.
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// The timeline so far.
    pub fn rows(&self) -> &[Row] {
        self.recorder.rows()
    }

    /// A row of the timeline with what stood behind it, by its number.
    pub fn moment(&self, row: usize) -> Option<Moment<'_>> {
        let (nth, row) = (row, self.rows().get(row)?);
        let now = START + Duration::from_secs_f64(row.t);
        let causes = self.recorder.causes();
        Some(Moment {
            row,
            autoscaler: causes.of(nth, now),
            hpa: causes.sync(now),
        })
    }

    /// The last row so far with what stood behind it.
    pub fn last(&self) -> Option<Moment<'_>> {
        self.moment(self.rows().len().checked_sub(1)?)
    }

    /// The pods at the end of a row, by its number; see [`Pods::of`](super::pods::Pods::of).
    pub fn pods(&self, row: usize) -> impl Iterator<Item = Pod> {
        self.recorder.pods().of(row)
    }

    /// The fingerprint of the timeline so far.
    pub fn hash(&self) -> Hash {
        self.recorder.hash()
    }

    /// What happened so far, in words.
    pub fn log(&self) -> &[Entry] {
        self.recorder.log()
    }

    /// What it comes to so far.
    pub fn totals(&self) -> Totals {
        self.recorder.totals(&self.simulation)
    }
}
