//! Text: YAML as a tree whose every node knows its place and every scalar its style, and the
//! findings that anything read from a text can give.
//!
//! Reading never fails. [`read`] returns whatever documents a text holds, the one it broke off in
//! included, and says what is wrong as [`Finding`]s.
//!
//! ```
//! use kpa::text::read;
//!
//! let reading = read(0, "kind: Service\nmetadata:\n\tname: x\n");
//! assert_eq!(reading.documents.len(), 1);
//! let finding = &reading.findings[0];
//! assert_eq!((finding.rule.code, finding.place.span.start.line), ("tab-indentation", 3));
//! ```

mod builder;
pub mod finding;
pub mod fix;
pub mod line_ends;
pub mod node;
pub mod outline;
pub mod read;
pub mod rules;
pub mod scalar;
pub mod span;
mod syntax;
pub mod utf16;

pub use finding::{Finding, Message, Rule, Severity};
pub use fix::{Edit, Fix};
pub use node::{Document, Entry, Node, Style, Value};
pub use outline::{Outline, Spot};
pub use read::{Reading, read};
pub use scalar::Scalar;
pub use span::{Place, Position, Span};
