//! What is in view as numbers, for summary, table and file.

use std::ops::Range;

use kpa::timeline::row::Row;

use super::Sight;
use crate::chart::{Quantity, Told};

/// The numbers of a stretch of time.
pub struct Columns {
    /// The moments, in seconds.
    pub times: Vec<f64>,
    /// What there was at each.
    pub all: Vec<Column>,
}

/// A quantity of one of the runs.
pub struct Column {
    /// What people call it.
    pub name: String,
    /// What a file calls it.
    pub id: String,
    /// What it is.
    pub quantity: Quantity,
    /// Its values, in the order of the moments.
    pub values: Vec<Option<f64>>,
}

impl Column {
    /// What it was at the nth moment; `None` where nobody knows.
    pub fn value(&self, nth: usize) -> Option<f64> {
        self.values.get(nth).copied().flatten()
    }
}

/// What is shown, of the seconds in that stretch; of two runs side by side, quantity for quantity.
pub fn columns(sight: &Sight, window: &Range<f64>) -> Columns {
    let words = sight.words;
    let after = sight.run.simulation();
    let before = sight.ghost.as_ref().filter(|_| sight.is_pair);
    let before = before.map(|run| run.simulation());
    let column = |told: Told<'_>, quantity: Quantity, (name, id): (String, String)| {
        let values = rows(told.rows(), window).iter();
        Column {
            name,
            id,
            quantity,
            values: values.map(|row| told.value(quantity, row)).collect(),
        }
    };
    let mut all = Vec::new();
    for &quantity in &sight.shown {
        let (name, id) = (quantity.name(words), quantity.id());
        let told = Told::of(&after, &after);
        let Some(before) = &before else {
            all.push(column(told, quantity, (name.to_owned(), id.to_owned())));
            continue;
        };
        let told_before = Told::of(before, &after);
        let name = sight.subject.name_of(quantity, words, &after);
        let sides = [
            (told_before, words.compare_named_before(name), "before"),
            (told, words.compare_named_after(name), "after"),
        ];
        let sides = sides
            .into_iter()
            .filter(|(told, ..)| told.has(sight.subject, quantity));
        all.extend(
            sides.map(|(told, name, side)| column(told, quantity, (name, format!("{id}_{side}")))),
        );
    }
    Columns {
        times: rows(after.run().rows(), window)
            .iter()
            .map(|row| row.t)
            .collect(),
        all,
    }
}

/// The rows of a stretch of time.
fn rows<'a>(rows: &'a [Row], window: &Range<f64>) -> &'a [Row] {
    let first = rows.partition_point(|row| row.t < window.start);
    let end = rows.partition_point(|row| row.t <= window.end);
    rows.get(first..end).unwrap_or(&[])
}
