//! Where a browser keeps a link: the address, and its storage for this site. It may forbid either;
//! then nothing is kept.

use gloo_utils::window;
use links::BEFORE;
use web_sys::Storage;
use web_sys::wasm_bindgen::JsValue;

use crate::lessons::PAGE;

/// The longest link that is put into the address. Browsers take more, but what people paste it into
/// doesn't.
const ADDRESS_MAX: usize = 30_000;

/// The name of the last state in the storage.
const LAST: &str = "state";
/// The name of what is there while that is being opened.
const OPENING: &str = "opening";

/// What stands in the address from `#` on.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// The link in the address, if one is there.
pub fn in_address() -> Option<String> {
    hash().strip_prefix(BEFORE).map(str::to_owned)
}

/// Puts a link into the address, in the place of what is there; none if it is too long.
pub fn put_in_address(link: Option<&str>) {
    let link = link.filter(|link| link.len() <= ADDRESS_MAX);
    let hash = link.map_or_else(|| PAGE.to_owned(), |link| format!("{BEFORE}{link}"));
    if hash != self::hash()
        && let Ok(history) = window().history()
    {
        let replaced = history.replace_state_with_url(&JsValue::NULL, "", Some(&hash));
        // A browser that was asked too often does it the next time.
        drop(replaced);
    }
}

/// A link as an address of the whole page, for somebody else; without one, that of the page.
pub fn address(link: &str) -> String {
    match link.is_empty() {
        true => page(),
        false => format!("{}{BEFORE}{link}", page()),
    }
}

/// A link as an address that shows it in another page.
pub fn embed_address(link: &str) -> String {
    format!("{}?embed{BEFORE}{link}", page())
}

/// The script that makes the page an element of other pages.
pub fn script_address() -> String {
    let page = page();
    let folder = page.rfind('/').map_or("", |end| &page[..=end]);
    format!("{folder}kpa-playground.js")
}

/// The address of the page, without what was asked of it.
fn page() -> String {
    let here = window().location().href().unwrap_or_default();
    here.split(['?', '#']).next().unwrap_or_default().to_owned()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The last state that was here.
pub fn last() -> Option<String> {
    storage()?.get_item(LAST).ok().flatten()
}

/// Keeps a state as the last one, or none.
pub fn keep(link: Option<&str>) {
    set(LAST, link);
}

/// Whether the last state was to be opened once, and the page didn't get through it.
pub fn is_unfinished() -> bool {
    let mark = storage().and_then(|storage| storage.get_item(OPENING).ok());
    mark.flatten().is_some()
}

/// Marks that the last state is being opened, or that this is done.
pub fn mark_opening(opening: bool) {
    set(OPENING, opening.then_some("1"));
}

fn set(name: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let done = match value {
        Some(value) => storage.set_item(name, value),
        None => storage.remove_item(name),
    };
    // It may be full; then the state before stays.
    drop(done);
}
