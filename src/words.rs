//! What happens, in words.

use kpa::autoscaler::decider::Decision;
use kpa::autoscaler::hpa::{HpaSettings, Resource};
use kpa::autoscaler::reconciler::Activity;
use kpa::autoscaler::snapshot::Snapshot;
use kpa::settings::resolve::RevisionSettings;
use kpa::timeline::run::Moment;
use yew::prelude::*;

use crate::language::Words;

/// A number as people write it: at most one decimal.
pub fn number(value: f64) -> String {
    // Added to zero, a negative one is positive.
    let rounded = (value * 10.0).round() / 10.0 + 0.0;
    format!("{rounded}")
}

/// Small and exact numbers, such as targets: at most two decimals.
pub fn exact(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    format!("{rounded}")
}

/// A time as people write it: `516 ms`, `2.1 s`.
pub fn seconds(value: f64) -> String {
    if value < 0.9995 {
        format!("{} ms", (value * 1000.0).round())
    } else {
        format!("{} s", exact(value))
    }
}

/// The present state: `8 desired, 8 ready, panic mode`.
pub fn now(moment: &Moment, words: Words) -> String {
    let row = moment.row;
    let desired = words.number(row.desired.max(0) as f64);
    let ready = words.number(row.ready as f64);
    let mode = if moment.autoscaler.is_none() {
        words.now_hpa()
    } else if row.panicking {
        words.now_panic()
    } else if is_inactive(moment) {
        words.now_zero()
    } else {
        words.now_stable()
    };
    words.now_state(&desired, &ready, mode)
}

fn is_inactive(moment: &Moment) -> bool {
    let activity = |it: Snapshot| it.status.condition.activity;
    moment.autoscaler.map(activity) == Some(Activity::Inactive)
}

fn decision(moment: &Moment) -> Option<Decision> {
    moment.autoscaler.and_then(|it| it.decision)
}

/// One step of a decision.
#[derive(Clone, PartialEq)]
pub struct Step {
    /// What is looked at.
    pub name: &'static str,
    /// The arithmetic, with its result.
    pub sum: String,
    /// Whether the number of replicas comes from here.
    pub decides: bool,
}

/// Why so many replicas, in one sentence.
pub fn why(moment: &Moment, settings: &RevisionSettings) -> String {
    let spec = &settings.decider;
    let row = moment.row;
    let Some(decision) = decision(moment) else {
        return "No decision yet: the autoscaler has no data.".into();
    };
    let wanted = row.desired;
    let (stable, panic) = (decision.observed.stable, decision.observed.panic);
    let unit = match &spec.metric {
        kpa::settings::resolve::Metric::Rps => "requests per second",
        _ => "in flight",
    };
    if is_inactive(moment) {
        return "Nothing is in flight, and nothing was for a whole stable window.".into();
    }
    let reason = if decision.over_threshold {
        let ready = match decision.base() as i32 {
            1 => "1 replica".to_owned(),
            ready => format!("{ready} replicas"),
        };
        format!(
            "Panic: {} {unit} want {} replicas, {} times what {ready} should serve or more.",
            number(panic),
            decision.panic_wants,
            exact(spec.panic_threshold),
        )
    } else if row.panicking {
        format!(
            "Panic mode: replicas only rise until {} have passed without a new surge.",
            spec.stable_window
        )
    } else if decision.desired != decision.undelayed {
        format!(
            "The scale-down delay of {} still holds the higher number.",
            spec.scale_down_delay
        )
    } else {
        format!(
            "{} {unit} on average, {} for each replica.",
            number(stable),
            exact(spec.target),
        )
    };
    let bounds = settings.bounds;
    let (min, max) = (i64::from(bounds.min.0), i64::from(bounds.max.0));
    if max > 0 && wanted == max && row.recommended > max {
        return format!("{reason} max-scale stops it at {}.", bounds.max);
    }
    if wanted == min && wanted > row.recommended {
        return format!("{reason} min-scale keeps {}.", bounds.min);
    }
    reason
}

/// Why so many replicas, where the HPA decides.
pub fn why_hpa(settings: &HpaSettings) -> String {
    let target = exact(settings.target);
    match settings.resource {
        Resource::Cpu => format!(
            "The HPA looks every 15 s and aims at {target} % of each pod's processor. \
            Only requests that compute use it: see Cores per pod."
        ),
        Resource::Memory => {
            format!("The HPA looks every 15 s and aims at {target} MiB of memory in each pod.")
        }
    }
}

/// The decision behind the present number, step by step.
pub fn steps(moment: &Moment, settings: &RevisionSettings) -> Vec<Step> {
    let row = moment.row;
    let Some(decision) = decision(moment) else {
        return Vec::new();
    };
    let spec = &settings.decider;
    let target = exact(spec.target);
    let Decision {
        observed,
        stable_wants,
        panic_wants,
        stable_scale,
        panic_scale,
        undelayed,
        desired,
        ..
    } = decision;
    let ready = decision.base();
    let higher = stable_scale.max(panic_scale);
    let held = row.panicking && undelayed > higher;
    let bounded = row.desired.max(0);
    let step = |name, sum, decides| Step { name, sum, decides };
    let share = panic_wants / ready;
    let panics = if row.panicking { ": panic" } else { "" };
    let mut steps = vec![
        step(
            "Stable",
            format!("{} ÷ {target} → {stable_wants}", number(observed.stable)),
            undelayed == stable_scale,
        ),
        step(
            "Panic",
            format!("{} ÷ {target} → {panic_wants}", number(observed.panic)),
            row.panicking && !held && undelayed == panic_scale && panic_scale > stable_scale,
        ),
        step(
            "Threshold",
            match decision.over_threshold {
                true => format!(
                    "{panic_wants} ÷ {ready} ≥ {}{panics}",
                    exact(spec.panic_threshold)
                ),
                false => format!("{} < {}{panics}", exact(share), exact(spec.panic_threshold)),
            },
            false,
        ),
    ];
    if f64::from(higher.0) != stable_wants.max(panic_wants) {
        let (least, most) = (decision.least, decision.most);
        steps.push(step("Rates", format!("{least} … {most} → {higher}"), true));
    }
    if held {
        steps.push(step("Hold", format!("highest so far → {undelayed}"), true));
    }
    if desired != undelayed {
        let delay = spec.scale_down_delay;
        steps.push(step(
            "Delay",
            format!("highest in {delay} → {desired}"),
            true,
        ));
    }
    let bounds = settings.bounds;
    let max = match bounds.max.0 {
        0 => "∞".to_owned(),
        max => max.to_string(),
    };
    let sum = format!("{} … {max} → {bounded}", bounds.min);
    steps.push(step("Bounds", sum, bounded != i64::from(desired.0)));
    // The last step that decides is the one that counts.
    let last = steps.iter().rposition(|step| step.decides);
    for (nth, step) in steps.iter_mut().enumerate() {
        step.decides = Some(nth) == last;
    }
    steps
}

/// A sentence in which backticks mark code. Long keys may break behind their slash.
pub fn prose(sentence: &str) -> Html {
    let parts = sentence.split('`').enumerate();
    parts
        .map(|(nth, part)| match nth % 2 {
            0 => html! { part },
            _ => html! {
                <code>
                    for piece in part.split_inclusive('/') {
                        { piece }<wbr />
                    }
                </code>
            },
        })
        .collect()
}
