//! Parts: what the page shows but doesn't need for its first picture, each in a file of its own.
//!
//! They are written as all else. `wasm_split` marks where one begins; the build (`xtask/src/split.rs`)
//! takes what only that part reaches out of the page's program, with its data. The program fetches it
//! when it is wanted. A part gives away one function, which is as quick to call as any other.

mod details;
mod keeping;
mod lessons;
mod stage;
mod texts;
mod wanted;

pub use details::details;
pub use keeping::keeping;
pub use lessons::lessons;
pub use stage::Stage;
pub use texts::texts;
pub use wanted::{Part, use_part};

use yew::Html;

/// Shows a part.
pub type Show = fn(&Stage) -> Html;
