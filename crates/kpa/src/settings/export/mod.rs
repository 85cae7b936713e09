//! The effective settings of a revision, written down again: as annotations, as ConfigMaps, as a `kn`
//! command, as the operator's resource.
//!
//! ```
//! use kpa::settings::{export::{Export, Form}, review};
//!
//! let config = "\
//! apiVersion: v1
//! kind: ConfigMap
//! metadata: {name: config-autoscaler}
//! data: {stable-window: 40s, scale-to-zero-grace-period: 20s}
//! ";
//! let export = Export::of(&review(&[config]), 0, Form::Annotations, false);
//! assert!(export.text.contains("autoscaling.knative.dev/window: \"40s\""));
//! // Only the ConfigMap can say that.
//! assert_eq!(export.left_out, ["Scale-to-zero grace period: 20s"]);
//! ```

mod render;
mod values;

use std::collections::BTreeSet;

use super::ladder::{Ladder, Scope};
use super::review::{Review, review};
use crate::phrases::Words;

/// How settings are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As annotations and fields of a Service, to be merged into it.
    Annotations,
    /// As the ConfigMaps `config-autoscaler` and, where it takes that, `config-defaults`.
    ConfigMap,
    /// As a `kn service update` command.
    Kn,
    /// As a part of the operator's KnativeServing, to be merged into it.
    KnativeServing,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Annotations,
        Self::ConfigMap,
        Self::Kn,
        Self::KnativeServing,
    ];
}

/// Settings written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// The text, which says in comments what it leaves out.
    pub text: String,
    /// What this form can't say: `label: value`, each.
    ///
    /// Found by reading the text, in a cluster of which nothing else is known.
    pub left_out: Vec<String>,
}

impl Export {
    /// Writes down what counts for a review's workload of that number, or for a revision without any
    /// settings if there is none. What Knative does anyway is written only if `all` is wanted.
    pub fn of(reviewed: &Review, workload: usize, form: Form, all: bool) -> Self {
        Self::without(reviewed, workload, &BTreeSet::new(), form, all)
    }

    /// As [`Export::of`], without the overrides that are switched off, by the names of their switches.
    pub fn without(
        reviewed: &Review,
        workload: usize,
        switched_off: &BTreeSet<String>,
        form: Form,
        all: bool,
    ) -> Self {
        let words = Words::english();
        let want = Ladder::of(reviewed, workload, switched_off, words);
        let workload = reviewed.workloads.get(workload);
        let text = match form {
            Form::Annotations | Form::Kn => {
                let values = values::of_revision(&want.effective, all);
                match form {
                    Form::Kn => render::kn(workload, &values),
                    _ => render::service(workload, &values),
                }
            }
            Form::ConfigMap | Form::KnativeServing => {
                let values = values::of_cluster(&want.effective, all);
                match form {
                    Form::ConfigMap => render::config_maps(&values),
                    _ => render::knative_serving(&values),
                }
            }
        };
        let got = Ladder::of(&review(&[&text]), 0, &BTreeSet::new(), words);
        let differs = want.rows.iter().filter(|row| {
            let again = got.row(&row.id).map(|again| &again.value);
            row.scope != Scope::Derived && again != Some(&row.value)
        });
        let left_out: Vec<String> = differs
            .map(|row| format!("{}: {}", row.label, row.value))
            .collect();
        let notes: String = left_out
            .iter()
            .map(|it| format!("# Can't be said here: {}\n", it.replace(['\n', '\r'], " ")))
            .collect();
        Self {
            text: notes + &text,
            left_out,
        }
    }
}
