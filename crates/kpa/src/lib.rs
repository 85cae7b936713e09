//! The Knative Pod Autoscaler (KPA) as pure code.
//!
//! The modules stand in the order in which the data flows, and each imports only from those before
//! it:
//!
//! text → settings (each with where it came from) → autoscaler → cluster → timeline → session → compare → report; session → lesson
//!
//! Nothing here knows a browser, a clock, a file or a source of randomness: time and seed are
//! parameters. The same input gives the same output, bit for bit, natively and in WebAssembly.

pub mod units;

pub mod go;

mod rounding;

pub mod phrases;

pub mod text;

pub mod settings;

pub mod autoscaler;

pub mod cluster;

pub mod timeline;

pub mod session;

pub mod compare;

pub mod report;

pub mod lesson;
