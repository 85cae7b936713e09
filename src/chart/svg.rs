//! A scene as a picture of its own, with title and legend, for documents.

use std::fmt::Write;
use std::ops::Range;

use plotters::coord::ranged1d::Ranged;
use plotters::style::RGBColor;

use crate::chart::axes::{Axis, clock};
use crate::chart::frame::{BOTTOM, GAP, LABEL, LEFT, RIGHT, TIME_MARK, TOP, VALUE_MARK};
use crate::chart::palette::Palette;
use crate::chart::quantity::Form;
use crate::chart::scene::{Ink, Scene, Series, Stroke};
use crate::chart::{Quantity, Subject};
use crate::language::Words;
use crate::words::exact;

/// The size of the picture, in CSS pixels.
pub const SIZE: (u32, u32) = (960, 360);

/// The height of the title and of the legend.
const LINE: f64 = 24.0;
/// How far apart the entries of the legend are for each letter.
const LETTER: f64 = 7.0;
/// The length of a mark in the legend.
const MARK: f64 = 16.0;

/// Something that the legend names.
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// Its colour; `None` if it is what a stroke says whatever the colour.
    pub ink: Option<Ink>,
    /// How it is drawn; `None` for a shade.
    pub stroke: Option<Stroke>,
}

impl Entry {
    /// A quantity as it is usually drawn.
    pub fn of(words: Words, quantity: Quantity) -> Self {
        Self {
            name: quantity.name(words),
            ink: Some(quantity.ink()),
            stroke: (quantity.form() != Form::Shade).then(|| quantity.stroke()),
        }
    }
}

/// The picture of a scene.
pub fn svg(
    words: Words,
    subject: Subject,
    legend: &[Entry],
    scene: &Scene,
    palette: &Palette,
) -> String {
    let (width, height) = (f64::from(SIZE.0), f64::from(SIZE.1));
    let marks = |length: f64, each: f64| (length / each).max(1.0) as usize;
    let mut drawing = Drawing {
        text: String::new(),
        times: Axis::of_time(&scene.time, marks(width, TIME_MARK)),
        values: Axis::of_values(scene.scale, scene.top, marks(height, VALUE_MARK)),
        palette,
    };
    drawing.open(words, subject);
    drawing.legend(words, subject, legend);
    for time in &scene.shaded {
        drawing.shade(time, scene);
    }
    drawing.axes(scene);
    for series in &scene.series {
        drawing.series(series, scene);
    }
    drawing.text.push_str("</svg>\n");
    drawing.text
}

struct Drawing<'a> {
    text: String,
    times: Axis,
    values: Axis,
    palette: &'a Palette,
}

