//! Many runs, on all cores.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};
use kpa::compare::{Sample, Trials, Tried};
use rayon::prelude::*;

/// Runs all of it.
pub fn tried<'a>(trials: &Trials<'a>) -> Vec<Tried<'a>> {
    let bar = bar(trials.count());
    let samples: Vec<Sample> = (0..trials.count())
        .into_par_iter()
        .filter_map(|number| {
            let sample = trials.run(number);
            bar.inc(1);
            sample
        })
        .collect();
    bar.finish_and_clear();
    trials.tried(samples)
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
