//! What Knative's own autoscaler did, in words.

use kpa::autoscaler::explanation::{Step, Term, explain};
use kpa::autoscaler::scaler::Gate;
use kpa::settings::resolve::{Metric, RevisionSettings};
use kpa::timeline::run::Moment;
use kpa::units::Replicas;

use super::{Line, Why, bound, count, leads_to, time, within};
use crate::language::Words;

/// Why there were as many replicas as there were at a moment.
pub fn why(words: Words, settings: &RevisionSettings, moment: &Moment) -> Why {
    let terms = match &moment.autoscaler {
        Some(snapshot) if snapshot.decision.is_some() => explain(settings, snapshot),
        _ => Vec::new(),
    };
    let decides = terms.iter().find(|term| term.decides);
    let panics = terms
        .iter()
        .any(|term| matches!(term.step, Step::Threshold { reached: true, .. }));
    Why {
        sentence: decides.map_or_else(
            || words.why_none().to_owned(),
            |term| sentence(words, settings, &term.step, panics),
        ),
        lines: terms.iter().map(|term| line(words, term)).collect(),
    }
}

/// What decided. `panics`: the threshold is reached at this very moment.
fn sentence(words: Words, settings: &RevisionSettings, step: &Step, panics: bool) -> String {
    let load = |load: f64| {
        let load = average(words, load);
        match settings.decider.metric {
            Metric::Rps => words.why_per_second(&load),
            _ => words.why_in_flight(&load),
        }
    };
    let count = |replicas| count(words, replicas);
    match *step {
        Step::Stable {
            observed, target, ..
        } => words.why_stable(&load(observed), &words.exact(target)),
        Step::Panic {
            observed, wants, ..
        } if panics => {
            let threshold = words.exact(settings.decider.panic_threshold);
            words.why_panic(&load(observed), wants, &threshold)
        }
        Step::Panic {
            observed, wants, ..
        } => words.why_panic_on(&load(observed), wants),
        Step::Rates { from, to, .. } => words.why_rates(&words.number(from), &words.number(to)),
        Step::ActivationScale { floor } => words.why_activation(floor.0.into()),
        Step::Hold { to, until, .. } => words.why_hold(&count(to), &time(until)),
        Step::Delay { delay, to, .. } => words.why_delay(&words.duration(delay), &count(to)),
        Step::Bounds {
            initial, from, to, ..
        } if to > from => match initial {
            Some(initial) if initial == to => words.why_initial(&count(to)),
            _ => words.why_min(&count(from), &count(to)),
        },
        Step::Bounds { from, to, .. } => words.why_max(&count(from), &count(to)),
        Step::Zero { gate, .. } => match gate {
            Gate::Off => words.why_zero_off().to_owned(),
            Gate::Activating { until } => words.why_zero_activating(&time(until)),
            Gate::StableWindow { until } => words.why_zero_window(&time(until)),
            Gate::Turning => words.why_zero_turning().to_owned(),
            Gate::Probing => words.why_zero_probing().to_owned(),
            Gate::Retention { until } => words.why_zero_retention(&time(until)),
            Gate::Grace { until } => words.why_zero_grace(&time(until)),
            Gate::Open => words.why_zero_open().to_owned(),
        },
        // These never decide.
        Step::Threshold { .. } | Step::Burst { .. } => String::new(),
    }
}

fn line(words: Words, term: &Term) -> Line {
    let (name, about) = match term.step {
        Step::Stable { .. } => (words.step_stable(), words.about_stable()),
        Step::Panic { .. } => (words.step_panic(), words.about_panic()),
        Step::Threshold { .. } => (words.step_threshold(), words.about_threshold()),
        Step::Rates { .. } => (words.step_rates(), words.about_rates()),
        Step::ActivationScale { .. } => (words.step_activation(), words.about_activation()),
        Step::Hold { .. } => (words.step_hold(), words.about_hold()),
        Step::Delay { .. } => (words.step_delay(), words.about_delay()),
        Step::Bounds { .. } => (words.step_bounds(), words.about_bounds()),
        Step::Zero { .. } => (words.step_zero(), words.about_zero()),
        Step::Burst { .. } => (words.step_burst(), words.about_burst()),
    };
    Line {
        name,
        sum: sum(words, &term.step),
        about,
        settings: term.step.settings(),
        step: Some((&term.step).into()),
        decides: term.decides,
    }
}

