//! Hooks: what the browser does by itself (frames, sizes, themes), tied to a component's life.

mod frames;
mod in_view;
mod keys;
mod media;
mod paint;
mod pixels;
mod reader;
mod settled;
mod throttle;
mod words;

pub use frames::use_frames;
pub use in_view::use_in_view;
pub use keys::{moving_keys, use_keys, zooming_key};
pub use media::{use_colours, use_still};
pub use paint::use_paint;
pub use pixels::{Pixels, use_pixels};
pub use reader::use_reader;
pub use settled::use_settled;
pub use throttle::use_throttled;
pub use words::use_words;
