//! What a key means, and what could be typed: for the editor, as JavaScript objects (`editor/src/help.mjs`).
//! Offsets are UTF-16 units; `words` is the table of a language, or empty for English.

use std::ops::Range;

use js_sys::{Array, Object, Reflect};
use kpa::phrases::Words;
use kpa::settings::complete::{self, Candidate};
use kpa::settings::help::{self, Help};
use kpa::text::{Outline, utf16};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// What there is to know about what stands at a place of a text, and which stretch it is about.
#[wasm_bindgen]
pub fn explain(text: &str, offset: usize, words: &str) -> JsValue {
    let found = help::at(text, utf16::to_byte(text, offset));
    found.map_or(JsValue::NULL, |(range, help)| {
        let outline = Outline::at(text, range.start);
        let card = card(&help, &outline, &Words::read(words));
        set_range(&card, text, range);
        card.into()
    })
}

/// What could be typed at a place of a text. While somebody types, a key has to be begun first.
#[wasm_bindgen]
pub fn complete(text: &str, offset: usize, is_asked: bool, words: &str) -> JsValue {
    let Some(found) = complete::complete(text, utf16::to_byte(text, offset)) else {
        return JsValue::NULL;
    };
    let are_keys = found.candidates.iter().any(|it| it.is_key);
    if are_keys && found.range.is_empty() && !is_asked {
        return JsValue::NULL;
    }
    let (words, outline) = (Words::read(words), Outline::at(text, found.range.start));
    let options = found.candidates.into_iter();
    let options: Array = options.map(|it| option(it, &outline, &words)).collect();
    let completion = object([("options", options.into())]);
    set_range(&completion, text, found.range);
    completion.into()
}

fn option(candidate: Candidate, outline: &Outline, words: &Words<'_>) -> Object {
    let is_default = !candidate.is_key && candidate.label == candidate.help.default;
    let detail = match is_default {
        true => words.say("help", "is-default", &Vec::new()),
        false => String::new(),
    };
    let help = candidate
        .is_key
        .then(|| card(&candidate.help, outline, words));
    object([
        ("label", candidate.label.into()),
        ("detail", detail.into()),
        ("insert", candidate.insert.into()),
        ("cursor", candidate.cursor.into()),
        ("continues", candidate.is_key.into()),
        ("help", help.into()),
    ])
}

fn card(help: &Help, outline: &Outline, words: &Words<'_>) -> Object {
    let say = |name| words.say("help", name, &Vec::new());
    let rows = [
        (say("takes"), help.takes().say(words)),
        (say("default"), help.otherwise().say(words)),
        (say("stands-in"), help.place.name(outline).say(words)),
    ];
    let rows: Array = rows
        .into_iter()
        .map(|(name, fact)| Array::of2(&name.into(), &fact.into()))
        .collect();
    object([
        ("title", help.key.into()),
        ("text", help.meaning().say(words).into()),
        ("rows", rows.into()),
        ("setting", help.setting.into()),
        ("counts", say("counts").into()),
        ("how", say("how").into()),
    ])
}

/// What CodeMirror says by itself, in a language: by its own English words.
#[wasm_bindgen]
pub fn phrases(words: &str) -> Object {
    let object = Object::new();
    for (english, own) in Words::read(words).section("codemirror") {
        set(&object, english, &own.into());
    }
    object
}

fn set_range(object: &Object, text: &str, range: Range<usize>) {
    for (name, byte) in [("from", range.start), ("to", range.end)] {
        set(object, name, &utf16::from_byte(text, byte).into());
    }
}

fn object<const N: usize>(fields: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        set(&object, name, &value);
    }
    object
}

fn set(object: &Object, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).expect("a new object takes any field");
}
