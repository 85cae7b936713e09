//! `kpa export`: the effective settings, written down again.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use kpa::report::Report;
use kpa::settings::export::{Export, Form};

use crate::{Ending, Outcome, input, terminal};

/// Write the effective settings down again: as annotations, ConfigMaps, a kn command or KnativeServing.
///
/// Only what differs from Knative as it is shipped is written, unless --all is given. What a form can't
/// say, such as a setting of the whole cluster as an annotation, stands in its comments.
///
/// Exits with 1 if there are errors in the files, with 2 if something can't be read.
#[derive(Args)]
pub struct Options {
    /// The files; `-` is the standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The form.
    #[arg(long = "as", value_enum)]
    form: Chosen,
    /// Settings that are as Knative is shipped, too.
    #[arg(long)]
    all: bool,
    /// The revision, by its Service's name; otherwise all of them, and of a form for the whole cluster
    /// the first one.
    #[arg(long)]
    name: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Chosen {
    /// Annotations and fields of a Service, to be merged into it.
    Annotations,
    /// The ConfigMaps config-autoscaler and config-defaults.
    ConfigMap,
    /// A `kn service update` command.
    Kn,
    /// A part of the operator's KnativeServing, to be merged into it.
    KnativeServing,
}

/// Exports what the options say.
///
/// # Errors
/// A sentence, if something can't be read.
pub fn export(options: &Options) -> Outcome {
    let texts = input::read(&options.files)?;
    let report = Report::of(&texts);
    let review = &report.review;
    if review.has_errors() {
        return Ok((terminal::print(&report, None, true), Ending::Findings));
    }
    let named = |nth: &usize| match (&options.name, review.workloads.get(*nth)) {
        (None, _) => true,
        (Some(name), Some(workload)) => {
            workload.display_name() == name || workload.full_name() == *name
        }
        (Some(_), None) => false,
    };
    let mut which: Vec<usize> = (0..review.workloads.len().max(1)).filter(named).collect();
    if let (Some(name), true) = (&options.name, which.is_empty()) {
        return Err(format!("no revision is called {name}"));
    }
    let (form, separator) = match options.form {
        Chosen::Annotations => (Form::Annotations, "---\n"),
        Chosen::ConfigMap => (Form::ConfigMap, ""),
        Chosen::Kn => (Form::Kn, "\n"),
        Chosen::KnativeServing => (Form::KnativeServing, ""),
    };
    if separator.is_empty() {
        which.truncate(1);
    }
    let texts = which
        .into_iter()
        .map(|nth| Export::of(review, nth, form, options.all).text);
    let texts: Vec<String> = texts.collect();
    Ok((texts.join(separator), Ending::Well))
}
