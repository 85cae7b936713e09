//! What a key means, and what could be typed: for the editor, as JavaScript objects (`editor/src/help.mjs`).
//! Offsets are UTF-16 units.

use std::ops::Range;

use js_sys::{Array, Object, Reflect};
use kpa::phrases::Words;
use kpa::settings::complete::{self, Candidate};
use kpa::settings::help::{self, Help, Place};
use kpa::text::utf16;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// What there is to know about what stands at a place of a text, and which stretch it is about.
#[wasm_bindgen]
pub fn explain(text: &str, offset: usize) -> JsValue {
    let found = help::at(text, utf16::to_byte(text, offset));
    found.map_or(JsValue::NULL, |(range, help)| {
        let card = card(&help);
        set_range(&card, text, range);
        card.into()
    })
}

/// What could be typed at a place of a text. While somebody types, a key has to be begun first.
#[wasm_bindgen]
pub fn complete(text: &str, offset: usize, is_asked: bool) -> JsValue {
    let Some(found) = complete::complete(text, utf16::to_byte(text, offset)) else {
        return JsValue::NULL;
    };
    let are_keys = found.candidates.iter().any(|it| it.is_key);
    if are_keys && found.range.is_empty() && !is_asked {
        return JsValue::NULL;
    }
    let options: Array = found.candidates.into_iter().map(option).collect();
    let completion = object([("options", options.into())]);
    set_range(&completion, text, found.range);
    completion.into()
}

fn option(candidate: Candidate) -> Object {
    let is_default = !candidate.is_key && candidate.label == candidate.help.default;
    let help = candidate.is_key.then(|| card(&candidate.help));
    object([
        ("label", candidate.label.into()),
        ("detail", if is_default { "default" } else { "" }.into()),
        ("insert", candidate.insert.into()),
        ("cursor", candidate.cursor.into()),
        ("continues", candidate.is_key.into()),
        ("help", help.into()),
    ])
}

fn card(help: &Help) -> Object {
    let default = match help.place {
        Place::Annotation | Place::Field => format!("{}, or as the ConfigMap says", help.default),
        Place::Autoscaler | Place::Defaults => help.default.to_owned(),
    };
    let takes = help.takes().say(Words::english());
    let rows = [
        ("Takes", takes.as_str()),
        ("Default", &default),
        ("Stands in", help.place.name()),
    ];
    let rows: Array = rows
        .into_iter()
        .map(|(name, fact)| Array::of2(&name.into(), &fact.into()))
        .collect();
    object([
        ("title", help.key.into()),
        ("text", help.meaning.into()),
        ("rows", rows.into()),
        ("setting", help.setting.into()),
    ])
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
