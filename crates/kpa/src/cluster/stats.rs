//! What queue-proxy and the activator report each second about the requests they see.

use crate::autoscaler::collector::Statistic;
use crate::units::Time;

/// Requests in flight, and how many there were on average since the last report.
#[derive(Clone, Copy, Debug, Default)]
struct Load {
    in_flight: i64,
    /// In flight × nanoseconds of this period. Saturates, after centuries.
    area: i64,
    requests: u32,
}

impl Load {
    fn arrive(&mut self) {
        self.in_flight += 1;
        self.requests += 1;
    }

    fn pass(&mut self, nanos: i64) {
        self.area = self
            .area
            .saturating_add(nanos.saturating_mul(self.in_flight));
    }

    /// Average and number of arrivals; begins the next period.
    fn take(&mut self, period_nanos: i64) -> (f64, u32) {
        let (area, requests) = (
            std::mem::take(&mut self.area),
            std::mem::take(&mut self.requests),
        );
        let average = if period_nanos > 0 {
            area as f64 / period_nanos as f64
        } else {
            0.0
        };
        (average, requests)
    }
}

/// The time since the last report, as far as it was accounted for.
#[derive(Clone, Copy, Debug)]
struct Period {
    start: Time,
    end: Time,
}

impl Period {
    fn starting(now: Time) -> Self {
        Self {
            start: now,
            end: now,
        }
    }

    /// Moves on, and returns by how many nanoseconds. A clock that went back stands still until it
    /// has caught up.
    fn advance(&mut self, now: Time) -> i64 {
        let passed = now.since(self.end).as_nanos().max(0);
        self.end = self.end.max(now);
        passed
    }

    /// Ends this period and begins the next; returns its nanoseconds.
    fn take(&mut self) -> i64 {
        let length = self.end.since(self.start).as_nanos();
        self.start = self.end;
        length
    }
}

/// Queue-proxy's account of the requests at its pod.
///
/// A request counts from its arrival to its end, waiting in the queue included. Those that came
/// through an activator are counted once more on their own, because the activator reports them too.
#[derive(Clone, Debug)]
pub struct RequestStats {
    period: Period,
    all: Load,
    proxied: Load,
}

impl RequestStats {
    /// An account that begins now, with nothing in flight.
    pub fn new(now: Time) -> Self {
        Self {
            period: Period::starting(now),
            all: Load::default(),
            proxied: Load::default(),
        }
    }

    /// A request arrives.
    pub fn arrive(&mut self, now: Time, proxied: bool) {
        self.advance(now);
        self.all.arrive();
        if proxied {
            self.proxied.arrive();
        }
    }

    /// A request is answered, or given up.
    pub fn end(&mut self, now: Time, proxied: bool) {
        self.advance(now);
        self.all.in_flight -= 1;
        self.proxied.in_flight -= i64::from(proxied);
    }

    /// The averages and counts since the last report, or since the start.
    pub fn report(&mut self, now: Time) -> Statistic {
        self.advance(now);
        let nanos = self.period.take();
        let (concurrency, requests) = self.all.take(nanos);
        let (proxied_concurrency, proxied_requests) = self.proxied.take(nanos);
        Statistic {
            concurrency,
            proxied_concurrency,
            requests: f64::from(requests),
            proxied_requests: f64::from(proxied_requests),
        }
    }

    fn advance(&mut self, now: Time) {
        let passed = self.period.advance(now);
        self.all.pass(passed);
        self.proxied.pass(passed);
    }
}

/// An activator's account of the requests for one revision.
///
/// A request counts from its arrival to its answer, waiting for a replica included.
#[derive(Clone, Debug, Default)]
pub struct ActivatorStats {
    /// `None` while nothing was in flight for a whole period.
    account: Option<Account>,
}

#[derive(Clone, Debug)]
struct Account {
    period: Period,
    load: Load,
    /// The first request was reported at once, so the first report leaves it out.
    reported: u32,
}

impl Account {
    fn advance(&mut self, now: Time) {
        self.load.pass(self.period.advance(now));
    }
}

impl ActivatorStats {
    /// A request arrives. The first one after silence yields a statistic that is sent at once: it is
    /// what wakes a revision that is scaled to zero.
    pub fn arrive(&mut self, now: Time) -> Option<Statistic> {
        let first = self.account.is_none();
        let account = self.account.get_or_insert_with(|| Account {
            period: Period::starting(now),
            load: Load::default(),
            reported: 1,
        });
        account.advance(now);
        account.load.arrive();
        first.then(|| statistic(1.0, 1))
    }

    /// A request is answered, or given up.
    pub fn end(&mut self, now: Time) {
        if let Some(account) = &mut self.account {
            account.advance(now);
            account.load.in_flight -= 1;
        }
    }

    /// The statistic of the last second. A second of silence is reported once, as zero.
    pub fn report(&mut self, now: Time) -> Option<Statistic> {
        let account = self.account.as_mut()?;
        account.advance(now);
        let (average, requests) = account.load.take(account.period.take());
        let reported = std::mem::take(&mut account.reported);
        if average == 0.0 {
            self.account = None;
        }
        let rest = (average - f64::from(reported)).max(0.0);
        Some(statistic(rest, requests.saturating_sub(reported)))
    }
}

fn statistic(concurrency: f64, requests: u32) -> Statistic {
    Statistic {
        concurrency,
        requests: f64::from(requests),
        ..Statistic::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Time {
        Time::from_unix_millis(1_700_000_000_000 + millis)
    }

    #[test]
    fn the_first_request_is_reported_at_once_and_not_again() {
        let mut stats = ActivatorStats::default();
        assert_eq!(stats.report(at(0)), None);
        assert_eq!(stats.arrive(at(500)), Some(statistic(1.0, 1)));
        assert_eq!(stats.arrive(at(750)), None);
        assert_eq!(stats.report(at(1000)), Some(statistic(0.5, 1)));
        stats.end(at(1500));
        stats.end(at(1500));
        assert_eq!(stats.report(at(2000)), Some(statistic(1.0, 0)));
        assert_eq!(stats.report(at(3000)), Some(statistic(0.0, 0)));
        assert_eq!(stats.report(at(4000)), None);
    }

    #[test]
    fn what_came_through_the_activator_is_counted_once_more() {
        let mut stats = RequestStats::new(at(0));
        stats.arrive(at(0), true);
        stats.arrive(at(500), false);
        let want = Statistic {
            concurrency: 1.5,
            proxied_concurrency: 1.0,
            requests: 2.0,
            proxied_requests: 1.0,
        };
        assert_eq!(stats.report(at(1000)), want);
    }
}
