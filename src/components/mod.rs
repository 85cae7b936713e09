//! What a visitor sees, part by part.

pub mod chart;
pub mod choice;
pub mod cluster;
pub mod editor;
pub mod export;
pub mod keys;
pub mod ladder;
pub mod now;
pub mod open_file;
pub mod player;
pub mod problems;
pub mod reason;
pub mod recording;
pub mod scrub;
pub mod service;
pub mod slider;
mod text_area;
pub mod totals;
pub mod traffic;
