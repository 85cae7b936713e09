//! The metric windows: statistics in buckets of a second, averaged over a stable or panic window.

use crate::settings::resolve::Aggregation;
use crate::units::{Duration, Time};

/// The metrics' granularity in Knative: one bucket is one second.
pub const GRANULARITY: Duration = Duration::from_secs(1);

/// The least part of the weight that the newest bucket of a weighted window has.
const SMOOTHING_FLOOR: f64 = 0.2;

/// The weight that all buckets of a weighted window have together, where the floor allows.
const SMOOTHING_WEIGHT: f64 = 0.9999;

/// Weighted windows up to this length leave at least 10^−15 of the weight to what lies before them, so
/// that no steady load sums up to itself.
const SHORT: i64 = 150;

/// So many empty buckets at the newest end of a weighted window are passed over in one step.
const SILENCE: i64 = 128;

/// The most buckets a window has: a day of seconds.
///
/// Knative has no such limit, but its webhook lets no window pass that is longer than an hour; here
/// it keeps an unchecked setting from taking all memory.
const SPAN_MAX: i64 = 86_400;

/// A ring of buckets, and the average over them.
///
/// Times may come in any order. Every time is cut to the granularity; inside, a time is the number
/// of its bucket since the Unix epoch.
#[derive(Clone, Debug)]
pub struct Window {
    aggregation: Aggregation,
    length: Duration,
    granularity: Duration,
    /// Buckets that count: the window's length in granules, rounded up.
    span: i64,
    /// The window's length in granules, cut: after a longer silence it is empty.
    whole_granules: i64,
    /// A power of two of them, so that a bucket is found without a division; those outside the span
    /// are zero.
    buckets: Vec<f64>,
    total: f64,
    /// The oldest bucket written since the last long silence.
    first: Option<i64>,
    /// The newest bucket written.
    last: Option<i64>,
    /// The newest bucket to which something other than zero was added.
    last_nonzero: i64,
    /// No bucket's magnitude is above this.
    peak: f64,
    /// The newest bucket's weight in a weighted window.
    coefficient: f64,
}

impl Window {
    /// An empty window of the given length, with buckets of a second.
    pub fn new(aggregation: Aggregation, length: Duration) -> Self {
        Self::with_granularity(aggregation, length, GRANULARITY)
    }

    /// An empty window with buckets of another length than Knative's.
    pub fn with_granularity(
        aggregation: Aggregation,
        length: Duration,
        granularity: Duration,
    ) -> Self {
        let mut window = Self {
            aggregation,
            length,
            granularity,
            span: 0,
            whole_granules: 0,
            buckets: Vec::new(),
            total: 0.0,
            first: None,
            last: None,
            last_nonzero: i64::MIN,
            peak: 0.0,
            coefficient: 0.0,
        };
        window.set_length(length);
        window
    }

    fn set_length(&mut self, length: Duration) {
        let granule = self.granularity.as_nanos().max(1);
        self.length = length;
        let span = (length.as_nanos().max(0) as u64).div_ceil(granule as u64) as i64;
        self.span = span.clamp(1, SPAN_MAX);
        self.whole_granules = length.as_nanos() / granule;
        self.buckets = vec![0.0; (self.span as u64).next_power_of_two() as usize];
        self.coefficient = smoothing_coefficient(self.span);
        self.total = 0.0;
        self.peak = 0.0;
        self.last_nonzero = i64::MIN;
    }

    fn bucket_of(&self, time: Time) -> i64 {
        if self.granularity == GRANULARITY {
            return time.unix_secs();
        }
        time.unix_nanos()
            .div_euclid(self.granularity.as_nanos().max(1))
    }

    fn slot(&mut self, bucket: i64) -> &mut f64 {
        let mask = self.buckets.len() - 1;
        &mut self.buckets[bucket as usize & mask]
    }

    fn value(&self, bucket: i64) -> f64 {
        self.buckets[bucket as usize & (self.buckets.len() - 1)]
    }

