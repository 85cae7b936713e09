//! What a visitor sees, part by part.

pub mod charts;
pub mod choice;
pub mod cluster;
pub mod editor;
pub mod ladder;
pub mod now;
pub mod player;
pub mod problems;
pub mod reason;
pub mod recording;
pub mod slider;
pub mod totals;
pub mod traffic;
