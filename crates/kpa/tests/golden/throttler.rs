//! `throttler.json`: from an activator to its pods.

use kpa::cluster::breaker::ACTIVATOR_QUEUE;
use kpa::cluster::throttler::{MAX_CAPACITY, Policy, assigned, capacity};
use serde_json::json;

use crate::compare::{read, same};
use crate::recordings::Table;

pub const TABLES: &[Table] = &[
    ("policy", |_, entry| {
        let (cc, ..): (u32, String, bool) = read(entry)?;
        let policy = Policy::of(cc);
        let name = match policy {
            Policy::RandomChoice2 => "random-choice-2",
            Policy::FirstAvailable => "first-available",
            Policy::RoundRobin => "round-robin",
        };
        let unlimited = capacity(cc, 1, 1, 1) == MAX_CAPACITY;
        same(&json!([cc, name, unlimited]), entry)
    }),
    ("capacity", |_, entry| {
        let (cc, backends, pods, activators, _): (u32, u32, u32, u32, u32) = read(entry)?;
        let got = capacity(cc, backends, pods, activators);
        same(&json!([cc, backends, pods, activators, got]), entry)
    }),
    ("assign", |_, entry| {
        let (pods, index, activators, _): (usize, i64, usize, Vec<usize>) = read(entry)?;
        let own = assigned(pods, usize::try_from(index).ok(), activators);
        same(
            &json!([pods, index, activators, own.collect::<Vec<_>>()]),
            entry,
        )
    }),
    ("breaker_queue_depth", |_, entry| {
        same(&json!(ACTIVATOR_QUEUE), entry)
    }),
    ("max_capacity", |_, entry| same(&json!(MAX_CAPACITY), entry)),
];
