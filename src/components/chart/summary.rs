//! What a chart shows, in a sentence for those who listen.

use super::Sight;
use super::columns::columns;
use crate::chart::clock;

/// The range of each line over the time in view.
pub fn summary(sight: &Sight) -> String {
    let words = sight.words;
    let columns = columns(sight, &sight.window);
    let (Some(first), Some(last)) = (columns.times.first(), columns.times.last()) else {
        return String::new();
    };
    let (from, to) = (clock(*first), clock(*last));
    let mut text = words.save_summary(sight.subject.name(words), &from, &to);
    for column in &columns.all {
        let values = column.values.iter().flatten();
        let (least, most) = values.fold((f64::MAX, f64::MIN), |(least, most), value| {
            (least.min(*value), most.max(*value))
        });
        if most < least {
            continue;
        }
        let say = |value| column.quantity.text(words, value);
        let [least, most] = [least, most].map(|value| say(Some(value)));
        let last = say(column.value(columns.times.len() - 1));
        text.push(' ');
        text += &match least == most {
            true => words.save_flat(&column.name, &least),
            false => words.save_range(&column.name, &least, &most, &last),
        };
    }
    text
}
