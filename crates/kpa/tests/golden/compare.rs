//! Comparing what we compute with what was recorded.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

/// How far two floats may be apart, relative to the larger: what `FORMAT.md` asks for.
const TOLERANCE: f64 = 1e-9;

/// The first place where something computed isn't what was recorded.
#[derive(Debug)]
pub struct Difference {
    /// Where in the case: `[17][2]`, `cfg.initial-scale`; empty for the whole.
    place: String,
    what: String,
    /// It is about something that isn't judged at all.
    is_outside: bool,
}

impl Difference {
    /// A difference that is no pair of values: an input that can't be read, a rule that is broken.
    pub fn new(what: impl fmt::Display) -> Self {
        Self {
            place: String::new(),
            what: what.to_string(),
            is_outside: false,
        }
    }

    /// A difference about something that isn't judged: its case is counted apart.
    pub fn outside(what: impl fmt::Display) -> Self {
        Self {
            is_outside: true,
            ..Self::new(what)
        }
    }

    /// Whether it is about something that isn't judged.
    pub fn is_outside(&self) -> bool {
        self.is_outside
    }

    fn between(got: &Value, want: &Value) -> Self {
        Self::new(format_args!("got {got}, recorded is {want}"))
    }

    /// The same difference, one level further out.
    pub fn inside(self, step: impl fmt::Display) -> Self {
        Self {
            place: format!("{step}{}", self.place),
            ..self
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.trim_start_matches('.') {
            "" => f.write_str(&self.what),
            place => write!(f, "at {place}: {}", self.what),
        }
    }
}

/// Compares a computed value with the recorded one.
///
/// Objects must have the same keys, arrays the same length; booleans, strings and integers must be
/// equal; floats agree to 1e-9 of the larger. What we computed as an integer must be recorded as one.
/// Floats that JSON can't hold are the texts that [`float`] makes.
pub fn same(got: &Value, want: &Value) -> Result<(), Difference> {
    let agree = match (got, want) {
        (Value::Array(got_items), Value::Array(want_items)) => {
            for (i, (got, want)) in got_items.iter().zip(want_items).enumerate() {
                same(got, want).map_err(|d| d.inside(format_args!("[{i}]")))?;
            }
            got_items.len() == want_items.len()
        }
        (Value::Object(got_fields), Value::Object(want_fields)) => {
            for (key, want) in want_fields {
                let got = got_fields.get(key).ok_or_else(|| {
                    Difference::new(format_args!("got nothing, recorded is {want}"))
                });
                got.and_then(|got| same(got, want))
                    .map_err(|d| d.inside(format_args!(".{key}")))?;
            }
            got_fields.len() == want_fields.len()
        }
        (Value::Number(a), Value::Number(b)) if a.is_f64() => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) => (a - b).abs() <= TOLERANCE * a.abs().max(b.abs()),
            _ => false,
        },
        _ => got == want,
    };
    if agree {
        Ok(())
    } else {
        Err(Difference::between(got, want))
    }
}

/// A float as the recordings write it: NaN and the infinities are texts.
pub fn float(value: f64) -> Value {
    if value.is_nan() {
        json!("NaN")
    } else if value.is_infinite() {
        json!(if value > 0.0 { "+Inf" } else { "-Inf" })
    } else {
        json!(value)
    }
}

/// Reads a part of a recording into a type of our own.
pub fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Difference> {
    T::deserialize(value).map_err(|e| Difference::new(format_args!("can't read the case: {e}")))
}

/// A float of a recording, which may be one of the texts `NaN`, `+Inf`, `-Inf`.
#[derive(Clone, Copy, Debug)]
pub struct Float(pub f64);

impl<'de> Deserialize<'de> for Float {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(f64),
            Text(String),
        }
        let value = match Written::deserialize(deserializer)? {
            Written::Number(value) => value,
            Written::Text(text) => match text.as_str() {
                "NaN" => f64::NAN,
                "+Inf" => f64::INFINITY,
                "-Inf" => f64::NEG_INFINITY,
                _ => return Err(serde::de::Error::custom(format!("{text:?} is no float"))),
            },
        };
        Ok(Self(value))
    }
}
