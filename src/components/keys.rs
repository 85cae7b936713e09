//! The list of keys.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::hooks::{use_keys, use_words, zooming_key};
use crate::state::Action;

/// See [`Keys`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether time runs.
    pub playing: bool,
    /// Called with what a key means.
    pub on_action: Callback<Action>,
}

/// A button that opens the list, which `?` does, too; and what the keys do that work everywhere.
#[component]
pub fn Keys(props: &Props) -> Html {
    let words = use_words();
    let node = use_node_ref();
    let open = {
        let node = node.clone();
        use_callback((), move |(), ()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                dialog.show_modal().ok();
            }
        })
    };
    let on_key = use_callback(
        (props.playing, props.on_action.clone(), open.clone()),
        |key: String, (playing, on_action, open)| {
            match (key.as_str(), zooming_key(&key)) {
                (" ", _) => on_action.emit(Action::Play(!playing)),
                ("?", _) => open.emit(()),
                (_, Some(look)) => on_action.emit(Action::Look(look)),
                _ => return false,
            }
            true
        },
    );
    use_keys(on_key);
    let close = {
        let node = node.clone();
        move |_| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        }
    };
    let (space, shift) = (words.keys_space(), words.keys_shift());
    let keys: [(&[&str], &str); 6] = [
        (&[space], words.keys_play()),
        (&["←", "→"], words.keys_step()),
        (&[shift, "←", "→"], words.keys_leap()),
        (&["Home", "End"], words.keys_ends()),
        (&["+", "−"], words.keys_zoom()),
        (&["?"], words.keys_help()),
    ];
    html! {
        <>
            <button
                type="button"
                class="help"
                title={words.keys_open()}
                aria-label={words.keys_open()}
                aria-haspopup="dialog"
                onclick={move |_| open.emit(())}
            >
                { "?" }
            </button>
            <dialog ref={node} class="keys" aria-labelledby="keys-title">
                <h2 id="keys-title">{ words.keys_title() }</h2>
                <dl>
                    for (names, meaning) in keys {
                        <div>
                            <dt>
                                for name in names {
                                    <kbd>{ *name }</kbd>
                                    { " " }
                                }
                            </dt>
                            <dd>{ meaning }</dd>
                        </div>
                    }
                </dl>
                <p>{ words.keys_wheel() }</p>
                <button type="button" onclick={close}>{ words.keys_close() }</button>
            </dialog>
        </>
    }
}
