//! What Kubernetes' HorizontalPodAutoscaler did, in words.

use kpa::autoscaler::hpa::{Sync, TOLERANCE};
use kpa::settings::hpa::{HpaSettings, Resource};
use kpa::timeline::run::Moment;
use kpa::units::Replicas;

use super::{Line, Why, bound, count, leads_to, within};
use crate::language::Words;

/// Where its number comes from.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Use,
    Wait,
    Limit,
    Bounds,
}

/// Why there were as many replicas as there were at a moment.
pub fn why(words: Words, settings: &HpaSettings, moment: &Moment) -> Why {
    let Some(sync) = moment.hpa else {
        return Why {
            sentence: words.hpa_none().to_owned(),
            lines: Vec::new(),
        };
    };
    Why {
        sentence: sentence(words, settings, &sync),
        lines: lines(words, settings, &sync),
    }
}

fn least(settings: &HpaSettings) -> Replicas {
    settings.bounds.min.max(Replicas(1))
}

/// The last part that moved the number.
fn decides(sync: &Sync) -> Part {
    let limited = sync.stabilized.min(sync.most);
    if sync.decided != limited {
        Part::Bounds
    } else if limited != sync.stabilized {
        Part::Limit
    } else if sync.stabilized != sync.need.replicas {
        Part::Wait
    } else {
        Part::Use
    }
}

/// An amount in the unit of what is measured.
fn amount(words: Words, settings: &HpaSettings, value: f64) -> String {
    let value = words.number(value);
    match settings.resource {
        Resource::Cpu => format!("{value} %"),
        Resource::Memory => format!("{value} MiB"),
    }
}

fn sentence(words: Words, settings: &HpaSettings, sync: &Sync) -> String {
    let target = amount(words, settings, settings.target);
    let limited = sync.stabilized.min(sync.most);
    match decides(sync) {
        Part::Bounds if sync.decided > limited => {
            words.why_min(&count(words, limited), &count(words, sync.decided))
        }
        Part::Bounds => words.why_max(&count(words, limited), &count(words, sync.decided)),
        Part::Limit => words.hpa_limit(&count(words, sync.decided)),
        Part::Wait => words.hpa_wait(&count(words, sync.decided)),
        Part::Use => match sync.need.used {
            None => words.hpa_unmeasured().to_owned(),
            Some(used) => {
                let used = amount(words, settings, used);
                match sync.need.replicas == sync.current {
                    true => words.hpa_near(&used, &target),
                    false => words.hpa_use(&used, &target),
                }
            }
        },
    }
}

fn lines(words: Words, settings: &HpaSettings, sync: &Sync) -> Vec<Line> {
    let count = |replicas| count(words, replicas);
    let need = &sync.need;
    let ratio = words.exact(need.ratio);
    let usage = match need.used {
        None => "–".to_owned(),
        Some(used) => {
            let (used, target) = (words.number(used), amount(words, settings, settings.target));
            format!("{used} ÷ {target} → {ratio}")
        }
    };
    let wants = match (need.ratio - 1.0).abs() <= TOLERANCE {
        true => leads_to(format!("{ratio} ≈ 1"), count(need.replicas)),
        false => {
            let counted = words.number(need.counted as f64);
            leads_to(format!("{ratio} × {counted}"), count(need.replicas))
        }
    };
    let limited = sync.stabilized.min(sync.most);
    let (least, most) = (least(settings), settings.bounds.max);
    let bounds = within(
        &count(least),
        &bound(words, most),
        &count(limited),
        &count(sync.decided),
    );
    let line = |part, name, sum, about, settings| Line {
        name,
        sum,
        about,
        settings,
        step: None,
        decides: part == Some(decides(sync)),
    };
    vec![
        line(
            None,
            words.hpa_step_use(),
            usage,
            words.hpa_about_use(),
            &["metric", "target"],
        ),
        line(
            Some(Part::Use),
            words.hpa_step_wants(),
            wants,
            words.hpa_about_wants(),
            &["target"],
        ),
        line(
            Some(Part::Wait),
            words.hpa_step_wait(),
            leads_to(count(need.replicas), count(sync.stabilized)),
            words.hpa_about_wait(),
            &[],
        ),
        line(
            Some(Part::Limit),
            words.hpa_step_limit(),
            within(
                "0",
                &count(sync.most),
                &count(sync.stabilized),
                &count(limited),
            ),
            words.hpa_about_limit(),
            &[],
        ),
        line(
            Some(Part::Bounds),
            words.step_bounds(),
            bounds,
            words.hpa_about_bounds(),
            &["min-scale", "max-scale"],
        ),
    ]
}
