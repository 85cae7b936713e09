//! `kpa simulate`: a run of the cluster, and what came of it.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use kpa::cluster::pattern::Pattern;
use kpa::cluster::plan::Plan;
use kpa::cluster::series::Unit;
use kpa::report::{Input, Report};
use kpa::timeline::row::Row;
use kpa::timeline::run::Run;
use kpa::timeline::totals::Totals;
use kpa::units::Duration;
use serde::Serialize;

use crate::cluster::{self, Cluster};
use crate::{Ending, Outcome, input, summary, terminal};

/// Simulate a cluster under traffic: replicas, latencies, what is turned away.
///
/// Takes YAML files with a Service and, if wanted, the ConfigMaps; and documents of kind Scenario that
/// hold the long options below as keys. Options win over documents.
#[derive(Args)]
pub struct Options {
    /// The files; `-` is the standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Requests per second: a number or a pattern, such as `ramp 0 100 1m 3m`.
    #[arg(long, conflicts_with = "clients")]
    rps: Option<String>,
    /// Concurrent clients, each sending its next request when the last is answered; or a pattern.
    #[arg(long)]
    clients: Option<String>,
    /// Recorded traffic: CSV or JSON of times and values, as Prometheus, k6 or a spreadsheet has it.
    #[arg(long, conflicts_with_all = ["rps", "clients"])]
    traffic: Option<PathBuf>,
    /// What the values of --traffic are. Otherwise the header or the values tell.
    #[arg(long, value_enum)]
    traffic_unit: Option<TrafficUnit>,
    /// How requests come: `poisson` or `even`.
    #[arg(long)]
    arrivals: Option<String>,
    #[command(flatten)]
    cluster: Cluster,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum TrafficUnit {
    /// Requests per second.
    #[value(name = "per-second")]
    Second,
    /// Requests per minute.
    #[value(name = "per-minute")]
    Minute,
    /// Requests since the value before.
    #[value(name = "per-interval")]
    Interval,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people: the totals, a chart, what happened.
    Text,
    /// For programs: totals and timeline.
    Json,
    /// The timeline as a table.
    Csv,
}

impl From<TrafficUnit> for Unit {
    fn from(unit: TrafficUnit) -> Self {
        match unit {
            TrafficUnit::Second => Self::PerSecond,
            TrafficUnit::Minute => Self::PerMinute,
            TrafficUnit::Interval => Self::PerInterval,
        }
    }
}

/// The stable form of the JSON.
#[derive(Serialize)]
struct Printed<'a> {
    /// The fingerprint of the timeline.
    hash: String,
    totals: &'a Totals,
    timeline: &'a [Row],
}

/// Simulates, and returns what to print.
///
/// # Errors
/// A sentence, if something can't be read.
pub fn simulate(options: &Options) -> Outcome {
    let texts = input::read(&options.files)?;
    let plan = planned(options, &texts)?;
    let report = Report::of(&texts);
    let Some(effective) = &report.review.effective else {
        return Ok((terminal::print(&report, None, true), Ending::Findings));
    };
    let length = plan.length();
    let mut run = Run::new(effective, &plan.scenario, Run::interval_for(length));
    with_progress(&mut run, length);
    let totals = run.totals();
    let printed = match options.format {
        Format::Text => summary::print(&run, &totals),
        Format::Json => {
            let printed = Printed {
                hash: run.hash().to_string(),
                totals: &totals,
                timeline: run.rows(),
            };
            serde_json::to_string(&printed).map_err(|error| error.to_string())? + "\n"
        }
        Format::Csv => summary::table(run.rows()),
    };
    Ok((printed, Ending::Well))
}

/// What documents and options say, in this order.
fn planned(options: &Options, texts: &[Input]) -> Result<Plan, String> {
    let mut plan = cluster::documented(texts)?;
    let traffic = [
        ("rps", &options.rps),
        ("clients", &options.clients),
        ("arrivals", &options.arrivals),
    ];
    cluster::set(&mut plan, &traffic)?;
    options.cluster.take_part(&mut plan)?;
    if let Some(path) = &options.traffic {
        let series = cluster::recorded(path, options.traffic_unit.map(Unit::from))?;
        plan.offer(Pattern::Recorded(series.into()));
    }
    Ok(plan)
}

/// Runs it a part at a time, with a bar if somebody is looking.
fn with_progress(run: &mut Run, length: Duration) {
    const PARTS: i64 = 200;
    let bar = match io::stderr().is_terminal() {
        true => ProgressBar::new(PARTS as u64),
        false => ProgressBar::hidden(),
    };
    let style = ProgressStyle::with_template("{bar:40} {percent} %  {eta} left");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    for part in 1..=PARTS {
        let nanos = i128::from(length.as_nanos()) * i128::from(part) / i128::from(PARTS);
        run.advance_to(Duration::from_nanos(nanos as i64));
        bar.set_position(part as u64);
    }
    bar.finish_and_clear();
}