    /// Adds a value to the bucket of `time`; what comes too late for the window is ignored.
    pub fn record(&mut self, time: Time, value: f64) {
        let bucket = self.bucket_of(time);
        if self.last != Some(bucket) && !self.open(bucket) {
            return;
        }
        let slot = self.slot(bucket);
        *slot += value;
        let magnitude = slot.abs();
        self.total += value;
        if value != 0.0 {
            self.last_nonzero = self.last_nonzero.max(bucket);
            // NaN, once in, stays, because nothing is above it: then no bucket is left out of a sum.
            if magnitude > self.peak || magnitude.is_nan() {
                self.peak = magnitude;
            }
        }
    }

    /// Makes room for a bucket other than the newest; false if it is too old.
    fn open(&mut self, bucket: i64) -> bool {
        let behind = self.last.map(|last| last - bucket);
        if behind.is_some_and(|behind| behind >= self.span) {
            return false;
        }
        // Moving the beginning back lengthens the divisor, even if the new data is old.
        if self.first.is_none_or(|first| first > bucket) {
            self.first = Some(bucket);
        }
        match self.last {
            Some(last) if last >= bucket => {}
            Some(last) if bucket - last < self.span => {
                for leaving in last + 1 - self.span..=bucket - self.span {
                    let gone = std::mem::take(self.slot(leaving));
                    self.total -= gone;
                }
                self.last = Some(bucket);
            }
            _ => {
                self.first = Some(bucket);
                self.last = Some(bucket);
                self.buckets.fill(0.0);
                self.total = 0.0;
                self.peak = 0.0;
                self.last_nonzero = i64::MIN;
            }
        }
        true
    }

    /// Whether nothing was written for longer than the window.
    ///
    /// At exactly the window's length it isn't empty yet, though its average is 0.
    pub fn is_empty(&self, now: Time) -> bool {
        self.last
            .is_none_or(|last| self.bucket_of(now) - last > self.whole_granules)
    }

    /// The average at an instant.
    ///
    /// Surprising: the divisor of a linear average is the seconds since the first write, so after a
    /// long silence the first second of load counts in full. A trailing gap shortens the window; a
    /// gap in the middle counts as zeros. A weighted window isn't divided at all and reads low while
    /// it is young.
    pub fn average(&self, now: Time) -> f64 {
        match self.aggregation {
            Aggregation::Linear => self.linear_average(now),
            Aggregation::WeightedExponential => self.weighted_average(now),
        }
    }

    fn linear_average(&self, now: Time) -> f64 {
        let (Some(first), Some(last)) = (self.first, self.last) else {
            return 0.0;
        };
        let written = last - first + 1;
        let silent = self.bucket_of(now) - last;
        if silent <= 0 {
            return round_to_6_decimals(self.total / written.min(self.span) as f64);
        }
        if silent >= self.span {
            return 0.0;
        }
        let leaving = last + 1 - self.span..=last + silent - self.span;
        let total = leaving.fold(self.total, |total, bucket| total - self.value(bucket));
        round_to_6_decimals(total / written.min(self.span - silent) as f64)
    }

    fn weighted_average(&self, now: Time) -> f64 {
        let Some(last) = self.last else { return 0.0 };
        if self.is_empty(now) {
            return 0.0;
        }
        let keep = 1.0 - self.coefficient;
        let silent = (self.bucket_of(now) - last).max(0);
        let oldest = last + silent - self.span;
        let (mut newest, mut age) = (last, silent);
        if last - SILENCE > self.last_nonzero {
            newest = self.last_nonzero.max(oldest);
            age += last - newest;
        }
        // As a power rather than by repeated products, because that is how Knative rounds.
        let weight = match age {
            0 => self.coefficient,
            1 => self.coefficient * keep,
            age => self.coefficient * libm::pow(keep, age as f64),
        };
        if self.span <= SHORT {
            self.short_weighted_sum(newest, oldest, weight, keep)
        } else {
            self.long_weighted_sum(newest, oldest, weight, keep)
        }
    }

