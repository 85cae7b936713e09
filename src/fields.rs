//! The text fields as the rest of the page sees them: where the caret is, selecting a place,
//! applying a fix. Nothing else knows what the texts are edited in.

use kpa::text::{Fix, Place, utf16};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use crate::language::Words;

/// A text field.
#[derive(Clone, Copy, PartialEq)]
pub struct Field {
    /// The id.
    pub id: &'static str,
}

/// The text fields, in the order in which their texts are reviewed.
pub const FIELDS: [Field; 2] = [Field { id: "service" }, Field { id: "config-map" }];

/// The accessible name of the field of that number.
pub fn name(number: usize, words: Words) -> &'static str {
    match number {
        0 => words.text_service(),
        _ => words.text_config_map(),
    }
}

/// A place in words: `Service YAML, line 12, column 7`.
pub fn place_name(place: Place, words: Words) -> String {
    let start = place.span.start;
    words.text_place(
        name(place.text, words),
        &start.line.to_string(),
        &start.column.to_string(),
    )
}

/// Selects a place in its text and brings it into view.
pub fn select(place: Place) {
    let Some(field) = field(place.text) else {
        return;
    };
    let text = field.value();
    let range = place.span.as_in(&text).utf16(&text);
    select_range(&field, range.start, range.end);
    let lines = text.lines().count().max(1) as f64;
    let above = place.span.start.line as f64 - 4.0;
    field.set_scroll_top((f64::from(field.scroll_height()) * above / lines) as i32);
}

/// Where the caret is: the number of a text, and bytes from its start.
pub fn caret() -> Option<(usize, usize)> {
    let focused = gloo_utils::document().active_element()?;
    let text = FIELDS.iter().position(|field| field.id == focused.id())?;
    let field = focused.unchecked_into::<HtmlTextAreaElement>();
    let start = field.selection_start().ok()??;
    Some((text, utf16::to_byte(&field.value(), start as usize)))
}

/// Applies a fix as if it were typed, so that it can be undone, in one step for each text.
pub fn apply(fix: &Fix) {
    for number in 0..FIELDS.len() {
        let Some(field) = field(number) else {
            continue;
        };
        let text = field.value();
        let Some((range, typed)) = fix.as_in(number, &text).joined(number, &text) else {
            continue;
        };
        let [start, end] = [range.start, range.end].map(|byte| utf16::from_byte(&text, byte));
        select_range(&field, start, end);
        if !field.is_instance_of::<HtmlTextAreaElement>() {
            field
                .set_range_text_with_start_and_end(&typed, start as u32, end as u32)
                .ok();
            continue;
        }
        // A browser only undoes in a text area what came as a command.
        let command = if typed.is_empty() {
            "delete"
        } else {
            "insertText"
        };
        let document = gloo_utils::document().unchecked_into::<HtmlDocument>();
        document
            .exec_command_with_show_ui_and_value(command, false, &typed)
            .ok();
    }
}

/// The text area, or the editor's element, which has the members of one that are used here. A text
/// area has line ends of its own, so places are looked up by line and column.
fn field(number: usize) -> Option<HtmlTextAreaElement> {
    let element = gloo_utils::document().get_element_by_id(FIELDS.get(number)?.id)?;
    Some(element.unchecked_into())
}

fn select_range(field: &HtmlTextAreaElement, start: usize, end: usize) {
    // A browser scrolls to the caret when a field gets the focus, not when a selection is set.
    field.blur().ok();
    field.set_selection_range(start as u32, end as u32).ok();
    field.focus().ok();
}
