//! Files that the page hands to the visitor. Nothing leaves the browser.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, Url,
};

/// How long a browser may take to begin a download, in ms.
const KEPT: u32 = 60_000;
/// Pixels of a picture for each of its CSS pixels.
const RATIO: u32 = 2;

/// Saves a text.
pub fn text(name: &str, kind: &str, text: &str) {
    if let Some(blob) = blob(kind, text) {
        save(name, &blob);
    }
}

/// Saves a picture that is an SVG of that size as a PNG. Where the browser refuses, nothing happens.
pub fn png(name: &str, svg: &str, size: (u32, u32)) {
    let url = blob("image/svg+xml", svg).and_then(|it| Url::create_object_url_with_blob(&it).ok());
    let (Some(url), Ok(image)) = (url, HtmlImageElement::new()) else {
        return;
    };
    let (drawn, name, address) = (image.clone(), name.to_owned(), url.clone());
    let draw = Closure::once_into_js(move || {
        draw(&name, &drawn, size);
        Url::revoke_object_url(&address).ok();
    });
    image.set_onload(Some(draw.unchecked_ref()));
    image.set_src(&url);
}

fn draw(name: &str, image: &HtmlImageElement, (width, height): (u32, u32)) -> Option<()> {
    let canvas = gloo_utils::document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let (width, height) = (width * RATIO, height * RATIO);
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??;
    let context: CanvasRenderingContext2d = context.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(
            image,
            0.0,
            0.0,
            width.into(),
            height.into(),
        )
        .ok()?;
    let name = name.to_owned();
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            save(&name, &blob);
        }
    });
    canvas.to_blob(done.unchecked_ref()).ok()
}

fn blob(kind: &str, text: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(text)), &options).ok()
}

fn save(name: &str, blob: &Blob) {
    let link = gloo_utils::document().create_element("a").ok();
    let link = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let (Some(link), Ok(url)) = (link, Url::create_object_url_with_blob(blob)) {
        link.set_href(&url);
        link.set_download(name);
        link.click();
        let done = move || drop(Url::revoke_object_url(&url));
        Timeout::new(KEPT, done).forget();
    }
}
