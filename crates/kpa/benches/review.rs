//! What it costs to read a text, and to review it. A text of 1 MB is to be read in under 50 ms.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use kpa::settings::review;
use kpa::text::read;

const SERVICE: &str = include_str!("../tests/documents/service.yaml");
const CONFIG: &str = include_str!("../tests/documents/config-autoscaler.yaml");

/// As many Services as fit into 1 MB.
fn megabyte() -> String {
    let document = format!("---\n{SERVICE}");
    document.repeat(1_000_000 / document.len())
}

fn benches(criterion: &mut Criterion) {
    let long = megabyte();
    criterion.bench_function("read 1 MB of Services", |b| {
        b.iter(|| read(0, black_box(&long)))
    });
    criterion.bench_function("review 1 MB of Services", |b| {
        b.iter(|| review(&[black_box(&long)]));
    });
    criterion.bench_function("review a Service and a ConfigMap", |b| {
        b.iter(|| review(&[black_box(SERVICE), black_box(CONFIG)]));
    });
}

criterion_group!(review_benches, benches);
criterion_main!(review_benches);
