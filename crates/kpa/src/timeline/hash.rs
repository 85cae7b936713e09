//! A fingerprint of a timeline, to tell whether two runs are the same, bit for bit.

use super::row::{Latency, Row};

/// The fingerprint of the rows so far. Equal timelines have equal ones, on every machine; it is no
/// protection against somebody who wants to deceive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hash(u64);

/// An odd number with bits all over: the golden ratio.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Stands for what isn't there. As a number it would be NaN, which no row holds.
const NOTHING: u64 = u64::MAX;

impl Hash {
    /// Takes in the next row, every field of it in their order.
    pub fn add(&mut self, row: &Row) {
        let number = |value: Option<f64>| value.map_or(NOTHING, f64::to_bits);
        // Taken apart, so that no field is forgotten.
        let Row {
            t,
            level,
            offered,
            completed,
            rejected,
            timed_out,
            given_up,
            cold_started,
            in_flight,
            queued_at_activator,
            queued_at_pods,
            latency,
            pending,
            ready,
            draining,
            desired,
            recommended,
            stable,
            panic,
            panicking,
            activator_in_path,
            excess_burst_capacity,
            busy,
            short_seconds,
        } = *row;
        let latency = match latency {
            None => [NOTHING; 5],
            Some(Latency {
                mean,
                p50,
                p95,
                p99,
                max,
            }) => [mean, p50, p95, p99, max].map(f64::to_bits),
        };
        let requests = [
            offered,
            completed,
            rejected,
            timed_out,
            given_up,
            cold_started,
            in_flight,
            queued_at_activator,
            queued_at_pods,
        ];
        let pods = [pending, ready, draining, desired as u64, recommended as u64];
        let control = [
            number(stable),
            number(panic),
            u64::from(panicking),
            u64::from(activator_in_path),
            excess_burst_capacity as u64,
            busy.to_bits(),
            short_seconds,
        ];
        let head = [t, level].map(f64::to_bits);
        let all: [&[u64]; 5] = [&head, &requests, &latency, &pods, &control];
        for word in all.into_iter().flatten() {
            self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(MULTIPLIER);
        }
    }
}

impl std::fmt::Display for Hash {
    /// Sixteen digits; the first ones are the best mixed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row that differs from the others by its number alone.
    fn row(number: u64) -> Row {
        Row {
            t: 1.0,
            level: 50.0,
            offered: 100,
            completed: 100,
            rejected: 0,
            timed_out: 0,
            given_up: 0,
            cold_started: 0,
            in_flight: 50,
            queued_at_activator: 0,
            queued_at_pods: 0,
            latency: None,
            pending: 0,
            ready: 8,
            draining: 0,
            desired: -1,
            recommended: 8,
            stable: None,
            panic: None,
            panicking: false,
            activator_in_path: false,
            excess_burst_capacity: -170,
            busy: 49.9,
            short_seconds: number,
        }
    }

    fn hash(rows: &[Row]) -> String {
        let mut hash = Hash::default();
        rows.iter().for_each(|row| hash.add(row));
        hash.to_string()
    }

    #[test]
    fn the_order_and_the_last_bit_count() {
        let calm = Row {
            stable: Some(0.0),
            ..row(0)
        };
        let nudged = Row {
            busy: f64::from_bits(49.9f64.to_bits() + 1),
            ..row(0)
        };
        let different = [
            hash(&[]),
            hash(&[row(0)]),
            hash(&[row(1)]),
            hash(&[row(0), row(1)]),
            hash(&[row(1), row(0)]),
            hash(&[calm]),
            hash(&[nudged]),
        ];
        for (nth, one) in different.iter().enumerate() {
            assert!(!different[..nth].contains(one), "{nth}: {one}");
        }
    }

    #[test]
    fn it_stays_what_it_is() {
        // So that fingerprints from yesterday and from elsewhere can be compared.
        assert_eq!(hash(&[row(0), row(1)]), "aeb23df07951d31f");
    }
}
