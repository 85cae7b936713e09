//! The reader: the program that reads the page's texts, apart from the one that simulates and draws.
//!
//! Rules, words and YAML are more than a third of all code, and nothing of it is needed before
//! somebody types. So the page starts without, and loads this after its first paint. What it
//! answers is plain data.
#![cfg(target_arch = "wasm32")]

mod help;

use kpa::cluster::series;
use kpa::phrases::Words;
use kpa::session::{Settings, Texts};
use kpa::settings::export::{Export, Form};
use kpa::settings::review;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads the two texts: the bytes of [`Settings`].
///
/// The other two are the last ones without an error; `switched_off` names the overrides that don't
/// count, and `words` is the table of a language, or empty for English.
#[wasm_bindgen]
pub fn read(
    service: &str,
    config_map: &str,
    service_in_force: &str,
    config_map_in_force: &str,
    switched_off: Vec<String>,
    words: &str,
) -> Vec<u8> {
    let texts = |service: &str, config_map: &str| Texts {
        service: service.into(),
        config_map: config_map.into(),
    };
    Settings::read(
        &texts(service, config_map),
        &texts(service_in_force, config_map_in_force),
        &switched_off.into_iter().collect(),
        &Words::read(words),
    )
    .to_bytes()
}

/// Reads recorded traffic: how many lines were left out, then by turns a moment in seconds and the
/// requests per second there.
#[wasm_bindgen]
pub fn series(text: &str) -> Vec<f64> {
    let series = series::read(text, None);
    let rates = series.rates.iter();
    let rates = rates.flat_map(|(at, rate)| [at.as_secs_f64(), *rate]);
    [series.skipped.len() as f64]
        .into_iter()
        .chain(rates)
        .collect()
}

/// Writes down what the texts come to, without the overrides that are switched off: in one of the forms
/// of [`Form::ALL`], by its number, or in the first one.
#[wasm_bindgen]
pub fn write(service: &str, config_map: &str, switched_off: Vec<String>, form: usize) -> String {
    let form = Form::ALL.get(form).copied().unwrap_or(Form::Annotations);
    let switched_off = switched_off.into_iter().collect();
    let reviewed = review(&[service, config_map]);
    Export::without(&reviewed, 0, &switched_off, form, false).text
}
