//! What is known of a cluster beside its settings.

use kpa::cluster::{distribution, scenario};
use kpa::session::ClusterParameters;
use serde::{Deserialize, Serialize};

use super::numbers::Span;

/// As [`ClusterParameters`].
#[derive(Serialize, Deserialize)]
pub struct Cluster {
    pod_start: Distribution,
    service: Distribution,
    cpu: Option<Cpu>,
}

#[derive(Serialize, Deserialize)]
struct Cpu {
    cores: f64,
    share: f64,
}

#[derive(Serialize, Deserialize)]
enum Distribution {
    Constant(Span),
    Uniform(Span, Span),
    Exponential(Span),
    LogNormal(Span, f64),
    TwoPoint(Span, Span, f64),
}

impl Cluster {
    /// For a link.
    pub fn of(cluster: &ClusterParameters) -> Self {
        Self {
            pod_start: Distribution::of(&cluster.pod_start),
            service: Distribution::of(&cluster.service),
            cpu: cluster.cpu.map(|cpu| Cpu {
                cores: cpu.cores,
                share: cpu.share,
            }),
        }
    }

    /// From a link; `None` if it says nothing sensible.
    pub fn parameters(self) -> Option<ClusterParameters> {
        Some(ClusterParameters {
            pod_start: self.pod_start.distribution()?,
            service: self.service.distribution()?,
            cpu: self.cpu.map(|cpu| scenario::Cpu {
                cores: cpu.cores,
                share: cpu.share,
            }),
        })
    }
}

impl Distribution {
    fn of(distribution: &distribution::Distribution) -> Self {
        use distribution::Distribution as Core;
        match *distribution {
            Core::Constant(all) => Self::Constant(Span::of(all)),
            Core::Uniform(from, to) => Self::Uniform(Span::of(from), Span::of(to)),
            Core::Exponential(mean) => Self::Exponential(Span::of(mean)),
            Core::LogNormal { mean, variation } => Self::LogNormal(Span::of(mean), variation),
            Core::TwoPoint {
                usual,
                other,
                share,
            } => Self::TwoPoint(Span::of(usual), Span::of(other), share),
        }
    }

    fn distribution(self) -> Option<distribution::Distribution> {
        use distribution::Distribution as Core;
        Some(match self {
            Self::Constant(all) => Core::Constant(all.duration()?),
            Self::Uniform(from, to) => Core::Uniform(from.duration()?, to.duration()?),
            Self::Exponential(mean) => Core::Exponential(mean.duration()?),
            Self::LogNormal(mean, variation) => Core::LogNormal {
                mean: mean.duration()?,
                variation,
            },
            Self::TwoPoint(usual, other, share) => Core::TwoPoint {
                usual: usual.duration()?,
                other: other.duration()?,
                share,
            },
        })
    }
}
