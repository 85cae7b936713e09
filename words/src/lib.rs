//! Everything a reader sees, in one table per language.
//!
//! A language is a folder here beside `src/`, with one file for the page ([`PAGE`]) and one for what
//! the review of the texts says ([`REVIEW`]). Both hold a [`table::Table`]. English is the reference:
//! it is compiled in, and every other language has to have the same keys and placeholders.
//!
//! The page calls its sentences by functions that `build.rs` makes of the English table ([`page`]),
//! so the compiler finds a key that is missing. Another language is a file that the page fetches
//! ([`file`]).

pub mod fill;
pub mod page;
pub mod table;

mod file;

pub use file::{BREAK, File, file, fingerprint};
pub use fill::fill;
pub use table::Table;

/// A language that the page speaks.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// The name of its folder.
    pub code: &'static str,
    /// What `<html lang>` says, for voices and fonts.
    pub tag: &'static str,
}

/// All languages, as `index.html` offers them. The first is the reference, and what a browser gets
/// that asks for none of them.
pub static LANGUAGES: [Language; 2] = [
    Language {
        code: "en",
        tag: "en",
    },
    Language {
        code: "zh",
        tag: "zh-CN",
    },
];

/// The file of a language that holds the page's own sentences.
pub const PAGE: &str = "page.txt";

/// The file of a language that holds what the review of the texts says.
pub const REVIEW: &str = "review.txt";

/// What the review says in English, for programs that bring it along.
pub const ENGLISH_REVIEW: &str = include_str!("../en/review.txt");
