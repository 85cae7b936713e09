//! A value that doesn't change too often.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::{UseStateSetter, hook, use_effect_with, use_mut_ref, use_state_eq};

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
        if pause.borrow().is_none() {
            show.set(value.clone());
            rest(pause, latest, show, pause_ms);
        }
    });
    (*shown).clone()
}

/// A pause after a change; if there was another meanwhile, that is shown then, and there is another pause.
fn rest<T: PartialEq + Clone + 'static>(
    pause: Rc<RefCell<Option<Timeout>>>,
    latest: Rc<RefCell<T>>,
    show: UseStateSetter<T>,
    pause_ms: u32,
) {
    let (shown, over) = (latest.borrow().clone(), pause.clone());
    let timeout = Timeout::new(pause_ms, move || {
        over.take();
        let now = latest.borrow().clone();
        if now != shown {
            show.set(now);
            rest(over, latest, show, pause_ms);
        }
    });
    pause.replace(Some(timeout));
}
