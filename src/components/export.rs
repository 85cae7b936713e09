//! What counts, written down again, to take along.

use std::collections::BTreeSet;

use kpa::session::Texts;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::choice::{Choice, select};
use crate::clipboard;
use crate::hooks::use_words;
use crate::reader::Reader;

/// See [`Export`].
#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    /// What counts: the last texts without an error …
    pub texts: Texts,
    /// … without the overrides that are switched off.
    pub switched_off: BTreeSet<String>,
    /// What reads them.
    pub reader: Reader,
}

/// The title of the settings, and a button that opens them as annotations, ConfigMaps, a command or the
/// operator's resource.
#[component]
pub fn Export(props: &Props) -> Html {
    let words = use_words();
    let is_open = use_state_eq(|| false);
    let form = use_state_eq(|| 0);
    let copied = use_state_eq(|| None::<bool>);
    let text = use_memo(
        (props.clone(), *is_open, *form),
        |(props, is_open, form)| {
            let Props {
                texts,
                switched_off,
                reader,
            } = props;
            is_open
                .then(|| reader.write(texts, switched_off, *form))
                .flatten()
        },
    );
    let toggle = {
        let (is_open, copied) = (is_open.clone(), copied.clone());
        move |_| {
            is_open.set(!*is_open);
            copied.set(None);
        }
    };
    let on_choose = {
        let (form, copied) = (form.setter(), copied.setter());
        Callback::from(move |nth| {
            form.set(nth);
            copied.set(None);
        })
    };
    let copy = {
        let (text, copied) = (text.clone(), copied.setter());
        move |_| {
            let (text, copied) = (text.clone(), copied.clone());
            spawn_local(async move {
                let text = (*text).as_deref().unwrap_or_default();
                copied.set(Some(clipboard::copy(text).await));
            });
        }
    };
    let forms = Choice {
        name: words.export_form(),
        id: "export-form",
        // In the order of `Form::ALL`.
        options: [
            words.export_annotations(),
            words.export_config_map(),
            words.export_kn(),
            words.export_operator(),
        ]
        .map(str::to_owned)
        .into(),
        chosen: Some(*form),
        on_choose,
    };
    html! {
        <>
            <div class="settings-head">
                <h2 id="settings-title">{ words.ladder_title() }</h2>
                <button
                    type="button"
                    aria-expanded={is_open.to_string()}
                    aria-controls="export"
                    onclick={toggle}
                >
                    { words.export_title() }
                </button>
            </div>
            <div id="export" hidden={!*is_open}>
                if *is_open {
                    <div class="forms">
                        { select(forms) }
                        <button type="button" disabled={text.is_none()} onclick={copy}>
                            { words.export_copy() }
                        </button>
                    </div>
                    <textarea
                        readonly=true
                        rows="10"
                        wrap="off"
                        aria-label={words.export_text()}
                        value={(*text).clone().unwrap_or_default()}
                    />
                    <p role="status" class="quiet">
                        { match *copied {
                            None => words.export_hint(),
                            Some(true) => words.export_copied(),
                            Some(false) => words.export_forbidden(),
                        } }
                    </p>
                }
            </div>
        </>
    }
}
