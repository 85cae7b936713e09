//! Decimal numbers to the nearest float.
//!
//! Rust's own reader does the same, with a table of powers that takes 12 kB of the page's first
//! load. The numbers in settings are few and short, so a long division does as well.

use std::cmp::Ordering;

use super::{NumberError, scale_by_power_of_two};

/// Significant digits beyond this only matter as "something more": no float, and no middle between
/// two floats, has more of them.
const DIGITS_MAX: usize = 800;

/// Reads ASCII digits with at most one point and perhaps an exponent; nothing else.
pub(super) fn read(text: &[u8]) -> Result<f64, NumberError> {
    let exponent_at = text.iter().position(|b| b.eq_ignore_ascii_case(&b'e'));
    let (number, exponent) = match exponent_at {
        Some(at) => (&text[..at], read_exponent(&text[at + 1..])?),
        None => (text, 0),
    };
    let point_at = number.iter().position(|&b| b == b'.');
    let (whole, fraction) = match point_at {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number, &[][..]),
    };
    let all = || whole.iter().chain(fraction);
    if all().next().is_none() || !all().all(u8::is_ascii_digit) {
        return Err(NumberError::Syntax);
    }

    let mut digits: Vec<u32> = all()
        .map(|digit| u32::from(digit - b'0'))
        .skip_while(|&digit| digit == 0)
        .collect();
    let mut power = exponent - fraction.len() as i64;
    if digits.len() > DIGITS_MAX {
        power += (digits.len() - DIGITS_MAX) as i64;
        digits.truncate(DIGITS_MAX);
        digits[DIGITS_MAX - 1] |= 1;
    }
    Ok(match digits.len() as i64 + power {
        _ if digits.is_empty() => 0.0,
        ..-330 => 0.0,
        311.. => f64::INFINITY,
        _ => nearest(&digits, power),
    })
}

fn read_exponent(text: &[u8]) -> Result<i64, NumberError> {
    let (sign, digits) = match text {
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        rest => (1, rest),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(NumberError::Syntax);
    }
    // Beyond the range of a float already, however many digits stand before it.
    let grow = |power: i64, digit: &u8| (power * 10 + i64::from(digit - b'0')).min(1_000_000_000);
    Ok(sign * digits.iter().fold(0, grow))
}

/// The float nearest to `digits × 10^power`.
fn nearest(digits: &[u32], power: i64) -> f64 {
    let mut above = Natural::default();
    for &digit in digits {
        above.times_plus(10, digit);
    }
    let mut below = Natural(vec![1]);
    let raised = if power < 0 { &mut below } else { &mut above };
    for _ in 0..power.abs() {
        raised.times_plus(10, 0);
    }
    // A quotient of 63 or 64 binary digits is more than a float holds. What is left over still
    // decides about a tie, so it counts as one more digit.
    let shift = 63 - (above.bits() - below.bits());
    let lengthened = if shift < 0 { &mut below } else { &mut above };
    lengthened.shift_left(shift.unsigned_abs());
    below.shift_left(64);
    let mut quotient: u64 = 0;
    for _ in 0..64 {
        below.halve();
        quotient <<= 1;
        if above.cmp(&below) != Ordering::Less {
            above.subtract(&below);
            quotient |= 1;
        }
    }
    let rest = u64::from(above.bits() > 0);
    scale_by_power_of_two(quotient | rest, -shift)
}

/// A natural number of any size: binary digits in groups of 32, the lowest first, no zeros on top.
#[derive(Default)]
struct Natural(Vec<u32>);

impl Natural {
    fn times_plus(&mut self, factor: u32, plus: u32) {
        let mut carry = plus;
        for group in &mut self.0 {
            let product = u64::from(*group) * u64::from(factor) + u64::from(carry);
            *group = product as u32;
            carry = (product >> 32) as u32;
        }
        if carry > 0 {
            self.0.push(carry);
        }
    }

    fn bits(&self) -> i64 {
        self.0.last().map_or(0, |top| {
            self.0.len() as i64 * 32 - i64::from(top.leading_zeros())
        })
    }

    fn shift_left(&mut self, by: u64) {
        for _ in 0..by % 32 {
            self.times_plus(2, 0);
        }
        let groups = (by / 32) as usize;
        self.0.resize(self.0.len() + groups, 0);
        self.0.rotate_right(groups);
    }

    fn halve(&mut self) {
        let mut carry = 0;
        for group in self.0.iter_mut().rev() {
            let low = *group & 1;
            *group = *group >> 1 | carry << 31;
            carry = low;
        }
        self.trim();
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let groups = || self.0.iter().rev().cmp(other.0.iter().rev());
        self.0.len().cmp(&other.0.len()).then_with(groups)
    }

    /// Takes away what isn't larger.
    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (group, other) in self.0.iter_mut().zip(others) {
            let (less, first) = group.overflowing_sub(other);
            let (less, second) = less.overflowing_sub(u32::from(borrow));
            *group = less;
            borrow = first || second;
        }
        self.trim();
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str) {
        let expected = text.parse::<f64>().ok();
        let read = read(text.as_bytes()).ok();
        assert_eq!(read.map(f64::to_bits), expected.map(f64::to_bits), "{text}");
    }

    #[test]
    fn reads_what_rust_reads() {
        for text in [
            "0",
            "00.00",
            "1",
            "10",
            "0.7",
            ".5",
            "5.",
            "1e3",
            "1E-3",
            "1e+3",
            "200",
            "0.1",
            "2.5e-7",
            // The largest float, the smallest, halfway below it, and just beyond both ends.
            "1.7976931348623157e308",
            "1.7976931348623159e308",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "1e400",
            "1e-400",
            "1e999999999999",
            "0e999999999999",
            "1e-999999999999",
            // Halfway between two floats: to the even one; a trace more: up.
            "9007199254740993",
            "9007199254740993.00000000000000000000000000000000001",
            "9007199254740995",
            // No numbers.
            "",
            ".",
            "e5",
            "1e",
            "1e+",
            "1.2.3",
            "1e5e5",
            "x",
            "1x",
            "+1",
            "-1",
            "1 ",
        ] {
            if text.starts_with(['+', '-']) {
                assert_eq!(read(text.as_bytes()), Err(NumberError::Syntax), "{text}");
            } else {
                check(text);
            }
        }
    }

    #[test]
    fn very_many_digits_are_no_more_work_than_many() {
        check(&format!("0.{}1", "0".repeat(300_000)));
        check(&format!("{}e-299999", "9".repeat(300_000)));
        check(&format!("9007199254740993.{}1", "0".repeat(2_000)));
    }

    proptest! {
        #[test]
        fn every_float_reads_back(bits: u64) {
            let float = f64::from_bits(bits & (u64::MAX >> 1));
            prop_assume!(float.is_finite());
            check(&float.to_string());
            check(&format!("{float:e}"));
        }

        #[test]
        fn any_digits_read_as_rust_reads_them(text in "[0-9]{0,25}(\\.[0-9]{0,25})?(e[+-]?[0-9]{1,3})?") {
            check(&text);
        }
    }
}
