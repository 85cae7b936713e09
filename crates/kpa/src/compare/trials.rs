//! What there is to run for a comparison, and what came of it: whoever has many cores takes runs by
//! their number, in any order.

use super::case::Case;
use super::effect::{Effect, effects};
use super::measure::{Sample, measure};
use super::settings::{Comparison, Pair};
use crate::settings::review::Effective;

/// Runs of revisions before and after, under all cases, with each seed.
pub struct Trials<'a> {
    blocks: Vec<Block<'a>>,
    seeds: u64,
    price: Option<f64>,
}

/// A revision under one traffic.
struct Block<'a> {
    number: usize,
    pair: &'a Pair,
    case: &'a Case,
    /// What has to be run, before and after: what is the same is run once.
    sides: [Option<&'a Effective>; 2],
}

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

impl<'a> Trials<'a> {
    /// All of these revisions, by their numbers, under all cases with so many seeds. A pod-hour costs
    /// `price`, if that is of interest.
    pub fn of(
        comparison: &'a Comparison,
        which: &[usize],
        cases: &'a [Case],
        seeds: u64,
        price: Option<f64>,
    ) -> Self {
        let chosen = which
            .iter()
            .filter_map(|&number| Some((number, comparison.pairs.get(number)?)));
        let blocks = chosen.flat_map(|(number, pair)| {
            let before = pair.before.as_ref().filter(|_| pair.differs());
            cases.iter().map(move |case| Block {
                number,
                pair,
                case,
                sides: [before, pair.after.as_ref()],
            })
        });
        Self {
            blocks: blocks.collect(),
            seeds,
            price,
        }
    }

    /// How many runs there are.
    pub fn count(&self) -> usize {
        self.jobs().count()
    }

    /// The run of that number; `None` if there are fewer.
    pub fn run(&self, number: usize) -> Option<Sample> {
        let (effective, case, seed) = self.jobs().nth(number)?;
        Some(measure(effective, case, seed, self.price))
    }

    /// What came of it, from the samples of all runs in their order.
    pub fn tried(&self, samples: Vec<Sample>) -> Vec<Tried<'a>> {
        let mut samples = samples.into_iter();
        let mut next = |is_there: bool| -> Vec<Sample> {
            let count = if is_there { self.seeds as usize } else { 0 };
            samples.by_ref().take(count).collect()
        };
        let tried = self.blocks.iter().map(|block| {
            let [before, after] = block.sides;
            let (mut before, after) = (next(before.is_some()), next(after.is_some()));
            if block.pair.before.is_some() && !block.pair.differs() {
                before.clone_from(&after);
            }
            Tried {
                pair: block.number,
                case: block.case,
                effects: effects(&before, &after),
                after,
            }
        });
        tried.collect()
    }

    fn jobs(&self) -> impl Iterator<Item = (&'a Effective, &'a Case, u64)> {
        self.blocks.iter().flat_map(|block| {
            let sides = block.sides.into_iter().flatten();
            let (case, seeds) = (block.case, self.seeds);
            sides.flat_map(move |effective| (0..seeds).map(move |seed| (effective, case, seed)))
        })
    }
}
