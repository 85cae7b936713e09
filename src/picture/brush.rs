//! A canvas to draw on in CSS pixels and in the colours of the style sheet.

use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, HtmlCanvasElement};

use super::layout::{Point, Rect};
use crate::hooks::Pixels;

/// What something is drawn in: a custom property of the style sheet, the same as in the charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// Words that matter.
    Ink,
    /// Other words.
    Quiet,
    /// Edges.
    Line,
    /// Requests.
    Load,
    /// What waits in the activator.
    Activator,
    /// Pods that are wanted and not yet ready.
    Desired,
    /// Pods that are ready.
    Ready,
    /// Pods that go.
    Bound,
}

impl Color {
    fn property(self) -> &'static str {
        match self {
            Self::Ink => "color",
            Self::Quiet => "--quiet",
            Self::Line => "--bound",
            Self::Load => "--load",
            Self::Activator => "--activator",
            Self::Desired => "--desired",
            Self::Ready => "--ready",
            Self::Bound => "--bound",
        }
    }
}

/// How words stand to the point where they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// They begin there.
    Left,
    /// They are centred there.
    Center,
    /// They end there.
    Right,
}

/// Draws on a canvas. One that refuses stays as it is.
pub struct Brush {
    context: CanvasRenderingContext2d,
    style: CssStyleDeclaration,
    family: String,
}

impl Brush {
    /// An empty canvas of this size; `None` where there is none to draw on.
    pub fn on(canvas: &HtmlCanvasElement, pixels: Pixels) -> Option<Self> {
        if (canvas.width(), canvas.height()) != (pixels.width, pixels.height) {
            canvas.set_width(pixels.width);
            canvas.set_height(pixels.height);
        }
        let style = gloo_utils::window().get_computed_style(canvas).ok()??;
        let family = style.get_property_value("font-family").ok()?;
        let context = canvas.get_context("2d").ok()??;
        let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
        let ratio = pixels.ratio;
        context
            .set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0)
            .ok()?;
        let (width, height) = (pixels.width.into(), pixels.height.into());
        context.clear_rect(0.0, 0.0, width, height);
        context.set_line_join("round");
        Some(Self {
            context,
            style,
            family,
        })
    }

    /// What is filled and drawn from now on has this colour.
    pub fn color(&self, color: Color) {
        let value = self.style.get_property_value(color.property());
        let value = value.unwrap_or_default();
        self.context.set_fill_style_str(&value);
        self.context.set_stroke_style_str(&value);
    }

    /// What is drawn from now on covers only in part, 0 … 1.
    pub fn opacity(&self, opacity: f64) {
        self.context.set_global_alpha(opacity);
    }

    /// Lines from now on are dashed, or not.
    pub fn dashed(&self, dashed: bool) {
        let dashes = js_sys::Array::new();
        if dashed {
            dashes.push(&JsValue::from(2.0));
            dashes.push(&JsValue::from(4.0));
        }
        self.context.set_line_dash(&dashes).ok();
    }

    /// A line from point to point.
    pub fn line(&self, points: &[Point], width: f64) {
        self.context.set_line_width(width);
        self.context.begin_path();
        for &(x, y) in points {
            self.context.line_to(x, y);
        }
        self.context.stroke();
    }

    /// A filled area with corners.
    pub fn fill(&self, rect: Rect) {
        let Rect {
            left,
            top,
            width,
            height,
        } = rect;
        self.context.fill_rect(left, top, width, height);
    }

    /// An area without anything.
    pub fn clear(&self, rect: Rect) {
        let Rect {
            left,
            top,
            width,
            height,
        } = rect;
        self.context.clear_rect(left, top, width, height);
    }

    /// The edge of an area, drawn inside of it, with rounded corners.
    pub fn edge(&self, rect: Rect, radius: f64, width: f64) {
        let inner = width / 2.0;
        self.context.set_line_width(width);
        self.context.begin_path();
        let rounded = self.context.round_rect_with_f64(
            rect.left + inner,
            rect.top + inner,
            (rect.width - width).max(0.0),
            (rect.height - width).max(0.0),
            radius,
        );
        rounded.ok();
        self.context.stroke();
    }

    /// Discs, all at once.
    pub fn discs(&self, centers: impl Iterator<Item = Point>, radius: f64) {
        self.context.begin_path();
        for (x, y) in centers {
            self.context.move_to(x + radius, y);
            self.context
                .arc(x, y, radius, 0.0, std::f64::consts::TAU)
                .ok();
        }
        self.context.fill();
    }

    /// A circle, and of its disc the part 0 … 1, from the top clockwise.
    pub fn pie(&self, (x, y): Point, radius: f64, part: f64, width: f64) {
        use std::f64::consts::{FRAC_PI_2, TAU};
        self.context.set_line_width(width);
        self.context.begin_path();
        self.context
            .arc(x, y, (radius - width / 2.0).max(0.0), 0.0, TAU)
            .ok();
        self.context.stroke();
        self.context.begin_path();
        self.context.move_to(x, y);
        let end = part * TAU - FRAC_PI_2;
        self.context.arc(x, y, radius, -FRAC_PI_2, end).ok();
        self.context.fill();
    }

    /// Words from now on have this size, in CSS pixels.
    pub fn font(&self, size: f64, bold: bool) {
        let weight = if bold { "600" } else { "400" };
        let font = format!("{weight} {size}px {}", self.family);
        self.context.set_font(&font);
    }

    /// Words on a line.
    pub fn text(&self, text: &str, (x, y): Point, align: Align) {
        self.context.set_text_align(match align {
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        });
        self.context.fill_text(text, x, y).ok();
    }

    /// How wide words are.
    pub fn width(&self, text: &str) -> f64 {
        self.context.measure_text(text).map_or(0.0, |it| it.width())
    }
}
