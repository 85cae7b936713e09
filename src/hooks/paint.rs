//! Painting, on animation frames only.

use gloo_render::request_animation_frame;
use yew::{hook, use_effect_with, use_mut_ref};

/// Paints on the next animation frame after `what` has changed, at most once per frame and with
/// what was the latest then. The browser has no frames, so there is no painting, while the page is
/// hidden.
#[hook]
pub fn use_paint<T: PartialEq + 'static>(what: T, paint: impl Fn(&T) + 'static) {
    let latest = use_mut_ref(|| None);
    let pending = use_mut_ref(|| None);
    {
        let pending = pending.clone();
        use_effect_with((), move |()| move || drop(pending.take()));
    }
    use_effect_with(std::rc::Rc::new(what), move |what| {
        latest.replace(Some(what.clone()));
        if pending.borrow().is_some() {
            return;
        }
        let done = pending.clone();
        let frame = request_animation_frame(move |_| {
            done.take();
            if let Some(what) = latest.take() {
                paint(&what);
            }
        });
        pending.replace(Some(frame));
    });
}
