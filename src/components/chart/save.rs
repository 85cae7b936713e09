//! Files of what is in view.

use std::fmt::Write;

use web_sys::Element;

use super::Sight;
use super::summary::rows;
use crate::chart::{Palette, svg};
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
    let scene = sight.scene();
    let picture = svg::svg(sight.words, sight.subject, &sight.shown, &scene, &palette);
    match file {
        File::Png => download::png(&format!("{name}.png"), &picture, svg::SIZE),
        _ => download::text(&format!("{name}.svg"), "image/svg+xml", &picture),
    }
}

/// Every row in view, with numbers as programs read them.
fn csv(sight: &Sight) -> String {
    let simulation = sight.run.simulation();
    let mut text = String::from("time");
    for quantity in &sight.shown {
        text.push(',');
        text.push_str(quantity.id());
    }
    for row in rows(simulation.run().rows(), &sight.window) {
        // Writing to a string can't fail.
        write!(text, "\n{}", row.t).ok();
        for quantity in &sight.shown {
            text.push(',');
            if let Some(value) = quantity.value(row, simulation.settings()) {
                write!(text, "{value}").ok();
            }
        }
    }
    text.push('\n');
    text
}
