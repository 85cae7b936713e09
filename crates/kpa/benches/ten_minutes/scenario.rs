//! What is measured: a Service, its traffic, a run of it.

use kpa::cluster::distribution::Distribution;
use kpa::cluster::pattern::Pattern;
use kpa::cluster::scenario::Scenario;
use kpa::cluster::traffic::{Source, Traffic};
use kpa::settings::review::{Effective, review};
use kpa::timeline::run::Run;
use kpa::units::Duration;

/// What counts for a Service with these annotations.
pub fn service(annotations: &[(&str, String)]) -> Effective {
    let lines: String = annotations
        .iter()
        .map(|(key, value)| format!("        autoscaling.knative.dev/{key}: \"{value}\"\n"))
        .collect();
    let yaml = format!(
        "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: bench\nspec:\n  \
         template:\n    metadata:\n      annotations:\n{lines}    spec:\n      containers:\n        \
         - image: bench\n"
    );
    review(&[&yaml])
        .effective
        .expect("nothing is wrong with it")
}

/// Requests at random moments that take a second each.
pub fn scenario(requests_per_second: f64) -> Scenario {
    Scenario {
        traffic: Traffic {
            source: Source::Poisson,
            pattern: Pattern::Steady(requests_per_second),
        },
        service: Distribution::Constant(Duration::from_secs(1)),
        ..Scenario::default()
    }
}

/// A run with everything recorded. Returns the requests that came, so that nothing is left out.
pub fn run(effective: &Effective, scenario: &Scenario, length: Duration) -> u64 {
    let mut run = Run::new(effective, scenario, Run::interval_for(length));
    run.advance_to(length);
    run.totals().offered
}
