//! Rounding without a call: the results of the functions of `f64`, which are exact.
//!
//! The baseline of x86-64 has no instruction for these, so each would be a call into the C library, and
//! a decision rounds seven times. A float that is added to 2⁵² loses its fraction to rounding, and
//! subtracting gives the nearest whole number, which is at most one off from the wanted one.

/// Floats from 2⁵² on have no fraction.
const WHOLE: f64 = (1u64 << 52) as f64;

/// From this number on, up and down, the last bits of a float count whole numbers.
const ZERO: f64 = 1.5 * WHOLE;

/// The nearest whole number, halves to the even one.
#[inline]
fn nearest(value: f64) -> f64 {
    let magnitude = value.abs();
    if magnitude < WHOLE {
        ((magnitude + WHOLE) - WHOLE).copysign(value)
    } else {
        value
    }
}

/// A whole number as a float.
///
/// The instruction for it leaves half of its register as it was, so it would have to wait for whatever
/// was computed there last, even in the decision before.
#[inline]
pub fn float(whole: i32) -> f64 {
    f64::from_bits(ZERO.to_bits().wrapping_add_signed(i64::from(whole))) - ZERO
}

/// The least whole number that isn't below the value.
#[inline]
pub fn ceil(value: f64) -> f64 {
    let near = nearest(value);
    near + if near < value { 1.0 } else { 0.0 }
}

/// The largest whole number that isn't above the value.
#[inline]
pub fn floor(value: f64) -> f64 {
    let near = nearest(value);
    near - if near > value { 1.0 } else { 0.0 }
}

/// The nearest whole number, halves away from zero.
#[inline]
pub fn round(value: f64) -> f64 {
    let magnitude = value.abs();
    let near = nearest(magnitude);
    let up = if magnitude - near == 0.5 { 1.0 } else { 0.0 };
    (near + up).copysign(value)
}

/// Converts a float without a fraction to a 32-bit integer as [`crate::go::float_to_int32`] does.
#[inline]
pub fn whole_to_int32(whole: f64) -> i32 {
    if whole.abs() < 2_147_483_648.0 {
        (whole + ZERO).to_bits() as i32
    } else {
        i32::MIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(value: f64) {
        for (name, ours, theirs) in [
            ("ceil", ceil(value), value.ceil()),
            ("floor", floor(value), value.floor()),
            ("round", round(value), value.round()),
        ] {
            let same = ours == theirs || ours.is_nan() && theirs.is_nan();
            assert!(same, "{name}({value:e}): {ours}, not {theirs}");
        }
    }

    #[test]
    fn halves_and_the_numbers_next_to_them() {
        let wholes = [
            0.0,
            1.0,
            2.0,
            3.0,
            1e6,
            WHOLE / 2.0,
            WHOLE,
            2.0 * WHOLE,
            1e300,
        ];
        for whole in wholes {
            for part in [0.0, 0.25, 0.5, 0.75] {
                let value = whole + part;
                for value in [value, value.next_up(), value.next_down()] {
                    check(value);
                    check(-value);
                }
            }
        }
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            check(value);
        }
    }

    #[test]
    fn integers_are_converted_as_go_does() {
        let edge = 2_147_483_648.0;
        for value in [
            0.0,
            -0.0,
            1.0,
            -1.0,
            edge - 1.0,
            edge,
            -edge,
            -edge - 1.0,
            1e300,
            f64::NAN,
            f64::INFINITY,
        ] {
            assert_eq!(
                whole_to_int32(value),
                crate::go::float_to_int32(value),
                "{value}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_whole_number(whole: i32) {
            assert_eq!(float(whole), f64::from(whole));
        }

        #[test]
        fn any_float(value: f64, small in -1e6..1e6f64) {
            check(value);
            check(small);
            check((small * 2.0).round() / 2.0);
        }
    }
}
