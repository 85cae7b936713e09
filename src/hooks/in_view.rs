//! Whether an element is on the screen.

use js_sys::Array;
use web_sys::wasm_bindgen::JsCast;
use web_sys::wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};
use yew::{NodeRef, hook, use_effect_with, use_state_eq};

/// Whether some of an element is in the part of the page that the visitor sees.
#[hook]
pub fn use_in_view(node: &NodeRef) -> bool {
    let in_view = use_state_eq(|| false);
    let (node, set) = (node.clone(), in_view.setter());
    use_effect_with((), move |()| {
        let on_change = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            // The last one is how it is now.
            if let Ok(entry) = entries.pop().dyn_into::<IntersectionObserverEntry>() {
                set.set(entry.is_intersecting());
            }
        });
        let observer = IntersectionObserver::new(on_change.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, node.cast::<Element>()) {
            observer.observe(&element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(on_change);
        }
    });
    *in_view
}
