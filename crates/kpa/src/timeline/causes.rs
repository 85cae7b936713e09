//! What stood behind each row of a timeline: the autoscaler's decision, and how it was acted on.

use crate::autoscaler::decider::Decision;
use crate::autoscaler::reconciler::{Activity, Mode};
use crate::cluster::simulation::{Scaler, Simulation};

/// How the control plane stood at the end of a row.
#[derive(Clone, Copy, Debug)]
struct Standing {
    /// How many decisions are kept up to then, the last of which is the one that holds.
    decisions: u32,
    activity: Activity,
    mode: Mode,
}

/// For each row its cause. A decision is kept once, for as many rows as it holds.
#[derive(Clone, Debug, Default)]
pub struct Causes {
    decisions: Vec<Decision>,
    rows: Vec<Standing>,
}

/// Why things stood as they did at the end of a row.
#[derive(Clone, Copy, Debug)]
pub struct Cause<'a> {
    /// The last decision in all its steps, once one was made; with the HPA never.
    pub decision: Option<&'a Decision>,
    /// Whether the revision was active.
    pub activity: Activity,
    /// The mode of the ServerlessService.
    pub mode: Mode,
}

impl Causes {
    /// Notes the cause of the row that ends now.
    pub fn note(&mut self, simulation: &Simulation) {
        let (decision, activity, mode) = match simulation.scaler() {
            Scaler::Kpa(control_plane) => (
                control_plane.decision(),
                control_plane.status().condition.activity,
                control_plane.sks().map_or(Mode::Proxy, |sks| sks.mode),
            ),
            Scaler::Hpa(_) if simulation.fleet().ready_members().is_empty() => {
                (None, Activity::Activating, Mode::Proxy)
            }
            Scaler::Hpa(_) => (None, Activity::Active, Mode::Serve),
        };
        if let Some(decision) = decision
            && self.decisions.last() != Some(decision)
        {
            self.decisions.push(*decision);
        }
        self.rows.push(Standing {
            decisions: self.decisions.len() as u32,
            activity,
            mode,
        });
    }

    /// The cause of a row, by its number.
    pub fn of(&self, row: usize) -> Option<Cause<'_>> {
        let standing = self.rows.get(row)?;
        let last = (standing.decisions as usize).checked_sub(1);
        Some(Cause {
            decision: last.and_then(|last| self.decisions.get(last)),
            activity: standing.activity,
            mode: standing.mode,
        })
    }
}
