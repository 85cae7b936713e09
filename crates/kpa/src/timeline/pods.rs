//! The pods behind each row of a timeline, so that the cluster can be looked at at any moment.

use crate::cluster::dataplane::DataPlane;
use crate::cluster::requests::PodId;
use crate::cluster::simulation::Simulation;
use crate::units::Time;

/// The most pods that are kept for a row. The row itself counts all of them.
pub const SHOWN_MAX: usize = 200;

/// How many of these places those that start have before those that are ready, and those that drain,
/// too: where there are too many pods, what changes is still seen.
const SET_ASIDE: usize = 40;

/// A pod, as it was at the end of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pod {
    /// It isn't ready yet.
    Starting {
        /// Which part of its start-up time has passed, 0 … 1.
        progress: f64,
    },
    /// It is ready.
    Ready(Load),
    /// It isn't wanted any more and finishes what it holds.
    Draining(Load),
}

/// The requests at a pod; more than 65,535 count as that many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// In the container.
    pub running: u16,
    /// In line at its queue-proxy.
    pub queued: u16,
}

/// Where the pods of a row are kept: the ready ones first, then the starting, then the draining.
#[derive(Clone, Copy, Debug)]
struct Crowd {
    first: u32,
    ready: u8,
    starting: u8,
    draining: u8,
}

impl Crowd {
    fn len(self) -> usize {
        usize::from(self.ready) + usize::from(self.starting) + usize::from(self.draining)
    }
}

/// For each row the pods there were. They take four bytes each, and none where they are as in the row
/// before.
#[derive(Clone, Debug, Default)]
pub struct Pods {
    rows: Vec<Crowd>,
    /// A starting pod has its progress in the place of the running requests.
    loads: Vec<Load>,
}

impl Pods {
    /// Notes the pods of the row that ends now.
    pub fn note(&mut self, now: Time, simulation: &Simulation) {
        let (fleet, plane) = (simulation.fleet(), simulation.plane());
        let (ready, draining) = (fleet.ready_members(), fleet.draining());
        let starting = fleet.members().get(ready.len()..).unwrap_or_default();
        let places = places(ready.len(), starting.len(), draining.len());
        let first = self.loads.len();
        let ready = ready.iter().take(places[0]);
        self.loads
            .extend(ready.map(|member| load(plane, member.pod)));
        let starting = starting.iter().take(places[1]);
        self.loads.extend(starting.map(|member| Load {
            running: (member.progress(now) * f64::from(u16::MAX)) as u16,
            queued: 0,
        }));
        let draining = draining.iter().take(places[2]);
        self.loads.extend(draining.map(|&pod| load(plane, pod)));
        let [ready, starting, draining] = places.map(|places| places as u8);
        let first = self.once(first);
        self.rows.push(Crowd {
            first,
            ready,
            starting,
            draining,
        });
    }

    /// The pods of a row by its number: at most [`SHOWN_MAX`], the ready ones first, then the
    /// starting, then the draining. They keep their order from row to row.
    pub fn of(&self, row: usize) -> impl Iterator<Item = Pod> {
        let crowd = self.rows.get(row).copied();
        let loads = crowd.and_then(|crowd| {
            let first = crowd.first as usize;
            self.loads.get(first..first + crowd.len())
        });
        let ready = crowd.map_or(0, |crowd| usize::from(crowd.ready));
        let coming = ready + crowd.map_or(0, |crowd| usize::from(crowd.starting));
        let loads = loads.unwrap_or_default().iter().enumerate();
        loads.map(move |(nth, &load)| match nth {
            nth if nth < ready => Pod::Ready(load),
            nth if nth < coming => Pod::Starting {
                progress: f64::from(load.running) / f64::from(u16::MAX),
            },
            _ => Pod::Draining(load),
        })
    }

    /// Where the loads from `first` on are kept: with those of the row before if they are the same.
    fn once(&mut self, first: usize) -> u32 {
        let (before, new) = self.loads.split_at(first);
        if let Some(last) = self.rows.last()
            && before.get(last.first as usize..) == Some(new)
        {
            self.loads.truncate(first);
            return last.first;
        }
        first as u32
    }
}

/// How many of the ready, starting and draining pods are kept.
fn places(ready: usize, starting: usize, draining: usize) -> [usize; 3] {
    let going = draining.min(SET_ASIDE);
    let ready = ready.min(SHOWN_MAX - going - starting.min(SET_ASIDE));
    let starting = starting.min(SHOWN_MAX - going - ready);
    [ready, starting, draining.min(SHOWN_MAX - ready - starting)]
}

fn load(plane: &DataPlane, pod: PodId) -> Load {
    let most = |count: u32| count.min(u32::from(u16::MAX)) as u16;
    // A pod that nobody was sent to yet.
    let breaker = plane.pod(pod).map(|pod| &pod.breaker);
    Load {
        running: breaker.map_or(0, |breaker| most(breaker.running())),
        queued: breaker.map_or(0, |breaker| most(breaker.waiting())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_are_too_many_some_of_each_kind_are_kept() {
        for (pods, kept) in [
            ([3, 5, 2], [3, 5, 2]),
            ([200, 0, 0], [200, 0, 0]),
            ([500, 0, 0], [200, 0, 0]),
            ([0, 500, 0], [0, 200, 0]),
            ([0, 0, 500], [0, 0, 200]),
            ([150, 100, 0], [150, 50, 0]),
            ([500, 500, 500], [120, 40, 40]),
            ([500, 3, 500], [157, 3, 40]),
            ([10, 500, 500], [10, 150, 40]),
        ] {
            assert_eq!(places(pods[0], pods[1], pods[2]), kept, "{pods:?}");
        }
    }
}
