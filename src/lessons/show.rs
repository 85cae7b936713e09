//! Shows a part of the page that a lesson speaks of.

use gloo_utils::{document, document_element};
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

/// Whether the rest of the page leaves room for a lesson: an attribute of the whole document, by which
/// the style sheets tell. They could find the lesson itself, but then the browser would look for it
/// after every change of the page.
pub fn make_room(is_open: bool) {
    let root = document_element();
    // It can't fail: the name is one.
    root.toggle_attribute_with_force("data-lesson", is_open)
        .ok();
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
