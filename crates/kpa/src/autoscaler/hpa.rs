//! The other class: Kubernetes' HorizontalPodAutoscaler (HPA), for comparison under the same traffic.
//!
//! As Kubernetes documents its algorithm. There are no recordings of it.

use std::collections::VecDeque;

use crate::go;
use crate::settings::hpa::{HpaSettings, Resource};
use crate::settings::resolve::Bounds;
use crate::units::{Duration, Replicas, Time};

/// How often it looks.
pub const SYNC: Duration = Duration::from_secs(15);

/// How far the usage may be from the target before anything is done.
pub const TOLERANCE: f64 = 0.1;
/// For how long the highest recommendation holds against lower ones.
pub const DOWN_STABILIZATION: Duration = Duration::from_secs(300);
/// Over which time the scale-up limits count.
const UP_PERIOD: Duration = Duration::from_secs(15);
/// The most replicas that are added in that time: the larger of so many …
const UP_PODS: i32 = 4;
/// … and this factor of those there were.
const UP_FACTOR: i32 = 2;
/// A replica's processor usage doesn't count until it was ready for as long as a measurement takes.
const CPU_MEASUREMENT: Duration = Duration::from_secs(15);

/// What one replica reports.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usage {
    /// Its use in the target's unit; `None` if there is no measurement yet.
    pub used: Option<f64>,
    /// Since when it is ready, if it is.
    pub ready_since: Option<Time>,
}

/// One look at the replicas, and what came of it, step by step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sync {
    /// When.
    pub at: Time,
    /// The replicas that were wanted before.
    pub current: Replicas,
    /// What the use comes to.
    pub need: Need,
    /// After waiting for five minutes before going down.
    pub stabilized: Replicas,
    /// The most that may be added in fifteen seconds allows.
    pub most: Replicas,
    /// After the bounds: the replicas wanted from here on.
    pub decided: Replicas,
}

/// What the use of the replicas comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need {
    /// The average use of those that were measured; `None` if none was.
    pub used: Option<f64>,
    /// Use ÷ target, with what is assumed of replicas that weren't measured.
    pub ratio: f64,
    /// For how many replicas the ratio holds.
    pub counted: usize,
    /// The replicas that it asks for.
    pub replicas: Replicas,
}

/// The HPA of one revision.
#[derive(Clone, Debug)]
pub struct Hpa {
    settings: HpaSettings,
    last: Option<Sync>,
    /// What it would have set without stabilisation, newest last.
    recommended: VecDeque<(Time, i32)>,
    /// What was added lately.
    added: VecDeque<(Time, i32)>,
}

impl Hpa {
    /// One that has seen nothing yet.
    pub fn new(settings: HpaSettings) -> Self {
        Self {
            settings,
            last: None,
            recommended: VecDeque::new(),
            added: VecDeque::new(),
        }
    }

    /// The settings in force.
    pub fn settings(&self) -> &HpaSettings {
        &self.settings
    }

    /// Adopts changed settings.
    pub fn adopt(&mut self, settings: HpaSettings) {
        self.settings = settings;
    }

    /// The last look, once there was one.
    pub fn last(&self) -> Option<Sync> {
        self.last
    }

    /// Looks at the replicas that there are and says how many there should be.
    pub fn sync(&mut self, now: Time, replicas: Replicas, usages: &[Usage]) -> Replicas {
        let current = replicas.0;
        if current == 0 {
            // Scaling is switched off as long as somebody set it to zero.
            return replicas;
        }
        let need = self.need(now, current, usages);
        let recommended = need.replicas.0;
        while self
            .recommended
            .front()
            .is_some_and(|(at, _)| now.since(*at) > DOWN_STABILIZATION)
        {
            self.recommended.pop_front();
        }
        self.recommended.push_back((now, recommended));
        let highest = self
            .recommended
            .iter()
            .map(|(_, n)| *n)
            .max()
            .unwrap_or(recommended);
        // Going up waits for nothing; going down for the highest of the last minutes.
        let stabilized = if recommended >= current {
            recommended
        } else {
            highest.min(current)
        };

        while self
            .added
            .front()
            .is_some_and(|(at, _)| now.since(*at) >= UP_PERIOD)
        {
            self.added.pop_front();
        }
        let before = current - self.added.iter().map(|(_, n)| n).sum::<i32>();
        let most = before
            .saturating_add(UP_PODS)
            .max(before.saturating_mul(UP_FACTOR))
            .max(current);
        let Bounds { min, max } = self.settings.bounds;
        let max = if max.0 > 0 { max.0 } else { i32::MAX };
        let decided = stabilized.min(most).min(max).max(min.0).max(1);
        if decided > current {
            self.added.push_back((now, decided - current));
        }
        self.last = Some(Sync {
            at: now,
            current: replicas,
            need,
            stabilized: Replicas(stabilized),
            most: Replicas(most),
            decided: Replicas(decided),
        });
        Replicas(decided)
    }

