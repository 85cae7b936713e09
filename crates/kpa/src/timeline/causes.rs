//! What stood behind each row of a timeline: the autoscaler as it was then.

use crate::autoscaler::control_plane::Deployment;
use crate::autoscaler::decider::Decision;
use crate::autoscaler::hpa::Sync;
use crate::autoscaler::reconciler::{Sks, Status};
use crate::autoscaler::scaler::Gate;
use crate::autoscaler::snapshot::Snapshot;
use crate::cluster::simulation::{Scaler, Simulation};
use crate::units::{Replicas, Time};

/// What changes now and then.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Standing {
    recommendation: Replicas,
    status: Status,
    sks: Option<Sks>,
    gate: Option<Gate>,
}

/// How many decisions and standings there were at the end of a row, the last of which held; and what
/// changes so often that it isn't worth keeping apart.
#[derive(Clone, Copy, Debug)]
struct Place {
    decisions: u32,
    standings: u32,
    replicas: Replicas,
    ready: Replicas,
}

/// For each row the autoscaler at its end. What holds for many rows is kept once. Of the HPA each look
/// is kept.
#[derive(Clone, Debug, Default)]
pub struct Causes {
    syncs: Vec<Sync>,
    decisions: Vec<Decision>,
    standings: Vec<Standing>,
    rows: Vec<Place>,
}

impl Causes {
    /// Notes the autoscaler at the end of the next row.
    pub fn note(&mut self, now: Time, simulation: &Simulation) {
        let control_plane = match simulation.scaler() {
            Scaler::Kpa(control_plane) => control_plane,
            Scaler::Hpa(hpa) => {
                let last = self.syncs.last().copied();
                self.syncs.extend(hpa.last().filter(|it| last != Some(*it)));
                return;
            }
        };
        let fleet = simulation.fleet();
        let Snapshot {
            now: _,
            decision,
            recommendation,
            status,
            sks,
            gate,
            replicas,
            ready,
        } = Snapshot::of(control_plane, now, fleet.replicas(), fleet.ready());
        if let Some(decision) = decision
            && self.decisions.last() != Some(&decision)
        {
            self.decisions.push(decision);
        }
        let standing = Standing {
            recommendation,
            status,
            sks,
            gate,
        };
        if self.standings.last() != Some(&standing) {
            self.standings.push(standing);
        }
        self.rows.push(Place {
            decisions: self.decisions.len() as u32,
            standings: self.standings.len() as u32,
            replicas,
            ready,
        });
    }

    /// The HPA's last look at an instant; `None` with the KPA, and before its first.
    pub fn sync(&self, now: Time) -> Option<Sync> {
        let count = self.syncs.partition_point(|sync| sync.at <= now);
        self.syncs.get(count.checked_sub(1)?).copied()
    }

    /// The autoscaler at the end of a row, by the row's number and its time; `None` with the HPA.
    pub fn of(&self, row: usize, now: Time) -> Option<Snapshot> {
        let place = self.rows.get(row)?;
        let decision = (place.decisions as usize).checked_sub(1);
        let standing = (place.standings as usize).checked_sub(1);
        let Standing {
            recommendation,
            status,
            sks,
            gate,
        } = *self.standings.get(standing?)?;
        Some(Snapshot {
            now,
            decision: decision.and_then(|last| self.decisions.get(last)).copied(),
            recommendation,
            status,
            sks,
            gate,
            replicas: place.replicas,
            ready: place.ready,
        })
    }
}
