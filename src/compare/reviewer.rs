//! The reviewer: the program that compares (`crates/reviewer`), in workers on all cores.

use std::cell::Cell;

use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Loads what hands out the work, or finds it loaded; static/boot.js has it.
    #[wasm_bindgen(js_name = loadReviewer, catch)]
    async fn load_reviewer() -> Result<JsValue, JsValue>;

    /// The module crates/reviewer/pool.mjs.
    type Pool;
    #[wasm_bindgen(method, catch)]
    async fn run(
        this: &Pool,
        kind: &str,
        question: Vec<u8>,
        progress: &Closure<dyn Fn(u32, u32)>,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method)]
    fn cancel(this: &Pool);
}

thread_local! {
    /// Counts the questions, and the words to stop. Whoever waits for the program may get it later than who
    /// asked after them, and has to see that nothing else is wanted by now.
    static LATEST: Cell<u32> = const { Cell::new(0) };
}

fn next() -> u32 {
    LATEST.set(LATEST.get() + 1);
    LATEST.get()
}

/// Why there is no answer.
#[derive(Clone)]
pub enum Failure {
    /// The question has none, for this reason, in the words of the question.
    Refused(String),
    /// The program can't be loaded, or broke down; as the browser says it.
    Broken(String),
    /// It was told to stop, or something else was asked.
    Cancelled,
}

/// Answers a question of a kind (a class of `crates/reviewer`). `progress` hears how many runs are done,
/// and of how many.
///
/// # Errors
/// Why there is no answer.
pub async fn run<A: DeserializeOwned>(
    kind: &str,
    question: Vec<u8>,
    progress: impl Fn(u32, u32) + 'static,
) -> Result<A, Failure> {
    // A sentence comes as it is, what went wrong as an error, and who had to stop has nothing to say.
    let reason = |error: JsValue| match error.dyn_ref::<js_sys::Error>() {
        Some(error) => Failure::Broken(error.message().into()),
        None => error
            .as_string()
            .map_or(Failure::Cancelled, Failure::Refused),
    };
    let own = next();
    let pool: Pool = load_reviewer().await.map_err(reason)?.unchecked_into();
    if LATEST.get() != own {
        return Err(Failure::Cancelled);
    }
    let progress = Closure::new(progress);
    let answer = pool.run(kind, question, &progress).await.map_err(reason)?;
    let bytes = js_sys::Uint8Array::new(&answer).to_vec();
    postcard::from_bytes(&bytes).map_err(|error| Failure::Broken(error.to_string()))
}

/// Ends what is under way.
pub async fn cancel() {
    let own = next();
    if let Ok(pool) = load_reviewer().await
        && LATEST.get() == own
    {
        pool.unchecked_into::<Pool>().cancel();
    }
}