    /// The replicas that the usage asks for.
    fn need(&self, now: Time, current: i32, usages: &[Usage]) -> Need {
        let target = self.settings.target;
        let is_unready = |usage: &&Usage| match (self.settings.resource, usage.ready_since) {
            (_, None) => true,
            (Resource::Cpu, Some(since)) => now.since(since) < CPU_MEASUREMENT,
            (Resource::Memory, Some(_)) => false,
        };
        let unready = usages.iter().filter(is_unready).count();
        let measured = |usage: &&Usage| !is_unready(usage) && usage.used.is_some();
        let known: Vec<f64> = usages
            .iter()
            .filter(measured)
            .filter_map(|usage| usage.used)
            .collect();
        let missing = usages.len() - unready - known.len();
        if known.is_empty() || target.is_nan() || target <= 0.0 {
            return Need {
                used: None,
                ratio: 1.0,
                counted: 0,
                replicas: Replicas(current),
            };
        }
        let used: f64 = known.iter().sum();
        let average = used / known.len() as f64;
        let ratio = average / target;
        let need = |ratio: f64, counted: usize| {
            let within = (ratio - 1.0).abs() <= TOLERANCE;
            let wanted = go::float_to_int32((ratio * counted as f64).ceil());
            Need {
                used: Some(average),
                ratio,
                counted,
                replicas: Replicas(if within { current } else { wanted }),
            }
        };
        if missing == 0 && (unready == 0 || ratio <= 1.0) {
            return need(ratio, known.len());
        }
        // Who isn't known is assumed to damp: nothing is used where more replicas would be added,
        // everything where some would go.
        let (assumed, count) = if ratio > 1.0 {
            (0.0, known.len() + missing + unready)
        } else {
            let full = match self.settings.resource {
                Resource::Cpu => target.max(100.0),
                Resource::Memory => target,
            };
            (full * missing as f64, known.len() + missing)
        };
        let damped = (used + assumed) / count as f64 / target;
        let turned = (ratio > 1.0) != (damped > 1.0);
        let damped = need(damped, count);
        let wrong_way = if damped.ratio > 1.0 {
            damped.replicas.0 < current
        } else {
            damped.replicas.0 > current
        };
        let replicas = match turned || wrong_way {
            true => Replicas(current),
            false => damped.replicas,
        };
        Need { replicas, ..damped }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(secs: i64) -> Time {
        Time::from_unix_secs(1_700_000_000 + secs)
    }

    fn hpa() -> Hpa {
        let bounds = Bounds {
            min: Replicas(0),
            max: Replicas(0),
        };
        Hpa::new(HpaSettings {
            resource: Resource::Cpu,
            target: 50.0,
            bounds,
        })
    }

    fn using(percent: &[f64]) -> Vec<Usage> {
        let ready_since = Some(at(-1000));
        percent
            .iter()
            .map(|&p| Usage {
                used: Some(p),
                ready_since,
            })
            .collect()
    }

    fn check(replicas: i32, usages: &[Usage], want: i32) {
        let mut hpa = hpa();
        let decided = hpa.sync(at(0), Replicas(replicas), usages);
        assert_eq!(decided, Replicas(want), "{usages:?}");
        let last = hpa.last().expect("it has looked");
        assert_eq!(last.current, Replicas(replicas));
        assert_eq!(last.decided, decided);
        let bounded = last.stabilized.min(last.most).max(Replicas(1));
        assert_eq!(bounded, decided, "{last:?}");
    }

    #[test]
    fn one_sync() {
        let mut unready = using(&[100.0, 100.0]);
        unready.push(Usage {
            used: None,
            ready_since: None,
        });
        let mut missing = using(&[40.0, 40.0]);
        missing.push(Usage {
            used: None,
            ready_since: Some(at(-100)),
        });
        // Twice the target: twice the replicas.
        check(2, &using(&[100.0, 100.0]), 4);
        // Less than ten percent off is near enough.
        check(2, &using(&[54.0, 54.0]), 2);
        check(2, &using(&[56.0, 56.0]), 3);
        // Twelve times the target, but at most four more, or twice as many.
        check(1, &using(&[600.0]), 5);
        check(8, &using(&[600.0; 8]), 16);
        // Never to zero.
        check(1, &using(&[0.0]), 1);
        // A replica that starts is taken to use nothing: 200 % over three is 67 %.
        check(3, &unready, 4);
        // One without a measurement is taken to use all it may, so nothing shrinks.
        check(3, &missing, 3);
    }

    #[test]
    fn what_a_sync_went_by() {
        let mut hpa = hpa();
        assert_eq!(hpa.last(), None);
        let mut unready = using(&[100.0, 100.0]);
        unready.push(Usage {
            used: None,
            ready_since: None,
        });
        hpa.sync(at(0), Replicas(3), &unready);
        let need = hpa.last().expect("it has looked").need;
        let want = Need {
            used: Some(100.0),
            ratio: 200.0 / 3.0 / 50.0,
            counted: 3,
            replicas: Replicas(4),
        };
        assert_eq!(need, want);
        hpa.sync(at(15), Replicas(3), &unready[2..]);
        let need = hpa.last().expect("it has looked").need;
        assert_eq!((need.used, need.replicas), (None, Replicas(3)));
    }

    #[test]
    fn going_down_waits_for_five_minutes() {
        let mut hpa = hpa();
        assert_eq!(
            hpa.sync(at(0), Replicas(4), &using(&[50.0; 4])),
            Replicas(4)
        );
        for step in 1..=20 {
            let now = at(15 * step);
            assert_eq!(
                hpa.sync(now, Replicas(4), &using(&[10.0; 4])),
                Replicas(4),
                "{step}"
            );
        }
        assert_eq!(
            hpa.sync(at(315), Replicas(4), &using(&[10.0; 4])),
            Replicas(1)
        );
    }

    #[test]
    fn additions_count_for_fifteen_seconds() {
        let mut hpa = hpa();
        assert_eq!(hpa.sync(at(0), Replicas(1), &using(&[900.0])), Replicas(5));
        assert_eq!(
            hpa.sync(at(5), Replicas(5), &using(&[900.0; 5])),
            Replicas(5)
        );
        assert_eq!(
            hpa.sync(at(15), Replicas(5), &using(&[900.0; 5])),
            Replicas(10)
        );
    }
}
