//! Numbers, booleans and durations as Go reads and converts them.
//!
//! Knative's settings are strings that Go's `strconv` and `time` packages parse, so those decide
//! what is accepted (`1_000` is a float, `60` is no duration) and what arithmetic yields at the
//! edges. Everything in the project that reads or converts a number as Knative would does it here.

mod decimal;

use crate::units::Duration;

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// It isn't written as a number of this type.
    Syntax,
    /// It is, but it doesn't fit the type.
    Range,
}

/// Reads a 64-bit float as `strconv.ParseFloat`.
///
/// Takes decimal and hexadecimal floats (the latter only with a `p` exponent), infinities, NaN, and
/// underscores between digits. Too large is a [`NumberError::Range`]; too small is zero.
pub fn parse_float(text: &str) -> Result<f64, NumberError> {
    let (negative, body) = match text.as_bytes() {
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let sign = if negative { -1.0 } else { 1.0 };
    if body.eq_ignore_ascii_case(b"inf") || body.eq_ignore_ascii_case(b"infinity") {
        return Ok(sign * f64::INFINITY);
    }
    if text.eq_ignore_ascii_case("nan") {
        return Ok(f64::NAN);
    }
    let magnitude = match body {
        [b'0', b'x' | b'X', digits @ ..] => parse_hexadecimal(digits)?,
        digits => parse_decimal(digits)?,
    };
    if magnitude.is_infinite() {
        Err(NumberError::Range)
    } else {
        Ok(sign * magnitude)
    }
}

/// Whether every underscore stands between two digits.
fn underscores_separate_digits(bytes: &[u8], is_digit: fn(&u8) -> bool) -> bool {
    bytes
        .iter()
        .enumerate()
        .filter(|&(_, &b)| b == b'_')
        .all(|(i, _)| i > 0 && is_digit(&bytes[i - 1]) && bytes.get(i + 1).is_some_and(is_digit))
}

fn parse_decimal(body: &[u8]) -> Result<f64, NumberError> {
    if !underscores_separate_digits(body, u8::is_ascii_digit) {
        return Err(NumberError::Syntax);
    }
    let plain: Vec<u8> = body.iter().copied().filter(|&b| b != b'_').collect();
    decimal::read(&plain)
}

fn parse_hexadecimal(body: &[u8]) -> Result<f64, NumberError> {
    let exponent_at = body
        .iter()
        .position(|b| b.eq_ignore_ascii_case(&b'p'))
        .ok_or(NumberError::Syntax)?;
    let (digits, exponent) = (&body[..exponent_at], &body[exponent_at + 1..]);
    // The prefix counts as a digit for an underscore right behind it: `0x_1p0`.
    let after_prefix = digits.strip_prefix(b"_").unwrap_or(digits);
    let starts_well = after_prefix.len() == digits.len()
        || after_prefix.first().is_some_and(u8::is_ascii_hexdigit);
    if !starts_well || !underscores_separate_digits(after_prefix, u8::is_ascii_hexdigit) {
        return Err(NumberError::Syntax);
    }

    let mut mantissa: u64 = 0;
    let mut scale: i64 = 0;
    let mut seen_digit = false;
    let mut seen_point = false;
    for &byte in after_prefix.iter().filter(|&&b| b != b'_') {
        if byte == b'.' && !seen_point {
            seen_point = true;
            continue;
        }
        let digit = (byte as char).to_digit(16).ok_or(NumberError::Syntax)?;
        seen_digit = true;
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
            scale -= if seen_point { 4 } else { 0 };
        } else {
            // No room left: what is cut only matters as "something", for rounding.
            mantissa |= u64::from(digit != 0);
            scale += if seen_point { 0 } else { 4 };
        }
    }
    if !seen_digit {
        return Err(NumberError::Syntax);
    }

    let (exponent_sign, exponent_digits) = match exponent {
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        rest => (1, rest),
    };
    let separated = underscores_separate_digits(exponent_digits, u8::is_ascii_digit);
    if exponent_digits.is_empty() || !separated {
        return Err(NumberError::Syntax);
    }
    let mut power: i64 = 0;
    for &byte in exponent_digits.iter().filter(|&&b| b != b'_') {
        if !byte.is_ascii_digit() {
            return Err(NumberError::Syntax);
        }
        // Far beyond the range of a float already; keep it from overflowing.
        power = (power * 10 + i64::from(byte - b'0')).min(1_000_000);
    }
    Ok(scale_by_power_of_two(
        mantissa,
        scale + exponent_sign * power,
    ))
}

