//! Latencies, counted in buckets that grow with them.

use crate::units::Duration;

/// Buckets per doubling: a quantile is at most 0.8 % off.
const STEPS_BITS: u32 = 6;
const STEPS: u64 = 1 << STEPS_BITS;
/// Latencies are cut to 2^10 ns, about a microsecond.
const UNIT_BITS: u32 = 10;
/// Buckets up to 2^50 ns, about 13 days. Longer latencies count as that.
const BUCKETS: usize = ((50 - UNIT_BITS - STEPS_BITS + 1) as usize) << STEPS_BITS;

/// Latencies of nearly the same length: their number and sum.
#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
    count: u64,
    nanos: i64,
}

impl Bucket {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.nanos = self.nanos.saturating_add(other.nanos);
    }
}

/// How many latencies there were of each size, in constant memory.
#[derive(Clone, Debug)]
pub struct Histogram {
    buckets: Vec<Bucket>,
    /// The buckets that hold something lie in here.
    touched: (usize, usize),
    most: i64,
}

impl Default for Histogram {
    fn default() -> Self {
        Self {
            buckets: vec![Bucket::default(); BUCKETS],
            touched: EMPTY,
            most: 0,
        }
    }
}

/// Nothing lies between these.
const EMPTY: (usize, usize) = (BUCKETS, 0);

fn bucket(nanos: i64) -> usize {
    let value = nanos.max(0) as u64 >> UNIT_BITS;
    let doublings = 64 - (value / STEPS).leading_zeros();
    if doublings == 0 {
        return value as usize;
    }
    let step = (value >> (doublings - 1)) & (STEPS - 1);
    (((doublings as usize) << STEPS_BITS) + step as usize).min(BUCKETS - 1)
}

impl Histogram {
    /// Counts a latency.
    pub fn record(&mut self, latency: Duration) {
        let nanos = latency.as_nanos();
        let bucket = bucket(nanos);
        self.buckets[bucket].add(Bucket { count: 1, nanos });
        self.touched = (self.touched.0.min(bucket), self.touched.1.max(bucket));
        self.most = self.most.max(nanos);
    }

    /// Those that may hold something.
    fn touched(&self) -> &[Bucket] {
        let (first, last) = self.touched;
        // Empty if there are none.
        self.buckets.get(first..=last).unwrap_or_default()
    }

    /// How many were counted. Asked once a second, so that counting one is quick.
    pub fn count(&self) -> u64 {
        self.touched().iter().map(|it| it.count).sum()
    }

    /// The sum of all.
    pub fn sum_nanos(&self) -> i128 {
        self.touched().iter().map(|it| i128::from(it.nanos)).sum()
    }

    /// The longest.
    pub fn most(&self) -> Duration {
        Duration::from_nanos(self.most)
    }

    /// The latencies that these shares of all didn't exceed, in rising order of the shares; each the
    /// mean of its bucket.
    pub fn quantiles<const N: usize>(&self, shares: [f64; N]) -> [Duration; N] {
        let mut quantiles = [self.most(); N];
        let count = self.count() as f64;
        let mut shares = shares.iter().zip(&mut quantiles).peekable();
        let mut seen = 0;
        for bucket in self.touched() {
            seen += bucket.count;
            while let Some((_, quantile)) =
                shares.next_if(|(share, _)| seen as f64 >= **share * count)
            {
                *quantile = Duration::from_nanos(bucket.nanos / (bucket.count as i64).max(1));
            }
        }
        quantiles
    }

    /// Counts what another one counted.
    pub fn merge(&mut self, other: &Self) {
        let (first, last) = other.touched;
        let own = self.buckets.get_mut(first..=last).unwrap_or_default();
        for (own, more) in own.iter_mut().zip(other.touched()) {
            own.add(*more);
        }
        self.touched = (self.touched.0.min(first), self.touched.1.max(last));
        self.most = self.most.max(other.most);
    }

    /// Begins anew.
    pub fn clear(&mut self) {
        let (first, last) = std::mem::replace(&mut self.touched, EMPTY);
        let touched = self.buckets.get_mut(first..=last).unwrap_or_default();
        touched.fill(Bucket::default());
        self.most = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quantiles_are_within_a_percent(
            mut latencies in prop::collection::vec(100_000i64..1 << 49, 1..300),
        ) {
            let mut histogram = Histogram::default();
            histogram.record(Duration::from_secs(7));
            histogram.clear();
            latencies.iter().for_each(|&n| histogram.record(Duration::from_nanos(n)));
            latencies.sort_unstable();
            let shares = [0.5, 0.95, 0.99, 1.0];
            for (share, got) in shares.into_iter().zip(histogram.quantiles(shares)) {
                let rank = (share * latencies.len() as f64).ceil() as usize;
                let want = latencies[rank - 1] as f64;
                let got = got.as_nanos() as f64;
                prop_assert!((got / want - 1.0).abs() < 0.01, "{share}: {got} instead of {want}");
            }
            prop_assert_eq!(histogram.most().as_nanos(), latencies[latencies.len() - 1]);
        }
    }

    #[test]
    fn equal_latencies_are_exact() {
        let mut histogram = Histogram::default();
        (0..10).for_each(|_| histogram.record(Duration::from_millis(516)));
        assert_eq!(histogram.quantiles([0.5]), [Duration::from_millis(516)]);
    }

    #[test]
    fn extremes_are_counted() {
        let mut histogram = Histogram::default();
        for nanos in [i64::MAX, 0, -5] {
            histogram.record(Duration::from_nanos(nanos));
        }
        assert_eq!((histogram.count(), histogram.most()), (3, Duration::MAX));
    }
}
