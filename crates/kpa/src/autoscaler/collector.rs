//! The collector: what activators and replicas report, kept in a stable and a panic window.

use crate::autoscaler::window::Window;
use crate::settings::resolve::{Metric, RevisionSettings};
use crate::units::Time;

/// What a replica's queue-proxy or an activator reports about one second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Statistic {
    /// Requests in flight, averaged over the second.
    pub concurrency: f64,
    /// Those of them that came through an activator, and were counted there.
    pub proxied_concurrency: f64,
    /// Requests that arrived.
    pub requests: f64,
    /// Those of them that came through an activator, and were counted there.
    pub proxied_requests: f64,
}

/// The two averages that a decision is made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observed {
    /// The average over the stable window.
    pub stable: f64,
    /// The average over the panic window.
    pub panic: f64,
}

/// The windows of one revision.
///
/// Knative keeps windows for both metrics; only those of the revision's own metric can ever be
/// seen, because a revision's metric doesn't change, so only they are kept here.
#[derive(Clone, Debug)]
pub struct Collector {
    metric: Metric,
    stable: Window,
    panic: Window,
    scrapes: bool,
}

impl Collector {
    /// Empty windows as the revision's settings want them.
    pub fn new(settings: &RevisionSettings) -> Self {
        let window = |length| Window::new(settings.aggregation, length);
        Self {
            metric: settings.decider.metric.clone(),
            stable: window(settings.decider.stable_window),
            panic: window(settings.panic_window),
            scrapes: settings.scrapes(),
        }
    }

    /// Adopts changed settings; the windows keep their data as far as it fits.
    pub fn update(&mut self, now: Time, settings: &RevisionSettings) {
        self.stable.resize(now, settings.decider.stable_window);
        self.panic.resize(now, settings.panic_window);
        self.scrapes = settings.scrapes();
    }

    /// Adds a statistic. Those of the same second add up: activators and replicas each report their
    /// part.
    pub fn record(&mut self, now: Time, statistic: &Statistic) {
        let value = match self.metric {
            Metric::Rps => statistic.requests - statistic.proxied_requests,
            _ => statistic.concurrency - statistic.proxied_concurrency,
        };
        self.stable.record(now, value);
        self.panic.record(now, value);
    }

    /// Both averages; `None` while there is no data.
    ///
    /// Only an empty stable window of a revision whose replicas are scraped is no data: where
    /// everything comes from the activator, silence means zero.
    pub fn observed(&self, now: Time) -> Option<Observed> {
        // Both windows have buckets of a second.
        let present = self.stable.bucket_of(now);
        if self.scrapes && self.stable.is_empty_in(present) {
            return None;
        }
        Some(Observed {
            stable: self.stable.average_in(present),
            panic: self.panic.average_in(present),
        })
    }
}
