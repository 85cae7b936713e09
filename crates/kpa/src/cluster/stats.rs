//! What queue-proxy and the activator report each second about the requests they see.

use crate::autoscaler::collector::Statistic;
use crate::units::Time;

/// Requests in flight, and how many there were on average since the last report.
///
/// The area under their number is summed up by their ends and arrivals: each adds the time from the
/// beginning of the period to its end, and doesn't count before its arrival.
#[derive(Clone, Copy, Debug, Default)]
struct Load {
    in_flight: i64,
    /// Nanoseconds, each from the beginning of the period: of the ends, less those of the arrivals. Wraps
    /// around without harm as long as the area itself fits, for centuries.
    ends_less_arrivals: i64,
    requests: u32,
}

impl Load {
    fn arrive(&mut self, nanos: i64) {
        self.in_flight += 1;
        self.requests += 1;
        self.ends_less_arrivals = self.ends_less_arrivals.wrapping_sub(nanos);
    }

    fn end(&mut self, nanos: i64) {
        self.in_flight -= 1;
        self.ends_less_arrivals = self.ends_less_arrivals.wrapping_add(nanos);
    }

    /// Average and number of arrivals; begins the next period after one of this length.
    fn take(&mut self, nanos: i64) -> (f64, u32) {
        let requests = std::mem::take(&mut self.requests);
        let area = std::mem::take(&mut self.ends_less_arrivals)
            .wrapping_add(self.in_flight.wrapping_mul(nanos));
        let average = if nanos > 0 {
            area as f64 / nanos as f64
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

    /// Moves on; returns how many nanoseconds of the period have passed. A clock that went back stands
    /// still until it has caught up.
    fn advance(&mut self, now: Time) -> i64 {
        self.end = self.end.max(now);
        self.end.since(self.start).as_nanos()
    }

    /// Ends this period and begins the next; returns its nanoseconds.
    fn take(&mut self, now: Time) -> i64 {
        let length = self.advance(now);
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
        let nanos = self.period.advance(now);
        self.all.arrive(nanos);
        if proxied {
            self.proxied.arrive(nanos);
        }
    }

    /// A request is answered, or given up.
    pub fn end(&mut self, now: Time, proxied: bool) {
        let nanos = self.period.advance(now);
        self.all.end(nanos);
        if proxied {
            self.proxied.end(nanos);
        }
    }

    /// The averages and counts since the last report, or since the start.
    pub fn report(&mut self, now: Time) -> Statistic {
        let nanos = self.period.take(now);
        let (concurrency, requests) = self.all.take(nanos);
        let (proxied_concurrency, proxied_requests) = self.proxied.take(nanos);
        Statistic {
            concurrency,
            proxied_concurrency,
            requests: f64::from(requests),
            proxied_requests: f64::from(proxied_requests),
        }
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
        account.load.arrive(account.period.advance(now));
        first.then(|| statistic(1.0, 1))
    }

    /// A request is answered, or given up.
    pub fn end(&mut self, now: Time) {
        if let Some(account) = &mut self.account {
            account.load.end(account.period.advance(now));
        }
    }

    /// The statistic of the last second. A second of silence is reported once, as zero.
    pub fn report(&mut self, now: Time) -> Option<Statistic> {
        let account = self.account.as_mut()?;
        let (average, requests) = account.load.take(account.period.take(now));
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
