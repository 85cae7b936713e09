//! Charts: which there are ([`Subject`]) and what they show ([`Quantity`]), as data of our own
//! ([`scene`]), and how that becomes a picture on the screen ([`paint`]) or in a file ([`svg`]).

mod axes;
mod backend;
mod dashes;
pub mod frame;
pub mod paint;
mod pair;
mod palette;
mod quantity;
pub mod scene;
mod series;
mod subject;
pub mod svg;

pub use axes::clock;
pub use pair::Told;
pub use palette::Palette;
pub use quantity::Quantity;
pub use subject::Subject;
