//! What commands that simulate are told of the cluster and its traffic.

use std::fs;
use std::path::Path;

use clap::Args;
use kpa::cluster::plan::{self, Plan};
use kpa::cluster::series::{self, Unit};
use kpa::report::Input;
use kpa::text;
use kpa::units::Duration;

/// The cluster around the revision, for how long it is simulated, and the seed.
#[derive(Args)]
pub struct Cluster {
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
}

impl Cluster {
    /// Sets in a plan what the options say.
    pub fn take_part(&self, plan: &mut Plan) -> Result<(), String> {
        let named = [
            ("service-time", &self.service_time),
            ("start-time", &self.start_time),
            ("cores", &self.cores),
            ("cpu-share", &self.cpu_share),
            ("activators", &self.activators),
            ("patience", &self.patience),
            ("propagation", &self.propagation),
            ("duration", &self.duration),
            ("seed", &self.seed),
        ];
        set(plan, &named)
    }
}

/// Sets in a plan what is given.
pub fn set(plan: &mut Plan, named: &[(&str, &Option<String>)]) -> Result<(), String> {
    for (name, text) in named {
        if let Some(text) = text {
            plan.set(name, text)
                .map_err(|reason| format!("--{reason}"))?;
        }
    }
    Ok(())
}

/// What the documents of kind Scenario say.
pub fn documented(texts: &[Input]) -> Result<Plan, String> {
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
    Ok(plan)
}

/// Reads recorded traffic: requests per second at times.
pub fn recorded(path: &Path, unit: Option<Unit>) -> Result<Vec<(Duration, f64)>, String> {
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("can't read {name}: {error}"))?;
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
    Ok(series.rates)
}
