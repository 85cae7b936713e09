//! Why exactly so many replicas: a decision as somebody would work it out on paper.
//!
//! Nothing is decided here. The terms carry the numbers that the decider and the scaler came to.

use crate::autoscaler::decider::Decision;
use crate::autoscaler::scaler::Gate;
use crate::autoscaler::snapshot::Snapshot;
use crate::settings::resolve::RevisionSettings;
use crate::units::{Duration, Replicas, Time};

/// One term of the explanation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// What is worked out.
    pub step: Step,
    /// Whether the scale comes from here.
    pub decides: bool,
}

/// One step from the load to the scale and to the way of the requests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// What the average over the stable window wants: observed ÷ target, rounded up.
    Stable {
        /// The average.
        observed: f64,
        /// What each replica should get.
        target: f64,
        /// The replicas.
        wants: f64,
    },
    /// What the average over the panic window wants.
    Panic {
        /// The average.
        observed: f64,
        /// What each replica should get.
        target: f64,
        /// The replicas.
        wants: f64,
    },
    /// The panic test: what the panic average wants for each ready replica.
    Threshold {
        /// The replicas that the panic average wants.
        wants: f64,
        /// The ready replicas, at least 1.
        ready: f64,
        /// The factor from which on it is panic.
        threshold: f64,
        /// Whether it was reached.
        reached: bool,
        /// When panic mode ends unless the threshold is reached again; `None` outside of it.
        until: Option<Time>,
    },
    /// The rates: between how many replicas one decision may move.
    Rates {
        /// The least.
        least: f64,
        /// The most.
        most: f64,
        /// What was wanted.
        from: f64,
        /// What is left of it.
        to: f64,
    },
    /// The activation scale: the least for any demand at all.
    ActivationScale {
        /// The scale.
        floor: Replicas,
    },
    /// Panic mode holds the highest number that it came to.
    Hold {
        /// What the averages want now.
        from: Replicas,
        /// What is held.
        to: Replicas,
        /// Until when.
        until: Time,
    },
    /// The scale-down delay holds the highest recommendation of the time that it covers.
    Delay {
        /// How long.
        delay: Duration,
        /// What is recommended now.
        from: Replicas,
        /// What is held.
        to: Replicas,
    },
    /// The bounds.
    Bounds {
        /// The least; 0 is no bound.
        min: Replicas,
        /// The most; 0 is no bound.
        max: Replicas,
        /// The initial scale, while it counts as the least because it was never reached.
        initial: Option<Replicas>,
        /// What was recommended.
        from: Replicas,
        /// What is wanted.
        to: Replicas,
    },
    /// What became of a recommendation of zero.
    Zero {
        /// What it waits for.
        gate: Gate,
        /// What is wanted meanwhile.
        to: Replicas,
    },
    /// Excess burst capacity, and so the way of the requests.
    Burst {
        /// The ready replicas.
        ready: Replicas,
        /// What each can take.
        total: f64,
        /// The target burst capacity; −1 is without end.
        burst: f64,
        /// The load over the panic window.
        load: f64,
        /// What is left.
        excess: i32,
        /// Whether requests go through the activator.
        proxied: bool,
    },
}

impl Step {
    /// The settings that it depends on, by the names of their rows in the ladder.
    pub const fn settings(&self) -> &'static [&'static str] {
        match self {
            Self::Stable { .. } => &["target-per-replica", "stable-window", "aggregation"],
            Self::Panic { .. } => &["target-per-replica", "panic-window", "aggregation"],
            Self::Threshold { .. } => &["panic-threshold", "stable-window"],
            Self::Rates { .. } => &["scale-up-rate", "scale-down-rate"],
            Self::ActivationScale { .. } => &["activation-scale"],
            Self::Hold { .. } => &["stable-window"],
            Self::Delay { .. } => &["scale-down-delay"],
            Self::Bounds { .. } => &["min-scale", "max-scale", "initial-scale"],
            Self::Zero { gate, .. } => match gate {
                Gate::Off => &["scale-to-zero"],
                Gate::Activating { .. } => &["progress-deadline"],
                Gate::StableWindow { .. } => &["stable-window"],
                Gate::Turning | Gate::Probing | Gate::Open => &["scale-to-zero"],
                Gate::Retention { .. } => &["pod-retention"],
                Gate::Grace { .. } => &["grace-period"],
            },
            Self::Burst { .. } => &["target-burst-capacity", "target"],
        }
    }
}

