//! How large an element is on the screen.

use gloo_events::EventListener;
use web_sys::wasm_bindgen::JsCast;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::{Callback, NodeRef, hook, use_effect_with, use_state_eq};

/// The size of an element.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pixels {
    /// Width in device pixels.
    pub width: u32,
    /// Height in device pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
}

impl Pixels {
    fn of(element: &Element) -> Self {
        let ratio = gloo_utils::window().device_pixel_ratio();
        let pixels = |length: i32| (f64::from(length) * ratio).round() as u32;
        Self {
            width: pixels(element.client_width()),
            height: pixels(element.client_height()),
            ratio,
        }
    }
}

/// The size of an element, kept up to date while the element or the device pixel ratio changes.
#[hook]
pub fn use_pixels(node: &NodeRef) -> Pixels {
    let pixels = use_state_eq(Pixels::default);
    let measure = {
        let (node, pixels) = (node.clone(), pixels.setter());
        Callback::from(move |()| {
            if let Some(element) = node.cast::<Element>() {
                pixels.set(Pixels::of(&element));
            }
        })
    };
    {
        let (node, measure) = (node.clone(), measure.clone());
        use_effect_with((), move |()| {
            let on_resize = Closure::<dyn Fn()>::new(move || measure.emit(()));
            let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
            if let (Some(observer), Some(element)) = (&observer, node.cast::<Element>()) {
                observer.observe(&element);
            }
            move || {
                if let Some(observer) = observer {
                    observer.disconnect();
                }
                drop(on_resize);
            }
        });
    }
    // A query matches one ratio; when it no longer does, the effect asks for the new one.
    use_effect_with(pixels.ratio.to_bits(), move |_| {
        let window = gloo_utils::window();
        let query = format!("(resolution: {}dppx)", window.device_pixel_ratio());
        let query = window.match_media(&query).ok().flatten();
        let listener =
            query.map(|query| EventListener::new(&query, "change", move |_| measure.emit(())));
        move || drop(listener)
    });
    *pixels
}
