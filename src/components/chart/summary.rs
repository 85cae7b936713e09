//! What a chart shows, in a sentence for those who listen.

use std::ops::Range;

use kpa::timeline::row::Row;

use super::Sight;
use crate::chart::clock;

/// The range of each line over the time in view.
pub fn summary(sight: &Sight) -> String {
    let words = sight.words;
    let simulation = sight.run.simulation();
    let settings = simulation.settings();
    let rows = rows(simulation.run().rows(), &sight.window);
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return String::new();
    };
    let (from, to) = (clock(first.t), clock(last.t));
    let mut text = words.save_summary(sight.subject.name(words), &from, &to);
    for quantity in &sight.shown {
        let values = rows.iter().filter_map(|row| quantity.value(row, settings));
        let (least, most) = values.fold((f64::MAX, f64::MIN), |(least, most), value| {
            (least.min(value), most.max(value))
        });
        if most < least {
            continue;
        }
        let name = quantity.name(words);
        let [least, most] = [least, most].map(|value| quantity.text(words, Some(value)));
        let last = quantity.text(words, quantity.value(last, settings));
        text.push(' ');
        text += &match least == most {
            true => words.save_flat(name, &least),
            false => words.save_range(name, &least, &most, &last),
        };
    }
    text
}

/// The rows of a stretch of time.
pub fn rows<'a>(rows: &'a [Row], window: &Range<f64>) -> &'a [Row] {
    let first = rows.partition_point(|row| row.t < window.start);
    let end = rows.partition_point(|row| row.t <= window.end);
    rows.get(first..end).unwrap_or(&[])
}
