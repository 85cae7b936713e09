//! The language of the page: its words and its numbers.
//!
//! All sentences are methods of [`Words`], which `build.rs` makes of `words/en/page.txt`: in the
//! section `[now]`, `starting = Starting` becomes `words.now_starting()`. Components take the words
//! from `use_words`, functions as an argument. Which language it is decides `static/language.js`,
//! which also fetches every other than English.

use std::cell::RefCell;

use gloo_utils::{document_element, window};
use js_sys::{Array, Function, Intl, Object, Reflect};
use kpa::units::Duration;
use web_sys::wasm_bindgen::JsValue;
use words::BREAK;
use words::fill::{fill, form};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// A language that can be used. Copying it and comparing it cost nothing.
#[derive(Clone, Copy)]
pub struct Words(&'static Loaded);

struct Loaded {
    /// Its tag, as `<html lang>` has it.
    tag: String,
    /// Its sentences; none for English, which the methods bring along.
    sentences: Vec<&'static str>,
    /// The table of what the reader says; empty for the language that it brings along.
    review: &'static str,
    /// Write a number with at most so many decimals as their place here says.
    numbers: [Function; 3],
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

thread_local! {
    /// Kept for good: there are only a few, and components hold on to their sentences.
    static LOADED: RefCell<Vec<Words>> = const { RefCell::new(Vec::new()) };
}

impl Words {
    /// The words of the language that the page is in.
    pub fn current() -> Self {
        let tag = document_element().get_attribute("lang").unwrap_or_default();
        LOADED.with_borrow_mut(|all| {
            if let Some(known) = all.iter().find(|it| it.0.tag == tag) {
                return *known;
            }
            let words = Self::load(tag);
            all.push(words);
            words
        })
    }

    /// Takes over what was fetched (`words/src/file.rs`): nothing where it is English.
    fn load(tag: String) -> Self {
        let fetched = Reflect::get(&window(), &"words".into()).ok();
        let fetched: &str = fetched
            .and_then(|text| text.as_string())
            .unwrap_or_default()
            .leak();
        let (page, review) = fetched.split_once(BREAK).unwrap_or_default();
        let mut sentences: Vec<&str> = page.lines().collect();
        if sentences.len() != SENTENCES {
            sentences.clear();
        }
        let numbers = [0, 1, 2].map(|decimals| number_format(&tag, decimals));
        Self(Box::leak(Box::new(Loaded {
            tag,
            sentences,
            review,
            numbers,
        })))
    }

    /// The tag of the language, such as `zh-CN`.
    pub fn tag(self) -> &'static str {
        &self.0.tag
    }

    /// The table of what the reader says; empty for the language that it brings along.
    pub fn review(self) -> &'static str {
        self.0.review
    }

    /// A number as people write it: at most one decimal.
    pub fn number(self, value: f64) -> String {
        self.decimals(value, 1)
    }

    /// Small and exact numbers, such as targets: at most two decimals.
    pub fn exact(self, value: f64) -> String {
        self.decimals(value, 2)
    }

    fn decimals(self, value: f64, most: usize) -> String {
        let format = self.0.numbers.get(most);
        let text = format.and_then(|it| it.call1(&JsValue::NULL, &value.into()).ok());
        let text = text.and_then(|text| text.as_string());
        text.unwrap_or_else(|| value.to_string())
    }

    /// A time in a figure: `516 ms`, `2.1 s`.
    pub fn seconds(self, value: f64) -> String {
        if value < 0.9995 {
            self.unit_milliseconds(&self.decimals(value * 1000.0, 0))
        } else {
            self.unit_seconds(&self.exact(value))
        }
    }

    /// A share in percent, with at most one decimal.
    pub fn percent(self, share: f64) -> String {
        self.unit_percent(&self.number(share * 100.0))
    }

    /// A length of time: `90 seconds`, `5 minutes`.
    pub fn duration(self, duration: Duration) -> String {
        let seconds = duration.as_secs_f64();
        // Up to two minutes people count in seconds, as the settings do.
        let (minutes, hours) = (seconds / 60.0, seconds / 3600.0);
        if hours >= 2.0 && hours.fract() == 0.0 {
            self.time_hours(hours)
        } else if minutes >= 2.0 && minutes.fract() == 0.0 {
            self.time_minutes(minutes)
        } else {
            self.time_seconds(seconds)
        }
    }

    fn sentence(self, nth: usize, english: &'static str) -> &'static str {
        self.0.sentences.get(nth).copied().unwrap_or(english)
    }

    /// A sentence with values in place of `{0}`, `{1}`, …, in the form for `count`.
    fn filled(self, nth: usize, english: &'static str, count: f64, values: &[&str]) -> String {
        fill(form(self.sentence(nth, english), count), &|place| {
            let place: usize = place.parse().ok()?;
            values.get(place).map(|value| (*value).into())
        })
    }
}

fn number_format(tag: &str, decimals: u32) -> Function {
    let options = Object::new();
    // Setting a property of a plain object of our own can't fail.
    Reflect::set(&options, &"maximumFractionDigits".into(), &decimals.into()).ok();
    // What is rounded to zero has no sign.
    Reflect::set(&options, &"signDisplay".into(), &"negative".into()).ok();
    Intl::NumberFormat::new(&Array::of1(&tag.into()), &options).format()
}
