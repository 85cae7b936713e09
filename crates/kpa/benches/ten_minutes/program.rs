//! One run of ten minutes, and nothing else: what `benches/wasm.mjs` measures in a browser.

mod scenario;

use std::hint::black_box;

use kpa::units::Duration;

fn main() {
    let effective = scenario::service(&[("target", "10".to_owned())]);
    let scenario = scenario::scenario(100.0);
    black_box(scenario::run(
        &effective,
        &scenario,
        Duration::from_secs(600),
    ));
}