    /// The buckets from just after `oldest` to `newest`, in the two pieces in which they lie in the ring:
    /// the newer piece first, each in the order of time.
    fn pieces(&self, newest: i64, oldest: i64) -> [&[f64]; 2] {
        let count = (newest - oldest).clamp(0, self.buckets.len() as i64) as usize;
        let end = (newest as usize & (self.buckets.len() - 1)) + 1;
        match end.checked_sub(count) {
            Some(start) => [&self.buckets[start..end], &[]],
            None => [
                &self.buckets[..end],
                &self.buckets[self.buckets.len() + end - count..],
            ],
        }
    }

    /// Four sums side by side, because one addition at a time has to wait for the one before.
    fn short_weighted_sum(&self, newest: i64, oldest: i64, mut weight: f64, keep: f64) -> f64 {
        const LANES: usize = 4;
        let squared = keep * keep;
        let stride = squared * squared;
        let mut total = 0.0;
        for piece in self.pieces(newest, oldest) {
            let mut weights = [
                weight * squared * keep,
                weight * squared,
                weight * keep,
                weight,
            ];
            let mut sums = [0.0; LANES];
            let chunks = piece.rchunks_exact(LANES);
            let rest = chunks.remainder();
            for chunk in chunks {
                for lane in 0..LANES {
                    sums[lane] += chunk[lane] * weights[lane];
                    weights[lane] *= stride;
                }
            }
            weight = weights[LANES - 1];
            total += (sums[3] + sums[2]) + (sums[1] + sums[0]);
            for value in rest.iter().rev() {
                total += value * weight;
                weight *= keep;
            }
        }
        total
    }

    /// From the newest bucket to the oldest, as Knative adds, until the rest can't be seen any more.
    ///
    /// The order matters here: under a steady load the sum comes so close to the load that its last
    /// bit can decide about a replica.
    fn long_weighted_sum(&self, newest: i64, oldest: i64, mut weight: f64, keep: f64) -> f64 {
        let mut sum: f64 = 0.0;
        for bucket in (oldest + 1..=newest).rev() {
            // From here on no bucket can change the last bit of the sum.
            if weight * self.peak < sum.abs() * INSIGNIFICANT {
                break;
            }
            sum += self.value(bucket) * weight;
            weight *= keep;
        }
        sum
    }

    /// Gives the window another length at an instant, because the revision's settings changed.
    pub fn resize(&mut self, now: Time, length: Duration) {
        if length == self.length {
            return;
        }
        if self.is_empty(now) {
            self.set_length(length);
            self.first = None;
            return;
        }
        let old = self.clone();
        self.set_length(length);
        let Some(last) = old.last else { return };
        for bucket in (last - old.span.min(self.span) + 1..=last).rev() {
            let value = old.value(bucket);
            *self.slot(bucket) = value;
            self.total += value;
        }
        self.peak = old.peak;
        self.last_nonzero = old.last_nonzero;
        // Even if the data is younger: so averages drop when a window is resized.
        self.first = Some(last - (old.span - 1));
    }
}

/// What is smaller than this part of a sum is lost when it is added to it: under a quarter of the
/// last bit.
const INSIGNIFICANT: f64 = 1.0 / (1u64 << 56) as f64;

/// The weight of the newest of so many buckets.
///
/// All together weigh 0.9999; from 42 buckets on the floor of 0.2 holds, and they weigh more.
pub fn smoothing_coefficient(buckets: i64) -> f64 {
    (1.0 - libm::pow(1.0 - SMOOTHING_WEIGHT, 1.0 / buckets as f64)).max(SMOOTHING_FLOOR)
}

/// Rounds to 6 decimals, halves away from zero.
fn round_to_6_decimals(value: f64) -> f64 {
    const PRECISION: f64 = 1e6;
    (value * PRECISION).round() / PRECISION
}
