//! Steps in real time, by animation frames.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_render::{AnimationFrame, request_animation_frame};
use yew::{Callback, hook, use_effect_with};

/// The longest time between two frames that counts, in ms. What a hidden or blocked page missed is
/// missed: it doesn't catch up in a storm.
const FRAME_MAX: f64 = 250.0;

/// Calls `on_steps` with a number of fixed steps, so that `per_second` of them happen in a second of
/// real time; none while that is 0. The browser pauses animation frames, and so the steps, while the
/// page is hidden.
#[hook]
pub fn use_frames(per_second: f64, on_steps: Callback<u32>) {
    use_effect_with(per_second, move |&per_second| {
        let pending = Rc::new(RefCell::new(None));
        if per_second > 0.0 {
            let clock = Clock {
                per_second,
                on_steps,
                last: None,
                carry: 0.0,
            };
            next(&pending, clock);
        }
        move || drop(pending.take())
    });
}

struct Clock {
    per_second: f64,
    on_steps: Callback<u32>,
    last: Option<f64>,
    carry: f64,
}

fn next(pending: &Rc<RefCell<Option<AnimationFrame>>>, mut clock: Clock) {
    let again = Rc::downgrade(pending);
    let frame = request_animation_frame(move |now| {
        // Gone with the effect: nobody wants further steps.
        let Some(pending) = again.upgrade() else {
            return;
        };
        let passed = (now - clock.last.unwrap_or(now)).clamp(0.0, FRAME_MAX);
        clock.last = Some(now);
        clock.carry += passed / 1000.0 * clock.per_second;
        let steps = clock.carry.floor();
        clock.carry -= steps;
        if steps > 0.0 {
            clock.on_steps.emit(steps as u32);
        }
        next(&pending, clock);
    });
    pending.replace(Some(frame));
}
