//! Under which traffics `kpa review` and `kpa search` try configurations, and to what those have to keep.

use std::path::Path;

use clap::Args;
use kpa::cluster::pattern::Pattern;
use kpa::cluster::plan::Plan;
use kpa::cluster::scenario::Scenario;
use kpa::cluster::traffic::Source;
use kpa::cluster::words;
use kpa::compare::budget::Budget;
use kpa::compare::{Case, SHAPES, SHIPPED};
use kpa::go;
use kpa::report::Input;
use kpa::units::{Duration, number};

use crate::cluster::{self, Cluster};

/// What is tried.
#[derive(Args)]
pub struct Traffic {
    /// A traffic to try, any number of times: `steady`, `step`, `ramp`, `spike`, `sine`, `bursts`,
    /// `on-off`, `day`; a pattern, such as `'ramp 0 100 1m 3m'`; or a file of recorded traffic, CSV or
    /// JSON as Prometheus, k6 or a spreadsheet has it. `=200` behind a shape or a file sets its highest
    /// point. Without any: that of a document of kind Scenario, if one says any; else steady, ramp, spike,
    /// bursts, on-off and day.
    #[arg(long = "traffic", value_name = "TRAFFIC")]
    traffics: Vec<String>,
    /// The highest point of shapes.
    #[arg(long, default_value_t = 50.0)]
    level: f64,
    /// Shapes and patterns count concurrent clients, each sending its next request when the last is
    /// answered, rather than requests per second.
    #[arg(long)]
    clients: bool,
    /// How many seeds to try each traffic with.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub seeds: u64,
    /// What a pod costs per hour, in any currency.
    #[arg(long)]
    pub price: Option<f64>,
    /// A limit such as `p95<800ms`, `pod-hours<=2.5` or `rejected<0.1%`, any number of times. It holds
    /// for the mean of the seeds, under each traffic; a search leaves out what exceeds it.
    #[arg(long = "budget", value_name = "LIMIT")]
    budgets: Vec<String>,
    #[command(flatten)]
    cluster: Cluster,
}

impl Traffic {
    /// What has to be kept to.
    pub fn budgets(&self) -> Result<Vec<Budget>, String> {
        self.budgets.iter().map(|it| Budget::read(it)).collect()
    }

    /// Whether somebody asks for any traffic.
    pub fn is_asked_for(&self) -> bool {
        !self.traffics.is_empty()
    }

    /// What is to be tried, with what the documents say of the cluster.
    pub fn cases(&self, texts: &[Input]) -> Result<Vec<Case>, String> {
        let mut plan = cluster::documented(texts)?;
        self.cluster.take_part(&mut plan)?;
        let is_documented = plan.scenario.traffic != Scenario::default().traffic;
        if self.traffics.is_empty() && is_documented {
            let pattern = plan.scenario.traffic.pattern.clone();
            let case = Case::pattern(
                "as the Scenario says",
                pattern,
                plan.length(),
                &plan.scenario,
            );
            return Ok(vec![case]);
        }
        if self.clients {
            let pause = Duration::ZERO;
            plan.scenario.traffic.source = Source::Clients { pause };
        }
        match self.traffics.is_empty() {
            true => SHIPPED.iter().map(|name| self.case(name, &plan)).collect(),
            false => self
                .traffics
                .iter()
                .map(|it| self.case(it, &plan))
                .collect(),
        }
    }

    fn case(&self, text: &str, plan: &Plan) -> Result<Case, String> {
        let scenario = &plan.scenario;
        let (name, own) = match text.rsplit_once('=') {
            Some((name, level)) => (name.trim(), Some(level_of(level)?)),
            None => (text.trim(), None),
        };
        let unit = scenario.traffic.source.unit();
        let level = own.unwrap_or(self.level);
        let mut case = if let Some(case) = Case::named(name, level, scenario) {
            case
        } else if let Some(pattern) = words::pattern(name) {
            let length = Case::shape("", &SHAPES[0].1, 0.0, scenario).length;
            let title = match &pattern {
                Pattern::Steady(level) => format!("steady, up to {} {unit}", number(*level)),
                _ => format!("{name} ({unit})"),
            };
            Case::pattern(&title, pattern, length, scenario)
        } else {
            self.recorded(name, own, scenario)?
        };
        if let Some(duration) = plan.duration {
            let is_recorded = matches!(case.scenario.traffic.pattern, Pattern::Recorded(_));
            case.length = match is_recorded {
                true => case.length.min(duration),
                false => duration,
            };
        }
        Ok(case)
    }

    fn recorded(&self, path: &str, level: Option<f64>, base: &Scenario) -> Result<Case, String> {
        if !Path::new(path).exists() {
            let names = SHAPES.map(|(name, _)| name).join(", ");
            return Err(format!(
                "--traffic {path:?} is neither a shape ({names}), nor a pattern ({}), nor a file",
                words::PATTERNS
            ));
        }
        let rates = cluster::recorded(Path::new(path), None)?;
        // What was recorded are requests, whatever shapes count.
        let mut scenario = base.clone();
        if matches!(scenario.traffic.source, Source::Clients { .. }) {
            scenario.traffic.source = Source::Poisson;
        }
        let file = Path::new(path)
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let title = match level {
            Some(level) => format!("{file}, up to {} requests/s", number(level)),
            None => format!("{file}, as recorded"),
        };
        Case::recorded(&title, &rates, level, &scenario)
            .ok_or_else(|| format!("{path} holds no traffic"))
    }
}

fn level_of(text: &str) -> Result<f64, String> {
    let level = go::parse_float(text.trim()).ok();
    let sensible = level.filter(|it| it.is_finite() && *it >= 0.0);
    sensible.ok_or_else(|| format!("--traffic: {text:?} is no level, such as 200"))
}
