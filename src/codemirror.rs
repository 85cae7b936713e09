//! The editor that takes a text field's place once its file has arrived (`editor/`): what the page
//! tells it and hears from it. Offsets are UTF-16 units of the exact text.

use std::ops::Range;
use std::rc::Rc;

use kpa::text::Message;
use wasm_bindgen::prelude::*;
use web_sys::HtmlTextAreaElement;

use crate::reader::Program;

#[wasm_bindgen]
extern "C" {
    /// Loads the editor's module, or finds it loaded; static/boot.js has it.
    #[wasm_bindgen(js_name = loadEditor, catch)]
    async fn load_editor() -> Result<JsValue, JsValue>;

    /// The module editor/src/main.mjs.
    pub type Module;
    #[wasm_bindgen(method)]
    fn mount(
        this: &Module,
        field: &HtmlTextAreaElement,
        label: &str,
        text: &str,
        on_change: &Closure<dyn Fn(String)>,
        on_fix: &Closure<dyn Fn(usize)>,
        counts: &Closure<dyn Fn(String) -> Vec<String>>,
    ) -> View;

    type View;
    #[wasm_bindgen(method, js_name = setText)]
    fn set_text(this: &View, text: &str);
    #[wasm_bindgen(method, js_name = setReader)]
    fn set_reader(this: &View, reader: &Program);
    #[wasm_bindgen(method, js_name = addFinding)]
    fn add_finding(
        this: &View,
        from: usize,
        to: usize,
        severity: &str,
        what: &str,
        more: &str,
        fix: Option<&str>,
    );
    #[wasm_bindgen(method, js_name = showFindings)]
    fn show_findings(this: &View);
    #[wasm_bindgen(method)]
    fn destroy(this: &View);
}

/// Loads the editor's file, or finds it loaded; `None` if it can't run here.
pub async fn load() -> Option<Module> {
    Some(load_editor().await.ok()?.unchecked_into())
}

/// What the editor asks the page, and tells it.
pub trait Page {
    /// The text was changed.
    fn change(&self, text: String);
    /// The fix of that finding was asked for, counted in those it was told.
    fn fix(&self, number: usize);
    /// What counts of the setting with that id of the ladder, and how it comes out if that takes
    /// arithmetic.
    fn counts(&self, setting: &str) -> Vec<String>;
}

/// An editor in a text field's place, until it is dropped.
///
/// Its element has the field's id and the members of a text area that the page uses (field.mjs).
pub struct Editor {
    view: View,
    /// What the editor calls. Dropped after the view is gone.
    _callbacks: Callbacks,
}

/// What an editor calls: after a change, for a fix, for what counts.
type Callbacks = (
    Closure<dyn Fn(String)>,
    Closure<dyn Fn(usize)>,
    Closure<dyn Fn(String) -> Vec<String>>,
);

impl Drop for Editor {
    fn drop(&mut self) {
        self.view.destroy();
    }
}

impl Editor {
    /// Puts an editor with a text before a text field, with its focus and selection. `label` is the
    /// id of the element with the accessible name.
    pub fn mount(
        module: &Module,
        field: &HtmlTextAreaElement,
        label: &str,
        text: &str,
        page: Rc<dyn Page>,
    ) -> Self {
        let (change, fix) = (page.clone(), page.clone());
        let on_change = Closure::new(move |text| change.change(text));
        let on_fix = Closure::new(move |number| fix.fix(number));
        let counts = Closure::new(move |setting: String| page.counts(&setting));
        Self {
            view: module.mount(field, label, text, &on_change, &on_fix, &counts),
            _callbacks: (on_change, on_fix, counts),
        }
    }

    /// Makes `text` the text, as a step that can be undone, unless it is already.
    pub fn set_text(&self, text: &str) {
        self.view.set_text(text);
    }

    /// From now on it can explain keys and propose them: the reader knows them.
    pub fn set_reader(&self, reader: &Program) {
        self.view.set_reader(reader);
    }

    /// Shows these findings and no others, at their places.
    pub fn set_findings<'a>(&self, findings: impl Iterator<Item = (Range<usize>, &'a Message)>) {
        for (place, message) in findings {
            self.view.add_finding(
                place.start,
                place.end,
                message.severity.name(),
                &message.what,
                &format!("{} {}", message.effect, message.mend),
                message.fix.as_ref().map(|fix| fix.label.as_str()),
            );
        }
        self.view.show_findings();
    }
}