/// `mantissa × 2^power`, rounded once, to nearest with ties to even.
fn scale_by_power_of_two(mantissa: u64, power: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let top_bit = 63 - i64::from(mantissa.leading_zeros());
    let exponent = top_bit + power;
    if exponent > 1023 {
        return f64::INFINITY;
    }
    // 53 bits of precision, fewer for numbers below the smallest normal one.
    let precision = 53 - (-1022 - exponent).max(0);
    if precision < 0 {
        return 0.0;
    }
    let cut = top_bit + 1 - precision;
    let rounded = if cut <= 0 {
        mantissa
    } else {
        let kept = mantissa.checked_shr(cut as u32).unwrap_or(0);
        let rest = mantissa & (u64::MAX >> (64 - cut));
        let half = 1 << (cut - 1);
        kept + u64::from(rest > half || (rest == half && kept & 1 == 1))
    };
    let unit = power + cut.max(0);
    // Two exact steps, because 2^unit alone may lie below the range of a float.
    let first = unit.max(-1000);
    rounded as f64 * power_of_two(first) * power_of_two(unit - first)
}

/// `2^power` for powers that a normal float holds: its bits are the power alone.
fn power_of_two(power: i64) -> f64 {
    f64::from_bits(((power + 1023) as u64) << 52)
}

/// Reads an integer of `bits` bits as `strconv.ParseInt` with base 10.
///
/// The scan runs from left to right: `99999999999x` is out of range, `9x` a syntax error.
fn parse_int(text: &str, bits: u32) -> Result<i64, NumberError> {
    let (negative, digits) = match text.as_bytes() {
        [b'+', rest @ ..] => (false, rest),
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    if digits.is_empty() {
        return Err(NumberError::Syntax);
    }
    // Go scans the magnitude as an unsigned number of the same width, and notices an overflow only
    // when it leaves that.
    let unsigned_max = u64::MAX >> (64 - bits);
    let mut magnitude: u64 = 0;
    for &byte in digits {
        if !byte.is_ascii_digit() {
            return Err(NumberError::Syntax);
        }
        magnitude = magnitude
            .checked_mul(10)
            .and_then(|n| n.checked_add(u64::from(byte - b'0')))
            .filter(|&n| n <= unsigned_max)
            .ok_or(NumberError::Range)?;
    }
    let limit = 1u64 << (bits - 1);
    match negative {
        true if magnitude <= limit => Ok((magnitude as i64).wrapping_neg()),
        false if magnitude < limit => Ok(magnitude as i64),
        _ => Err(NumberError::Range),
    }
}

/// Reads a 32-bit integer: an optional sign and ASCII digits, nothing else.
pub fn parse_int32(text: &str) -> Result<i32, NumberError> {
    // The range was checked for 32 bits, so nothing is cut.
    parse_int(text, 32).map(|n| n as i32)
}

/// Reads a 64-bit integer: an optional sign and ASCII digits, nothing else.
pub fn parse_int64(text: &str) -> Result<i64, NumberError> {
    parse_int(text, 64)
}

/// Reads a boolean: exactly one of `1 t T TRUE true True 0 f F FALSE false False`.
pub fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}

