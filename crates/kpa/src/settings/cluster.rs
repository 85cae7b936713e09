//! What holds for the whole cluster: the ConfigMaps, or the operator's resource that writes them.

use serde::Serialize;

use super::document::Kind;
use super::located::Entries;
use super::workload::entries;
use crate::text::{Document, Node};

/// The data of the ConfigMaps, from wherever it was given.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ClusterSettings {
    /// `config-autoscaler`.
    pub autoscaler: Entries,
    /// `config-defaults`.
    pub defaults: Entries,
    /// `config-domain`.
    pub domain: Entries,
}

/// The ConfigMaps that matter, by the name that the operator's resource uses for them.
const CONFIG_MAPS: [&str; 3] = ["autoscaler", "defaults", "domain"];

impl ClusterSettings {
    /// Takes in a ConfigMap or a KnativeServing. Returns the ConfigMaps it replaced the data of.
    ///
    /// Of two ConfigMaps of the same name the later one holds, as if they were applied in turn.
    /// KnativeServing has to be taken in last: its keys win, because the operator writes them into
    /// the ConfigMap again and again.
    pub fn take(&mut self, document: &Document) -> Vec<&'static str> {
        let root = &document.root;
        let data = root.get("data");
        match Kind::of(root) {
            Kind::AutoscalerConfig => self.replace("autoscaler", document, data),
            Kind::DefaultsConfig => self.replace("defaults", document, data),
            Kind::DomainConfig => self.replace("domain", document, data),
            Kind::KnativeServing => {
                let Some(config) = root.at(&["spec", "config"]) else {
                    return Vec::new();
                };
                for name in CONFIG_MAPS {
                    let long = format!("config-{name}");
                    for data in [config.get(name), config.get(&long)].into_iter().flatten() {
                        self.part(name).extend(entries(document, data));
                    }
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn part(&mut self, name: &str) -> &mut Entries {
        match name {
            "autoscaler" => &mut self.autoscaler,
            "defaults" => &mut self.defaults,
            _ => &mut self.domain,
        }
    }

    fn replace(
        &mut self,
        name: &'static str,
        document: &Document,
        data: Option<&Node>,
    ) -> Vec<&'static str> {
        let new = data.map(|data| entries(document, data)).unwrap_or_default();
        let old = std::mem::replace(self.part(name), new);
        if old.is_empty() {
            Vec::new()
        } else {
            vec![name]
        }
    }
}
