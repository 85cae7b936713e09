//! Hooks: what the browser does by itself (frames, sizes, themes), tied to a component's life.

mod frames;
mod paint;
mod pixels;
mod reader;
mod scheme;
mod settled;
mod throttle;
mod words;

pub use frames::use_frames;
pub use paint::use_paint;
pub use pixels::use_pixels;
pub use reader::use_reader;
pub use scheme::use_dark;
pub use settled::use_settled;
pub use throttle::use_throttled;
pub use words::use_words;
