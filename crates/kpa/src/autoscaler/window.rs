//! The metric windows: statistics in buckets of a second, averaged over a stable or panic window.

use crate::rounding;
use crate::settings::resolve::Aggregation;
use crate::units::{Duration, Time};

/// The metrics' granularity in Knative: one bucket is one second.
pub const GRANULARITY: Duration = Duration::from_secs(1);

/// The least part of the weight that the newest bucket of a weighted window has.
const SMOOTHING_FLOOR: f64 = 0.2;

/// The weight that all buckets of a weighted window have together, where the floor allows.
const SMOOTHING_WEIGHT: f64 = 0.9999;

/// Weighted windows up to this length leave at least 10^−15 of the weight to what lies before them, so
/// that no steady load sums up to itself, and the order of the additions doesn't matter.
const SHORT: i64 = 150;

/// So many empty buckets at the newest end of a weighted window are passed over in one step.
const SILENCE: i64 = 128;

/// The most buckets a window has: a day of seconds.
///
/// Knative has no such limit, but its webhook lets no window pass that is longer than an hour; here
/// it keeps an unchecked setting from taking all memory.
const SPAN_MAX: i64 = 86_400;

/// A strip of buckets, and the average over them.
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
    /// Twice the span, so that the buckets that count are always neighbours: when time reaches the
    /// end of the strip, they move back to its beginning. What is newer than the newest is zero, and
    /// as many zeros as there are weights follow.
    buckets: Vec<f64>,
    /// The bucket that the strip begins with.
    origin: i64,
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
    /// All weights of a short weighted window, the oldest bucket's first, and zeros up to whole lanes.
    weights: Vec<f64>,
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
            origin: 0,
            total: 0.0,
            first: None,
            last: None,
            last_nonzero: i64::MIN,
            peak: 0.0,
            coefficient: 0.0,
            weights: Vec::new(),
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
        self.coefficient = smoothing_coefficient(self.span);
        let short = self.aggregation == Aggregation::WeightedExponential && self.span <= SHORT;
        self.weights = if short {
            weights(self.coefficient, self.span)
        } else {
            Vec::new()
        };
        self.buckets = vec![0.0; 2 * self.span as usize + self.weights.len()];
        self.origin = self.last.unwrap_or_default() + 1 - self.span;
        self.total = 0.0;
        self.peak = 0.0;
        self.last_nonzero = i64::MIN;
    }

    /// The bucket that an instant lies in.
    pub(super) fn bucket_of(&self, time: Time) -> i64 {
        if self.granularity == GRANULARITY {
            time.unix_secs()
        } else {
            self.odd_bucket_of(time)
        }
    }

    /// Apart, so that the compiler doesn't make one slow division of both.
    #[cold]
    #[inline(never)]
    fn odd_bucket_of(&self, time: Time) -> i64 {
        time.unix_nanos()
            .div_euclid(self.granularity.as_nanos().max(1))
    }

    fn slot(&mut self, bucket: i64) -> Option<&mut f64> {
        self.buckets.get_mut((bucket - self.origin) as usize)
    }

    /// The buckets from just after `oldest` to `newest`, in the order of time.
    fn between(&self, oldest: i64, newest: i64) -> &[f64] {
        let place = |bucket| (bucket + 1 - self.origin) as usize;
        self.buckets
            .get(place(oldest)..place(newest))
            .unwrap_or_default()
    }

    /// Adds a value to the bucket of `time`; what comes too late for the window is ignored.
    pub fn record(&mut self, time: Time, value: f64) {
        let bucket = self.bucket_of(time);
        if self.last != Some(bucket) && !self.open(bucket) {
            return;
        }
        let Some(slot) = self.slot(bucket) else {
            return;
        };
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
                self.total = self.total_without(last, bucket);
                self.last = Some(bucket);
                if bucket - self.origin >= 2 * self.span {
                    self.move_back(last, bucket);
                }
            }
            _ => {
                self.first = Some(bucket);
                self.last = Some(bucket);
                self.origin = bucket + 1 - self.span;
                self.buckets.fill(0.0);
                self.total = 0.0;
                self.peak = 0.0;
                self.last_nonzero = i64::MIN;
            }
        }
        true
    }

    /// The total without those that leave the window between two buckets.
    fn total_without(&self, last: i64, present: i64) -> f64 {
        let leaving = self.between(last - self.span, present - self.span);
        leaving
            .iter()
            .fold(self.total, |total, value| total - value)
    }

    /// Makes the span that ends with this bucket the beginning of the strip.
    fn move_back(&mut self, last: i64, bucket: i64) {
        let start = (bucket + 1 - self.span - self.origin) as usize;
        let end = (last + 1 - self.origin) as usize;
        self.buckets.copy_within(start..end, 0);
        self.buckets[end - start..].fill(0.0);
        self.origin += start as i64;
    }

    /// Whether nothing was written for longer than the window.
    ///
    /// At exactly the window's length it isn't empty yet, though its average is 0.
    pub fn is_empty(&self, now: Time) -> bool {
        self.is_empty_in(self.bucket_of(now))
    }

    /// [`Window::is_empty`] at any instant of a bucket.
    pub(super) fn is_empty_in(&self, present: i64) -> bool {
        self.last
            .is_none_or(|last| present - last > self.whole_granules)
    }

    /// The average at an instant.
    ///
    /// Surprising: the divisor of a linear average is the seconds since the first write, so after a
    /// long silence the first second of load counts in full. A trailing gap shortens the window; a
    /// gap in the middle counts as zeros. A weighted window isn't divided at all and reads low while
    /// it is young.
    pub fn average(&self, now: Time) -> f64 {
        self.average_in(self.bucket_of(now))
    }

    /// [`Window::average`] at any instant of a bucket.
    pub(super) fn average_in(&self, present: i64) -> f64 {
        match self.aggregation {
            Aggregation::Linear => self.linear_average(present),
            Aggregation::WeightedExponential => self.weighted_average(present),
        }
    }

    fn linear_average(&self, present: i64) -> f64 {
        let (Some(first), Some(last)) = (self.first, self.last) else {
            return 0.0;
        };
        let written = last - first + 1;
        let silent = present - last;
        if silent <= 0 {
            return rounded_mean(self.total, written.min(self.span));
        }
        if silent >= self.span {
            return 0.0;
        }
        let total = self.total_without(last, present);
        rounded_mean(total, written.min(self.span - silent))
    }

    fn weighted_average(&self, present: i64) -> f64 {
        let Some(last) = self.last else { return 0.0 };
        if self.is_empty_in(present) {
            return 0.0;
        }
        let silent = (present - last).max(0);
        let oldest = last + silent - self.span;
        if self.span <= SHORT {
            let values = self.between(oldest, oldest + self.weights.len() as i64);
            return weighted_sum(values, &self.weights);
        }
        let keep = 1.0 - self.coefficient;
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
        self.long_weighted_sum(newest, oldest, weight, keep)
    }

    /// From the newest bucket to the oldest, as Knative adds, until the rest can't be seen any more.
    ///
    /// The order matters here: under a steady load the sum comes so close to the load that its last
    /// bit can decide about a replica.
    fn long_weighted_sum(&self, newest: i64, oldest: i64, mut weight: f64, keep: f64) -> f64 {
        let mut sum: f64 = 0.0;
        for value in self.between(oldest, newest).iter().rev() {
            // From here on no bucket can change the last bit of the sum.
            if weight * self.peak < sum.abs() * INSIGNIFICANT {
                break;
            }
            sum += value * weight;
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
        let kept = old.between(last - old.span.min(self.span), last);
        let end = self.span as usize;
        self.buckets[end - kept.len()..end].copy_from_slice(kept);
        self.total = kept.iter().rev().fold(0.0, |total, value| total + value);
        self.peak = old.peak;
        self.last_nonzero = old.last_nonzero;
        // Even if the data is younger: so averages drop when a window is resized.
        self.first = Some(last - (old.span - 1));
    }
}

