//! A value that doesn't change too often.

use gloo_timers::callback::Timeout;
use yew::{hook, use_effect_with, use_mut_ref, use_state_eq};

/// `value`, but at most one change per `pause_ms`: a first change shows at once, further ones when
/// the pause is over, with what is the latest then.
#[hook]
pub fn use_throttled<T: PartialEq + Clone + 'static>(value: T, pause_ms: u32) -> T {
    let shown = use_state_eq(|| value.clone());
    let latest = use_mut_ref(|| value.clone());
    let pause = use_mut_ref(|| None::<Timeout>);
    {
        let pause = pause.clone();
        use_effect_with((), move |()| move || drop(pause.take()));
    }
    let show = shown.setter();
    use_effect_with(value, move |value| {
        latest.replace(value.clone());
        if pause.borrow().is_some() {
            return;
        }
        show.set(value.clone());
        let over = pause.clone();
        let timeout = Timeout::new(pause_ms, move || {
            over.take();
            show.set(latest.borrow().clone());
        });
        pause.replace(Some(timeout));
    });
    (*shown).clone()
}