fn sum(words: Words, step: &Step) -> String {
    let number = |value: f64| words.number(value);
    let count = |replicas| count(words, replicas);
    match *step {
        Step::Stable {
            observed,
            target,
            wants,
        }
        | Step::Panic {
            observed,
            target,
            wants,
        } => {
            let division = format!("{} ÷ {}", average(words, observed), words.exact(target));
            leads_to(division, number(wants))
        }
        Step::Threshold {
            wants,
            ready,
            threshold,
            reached,
            until,
        } => {
            let is = if reached { '≥' } else { '<' };
            let threshold = words.exact(threshold);
            let test = match ready {
                1.0 => format!("{} {is} {threshold}", number(wants)),
                _ => format!("{} ÷ {} {is} {threshold}", number(wants), number(ready)),
            };
            match until {
                Some(until) => words.sum_panic(&test, &time(until)),
                None => test,
            }
        }
        Step::Rates {
            least,
            most,
            from,
            to,
        } => within(&number(least), &number(most), &number(from), &number(to)),
        Step::ActivationScale { floor } => format!("≥ {}", count(floor)),
        Step::Hold { from, to, until } => {
            words.sum_until(&leads_to(count(from), count(to)), &time(until))
        }
        Step::Delay { delay, from, to } => leads_to(
            words.sum_highest(&words.duration(delay), &count(from)),
            count(to),
        ),
        Step::Bounds {
            min,
            max,
            initial,
            from,
            to,
        } => {
            let min = initial.map_or(min, |initial| min.max(initial));
            within(&count(min), &bound(words, max), &count(from), &count(to))
        }
        Step::Zero { gate, to } => leads_to(clock_of(words, gate), count(to)),
        Step::Burst {
            ready,
            total,
            burst,
            load,
            excess,
            proxied,
        } => {
            let way = match proxied {
                true => words.sum_proxy(),
                false => words.sum_serve(),
            };
            leads_to(excess_burst(words, ready, total, burst, load, excess), way)
        }
    }
}

/// An average: a little of something isn't nothing.
fn average(words: Words, value: f64) -> String {
    match value {
        v if v >= 1.0 || v == 0.0 => words.number(v),
        v if v >= 0.01 => words.exact(v),
        _ => format!("< {}", words.exact(0.01)),
    }
}

/// What a recommendation of zero waits for.
fn clock_of(words: Words, gate: Gate) -> String {
    match gate {
        Gate::Off => words.gate_off().to_owned(),
        Gate::Activating { until } => words.gate_activating(&time(until)),
        Gate::StableWindow { until } => words.gate_window(&time(until)),
        Gate::Turning => words.gate_turning().to_owned(),
        Gate::Probing => words.gate_probing().to_owned(),
        Gate::Retention { until } => words.gate_retention(&time(until)),
        Gate::Grace { until } => words.gate_grace(&time(until)),
        Gate::Open => words.gate_open().to_owned(),
    }
}

/// Excess burst capacity: `8 × 10 − 200 − 50 = −170`. Without a target burst capacity, and with one
/// without end, there is nothing to work out.
fn excess_burst(
    words: Words,
    ready: Replicas,
    total: f64,
    burst: f64,
    load: f64,
    excess: i32,
) -> String {
    if burst == 0.0 {
        return words.sum_no_burst().to_owned();
    }
    if burst < 0.0 {
        return words.sum_endless_burst().to_owned();
    }
    let excess = f64::from(excess);
    let exact = f64::from(ready.0) * total - burst - load;
    let is = if exact == excess { '=' } else { '≈' };
    format!(
        "{} × {} − {} − {} {is} {}",
        count(words, ready),
        words.exact(total),
        words.exact(burst),
        words.number(load),
        words.number(excess).replace('-', "−"),
    )
}
