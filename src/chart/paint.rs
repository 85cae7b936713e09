//! A scene on a canvas.

use plotters::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::chart::axes::{self, Axis};
use crate::chart::backend::Canvas;
use crate::chart::palette::Palette;
use crate::chart::scene::{Ink, Scene, Series, Stroke};

/// Space for the numbers at the axes, and between marks, in CSS pixels.
const LEFT: f64 = 36.0;
const BOTTOM: f64 = 20.0;
const TIME_MARK: f64 = 64.0;
const VALUE_MARK: f64 = 32.0;
/// The size of the numbers at the axes, in CSS pixels.
const LABEL: f64 = 11.0;

/// Paints a scene. `ratio`: device pixels per CSS pixel, of which plotters has no notion.
///
/// Does nothing where there is no room or no canvas to paint on.
pub fn paint(scene: &Scene, element: &HtmlCanvasElement, ratio: f64) {
    let Some(palette) = Palette::of(element) else {
        return;
    };
    let Some(canvas) = Canvas::cleared(element.clone()) else {
        return;
    };
    // A canvas that refuses stays empty until the next frame; the numbers beside it still stand.
    draw(scene, canvas, &palette, ratio).ok();
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn draw(scene: &Scene, canvas: Canvas, palette: &Palette, ratio: f64) -> Outcome {
    let pixels = |length: f64| (length * ratio).round() as u32;
    let root = canvas.into_drawing_area();
    let (width, height) = root.dim_in_pixel();
    let room = |pixels: u32, taken: f64, each: f64| {
        ((f64::from(pixels) / ratio - taken) / each).max(1.0) as usize
    };
    let times = axes::time_marks(&scene.time, room(width, LEFT, TIME_MARK));
    let values = axes::value_marks(scene.top, room(height, BOTTOM, VALUE_MARK));

    let mut chart = ChartBuilder::on(&root)
        .margin_top(pixels(8.0))
        .margin_right(pixels(8.0))
        .set_label_area_size(LabelAreaPosition::Left, pixels(LEFT))
        .set_label_area_size(LabelAreaPosition::Bottom, pixels(BOTTOM))
        .build_cartesian_2d(
            Axis {
                range: scene.time.clone(),
                marks: times,
            },
            Axis {
                range: 0.0..scene.top,
                marks: values,
            },
        )?;

    let panic = palette.ink(Ink::Panic).mix(0.12);
    chart.draw_series(scene.shaded.iter().map(|time| {
        let corners = [
            (time.start.max(scene.time.start), 0.0),
            (time.end, scene.top),
        ];
        Rectangle::new(corners, panic.filled())
    }))?;

    let font = palette.font();
    let label = (font.as_str(), LABEL * ratio)
        .into_font()
        .color(&palette.label());
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(palette.grid().stroke_width(pixels(1.0)))
        .axis_style(palette.grid().stroke_width(pixels(1.0)))
        .label_style(label)
        .x_label_formatter(&|time| axes::clock(*time))
        .y_label_formatter(&|value| format!("{value}"))
        .set_tick_mark_size(LabelAreaPosition::Left, 0)
        .set_tick_mark_size(LabelAreaPosition::Bottom, pixels(4.0))
        .draw()?;

    for Series {
        ink,
        stroke,
        filled,
        points,
    } in &scene.series
    {
        let color = palette.ink(*ink);
        let points = points
            .iter()
            .map(|(time, value)| (time.max(scene.time.start), *value));
        if *filled {
            let area = AreaSeries::new(points.clone(), 0.0, color.mix(0.16));
            chart.draw_series(area)?;
        }
        match stroke {
            Stroke::Bold => {
                chart.draw_series(LineSeries::new(points, color.stroke_width(pixels(2.0))))?;
            }
            Stroke::Thin => {
                chart.draw_series(LineSeries::new(points, color.stroke_width(pixels(1.25))))?;
            }
            Stroke::Dashed => {
                let style = color.stroke_width(pixels(1.25));
                chart.draw_series(DashedLineSeries::new(
                    points,
                    pixels(5.0),
                    pixels(4.0),
                    style,
                ))?;
            }
        }
    }
    root.present()?;
    Ok(())
}
