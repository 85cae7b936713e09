//! A text to edit.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use kpa::session::Settings;
use kpa::text::{Message, Severity};
use web_sys::HtmlTextAreaElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::open_file::{chosen, dropped, open};
use super::text_area::TextArea;
use crate::codemirror;
use crate::fields::{self, Field};
use crate::hooks::use_words;
use crate::reader::Reader;
use crate::state::{Action, Text};

/// More would help nobody, and a hostile text could make thousands of them.
const SHOWN_MAX: usize = 50;

/// How long the page has for itself before the editor is loaded, in ms.
const FIRST_FRAMES: u32 = 100;

/// How often it is asked whether an input method is still at work in the text area, in ms.
const COMPOSING: u32 = 50;

/// See [`Editor`].
#[derive(Properties, Clone)]
pub struct Props {
    /// Which text it is.
    pub text: Text,
    /// The field for it.
    pub field: Field,
    /// The text as it was typed.
    pub typed: Rc<str>,
    /// What the texts say.
    pub settings: Rc<Settings>,
    /// Whether they say something else by now that nobody has read.
    pub unread: bool,
    /// What reads them.
    pub reader: Reader,
    /// Called with each change. It has to stay the same.
    pub on_action: Callback<Action>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.typed == other.typed
            && Rc::ptr_eq(&self.settings, &other.settings)
            && self.unread == other.unread
            && self.reader == other.reader
    }
}

impl Props {
    /// What was found in this text as it is now.
    fn findings(&self) -> impl Iterator<Item = &Message> {
        let messages = self.settings.messages.iter();
        messages.filter(|it| !self.unread && it.text == self.text as usize)
    }
}

/// A field with a text that is kept exactly as it was typed. It is a plain text area until the
/// editor has arrived, and stays one where that can't be loaded.
#[component]
pub fn Editor(props: &Props) -> Html {
    let words = use_words();
    let node = use_node_ref();
    let now = use_mut_ref(|| props.clone());
    now.replace(props.clone());
    let editor = use_editor(node.clone(), now);
    let notice = use_state_eq(|| None::<String>);
    // It is of a text that was not to be.
    let unset = notice.setter();
    use_effect_with(props.typed.clone(), move |_| unset.set(None));
    let text = props.text;
    let on_edit = use_callback(props.on_action.clone(), move |typed: String, on_action| {
        on_action.emit(Action::Edit(text, typed.into()));
    });
    let on_files = {
        let (on_edit, notice) = (on_edit.clone(), notice.setter());
        Callback::from(move |files| {
            let (on_edit, notice) = (on_edit.clone(), notice.clone());
            open(files, words, move |opened| {
                notice.set(opened.as_ref().err().cloned());
                if let Ok(text) = opened {
                    on_edit.emit(text);
                }
            });
        })
    };
    let Field { id } = props.field;
    let name = fields::name(text as usize, words);
    let invalid = props
        .findings()
        .any(|message| message.severity == Severity::Error);
    html! {
        <div
            class={if invalid { "editor wrong" } else { "editor" }}
            ondragover={|event: DragEvent| event.prevent_default()}
            ondrop={on_files.reform(dropped)}
        >
            <div class="editor-head">
                <label id={label_id(id)} for={id}>{ name }</label>
                <label class="open">
                    { words.editor_open() }
                    <input
                        type="file"
                        class="unseen"
                        aria-label={words.editor_open_as(name)}
                        onchange={on_files.reform(chosen)}
                    />
                </label>
            </div>
            if let Some(notice) = &*notice {
                <p class="notice" role="alert">{ notice }</p>
            }
            if !editor {
                <TextArea {node} {id} typed={props.typed.clone()} {invalid} {on_edit} />
            }
        </div>
    }
}

/// Puts the editor before a text area when its file has arrived, and keeps it up to date. Whether
/// it is there, so that the text area can go.
#[hook]
fn use_editor(node: NodeRef, now: Rc<RefCell<Props>>) -> bool {
    let editor = use_state(|| None::<codemirror::Editor>);
    let props = now.borrow().clone();
    {
        let set = editor.setter();
        use_effect_with((), move |()| {
            let composes = Rc::new(Cell::new(false));
            let listeners = ["compositionstart", "compositionend"].map(|name| {
                let composes = composes.clone();
                let area = node.cast::<HtmlTextAreaElement>()?;
                let note = move |_: &_| composes.set(name == "compositionstart");
                Some(EventListener::new(&area, name, note))
            });
            spawn_local(async move {
                TimeoutFuture::new(FIRST_FRAMES).await;
                // Without the file the text area does, and the browser has said why.
                let Some(module) = codemirror::load().await else {
                    return;
                };
                // What is being composed would go with the text area.
                while composes.get() {
                    TimeoutFuture::new(COMPOSING).await;
                }
                if let Some(area) = node.cast::<HtmlTextAreaElement>() {
                    let Props { typed, field, .. } = now.borrow().clone();
                    let page = Rc::new(Page(now));
                    let label = label_id(field.id);
                    set.set(Some(codemirror::Editor::mount(
                        &module, &area, &label, &typed, page,
                    )));
                }
            });
            move || drop(listeners)
        });
    }
    let is_there = editor.is_some();
    use_effect_with((is_there, props), move |(_, props)| {
        let Some(editor) = &*editor else {
            return;
        };
        editor.set_text(&props.typed);
        if let Reader::Here(program) = &props.reader {
            editor.set_reader(program);
        }
        let shown = props.findings().take(SHOWN_MAX);
        editor.set_findings(shown.map(|it| (it.span.utf16(&props.typed), it)));
    });
    is_there
}

fn label_id(id: &str) -> String {
    format!("{id}-label")
}

/// What the editor asks, answered for the texts of now.
struct Page(Rc<RefCell<Props>>);

impl codemirror::Page for Page {
    fn change(&self, typed: String) {
        let Props {
            text, on_action, ..
        } = self.0.borrow().clone();
        on_action.emit(Action::Edit(text, typed.into()));
    }

    fn fix(&self, number: usize) {
        let props = self.0.borrow().clone();
        if let Some(fix) = props.findings().nth(number).and_then(|it| it.fix.as_ref()) {
            fields::apply(fix);
        }
    }

    fn counts(&self, setting: &str) -> Vec<String> {
        let settings = self.0.borrow().settings.clone();
        let row = settings.ladder.row(setting);
        row.map_or_else(Vec::new, |row| {
            let mut counts = vec![row.value.clone()];
            counts.extend(row.arithmetic.clone());
            counts
        })
    }
}
