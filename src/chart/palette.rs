//! Colours and fonts, as the style sheet has them.

use plotters::style::RGBColor;
use web_sys::{CssStyleDeclaration, Element};

use crate::chart::frame::BOTTOM;
use crate::chart::scene::Ink;

/// What a chart is painted with. Read from an element's computed style, so that themes and a host
/// page's own properties hold for charts, too.
pub struct Palette {
    style: CssStyleDeclaration,
    /// The font of the numbers at the axes.
    pub font: String,
}

impl Palette {
    /// The colours that hold where an element stands.
    pub fn of(element: &Element) -> Option<Self> {
        let style = gloo_utils::window().get_computed_style(element).ok()??;
        let font = style.get_property_value("font-family").ok()?;
        Some(Self { style, font })
    }

    /// The colour of a quantity.
    pub fn ink(&self, ink: Ink) -> RGBColor {
        self.color(&format!("--{}", ink.name()))
    }

    /// The colour of the lines behind the data.
    pub fn grid(&self) -> RGBColor {
        self.color("--grid")
    }

    /// The colour of the numbers at the axes.
    pub fn label(&self) -> RGBColor {
        self.color("--quiet")
    }

    /// The colour behind everything.
    pub fn ground(&self) -> RGBColor {
        self.color("--panel")
    }

    /// The space below the data, in CSS pixels: of charts above each other only one needs room for
    /// the numbers at the axis of time.
    pub fn below(&self) -> f64 {
        let value = self.style.get_property_value("--below");
        let value = value.ok().and_then(|it| it.trim().parse::<u8>().ok());
        value.map_or(BOTTOM, f64::from)
    }

    /// A custom property. All that are asked for are registered as colours in the style sheet, so
    /// that the browser answers `rgb(1, 2, 3)` whatever was written there.
    fn color(&self, property: &str) -> RGBColor {
        let value = self.style.get_property_value(property).unwrap_or_default();
        let digits = value.trim_start_matches(|c: char| !c.is_ascii_digit());
        let mut parts = digits
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|part| part.parse().ok());
        let mut part = || parts.next().unwrap_or(128);
        RGBColor(part(), part(), part())
    }
}
