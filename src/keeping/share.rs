//! Handing the page to somebody else.

use yew::platform::spawn_local;
use yew::prelude::*;

use super::kept;
use super::trouble::why;
use super::writing::state;
use crate::clipboard;
use crate::hooks::use_words;
use crate::state::Page;

/// The place in `index.html` for it.
const PLACE: &str = "sharing";

/// See [`Share`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page.
    pub page: Page,
    /// Makes it again what a first visitor finds, unless it is.
    pub fresh: Option<Callback<MouseEvent>>,
}

/// A menu that hands out the page's link in several forms, in the header.
#[component]
pub fn Share(props: &Props) -> Html {
    let words = use_words();
    let is_open = use_state_eq(|| false);
    let copied = use_state_eq(|| None::<bool>);
    let Some(place) = gloo_utils::document().get_element_by_id(PLACE) else {
        return Html::default();
    };
    let toggle = {
        let (is_open, copied) = (is_open.clone(), copied.clone());
        move |_| {
            is_open.set(!*is_open);
            copied.set(None);
        }
    };
    let menu = is_open.then(|| match links::write(&state(&props.page)) {
        Err(refusal) => html! { <p>{ words.share_impossible(why(refusal, words)) }</p> },
        Ok(link) => {
            let address = kept::address(&link);
            let markdown = format!("[{}]({address})", gloo_utils::document().title());
            let title = gloo_utils::document().title();
            let frame = format!(
                r#"<iframe src="{}" title="{title}" width="100%" height="560" loading="lazy"></iframe>"#,
                kept::embed_address(&link),
            );
            let element = format!(
                "<script defer src=\"{}\"></script>\n<kpa-playground state=\"{link}\"></kpa-playground>",
                kept::script_address(),
            );
            let copying = |text: String| {
                let copied = copied.setter();
                move |_| {
                    let (text, copied) = (text.clone(), copied.clone());
                    spawn_local(async move { copied.set(Some(clipboard::copy(&text).await)) });
                }
            };
            html! {
                <>
                    <input
                        readonly=true
                        aria-label={words.share_link()}
                        value={address.clone()}
                    />
                    <div class="forms">
                        <button type="button" onclick={copying(address)}>
                            { words.share_copy() }
                        </button>
                        <button type="button" onclick={copying(markdown)}>
                            { words.share_markdown() }
                        </button>
                        <button type="button" onclick={copying(frame)}>
                            { words.share_frame() }
                        </button>
                        <button type="button" onclick={copying(element)}>
                            { words.share_element() }
                        </button>
                    </div>
                    <p role="status">
                        { match *copied {
                            None => words.share_hint(),
                            Some(true) => words.share_copied(),
                            Some(false) => words.share_forbidden(),
                        } }
                    </p>
                </>
            }
        }
    });
    let bar = html! {
        <>
            if let Some(fresh) = &props.fresh {
                <button type="button" onclick={fresh}>{ words.keeping_fresh() }</button>
            }
            <button
                type="button"
                aria-expanded={is_open.to_string()}
                aria-controls="share"
                onclick={toggle}
            >
                { words.share_title() }
            </button>
            <div id="share" hidden={!*is_open}>{ for menu }</div>
        </>
    };
    create_portal(bar, place)
}