/// So many sums are computed side by side, because one addition at a time has to wait for the one
/// before.
const LANES: usize = 8;

/// The weights of so many buckets, the oldest first, and zeros up to whole lanes.
fn weights(newest: f64, buckets: i64) -> Vec<f64> {
    let older = |weight: &f64| Some(weight * (1.0 - newest));
    let mut weights: Vec<f64> = std::iter::successors(Some(newest), older)
        .take(buckets as usize)
        .collect();
    weights.reverse();
    weights.resize(weights.len().next_multiple_of(LANES), 0.0);
    weights
}

/// Each value times its weight, for whole lanes of both.
fn weighted_sum(values: &[f64], weights: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    let (values, _) = values.as_chunks::<LANES>();
    let (weights, _) = weights.as_chunks::<LANES>();
    for (values, weights) in values.iter().zip(weights) {
        for lane in 0..LANES {
            sums[lane] += values[lane] * weights[lane];
        }
    }
    // Half of the lanes to the other half: so they stay neighbours in wide registers.
    for half in [4, 2, 1] {
        for lane in 0..half {
            sums[lane] += sums[lane + half];
        }
    }
    sums[0]
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

/// A sum divided by so many seconds, at most [`SPAN_MAX`], and rounded to 6 decimals, halves away from
/// zero.
fn rounded_mean(sum: f64, seconds: i64) -> f64 {
    const PRECISION: f64 = 1e6;
    rounding::round(sum / rounding::float(seconds as i32) * PRECISION) / PRECISION
}
