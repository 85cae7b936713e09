//! Many runs, on all cores.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};
use kpa::compare::{Case, Comparison, Effect, Pair, Sample, effects, measure};
use kpa::settings::Effective;
use rayon::prelude::*;

/// What a revision did under one traffic, before and after.
pub struct Tried<'a> {
    /// The revision's number among the pairs of the comparison.
    pub pair: usize,
    /// The traffic.
    pub case: &'a Case,
    /// What it came to after, seed by seed.
    pub after: Vec<Sample>,
    /// What the change does.
    pub effects: Vec<Effect>,
}

/// Tries all of these revisions, by their numbers, under all cases with so many seeds.
pub fn tried<'a>(
    comparison: &Comparison,
    which: &[usize],
    cases: &'a [Case],
    seeds: u64,
    price: Option<f64>,
) -> Vec<Tried<'a>> {
    let chosen: Vec<(usize, &Pair)> = which
        .iter()
        .filter_map(|&nth| Some((nth, comparison.pairs.get(nth)?)))
        .collect();
    let blocks: Vec<(usize, &Pair, &Case)> = chosen
        .iter()
        .flat_map(|&(nth, pair)| cases.iter().map(move |case| (nth, pair, case)))
        .collect();
    let jobs: Vec<(&Effective, &Case, u64)> = blocks
        .iter()
        .flat_map(|(_, pair, case)| {
            let sides = sides(pair).into_iter().flatten();
            sides.flat_map(move |effective| (0..seeds).map(move |seed| (effective, *case, seed)))
        })
        .collect();
    let bar = bar(jobs.len());
    let samples: Vec<Sample> = jobs
        .into_par_iter()
        .map(|(effective, case, seed)| {
            let sample = measure(effective, case, seed, price);
            bar.inc(1);
            sample
        })
        .collect();
    bar.finish_and_clear();
    let mut samples = samples.into_iter();
    let mut next = |is_there: bool| -> Vec<Sample> {
        let count = if is_there { seeds as usize } else { 0 };
        samples.by_ref().take(count).collect()
    };
    let blocks = blocks.into_iter();
    blocks
        .map(|(nth, pair, case)| {
            let [before, after] = sides(pair);
            let (mut before, after) = (next(before.is_some()), next(after.is_some()));
            // What is the same is run once.
            if pair.before.is_some() && !pair.differs() {
                before.clone_from(&after);
            }
            Tried {
                pair: nth,
                case,
                effects: effects(&before, &after),
                after,
            }
        })
        .collect()
}

/// What has to be run of a revision, before and after.
fn sides(pair: &Pair) -> [Option<&Effective>; 2] {
    let before = pair.before.as_ref().filter(|_| pair.differs());
    [before, pair.after.as_ref()]
}

/// A bar for so many runs, if somebody is looking.
pub fn bar(count: usize) -> ProgressBar {
    let bar = match io::stderr().is_terminal() {
        true => ProgressBar::new(count as u64),
        false => ProgressBar::hidden(),
    };
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} runs  {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}