impl Drawing<'_> {
    /// Writing to a string can't fail.
    fn put(&mut self, element: std::fmt::Arguments) {
        self.text.write_fmt(element).ok();
        self.text.push('\n');
    }

    fn open(&mut self, words: Words, subject: Subject) {
        let (width, height) = SIZE;
        let (ground, ink) = (hex(self.palette.ground()), hex(self.palette.label()));
        let title = subject.name(words);
        self.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"system-ui, sans-serif\" \
             font-size=\"{LABEL}\" fill=\"{ink}\"><title>{title}</title>"
        ));
        self.put(format_args!(
            "<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>"
        ));
        let y = TOP + LABEL;
        self.put(format_args!(
            "<text x=\"{GAP}\" y=\"{y}\" font-weight=\"bold\">{title}</text>"
        ));
    }

    fn legend(&mut self, words: Words, subject: Subject, legend: &[Entry]) {
        let letters = |text: &str| {
            // Ideographs are about twice as wide.
            let widths = text
                .chars()
                .map(|letter| if letter.is_ascii() { 1.0 } else { 2.0 });
            widths.sum::<f64>() * LETTER
        };
        let mut x = GAP + letters(subject.name(words)) + LINE;
        let y = TOP + LABEL;
        for Entry { name, ink, stroke } in legend {
            let color = ink.map_or_else(|| self.palette.label(), |ink| self.palette.ink(ink));
            let color = hex(color);
            let (from, to, middle) = (x, x + MARK, y - LABEL / 3.0);
            let stroke = match stroke {
                None => format!("stroke-width=\"{LABEL}\" stroke-opacity=\"0.24\""),
                Some(stroke) => self::stroke(*stroke),
            };
            self.put(format_args!(
                "<path d=\"M{from} {middle}H{to}\" stroke=\"{color}\" {stroke}/>\
                 <text x=\"{}\" y=\"{y}\">{name}</text>",
                to + GAP
            ));
            x = to + GAP + letters(name) + MARK;
        }
    }

    fn shade(&mut self, time: &Range<f64>, scene: &Scene) {
        let color = hex(self.palette.ink(scene.shade));
        let from = self.x(time.start.max(scene.time.start));
        let width = self.x(time.end.min(scene.time.end)) - from;
        let (top, bottom) = (self.y(scene.top), self.y(self.values.bottom()));
        self.put(format_args!(
            "<rect x=\"{from}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{color}\" \
             fill-opacity=\"0.12\"/>",
            bottom - top
        ));
    }

    fn axes(&mut self, scene: &Scene) {
        let grid = hex(self.palette.grid());
        let (left, right) = (self.x(scene.time.start), self.x(scene.time.end));
        for value in self.values.marks.clone() {
            let y = self.y(value);
            let (x, below) = (f64::from(left) - GAP, f64::from(y) + LABEL / 3.0);
            let value = exact(value);
            self.put(format_args!(
                "<path d=\"M{left} {y}H{right}\" stroke=\"{grid}\"/>\
                 <text x=\"{x}\" y=\"{below}\" text-anchor=\"end\">{value}</text>"
            ));
        }
        let y = f64::from(self.y(self.values.bottom())) + GAP + LABEL;
        for time in self.times.marks.clone() {
            let (x, time) = (self.x(time), clock(time));
            self.put(format_args!(
                "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{time}</text>"
            ));
        }
    }

    fn series(&mut self, series: &Series, scene: &Scene) {
        let color = hex(self.palette.ink(series.quantity.ink()));
        let mut path = String::new();
        for (time, value) in series.within(&scene.time) {
            let move_or_line = if path.is_empty() { 'M' } else { 'L' };
            write!(path, "{move_or_line}{} {}", self.x(time), self.y(value)).ok();
        }
        let ends = (series.points.first(), series.points.last());
        if let ((Some(first), Some(last)), true) = (ends, series.filled()) {
            let bottom = self.y(self.values.bottom());
            let (first, last) = (first.0.max(scene.time.start), last.0.min(scene.time.end));
            let (first, last) = (self.x(first), self.x(last));
            self.put(format_args!(
                "<path d=\"{path}L{last} {bottom}L{first} {bottom}Z\" fill=\"{color}\" \
                 fill-opacity=\"0.16\"/>"
            ));
        }
        let stroke = stroke(series.stroke);
        self.put(format_args!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-linejoin=\"round\" {stroke}/>"
        ));
    }

    fn x(&self, time: f64) -> i32 {
        let (left, right) = (LEFT as i32, SIZE.0 as i32 - RIGHT as i32);
        self.times.map(&time, (left, right))
    }

    fn y(&self, value: f64) -> i32 {
        let (top, bottom) = ((TOP + 2.0 * LINE) as i32, SIZE.1 as i32 - BOTTOM as i32);
        self.values.map(&value, (bottom, top))
    }
}

fn stroke(stroke: Stroke) -> String {
    match stroke {
        Stroke::Bold => "stroke-width=\"2\"",
        Stroke::Thin => "stroke-width=\"1.25\"",
        Stroke::Dashed => "stroke-width=\"1.25\" stroke-dasharray=\"5 4\"",
    }
    .to_owned()
}

fn hex(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
