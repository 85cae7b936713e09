//! What a scalar without quotes is to Kubernetes.
//!
//! Kubernetes reads YAML 1.1 by the rules of Go's yaml.v2, so a bare `yes` is a boolean, `010` is
//! eight and `1_000` a thousand. Two things of YAML 1.1 it leaves out: `1:30` is not a number to
//! the base of 60, and a date stays a string.

use crate::go;

/// A scalar with its type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// Nothing, `~`, `null`.
    Null,
    /// `true`, `yes`, `on`, `y`, and their opposites.
    Bool(bool),
    /// A whole number in any of the notations.
    Int(i128),
    /// A number with a point or an exponent.
    Float(f64),
    /// Everything else, and everything in quotes.
    String(&'a str),
}

impl Scalar<'_> {
    /// The type in a word, as Kubernetes' messages name it.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "bool",
            Self::Int(_) | Self::Float(_) => "number",
            Self::String(_) => "string",
        }
    }

    /// The whole number a field of that type accepts: `10.0` and `1e2` are whole, too.
    pub fn whole_number(self) -> Option<i64> {
        match self {
            Self::Int(value) => i64::try_from(value).ok(),
            // JSON writes floats from 1e21 on with an exponent, which no integer field accepts.
            Self::Float(value) if value.trunc() == value && value.abs() < 9.3e18 => {
                Some(go::float_to_int64(value))
            }
            _ => None,
        }
    }
}

/// The type of a plain scalar.
pub fn resolve(text: &str) -> Scalar<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            return Scalar::Bool(true);
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Scalar::Bool(false);
        }
        ".nan" | ".NaN" | ".NAN" => return Scalar::Float(f64::NAN),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => {
            return Scalar::Float(f64::INFINITY);
        }
        "-.inf" | "-.Inf" | "-.INF" => return Scalar::Float(f64::NEG_INFINITY),
        _ => {}
    }
    let number = match text.as_bytes().first() {
        Some(b'.') => go::parse_float(text).ok().map(Scalar::Float),
        Some(b'0'..=b'9' | b'+' | b'-') => number(&text.replace('_', "")),
        _ => None,
    };
    number.unwrap_or(Scalar::String(text))
}

/// A number without its underscores.
fn number(plain: &str) -> Option<Scalar<'static>> {
    if let Some(whole) = whole_number(plain) {
        return Some(Scalar::Int(whole));
    }
    let unsigned = plain.strip_prefix(['+', '-']).unwrap_or(plain);
    let is_decimal = unsigned
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    is_decimal
        .then(|| go::parse_float(plain).ok().map(Scalar::Float))
        .flatten()
}

/// A whole number of up to 64 bits with the prefixes `0x`, `0o`, `0b` and plain `0` for octal.
fn whole_number(plain: &str) -> Option<i128> {
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, plain.strip_prefix('+').unwrap_or(plain)),
    };
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, digits.get(2..)?),
        [b'0', b'o' | b'O', ..] => (8, digits.get(2..)?),
        [b'0', b'b' | b'B', ..] => (2, digits.get(2..)?),
        [b'0', _, ..] => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    // Rust would read another sign here.
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let magnitude = i128::from(u64::from_str_radix(digits, base).ok()?);
    let value = if negative { -magnitude } else { magnitude };
    (value >= i128::from(i64::MIN)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_are_typed_as_kubernetes_types_them() {
        use Scalar::{Bool, Float, Int, Null, String};
        for (text, want) in [
            ("", Null),
            ("~", Null),
            ("Null", Null),
            ("nULL", String("nULL")),
            ("y", Bool(true)),
            ("On", Bool(true)),
            ("oN", String("oN")),
            ("NO", Bool(false)),
            ("10", Int(10)),
            ("-10", Int(-10)),
            ("+10", Int(10)),
            ("010", Int(8)),
            ("08", Float(8.0)),
            ("0o7", Int(7)),
            ("0x10", Int(16)),
            ("0b11", Int(3)),
            ("1_000", Int(1000)),
            ("0", Int(0)),
            ("-", String("-")),
            ("--1", String("--1")),
            ("0x-1", String("0x-1")),
            ("18446744073709551615", Int(18_446_744_073_709_551_615)),
            ("18446744073709551616", Float(18_446_744_073_709_551_616.0)),
            ("1e2", Float(100.0)),
            ("1.5", Float(1.5)),
            ("1.", Float(1.0)),
            (".5", Float(0.5)),
            ("1.5.2", String("1.5.2")),
            ("-.Inf", Float(f64::NEG_INFINITY)),
            ("inf", String("inf")),
            ("1:30", String("1:30")),
            ("60s", String("60s")),
            ("1m", String("1m")),
            ("2001-01-01", String("2001-01-01")),
            (
                "kpa.autoscaling.knative.dev",
                String("kpa.autoscaling.knative.dev"),
            ),
        ] {
            assert_eq!(resolve(text), want, "{text:?}");
        }
        assert!(matches!(resolve(".nan"), Float(nan) if nan.is_nan()));
    }

    #[test]
    fn whole_numbers_may_be_written_as_floats() {
        for (text, want) in [
            ("10.0", Some(10)),
            ("1e2", Some(100)),
            ("1.5", None),
            ("1e30", None),
            (".nan", None),
        ] {
            assert_eq!(resolve(text).whole_number(), want, "{text:?}");
        }
    }
}
