//! A value that has come to rest.

use gloo_timers::callback::Timeout;
use yew::{hook, use_effect_with, use_state_eq};

/// `value` as it was when it last stayed the same for `rest_ms`.
#[hook]
pub fn use_settled<T: PartialEq + Clone + 'static>(value: T, rest_ms: u32) -> T {
    let settled = use_state_eq(|| value.clone());
    let set = settled.setter();
    use_effect_with(value, move |value| {
        let value = value.clone();
        let timeout = Timeout::new(rest_ms, move || set.set(value));
        move || drop(timeout)
    });
    (*settled).clone()
}
