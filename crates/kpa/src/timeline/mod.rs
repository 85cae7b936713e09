//! The timeline: what happened, second by second, as charts and reports read it.

pub mod causes;
pub mod hash;
pub mod histogram;
pub mod log;
pub mod pods;
pub mod recorder;
pub mod row;
pub mod run;
pub mod totals;
