//! A scene on a canvas.

use std::ops::Range;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use web_sys::HtmlCanvasElement;

use crate::chart::axes::{Axis, clock};
use crate::chart::backend::Canvas;
use crate::chart::dashes::dashes;
use crate::chart::frame::{BOTTOM, GAP, LABEL, LEFT, RIGHT, TIME_MARK, TOP, VALUE_MARK};
use crate::chart::palette::Palette;
use crate::chart::scene::{Point, Scene, Series, Stroke};
use crate::language::Words;
use crate::words::exact;

type Outcome = Result<(), DrawingAreaErrorKind<<Canvas as DrawingBackend>::ErrorType>>;
type Area = DrawingArea<Canvas, Cartesian2d<Axis, Axis>>;

/// Paints a scene. `ratio`: device pixels per CSS pixel, of which plotters has no notion.
///
/// Does nothing where there is no canvas to paint on.
pub fn paint(words: Words, scene: &Scene, element: &HtmlCanvasElement, ratio: f64) {
    let (Some(palette), Some(canvas)) = (Palette::of(element), Canvas::cleared(element.clone()))
    else {
        return;
    };
    // A canvas that refuses stays empty until the next frame; the numbers beside it still stand.
    Painter::new(scene, canvas, palette, ratio)
        .paint(scene, words)
        .ok();
}

struct Painter {
    root: DrawingArea<Canvas, Shift>,
    area: Area,
    palette: Palette,
    ratio: f64,
}

impl Painter {
    fn new(scene: &Scene, canvas: Canvas, palette: Palette, ratio: f64) -> Self {
        let root = canvas.into_drawing_area();
        let (width, height) = root.dim_in_pixel();
        let marks = |pixels: u32, each: f64| (f64::from(pixels) / ratio / each).max(1.0) as usize;
        let pixels = |length: f64| (length * ratio).round() as i32;
        let across = pixels(LEFT)..width as i32 - pixels(RIGHT);
        let up = height as i32 - pixels(palette.below())..pixels(TOP);
        let area = root.apply_coord_spec(Cartesian2d::new(
            Axis::of_time(&scene.time, marks(width, TIME_MARK)),
            Axis::of_values(scene.scale, scene.top, marks(height, VALUE_MARK).max(2)),
            (across, up),
        ));
        Self {
            root,
            area,
            palette,
            ratio,
        }
    }

    fn paint(&self, scene: &Scene, words: Words) -> Outcome {
        for time in &scene.shaded {
            let corners = [
                (time.start.max(scene.time.start), self.bottom()),
                (time.end.min(scene.time.end), scene.top),
            ];
            let color = self.palette.ink(scene.shade).mix(0.12);
            self.area.draw(&Rectangle::new(corners, color.filled()))?;
        }
        self.axes(scene)?;
        for series in &scene.series {
            self.series(series, &scene.time)?;
        }
        for (nth, &(quantity, value)) in scene.beyond.iter().enumerate() {
            let value = quantity.text(words, Some(value));
            let (x, y) = (self.area.as_coord_spec()).translate(&(scene.time.end, scene.top));
            let y = y + self.pixels(LABEL * 1.25) * nth as i32;
            let pos = Pos::new(HPos::Right, VPos::Top);
            self.label(format!("{} {value} ↑", quantity.name(words)), (x, y), pos)?;
        }
        Ok(())
    }

    fn axes(&self, scene: &Scene) -> Outcome {
        let coordinates = self.area.as_coord_spec();
        for &value in &coordinates.y_spec().marks {
            let line = [(scene.time.start, value), (scene.time.end, value)];
            self.line(line.to_vec(), self.palette.grid(), 1.0)?;
            let (x, y) = coordinates.translate(&(scene.time.start, value));
            let pos = Pos::new(HPos::Right, VPos::Center);
            self.label(exact(value), (x - self.pixels(GAP), y), pos)?;
        }
        for &time in &coordinates.x_spec().marks {
            let line = [(time, self.bottom()), (time, scene.top)];
            self.line(line.to_vec(), self.palette.grid(), 1.0)?;
            if self.palette.below() < BOTTOM {
                continue;
            }
            let (x, y) = coordinates.translate(&(time, self.bottom()));
            let pos = Pos::new(HPos::Center, VPos::Top);
            self.label(clock(time), (x, y + self.pixels(GAP)), pos)?;
        }
        Ok(())
    }

    fn series(&self, series: &Series, time: &Range<f64>) -> Outcome {
        let color = self.palette.ink(series.quantity.ink());
        let points: Vec<Point> = series.within(time).collect();
        if series.filled()
            && let (Some(first), Some(last)) = (points.first(), points.last())
        {
            let floor = [last.0, first.0].map(|time| (time, self.bottom()));
            let outline: Vec<Point> = points.iter().copied().chain(floor).collect();
            self.area.draw(&Polygon::new(outline, color.mix(0.16)))?;
        }
        match series.stroke {
            Stroke::Bold => self.line(points, color, 2.0),
            Stroke::Thin => self.line(points, color, 1.25),
            Stroke::Dashed => {
                let coordinates = self.area.as_coord_spec();
                let pixels = points.iter().map(|point| coordinates.translate(point));
                let style = color.stroke_width(self.pixels(1.25) as u32);
                for dash in dashes(pixels, self.pixels(5.0), self.pixels(4.0)) {
                    self.root.draw(&PathElement::new(dash, style))?;
                }
                Ok(())
            }
        }
    }

    fn line(&self, points: Vec<Point>, color: RGBColor, width: f64) -> Outcome {
        let style = color.stroke_width(self.pixels(width) as u32);
        self.area.draw(&PathElement::new(points, style))
    }

    fn label(&self, text: String, at: (i32, i32), pos: Pos) -> Outcome {
        let font = FontDesc::new(
            FontFamily::Name(&self.palette.font),
            LABEL * self.ratio,
            FontStyle::Normal,
        );
        let style = font.color(&self.palette.label()).pos(pos);
        self.root.draw(&Text::new(text, at, style))
    }

    fn bottom(&self) -> f64 {
        self.area.as_coord_spec().y_spec().bottom()
    }

    fn pixels(&self, length: f64) -> i32 {
        (length * self.ratio).round().max(1.0) as i32
    }
}
