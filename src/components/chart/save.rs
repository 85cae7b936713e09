//! Files of what is in view.

use std::fmt::Write;

use web_sys::Element;

use super::Sight;
use super::columns::columns;
use crate::chart::Palette;
use crate::chart::svg::{self, Entry};
use crate::download;

/// A kind of file.
#[derive(Clone, Copy, PartialEq)]
pub enum File {
    /// A picture of pixels.
    Png,
    /// A picture of lines.
    Svg,
    /// The numbers.
    Csv,
}

/// Saves what is in view. The colours are those of an element on the page.
pub fn save(sight: &Sight, element: &Element, file: File) {
    let name = sight.subject.id();
    if file == File::Csv {
        return download::text(&format!("{name}.csv"), "text/csv", &csv(sight));
    }
    let Some(palette) = Palette::of(element) else {
        return;
    };
    let (scene, legend) = match sight.is_pair {
        true => (sight.scene_of_both(), sight.entries_of_both()),
        false => {
            let shown = sight.shown.iter();
            let entries = shown.map(|it| Entry::of(sight.words, *it));
            (sight.scene(), entries.collect())
        }
    };
    let picture = svg::svg(sight.words, sight.subject, &legend, &scene, &palette);
    match file {
        File::Png => download::png(&format!("{name}.png"), &picture, svg::SIZE),
        _ => download::text(&format!("{name}.svg"), "image/svg+xml", &picture),
    }
}

/// Every row in view, with numbers as programs read them.
fn csv(sight: &Sight) -> String {
    let columns = columns(sight, &sight.window);
    let mut text = String::from("time");
    for column in &columns.all {
        text.push(',');
        text.push_str(&column.id);
    }
    for (nth, time) in columns.times.iter().enumerate() {
        // Writing to a string can't fail.
        write!(text, "\n{time}").ok();
        for column in &columns.all {
            text.push(',');
            if let Some(value) = column.value(nth) {
                write!(text, "{value}").ok();
            }
        }
    }
    text.push('\n');
    text
}
