//! How an activator spreads requests: which policy, how many at once, to which pods.

/// The largest capacity there is: without a limit per pod, one pod can take everything.
pub const MAX_CAPACITY: u32 = i32::MAX as u32;

/// Up to this container concurrency an activator fills one pod before it uses the next.
const FIRST_AVAILABLE_UP_TO: u32 = 3;

/// How an activator chooses among the pods it knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The less loaded of two random pods; no limit per pod.
    RandomChoice2,
    /// The first with a free place, in order of address.
    FirstAvailable,
    /// The next in turn with a free place.
    RoundRobin,
}

impl Policy {
    /// The policy that belongs to a container concurrency.
    pub fn of(container_concurrency: u32) -> Self {
        match container_concurrency {
            0 => Self::RandomChoice2,
            1..=FIRST_AVAILABLE_UP_TO => Self::FirstAvailable,
            _ => Self::RoundRobin,
        }
    }
}

/// How many requests an activator may have at pods at a time.
///
/// `pods` are those it was assigned and knows one by one; with none of them, requests go to the
/// `backends` that are ready via the cluster's address, shared with the other `activators`.
///
/// Surprising: known pods count even if fewer backends are ready, unless there is no container
/// concurrency.
pub fn capacity(container_concurrency: u32, backends: u32, pods: u32, activators: u32) -> u32 {
    let places = match (container_concurrency, pods) {
        (0, _) => return if backends > 0 { MAX_CAPACITY } else { 0 },
        (cc, 0) => match cc.saturating_mul(backends) {
            0 => 0,
            places => (places / activators.max(1)).max(1),
        },
        (cc, pods) => cc.saturating_mul(pods),
    };
    places.min(MAX_CAPACITY)
}

/// The pods that the activator with this index uses, as positions in the list sorted by address.
///
/// Each of `activators` takes an equal slice; what is left over goes one each to the first
/// activators. With more activators than pods, several share one. An activator that doesn't know
/// its index uses all, and so does a single one. (Without container concurrency nobody splits.)
pub fn assigned(
    pods: usize,
    index: Option<usize>,
    activators: usize,
) -> impl Iterator<Item = usize> {
    let (own, left_over) = match index {
        Some(index) if pods > 1 && activators > 1 => {
            if activators > pods {
                (index % pods..index % pods + 1, None)
            } else {
                let size = pods / activators;
                let first_left_over = size * activators;
                let left_over = Some(first_left_over + index).filter(|&i| i < pods);
                (
                    (index * size).min(pods)..((index + 1) * size).min(pods),
                    left_over,
                )
            }
        }
        _ => (0..pods, None),
    };
    own.chain(left_over)
}
