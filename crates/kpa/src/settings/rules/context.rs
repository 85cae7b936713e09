//! What a rule gets to look at.

use crate::settings::annotations::Key;
use crate::settings::cluster::ClusterSettings;
use crate::settings::located::Located;
use crate::settings::resolve::Metric;
use crate::settings::review::Effective;
use crate::settings::webhook::find;
use crate::settings::workload::Workload;
use crate::text::{Finding, Place, Rule};

/// A revision with everything that holds for it.
pub struct Context<'a> {
    /// The texts, for fixes.
    pub texts: &'a [&'a str],
    /// What the texts say about the cluster.
    pub cluster: &'a ClusterSettings,
    /// What they say about the revision.
    pub workload: &'a Workload,
    /// What comes of it, as far as it could be read.
    pub effective: &'a Effective,
}

impl<'a> Context<'a> {
    /// The revision's own value, in the spelling that counts.
    pub fn own(&self, key: Key) -> Option<&'a Located<String>> {
        find(&self.workload.annotations, key)
    }

    /// The cluster's value in `config-autoscaler`.
    pub fn shared(&self, key: &str) -> Option<&'a Located<String>> {
        self.cluster.autoscaler.get(key)
    }

    /// The value that was set last: the revision's own or the cluster's.
    pub fn set(&self, own: Key, shared: &str) -> Option<&'a Located<String>> {
        self.own(own).or_else(|| self.shared(shared))
    }

    /// Whether the metric is concurrency.
    pub fn is_concurrency(&self) -> bool {
        self.effective.revision.decider.metric == Metric::Concurrency
    }

    /// The place of the name, for what is about the revision as a whole.
    pub fn name_place(&self) -> Place {
        self.workload
            .name
            .as_ref()
            .map_or(self.workload.place, |name| name.place)
    }

    /// A finding about a value.
    pub fn about(&self, rule: &'static Rule, entry: &Located<String>) -> Finding {
        rule.at(entry.place).with("value", &entry.value)
    }
}
