//! What else a chart can become: a table, a picture, a file of its data.

use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, Node};
use yew::prelude::*;

use super::Sight;
use super::save::{File, save};

/// What a menu consists of.
pub struct Menu<'a> {
    /// What would be saved.
    pub sight: &'a Sight,
    pub is_open: UseStateHandle<bool>,
    pub is_table: UseStateHandle<bool>,
}

/// What can be chosen.
#[derive(Clone, Copy)]
enum Choice {
    Table,
    Save(File),
}

/// A button that opens a few others.
pub fn menu(it: Menu) -> Html {
    let words = it.sight.words;
    let is_open = *it.is_open;
    let set_open = it.is_open.setter();
    let onfocusout = {
        let set_open = set_open.clone();
        move |event: FocusEvent| {
            let to = event.related_target();
            let to = to.and_then(|to| to.dyn_into::<Node>().ok());
            if !menu_of(&event).is_some_and(|menu| menu.contains(to.as_ref())) {
                set_open.set(false);
            }
        }
    };
    let onkeydown = {
        let set_open = set_open.clone();
        move |event: KeyboardEvent| {
            if is_open && event.key() == "Escape" {
                close(&event, &set_open);
            }
        }
    };
    let onclick = {
        let set_open = set_open.clone();
        move |_| set_open.set(!is_open)
    };
    let choices = [
        (Choice::Table, words.save_table()),
        (Choice::Save(File::Png), words.save_png()),
        (Choice::Save(File::Svg), words.save_svg()),
        (Choice::Save(File::Csv), words.save_csv()),
    ];
    let choose = |choice: Choice| {
        let (sight, set_open, is_table) = (it.sight.clone(), set_open.clone(), it.is_table.clone());
        Callback::from(move |event: MouseEvent| {
            match choice {
                Choice::Table => is_table.set(!*is_table),
                Choice::Save(file) => {
                    if let Some(menu) = menu_of(&event) {
                        save(&sight, &menu, file);
                    }
                }
            }
            close(&event, &set_open);
        })
    };
    let name = words.save_menu(it.sight.subject.name(words));
    html! {
        <div class="menu" {onfocusout} {onkeydown}>
            <button
                type="button"
                aria-expanded={is_open.to_string()}
                aria-label={name.clone()}
                title={name}
                {onclick}
            >
                { "⋯" }
            </button>
            if is_open {
                <div class="choices">
                    for (choice, name) in choices {
                        <button
                            type="button"
                            aria-pressed={matches!(choice, Choice::Table).then(|| it.is_table.to_string())}
                            onclick={choose(choice)}
                        >
                            { name }
                        </button>
                    }
                </div>
            }
        </div>
    }
}

fn menu_of(event: &Event) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(".menu").ok()?
}

/// Closes the menu; the focus goes back to its button.
fn close(event: &Event, set_open: &UseStateSetter<bool>) {
    set_open.set(false);
    let button = menu_of(event).and_then(|menu| menu.first_element_child());
    if let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        button.focus().ok();
    }
}
