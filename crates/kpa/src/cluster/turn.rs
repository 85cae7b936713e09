//! Sine and cosine of shares of a turn.
//!
//! A library's functions take angles of any size, and most of what they consist of, tables included,
//! brings those down to one turn. Nothing here goes further than one, and the page's first load is the
//! smaller for it.

use std::f64::consts::TAU;

/// The terms of the series at a quarter of a turn, beyond which they are below a float's last bit.
const TERMS: u32 = 11;

/// The sine at a share of a turn, from 0 to 1.25.
pub fn sine(turn: f64) -> f64 {
    let turn = if turn > 0.5 { turn - 1.0 } else { turn };
    // Only a quarter to each side is needed: beyond it the sine goes back the way that it came.
    let turn = turn.clamp(-0.25, 0.25) * 2.0 - turn;
    let angle = TAU * turn;
    let square = angle * angle;
    // From the smallest term on: each is the one before times −x² / 2n(2n + 1).
    let series = (1..TERMS).rev().fold(1.0, |sum, n| {
        1.0 - sum * square / f64::from(2 * n * (2 * n + 1))
    });
    angle * series
}

/// The cosine at a share of a turn, from 0 to 1.
pub fn cosine(turn: f64) -> f64 {
    sine(turn + 0.25)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_a_library_has_it() {
        for step in 0..=10_000 {
            let turn = f64::from(step) / 10_000.0;
            for (ours, theirs) in [
                (sine(turn), libm::sin(TAU * turn)),
                (cosine(turn), libm::cos(TAU * turn)),
            ] {
                assert!((ours - theirs).abs() < 3e-15, "{turn}: {ours}, {theirs}");
            }
        }
    }
}
