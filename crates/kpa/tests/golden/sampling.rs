//! `sample_size.json`: how many replicas are asked, and what is inferred from them.

use kpa::autoscaler::collector::Statistic;
use kpa::autoscaler::sampling::{extrapolate, sample_size};
use serde_json::{Value, json};

use crate::compare::{Difference, read, same};
use crate::recordings::Table;

pub const TABLES: &[Table] = &[
    ("sample_size", |replicas, size| {
        let replicas = replicas.parse().map_err(Difference::new)?;
        same(&json!(sample_size(replicas)), size)
    }),
    ("more", |_, entry| {
        let (replicas, _): (usize, usize) = read(entry)?;
        same(&json!([replicas, sample_size(replicas)]), entry)
    }),
    ("extrapolation", |_, entry| {
        let sampled: Vec<[f64; 4]> = read(&entry["sampled"])?;
        let sampled: Vec<Statistic> = sampled.into_iter().map(statistic).collect();
        let replicas: usize = read(&entry["total"])?;
        let out = extrapolate(&sampled, replicas).map(fields);
        same(&json!(out), &entry["out"])
    }),
];

fn statistic(fields: [f64; 4]) -> Statistic {
    let [concurrency, proxied_concurrency, requests, proxied_requests] = fields;
    Statistic {
        concurrency,
        proxied_concurrency,
        requests,
        proxied_requests,
    }
}

/// A statistic as the recordings list it.
pub fn fields(s: Statistic) -> Value {
    json!([
        s.concurrency,
        s.proxied_concurrency,
        s.requests,
        s.proxied_requests
    ])
}
