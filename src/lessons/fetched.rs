//! What is fetched from the folder of lessons beside the page.

use std::cell::Cell;
use std::rc::Rc;

use gloo_utils::{document, window};
use js_sys::Uint8Array;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use web_sys::wasm_bindgen::{JsCast, JsValue};
use words::LANGUAGES;
use yew::platform::spawn_local;
use yew::{hook, use_effect_with, use_state_eq};

use crate::language::Words;

/// Something that is on its way.
#[derive(Debug)]
pub enum Fetched<T> {
    /// It isn't there yet.
    Loading,
    /// It can't be had: there is no such thing, or no network.
    Failed,
    /// Here it is.
    Here(Rc<T>),
}

impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Failed => Self::Failed,
            Self::Here(it) => Self::Here(Rc::clone(it)),
        }
    }
}

impl<T> PartialEq for Fetched<T> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Here(a), Self::Here(b)) => Rc::ptr_eq(a, b),
            (Self::Loading, Self::Loading) | (Self::Failed, Self::Failed) => true,
            _ => false,
        }
    }
}

/// A file in the language of the page. What is there stays until that of another language is.
#[hook]
pub fn use_fetched<T: DeserializeOwned + 'static>(name: &str, words: Words) -> Fetched<T> {
    let fetched = use_state_eq(|| Fetched::Loading);
    let set = fetched.setter();
    use_effect_with((name.to_owned(), words), move |(name, words)| {
        let file = file(name, *words);
        let is_wanted = Rc::new(Cell::new(true));
        let still = Rc::clone(&is_wanted);
        spawn_local(async move {
            let got = fetch(&file).await;
            if still.get() {
                set.set(got.map_or(Fetched::Failed, |it| Fetched::Here(Rc::new(it))));
            }
        });
        move || is_wanted.set(false)
    });
    (*fetched).clone()
}

fn file(name: &str, words: Words) -> String {
    let app = document().get_element_by_id("app");
    let folder = app.and_then(|app| app.get_attribute("data-lessons"));
    let language = LANGUAGES.iter().find(|it| it.tag == words.tag());
    let code = language.map_or(LANGUAGES[0].code, |it| it.code);
    format!("{}/{name}.{code}.postcard", folder.unwrap_or_default())
}

async fn fetch<T: DeserializeOwned>(file: &str) -> Option<T> {
    let bytes = bytes(file).await.ok().flatten()?;
    postcard::from_bytes(&bytes).ok()
}

async fn bytes(file: &str) -> Result<Option<Vec<u8>>, JsValue> {
    let response = JsFuture::from(window().fetch_with_str(file)).await?;
    let response: Response = response.dyn_into()?;
    if !response.ok() {
        return Ok(None);
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Some(Uint8Array::new(&buffer).to_vec()))
}
