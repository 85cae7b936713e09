//! `kpa simulate`: a run of the cluster, and what came of it.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use kpa::cluster::pattern::Pattern;
use kpa::cluster::plan::{self, Plan};
use kpa::cluster::series::{self, Unit};
use kpa::text;
use kpa::timeline::row::Row;
use kpa::timeline::run::Run;
use kpa::timeline::totals::Totals;
use kpa::units::Duration;
use serde::Serialize;

use crate::input::{self, Input};
use crate::report::Report;
use crate::summary;
use crate::terminal;

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
    /// How long a request takes: `500ms`, or a distribution such as `exponential 500ms`.
    #[arg(long)]
    service_time: Option<String>,
    /// How long a pod takes to be ready; or a distribution.
    #[arg(long)]
    start_time: Option<String>,
    /// Cores of a pod, shared by its requests.
    #[arg(long)]
    cores: Option<String>,
    /// Share of a request's time spent computing, 0 to 1.
    #[arg(long)]
    cpu_share: Option<String>,
    /// Activators in the cluster.
    #[arg(long)]
    activators: Option<String>,
    /// How long clients wait before they give up.
    #[arg(long)]
    patience: Option<String>,
    /// How long changed endpoints take to be known.
    #[arg(long)]
    propagation: Option<String>,
    /// How long to simulate; otherwise as long as the traffic was recorded, or 10 minutes.
    #[arg(long)]
    duration: Option<String>,
    /// Where the randomness begins.
    #[arg(long)]
    seed: Option<String>,
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

/// Why there is nothing to print.
pub enum Failure {
    /// The settings have errors; they are described here.
    Settings(String),
    /// Something can't be read.
    Input(String),
}

impl From<String> for Failure {
    fn from(reason: String) -> Self {
        Self::Input(reason)
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
pub fn simulate(options: &Options) -> Result<String, Failure> {
    let texts = input::read(&options.files)?;
    let plan = planned(options, &texts)?;
    let report = Report::of(&texts);
    let Some(effective) = &report.review.effective else {
        return Err(Failure::Settings(terminal::print(&report, true)));
    };
    let length = plan.length();
    let mut run = Run::new(effective, &plan.scenario, Run::interval_for(length));
    with_progress(&mut run, length);
    let totals = run.totals();
    match options.format {
        Format::Text => Ok(summary::print(&run, &totals)),
        Format::Json => {
            let printed = Printed {
                hash: run.hash().to_string(),
                totals: &totals,
                timeline: run.rows(),
            };
            let json = serde_json::to_string(&printed).map_err(|error| error.to_string())?;
            Ok(json + "\n")
        }
        Format::Csv => Ok(summary::table(run.rows())),
    }
}

/// What documents and options say, in this order.
fn planned(options: &Options, texts: &[Input]) -> Result<Plan, String> {
    let mut plan = Plan::default();
    for (number, input) in texts.iter().enumerate() {
        for document in text::read(number, &input.text)
            .documents
            .iter()
            .filter(|d| plan::is_plan(d))
        {
            plan.take(document)
                .map_err(|reason| format!("{}: {reason}", input.name))?;
        }
    }
    let set = [
        ("rps", &options.rps),
        ("clients", &options.clients),
        ("arrivals", &options.arrivals),
        ("service-time", &options.service_time),
        ("start-time", &options.start_time),
        ("cores", &options.cores),
        ("cpu-share", &options.cpu_share),
        ("activators", &options.activators),
        ("patience", &options.patience),
        ("propagation", &options.propagation),
        ("duration", &options.duration),
        ("seed", &options.seed),
    ];
    for (name, text) in set {
        if let Some(text) = text {
            plan.set(name, text)
                .map_err(|reason| format!("--{reason}"))?;
        }
    }
    if let Some(path) = &options.traffic {
        plan.offer(recorded(path, options.traffic_unit)?);
    }
    Ok(plan)
}

fn recorded(path: &Path, unit: Option<TrafficUnit>) -> Result<Pattern, String> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("can't read {name}: {error}"))?;
    let unit = unit.map(|unit| match unit {
        TrafficUnit::Second => Unit::PerSecond,
        TrafficUnit::Minute => Unit::PerMinute,
        TrafficUnit::Interval => Unit::PerInterval,
    });
    let series = series::read(&text, unit);
    if series.rates.is_empty() {
        return Err(format!("{name} holds no times with values"));
    }
    if let Some(first) = series.skipped.first() {
        eprintln!(
            "kpa: {name}: {} lines left out, the first is {first}",
            series.skipped.len()
        );
    }
    Ok(Pattern::Recorded(series.rates.into()))
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