/// Reads a duration as `time.ParseDuration`: `0`, or one or more of number and unit, with an
/// optional sign before the whole. `None` for everything else, and beyond ±2^63 ns.
pub fn parse_duration(text: &str) -> Option<Duration> {
    const LIMIT: u64 = 1 << 63;
    let (negative, mut rest) = match text.as_bytes() {
        [b'+', ..] => (false, &text[1..]),
        [b'-', ..] => (true, &text[1..]),
        _ => (false, text),
    };
    if rest == "0" {
        return Some(Duration::ZERO);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let (whole_digits, after) = split_digits(rest);
        let (fraction_digits, after) = match after.strip_prefix('.') {
            Some(after) => split_digits(after),
            None => ("", after),
        };
        if whole_digits.is_empty() && fraction_digits.is_empty() {
            return None;
        }
        let unit_end = after
            .find(|c: char| c == '.' || c.is_ascii_digit())
            .unwrap_or(after.len());
        let unit = unit_nanos(&after[..unit_end])?;
        rest = &after[unit_end..];

        let whole = if whole_digits.is_empty() {
            0
        } else {
            whole_digits.parse::<u64>().ok()?
        };
        let part = whole
            .checked_mul(unit)?
            .checked_add(fraction_nanos(fraction_digits, unit))?;
        total = total.checked_add(part).filter(|&sum| sum <= LIMIT)?;
    }
    match negative {
        true => Some(Duration::from_nanos((total as i64).wrapping_neg())),
        false if total < LIMIT => Some(Duration::from_nanos(total as i64)),
        false => None,
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at(end)
}

fn unit_nanos(unit: &str) -> Option<u64> {
    Some(match unit {
        "ns" => 1,
        // The micro sign and the Greek letter look alike; both are taken.
        "us" | "\u{b5}s" | "\u{3bc}s" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    })
}

/// The nanoseconds of a decimal fraction of a unit, cut; in floats, as Go computes them.
fn fraction_nanos(digits: &str, unit: u64) -> u64 {
    let mut value: u64 = 0;
    let mut scale = 1.0;
    for digit in digits.bytes() {
        // Digits that no longer fit are far below a nanosecond.
        let Some(next) = value.checked_mul(10).map(|v| v + u64::from(digit - b'0')) else {
            break;
        };
        if next > 1 << 63 {
            break;
        }
        value = next;
        scale *= 10.0;
    }
    (value as f64 * (unit as f64 / scale)) as u64
}

/// Converts a float to a 32-bit integer, cutting toward zero, as Go does on amd64: what doesn't fit
/// (NaN and infinities included) becomes −2147483648.
///
/// Rust's `as` saturates instead. A target so small that the wanted count leaves 32 bits really
/// makes Knative recommend −2147483648 replicas.
pub fn float_to_int32(value: f64) -> i32 {
    // The fraction is cut after the comparison, so that nothing has to be rounded for it.
    if value > -2_147_483_649.0 && value < 2_147_483_648.0 {
        value as i32
    } else {
        i32::MIN
    }
}

/// Converts a float to a 64-bit integer, cutting toward zero, as Go does on amd64: what doesn't fit
/// becomes −2^63.
pub fn float_to_int64(value: f64) -> i64 {
    // 2^63 itself is the first float that doesn't fit.
    if value >= -9_223_372_036_854_775_808.0 && value < 9_223_372_036_854_775_808.0 {
        value as i64
    } else {
        i64::MIN
    }
}

/// The larger of two floats as Go's `math.Max`: +Inf wins over NaN, NaN over everything else.
///
/// Rust's `f64::max` drops NaN.
pub fn max(a: f64, b: f64) -> f64 {
    // Ordered numbers first: a decision does this four times.
    if a > b {
        a
    } else if a <= b {
        b
    } else if a == f64::INFINITY || b == f64::INFINITY {
        f64::INFINITY
    } else {
        f64::NAN
    }
}

/// The smaller of two floats as Go's `math.Min`: −Inf wins over NaN, NaN over everything else.
pub fn min(a: f64, b: f64) -> f64 {
    if a < b {
        a
    } else if a >= b {
        b
    } else if a == f64::NEG_INFINITY || b == f64::NEG_INFINITY {
        f64::NEG_INFINITY
    } else {
        f64::NAN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats() {
        use NumberError::{Range, Syntax};
        for (text, want) in [
            ("5.", Ok(5.0)),
            (".5", Ok(0.5)),
            (".", Err(Syntax)),
            ("", Err(Syntax)),
            ("+1e2", Ok(100.0)),
            ("--1", Err(Syntax)),
            ("1e", Err(Syntax)),
            ("1_000", Ok(1000.0)),
            ("1__0", Err(Syntax)),
            ("_1", Err(Syntax)),
            ("1_", Err(Syntax)),
            ("1_.5", Err(Syntax)),
            ("1e1_0", Ok(1e10)),
            ("0x10", Err(Syntax)),
            ("0x1p-2", Ok(0.25)),
            ("0x_1p4", Ok(16.0)),
            ("0x.8p1", Ok(1.0)),
            ("0xp1", Err(Syntax)),
            ("0x1.fffffffffffff8p1023", Err(Range)),
            ("0x1p-1074", Ok(5e-324)),
            ("0x1p-1076", Ok(0.0)),
            ("0x1.00000000000008p0", Ok(1.0)),
            ("0x1.000000000000080001p0", Ok(1.0000000000000002)),
            ("-Infinity", Ok(f64::NEG_INFINITY)),
            ("iNf", Ok(f64::INFINITY)),
            ("+nan", Err(Syntax)),
            ("1e309", Err(Range)),
            ("1e99999999999999999999", Err(Range)),
            ("1e-999", Ok(0.0)),
            (" 1", Err(Syntax)),
            ("１", Err(Syntax)),
            ("1f", Err(Syntax)),
        ] {
            assert_eq!(parse_float(text), want, "{text:?}");
        }
        assert!(parse_float("NaN").unwrap().is_nan());
    }

    #[test]
    fn integers() {
        use NumberError::{Range, Syntax};
        for (text, want) in [
            ("+5", Ok(5)),
            ("007", Ok(7)),
            ("-2147483648", Ok(i32::MIN)),
            ("2147483648", Err(Range)),
            ("99999999999x", Err(Range)),
            ("3000000000x", Err(Syntax)),
            ("1_0", Err(Syntax)),
            ("1.0", Err(Syntax)),
            ("-", Err(Syntax)),
            ("", Err(Syntax)),
        ] {
            assert_eq!(parse_int32(text), want, "{text:?}");
        }
        assert_eq!(parse_int64("9223372036854775807"), Ok(i64::MAX));
        assert_eq!(parse_int64("9223372036854775808"), Err(Range));
        assert_eq!(parse_int64("-9223372036854775808"), Ok(i64::MIN));
    }

    #[test]
    fn durations() {
        for (text, want) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("1h30m", Some(5_400_000_000_000)),
            ("1.5s", Some(1_500_000_000)),
            (".5s", Some(500_000_000)),
            ("5.s", Some(5_000_000_000)),
            ("+1m", Some(60_000_000_000)),
            ("-1m", Some(-60_000_000_000)),
            ("1h1h", Some(7_200_000_000_000)),
            ("1µs1μs", Some(2_000)),
            ("0.1234567899s", Some(123_456_789)),
            ("9223372036854775807ns", Some(i64::MAX)),
            ("9223372036854775808ns", None),
            ("-9223372036854775808ns", Some(i64::MIN)),
            ("60", None),
            ("1d", None),
            ("1e3s", None),
            ("1 s", None),
            (".s", None),
            ("", None),
            ("+", None),
        ] {
            assert_eq!(
                parse_duration(text),
                want.map(Duration::from_nanos),
                "{text:?}"
            );
        }
    }

    #[test]
    fn conversions_do_what_go_does_on_amd64() {
        for (value, want) in [
            (1.9, 1),
            (-1.9, -1),
            (2147483647.5, i32::MAX),
            (2147483648.0, i32::MIN),
            (f64::NAN, i32::MIN),
            (f64::INFINITY, i32::MIN),
        ] {
            assert_eq!(float_to_int32(value), want, "{value}");
        }
        assert_eq!(float_to_int64(1e300), i64::MIN);
    }

    #[test]
    fn nan_is_not_dropped_by_min_and_max() {
        assert_eq!(max(f64::INFINITY, f64::NAN), f64::INFINITY);
        assert_eq!(min(f64::NAN, f64::NEG_INFINITY), f64::NEG_INFINITY);
        assert!(max(1.0, f64::NAN).is_nan());
        assert!(min(f64::NAN, 1.0).is_nan());
        assert_eq!(min(1.0, 2.0), 1.0);
    }
}
