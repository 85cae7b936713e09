//! A change, in the formats that only the command has.

mod json;
mod text;

pub use json::json;
pub use text::text;