/// Explains the scale at an instant. Before the first decision there is nothing to explain but the
/// bounds.
pub fn explain(settings: &RevisionSettings, at: &Snapshot) -> Vec<Term> {
    let mut paper = Paper::default();
    if let Some(decision) = &at.decision {
        paper.averages(settings, decision);
        paper.holds(settings, decision);
    }
    paper.bounds(settings, at);
    // Of all that moved the number the last has the say.
    let last = paper.terms.iter().rposition(|term| term.decides);
    for (nth, term) in paper.terms.iter_mut().enumerate() {
        term.decides = Some(nth) == last;
    }
    if let Some(decision) = &at.decision {
        paper.burst(settings, at, decision);
    }
    paper.terms
}

/// What is written down so far. `decides` marks each term that moved the number.
#[derive(Default)]
struct Paper {
    terms: Vec<Term>,
}

impl Paper {
    fn add(&mut self, decides: bool, step: Step) {
        self.terms.push(Term { step, decides });
    }

    /// From the averages to what each comes to.
    fn averages(&mut self, settings: &RevisionSettings, decision: &Decision) {
        let spec = &settings.decider;
        let target = spec.target;
        let Decision {
            observed,
            least,
            most,
            stable_wants,
            panic_wants,
            stable_scale,
            panic_scale,
            ..
        } = *decision;
        let panicking = decision.panic_since.is_some();
        let panic_counts = panicking && panic_scale > stable_scale;
        let stable = Step::Stable {
            observed: observed.stable,
            target,
            wants: stable_wants,
        };
        self.add(!panic_counts, stable);
        let panic = Step::Panic {
            observed: observed.panic,
            target,
            wants: panic_wants,
        };
        self.add(panic_counts, panic);
        let threshold = Step::Threshold {
            wants: panic_wants,
            ready: decision.base(),
            threshold: spec.panic_threshold,
            reached: decision.over_threshold,
            until: decision.panic_since.map(|since| since + spec.stable_window),
        };
        self.add(false, threshold);

        let (from, scale) = match panic_counts {
            true => (panic_wants, panic_scale),
            false => (stable_wants, stable_scale),
        };
        let to = from.max(least).min(most);
        if to != from {
            let rates = Step::Rates {
                least,
                most,
                from,
                to,
            };
            self.add(true, rates);
        }
        if spec.activation_scale == scale && f64::from(scale.0) > to {
            self.add(true, Step::ActivationScale { floor: scale });
        }
    }

    /// What holds a higher number than the averages want.
    fn holds(&mut self, settings: &RevisionSettings, decision: &Decision) {
        let spec = &settings.decider;
        let from = decision.stable_scale.max(decision.panic_scale);
        let (undelayed, to) = (decision.undelayed, decision.desired);
        if let Some(since) = decision.panic_since
            && undelayed > from
        {
            let until = since + spec.stable_window;
            let to = undelayed;
            self.add(true, Step::Hold { from, to, until });
        }
        if to != undelayed {
            let delay = spec.scale_down_delay;
            let from = undelayed;
            self.add(true, Step::Delay { delay, from, to });
        }
    }

    /// From the recommendation to what is wanted of the deployment.
    fn bounds(&mut self, settings: &RevisionSettings, at: &Snapshot) {
        let from = at.recommendation;
        let wanted = at.status.desired.unwrap_or(Replicas::UNKNOWN);
        let to = match at.gate {
            // Only what the bounds leave at zero comes to the gate.
            Some(_) => Replicas::ZERO,
            None => wanted,
        };
        let bounds = Step::Bounds {
            min: settings.bounds.min,
            max: settings.bounds.max,
            initial: initial_scale_counts(settings, at),
            from,
            to,
        };
        self.add(to != from, bounds);
        if let Some(gate) = at.gate {
            self.add(true, Step::Zero { gate, to: wanted });
        }
    }

    /// The way of the requests.
    fn burst(&mut self, settings: &RevisionSettings, at: &Snapshot, decision: &Decision) {
        let spec = &settings.decider;
        let burst = Step::Burst {
            ready: decision.ready,
            total: spec.total,
            burst: spec.target_burst_capacity,
            load: decision.observed.panic,
            excess: decision.excess_burst_capacity,
            proxied: at.proxied(),
        };
        self.add(false, burst);
    }
}

/// The initial scale, as long as it counts as a minimum: until it was reached once.
fn initial_scale_counts(settings: &RevisionSettings, at: &Snapshot) -> Option<Replicas> {
    let initial = settings.decider.initial_scale;
    let counts = !at.status.initialized && settings.decider.reachable && initial > Replicas(1);
    counts.then_some(initial)
}
