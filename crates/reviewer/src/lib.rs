//! The reviewer: the program that compares configurations, apart from the page, in workers.
//!
//! Each worker (`worker.mjs`) opens the same request, and the page (`pool.mjs`) hands out runs by their
//! number. What goes in and out is plain data, that of [`kpa::report::request`].
#![cfg(target_arch = "wasm32")]

use kpa::report::task;
use wasm_bindgen::prelude::wasm_bindgen;

/// A request that was understood.
#[wasm_bindgen]
pub struct Task(task::Task);

#[wasm_bindgen]
impl Task {
    /// Opens the bytes of a [`kpa::report::request::Request`].
    ///
    /// # Errors
    /// A sentence, if its texts don't fit together.
    #[wasm_bindgen(constructor)]
    pub fn open(request: &[u8]) -> Result<Self, String> {
        let request = postcard::from_bytes(request).map_err(|error| error.to_string())?;
        task::Task::open(request).map(Self)
    }

    /// How many runs there are.
    pub fn count(&self) -> usize {
        self.0.count()
    }

    /// The run of that number, as numbers.
    pub fn run(&self, number: usize) -> Vec<f64> {
        self.0.run(number)
    }

    /// What came of it, from the numbers of all runs in their order: the bytes of a
    /// [`kpa::report::request::Outcome`].
    ///
    /// # Errors
    /// A sentence, if it can't be sent.
    pub fn outcome(&self, numbers: &[f64]) -> Result<Vec<u8>, String> {
        postcard::to_stdvec(&self.0.outcome(numbers)).map_err(|error| error.to_string())
    }
}
