//! Prints `docs/validation.md`: what others measured on real clusters, and what the simulation says.
//!
//! `cargo run --release -p kpa --example validation > docs/validation.md`

use std::error::Error;
use std::fs;
use std::path::Path;

use kpa::cluster::plan::{Plan, is_plan};
use kpa::settings::review;
use kpa::text;
use kpa::timeline::run::Run;
use kpa::units::Duration;

/// Runs per point, each with its own seed.
const RUNS: u64 = 5;

/// How far a simulated mean may be from the measured one.
const CLOSE: f64 = 0.05;

const HEAD: &str = "\
# Measured and simulated

What N. Mahmoudi and H. Khazaei measured on real Knative clusters (\"Performance Modeling of
Metric-Based Serverless Computing Platforms\"; Knative 0.19 on k3s, an hour per point, open loop,
`panic-threshold-percentage: \"1000\"`, all else default), and what the simulation says for the same
hour. B at target 1 and the points named after a rate are exact, the others were read off their plots,
± 0.2 pods. Their own analytical model is off by about 5 % (A), 4 % (B), 10 % (C) and 2 % (D) at these points.

Every point is a file in `crates/kpa/validation`, to be run with `kpa simulate`. This table is printed by
`cargo run --release -p kpa --example validation > docs/validation.md`, each number the mean of
{runs} seeds.

| point | arrivals per second | service time | ready pods, measured | simulated | difference |
|---|---|---|---|---|---|
";

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("validation");
    let mut files: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(|file| file.file_name());
    print!("{}", HEAD.replace("{runs}", &RUNS.to_string()));
    let (mut close, all) = (0, files.len());
    for file in files {
        let name = file.file_name().to_string_lossy().replace(".yaml", "");
        let point = point(&fs::read_to_string(file.path())?).ok_or(name.clone())?;
        let difference = point.simulated / point.measured - 1.0;
        close += usize::from(difference.abs() <= CLOSE);
        println!(
            "| {name} | {} | {} | {} | {:.2} | {:+.1} %{} |",
            point.arrivals,
            point.service,
            point.measured,
            point.simulated,
            100.0 * difference,
            if difference.abs() <= CLOSE {
                ""
            } else {
                " (misses)"
            }
        );
    }
    println!(
        "\n{close} of {all} points are within {:.0} %.",
        100.0 * CLOSE
    );
    Ok(())
}

struct Point {
    arrivals: String,
    service: String,
    measured: f64,
    simulated: f64,
}

fn point(content: &str) -> Option<Point> {
    let documents = text::read(0, content).documents;
    let scenario = documents.iter().find(|document| is_plan(document))?;
    let said = |name: &str| scenario.root.get(name).and_then(|node| node.text());
    let effective = review(&[content]).effective?;
    let mut plan = Plan::default();
    plan.take(scenario).ok()?;
    let mut pods = 0.0;
    for seed in 1..=RUNS {
        plan.scenario.seed = seed;
        let mut run = Run::new(&effective, &plan.scenario, Duration::from_secs(60));
        run.advance_to(plan.length());
        pods += run.totals().mean_ready;
    }
    Some(Point {
        arrivals: said("rps")?.to_owned(),
        service: said("service-time")?.to_owned(),
        measured: said("measured")?.parse().ok()?,
        simulated: pods / RUNS as f64,
    })
}
