//! The tables of what a change does. What may be chance looks like it.

use kpa::compare::{Effect, Measure, Verdict};
use kpa::report::figures::{Amount, OVERVIEW, mean};
use kpa::session::Shape;
use yew::prelude::*;

use crate::components::traffic;
use crate::language::Words;

/// The most important measures under all traffics.
pub fn overview(words: Words, shapes: &[Shape], effects: &[Vec<Effect>], seeds: u64) -> Html {
    html! {
        <section>
            <div class="scroll" role="region" tabindex="0" aria-label={words.compare_effects()}>
                <table class="overview">
                    <thead>
                        <tr>
                            <th scope="col">{ words.compare_traffics() }</th>
                            for measure in OVERVIEW {
                                <th scope="col">{ label(words, measure) }</th>
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for (shape, effects) in shapes.iter().zip(effects) {
                            <tr>
                                <th scope="row">{ traffic::name(shape, words) }</th>
                                for measure in OVERVIEW {
                                    { short(words, effects.iter().find(|it| it.measure == measure)) }
                                }
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            <p class="quiet">{
                match seeds {
                    1 => words.compare_one_seed().to_owned(),
                    seeds => words.compare_confidence(&seeds.to_string()),
                }
            }</p>
        </section>
    }
}

fn short(words: Words, effect: Option<&Effect>) -> Html {
    let Some(effect) = effect else {
        return html! { <td>{ "–" }</td> };
    };
    let [before, after] = [effect.base, effect.change].map(|it| mean(effect.measure, it));
    match effect.verdict {
        Verdict::Less | Verdict::More => html! {
            <td class={class(effect)}>{ before }{ " → " }<b>{ after }</b></td>
        },
        Verdict::WithinNoise if before != after => html! {
            <td class="noise">
                { before }{ " → " }{ after }
                { " " }
                <small>{ words.compare_noise() }</small>
            </td>
        },
        _ => html! { <td>{ after }</td> },
    }
}

/// All measures under one traffic.
pub fn details(words: Words, effects: &[Effect]) -> Html {
    html! {
        <div class="scroll" role="region" tabindex="0" aria-label={words.compare_measures()}>
            <table class="measures">
                <thead>
                    <tr>
                        <th scope="col">{ words.compare_measure() }</th>
                        <th scope="col">{ words.compare_before() }</th>
                        <th scope="col">{ words.compare_after() }</th>
                        <th scope="col">{ words.compare_difference() }</th>
                    </tr>
                </thead>
                <tbody>
                    for effect in effects {
                        <tr class={class(effect)}>
                            <th scope="row">{ label(words, effect.measure) }</th>
                            <td>{ mean(effect.measure, effect.base) }</td>
                            <td>{ mean(effect.measure, effect.change) }</td>
                            <td>{ difference(words, effect) }</td>
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn class(effect: &Effect) -> &'static str {
    match effect.verdict {
        // Less is better, or cheaper, of each.
        Verdict::Less => "less",
        Verdict::More => "more",
        Verdict::WithinNoise => "noise",
        Verdict::Same | Verdict::Nothing => "same",
    }
}

fn difference(words: Words, effect: &Effect) -> Html {
    let amount = Amount::of(effect).filter(|_| effect.verdict != Verdict::Nothing);
    let Some(amount) = amount else {
        return "–".into();
    };
    let points = |text: &str| text.replace("points", words.compare_points());
    let range = points(&amount.range);
    match effect.verdict {
        Verdict::Same => words.compare_same().into(),
        Verdict::WithinNoise => html! {
            <>{ words.compare_noise() }{ " " }<small>{ range }</small></>
        },
        _ => html! {
            <>
                <b>{ points(&amount.mean) }</b>
                if let Some(percent) = amount.percent {
                    { " " }{ percent }
                }
                if range != points(&amount.mean) {
                    { " " }<small>{ range }</small>
                }
            </>
        },
    }
}

/// What a measure is called.
fn label(words: Words, measure: Measure) -> &'static str {
    match measure {
        Measure::PeakReplicas => words.measure_peak(),
        Measure::MeanReplicas => words.measure_mean(),
        Measure::PodHours => words.measure_pod_hours(),
        Measure::Cost => words.measure_cost(),
        Measure::ColdStarts => words.measure_cold_starts(),
        Measure::P50 => words.measure_p50(),
        Measure::P95 => words.measure_p95(),
        Measure::P99 => words.measure_p99(),
        Measure::Rejected => words.measure_rejected(),
        Measure::TimedOut => words.measure_timed_out(),
        Measure::OverCapacity => words.measure_over_capacity(),
        Measure::Panic => words.measure_panic(),
        Measure::FromZero => words.measure_from_zero(),
        Measure::ToZero => words.measure_to_zero(),
    }
}
