//! The reader: the program that reads the texts (`crates/reader`), a file of its own that comes
//! when somebody turns to what it reads. What it answers is plain data.

use std::collections::BTreeSet;
use std::rc::Rc;

use kpa::session::{Session, Settings, Texts};
use kpa::units::Duration;
use wasm_bindgen::prelude::*;

use crate::language::Words;

#[wasm_bindgen]
extern "C" {
    /// Loads the program, or finds it loaded; static/boot.js has it.
    #[wasm_bindgen(js_name = loadReader, catch)]
    async fn load_reader() -> Result<JsValue, JsValue>;

    /// The program's exports (`crates/reader/src/`). What a key means and what could be typed is asked
    /// by the editor itself.
    #[derive(Clone, PartialEq)]
    pub type Program;
    #[wasm_bindgen(method, catch)]
    fn read(
        this: &Program,
        service: &str,
        config_map: &str,
        service_in_force: &str,
        config_map_in_force: &str,
        switched_off: Vec<String>,
        words: &str,
    ) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn series(this: &Program, text: &str) -> Result<Vec<f64>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(
        this: &Program,
        service: &str,
        config_map: &str,
        switched_off: Vec<String>,
        form: usize,
    ) -> Result<String, JsValue>;
}

/// What reads the texts. Reading the same again gives the same.
#[derive(Clone, PartialEq)]
pub enum Reader {
    /// Nothing yet.
    Awaited,
    /// The program.
    Here(Program),
    /// Nothing, for this reason.
    Missing(Rc<str>),
}

impl Reader {
    /// Loads the program. Never [`Reader::Awaited`].
    pub async fn load() -> Self {
        match load_reader().await {
            Ok(program) => Self::Here(program.unchecked_into()),
            Err(error) => Self::missing(&error),
        }
    }

    /// Reads a session's texts, and says in a language what there is to say.
    ///
    /// # Errors
    /// It can't: what there is in place of a reader.
    pub fn read(&self, session: &Session, words: Words) -> Result<Settings, Self> {
        let Self::Here(program) = self else {
            return Err(self.clone());
        };
        let (texts, in_force) = (&session.texts, &session.in_force);
        let bytes = program.read(
            &texts.service,
            &texts.config_map,
            &in_force.service,
            &in_force.config_map,
            session.switched_off.iter().cloned().collect(),
            words.review(),
        );
        let bytes = bytes.map_err(|error| Self::missing(&error))?;
        let foreign = || Self::Missing(words.problems_foreign().into());
        Settings::from_bytes(&bytes).ok_or_else(foreign)
    }

    /// Reads recorded traffic: requests per second at moments, and how many lines were left out.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn series(&self, text: &str) -> Result<(Vec<(Duration, f64)>, usize), Self> {
        let Self::Here(program) = self else {
            return Err(self.clone());
        };
        let numbers = program
            .series(text)
            .map_err(|error| Self::missing(&error))?;
        let (skipped, rates) = numbers.split_first().unwrap_or((&0.0, &[]));
        let rates = rates.chunks_exact(2);
        let rates = rates.map(|pair| (Duration::from_secs_f64(pair[0]), pair[1]));
        Ok((rates.collect(), *skipped as usize))
    }

    /// Writes down what counts, in a form by its number in `kpa::settings::export::Form::ALL`; `None` as
    /// long as nobody can.
    pub fn write(
        &self,
        texts: &Texts,
        switched_off: &BTreeSet<String>,
        form: usize,
    ) -> Option<String> {
        let Self::Here(program) = self else {
            return None;
        };
        let switched_off = switched_off.iter().cloned().collect();
        (program.write(&texts.service, &texts.config_map, switched_off, form)).ok()
    }

    fn missing(error: &JsValue) -> Self {
        let error = error.dyn_ref::<js_sys::Error>();
        Self::Missing(error.map_or_else(
            || Words::current().problems_failed().into(),
            |error| String::from(error.message()).into(),
        ))
    }
}

/// What the tutorial's texts say, read by `build.rs`.
pub fn tutorial() -> Settings {
    Settings::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/tutorial")))
        .expect("build.rs wrote it with this very type")
}
