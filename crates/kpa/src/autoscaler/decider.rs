//! The decision: how many replicas there should be, and whether the activator stays in the path.

use crate::autoscaler::collector::Observed;
use crate::autoscaler::delay_window::DelayWindow;
use crate::go;
use crate::rounding;
use crate::settings::resolve::DeciderSpec;
use crate::units::{Replicas, Time};

/// What the autoscaler remembers of a revision from one decision to the next.
#[derive(Clone, Debug)]
pub struct Decider {
    panic_since: Option<Time>,
    max_panic_replicas: Replicas,
    /// Surprising: made when the decider is, if there is a delay then, and never changed, so a delay
    /// set later in the ConfigMap doesn't reach a revision until the autoscaler restarts.
    delay: Option<DelayWindow>,
    latest: Option<Decision>,
}

/// A recommendation, with every step that led to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decision {
    /// How many replicas there should be, before the bounds.
    ///
    /// Surprising: max-scale bounds what is asked of the deployment, not this.
    pub desired: Replicas,
    /// Requests that the ready replicas could take at once beyond the present load and the target
    /// burst capacity; negative keeps the activator in the path.
    pub excess_burst_capacity: i32,
    /// The averages that were compared with the target.
    pub observed: Observed,
    /// The ready replicas.
    pub ready: Replicas,
    /// The most that the scale-up rate allows.
    pub most: f64,
    /// The least that the scale-down rate allows.
    pub least: f64,
    /// Replicas that the stable average wants, before the rates.
    pub stable_wants: f64,
    /// Replicas that the panic average wants, before the rates.
    pub panic_wants: f64,
    /// What the stable average comes to, after the rates and the activation scale.
    pub stable_scale: Replicas,
    /// What the panic average comes to, after the rates and the activation scale.
    pub panic_scale: Replicas,
    /// Whether the panic average reached the threshold at this very decision.
    pub over_threshold: bool,
    /// Since when panic mode lasts, counted from the last decision over the threshold.
    pub panic_since: Option<Time>,
    /// What comes of the averages and panic mode, before the scale-down delay.
    pub undelayed: Replicas,
}

impl Decider {
    /// A decider as it is made for a revision with so many ready replicas.
    ///
    /// Surprising: with more than one it starts in panic mode, so that after a restart of the
    /// autoscaler nothing shrinks until a stable window has passed.
    pub fn new(spec: &DeciderSpec, now: Time, ready: Replicas) -> Self {
        let delay = spec.scale_down_delay;
        Self {
            panic_since: (ready > Replicas(1)).then_some(now),
            max_panic_replicas: ready,
            delay: (delay > crate::units::Duration::ZERO).then(|| DelayWindow::new(delay)),
            latest: None,
        }
    }

    /// Since when panic mode lasts, if it does.
    pub fn panic_since(&self) -> Option<Time> {
        self.panic_since
    }

    /// The highest recommendation of the present panic mode; before the first, the replicas that were
    /// ready at the start.
    pub fn max_panic_replicas(&self) -> Replicas {
        self.max_panic_replicas
    }

    /// The last decision in all its steps, once one was made.
    pub fn latest(&self) -> Option<&Decision> {
        self.latest.as_ref()
    }

    /// Decides, as Knative does every 2 s and at once when a statistic reaches an idle revision.
    ///
    /// Without data no decision is made and this isn't called: nothing changes then, not even panic
    /// mode or the delay window.
    ///
    /// The decision stays here and is written once: it is too large to be passed around by value.
    pub fn decide(
        &mut self,
        spec: &DeciderSpec,
        now: Time,
        ready_replicas: Replicas,
        observed: Observed,
    ) -> &Decision {
        let ready = at_least_one(ready_replicas);
        let most = rounding::ceil(spec.max_scale_up_rate * ready);
        let least = match spec.reachable {
            true => rounding::floor(ready / spec.max_scale_down_rate),
            false => 0.0,
        };
        let stable_wants = rounding::ceil(observed.stable / spec.target);
        let panic_wants = rounding::ceil(observed.panic / spec.target);
        let scale = |wants: f64| {
            let limited = if least <= wants && wants <= most {
                wants
            } else {
                go::min(go::max(wants, least), most)
            };
            let limited = rounding::whole_to_int32(limited);
            // The activation scale is a floor for any demand, whatever the scale-up rate allows.
            let floor = spec.activation_scale.0;
            Replicas(if floor > 1 && wants > 0.0 {
                limited.max(floor)
            } else {
                limited
            })
        };
        let (stable_scale, panic_scale) = (scale(stable_wants), scale(panic_wants));

        // Surprising: compared after rounding up to replicas, and per ready replica. With one of
        // them, 1.01 × the target is 2 replicas, and that is 200 %.
        let over_threshold = panic_wants / ready >= spec.panic_threshold;
        if over_threshold {
            self.panic_since = Some(now);
        } else if self
            .panic_since
            .is_some_and(|since| since + spec.stable_window < now)
        {
            self.panic_since = None;
            self.max_panic_replicas = Replicas::ZERO;
        }

        let mut desired = stable_scale;
        if self.panic_since.is_some() {
            // While panicking the count never falls.
            let wanted = stable_scale.max(panic_scale);
            self.max_panic_replicas = self.max_panic_replicas.max(wanted);
            desired = self.max_panic_replicas;
        }
        let undelayed = desired;
        if spec.reachable
            && let Some(delay) = &mut self.delay
        {
            delay.record(now, desired);
            desired = delay.current();
        }

        self.latest.insert(Decision {
            desired,
            excess_burst_capacity: excess_burst_capacity(spec, ready_replicas, observed.panic),
            observed,
            ready: ready_replicas,
            most,
            least,
            stable_wants,
            panic_wants,
            stable_scale,
            panic_scale,
            over_threshold,
            panic_since: self.panic_since,
            undelayed,
        })
    }
}

impl Decision {
    /// The ready replicas that the rates and the panic test are relative to: at least 1.
    pub fn base(&self) -> f64 {
        at_least_one(self.ready)
    }
}

fn at_least_one(ready: Replicas) -> f64 {
    rounding::float(ready.0.max(1))
}

/// Room for a burst: what all ready replicas can take (not what they should get), less the target
/// burst capacity and the load of the panic window.
fn excess_burst_capacity(spec: &DeciderSpec, ready: Replicas, load: f64) -> i32 {
    let burst = spec.target_burst_capacity;
    if burst == 0.0 {
        0
    } else if burst > 0.0 {
        rounding::whole_to_int32(rounding::floor(
            rounding::float(ready.0) * spec.total - burst - load,
        ))
    } else {
        -1
    }
}
