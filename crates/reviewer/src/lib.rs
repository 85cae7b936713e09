//! The reviewer: the program that compares configurations, apart from the page, in workers.
//!
//! Each worker (`worker.mjs`) opens the same request, and the page (`pool.mjs`) hands out runs by their
//! number. What goes in and out is plain data, those of [`kpa::report::request`] and [`kpa::report::search`].
#![cfg(target_arch = "wasm32")]

use kpa::report::{search, task};
use wasm_bindgen::prelude::wasm_bindgen;

/// Makes a type of what both kinds of work have, so that workers needn't know which they do.
macro_rules! work {
    ($(#[$doc:meta])* $name:ident, $task:ty) => {
        $(#[$doc])*
        #[wasm_bindgen]
        pub struct $name($task);

        #[wasm_bindgen]
        impl $name {
            /// Opens the bytes of a question.
            ///
            /// # Errors
            /// A sentence, if there is no answer to it.
            #[wasm_bindgen(constructor)]
            pub fn open(question: &[u8]) -> Result<Self, String> {
                let question = postcard::from_bytes(question).map_err(|error| error.to_string())?;
                <$task>::open(question).map(Self)
            }

            /// How many runs there are.
            pub fn count(&self) -> usize {
                self.0.count()
            }

            /// The run of that number, as numbers.
            pub fn run(&self, number: usize) -> Vec<f64> {
                self.0.run(number)
            }

            /// What came of it, as bytes, from the numbers of all runs in their order.
            ///
            /// # Errors
            /// A sentence, if it can't be sent.
            pub fn outcome(&self, numbers: &[f64]) -> Result<Vec<u8>, String> {
                postcard::to_stdvec(&self.0.outcome(numbers)).map_err(|error| error.to_string())
            }
        }
    };
}

work!(
    /// A comparison.
    Compare,
    task::Task
);
work!(
    /// A search for better settings.
    Search,
    search::Searching
);
