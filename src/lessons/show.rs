//! Shows a part of the page that a lesson speaks of.

use gloo_utils::document;
use kpa::lesson::{Chart, Part};
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The attribute of what a lesson points at right now. Yew knows nothing of it and so leaves it alone.
const POINTED: &str = "data-pointed";

/// Marks the part, and nothing else, and brings it into view.
pub fn show(part: &Part) {
    clear();
    let Some(element) = find(part) else { return };
    // It can't fail: the name is one.
    element.set_attribute(POINTED, "").ok();
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Marks nothing any more.
pub fn clear() {
    if let Ok(Some(element)) = document().query_selector(&format!("[{POINTED}]")) {
        element.remove_attribute(POINTED).ok();
    }
}

/// Parts carry their name in `data-part`.
fn find(part: &Part) -> Option<Element> {
    let name = match part {
        Part::Chart(chart) => format!("chart {}", id(*chart)),
        Part::Row(id) => format!("row {id}"),
        Part::Step(step) => format!("step {step:?}"),
        Part::Finding(code) => format!("finding {code}"),
        Part::Moment(_) => return None,
    };
    let selector = format!("[data-part=\"{name}\"]");
    document().query_selector(&selector).ok().flatten()
}

/// The id of a chart, as `Subject::id` has it.
fn id(chart: Chart) -> &'static str {
    match chart {
        Chart::Replicas => "replicas",
        Chart::Concurrency => "concurrency",
        Chart::Latency => "latency",
        Chart::Path => "path",
    }
}
