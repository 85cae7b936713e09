//! A run in words and small charts, and as a table.

use std::fmt::Write;

use kpa::timeline::row::Row;
use kpa::timeline::run::Run;
use kpa::timeline::totals::Totals;

/// How wide the charts are.
const WIDTH: usize = 60;
/// How many of the things that happened are listed.
const MOST_ENTRIES: usize = 30;

/// The totals, charts over time, and what happened.
pub fn print(run: &Run, totals: &Totals) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "{name:<16} {value}");
    };
    let percent = |part: u64| 100.0 * part as f64 / (totals.offered as f64).max(1.0);
    line("simulated", format!("{} s", totals.duration));
    line("offered", format!("{} requests", totals.offered));
    for (name, count) in [
        ("completed", totals.completed),
        ("rejected", totals.rejected),
        ("timed out", totals.timed_out),
        ("given up", totals.given_up),
        ("in flight", totals.in_flight),
        ("cold started", totals.cold_started),
    ] {
        line(name, format!("{count} ({:.2} %)", percent(count)));
    }
    if let Some(latency) = totals.latency {
        let of = [
            latency.mean,
            latency.p50,
            latency.p95,
            latency.p99,
            latency.max,
        ]
        .map(seconds);
        let [mean, p50, p95, p99, max] = of;
        line(
            "latency",
            format!("mean {mean}, p50 {p50}, p95 {p95}, p99 {p99}, max {max}"),
        );
    }
    line(
        "ready pods",
        format!("mean {:.2}, peak {}", totals.mean_ready, totals.peak_ready),
    );
    line("pod-seconds", format!("{:.0}", totals.pod_seconds));
    if let Some(utilisation) = totals.utilisation {
        line("utilisation", format!("{:.1} %", 100.0 * utilisation));
    }
    line("in panic", format!("{} s", totals.panic_seconds));
    line("scale events", totals.scale_events.to_string());
    line("capacity short", format!("{} s", totals.short_seconds));
    line("timeline", run.hash().to_string());
    out += "\n";
    out += &chart("offered / s", run.rows(), |row| row.offered as f64);
    out += &chart("in flight", run.rows(), |row| row.in_flight as f64);
    out += &chart("ready pods", run.rows(), |row| row.ready as f64);
    out += &chart("p95 latency", run.rows(), |row| {
        row.latency.map_or(0.0, |latency| latency.p95)
    });
    out += "\n";
    for entry in run.log().iter().take(MOST_ENTRIES) {
        let _ = writeln!(out, "{entry}");
    }
    if let Some(more) = run
        .log()
        .len()
        .checked_sub(MOST_ENTRIES)
        .filter(|more| *more > 0)
    {
        let _ = writeln!(out, "and {more} changes more");
    }
    out
}

fn seconds(seconds: f64) -> String {
    match seconds {
        s if s < 1.0 => format!("{:.0} ms", s * 1000.0),
        s => format!("{s:.2} s"),
    }
}

/// A line of bars, each the highest of its part of the time.
fn chart(name: &str, rows: &[Row], value: fn(&Row) -> f64) -> String {
    const BARS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let part = rows.len().div_ceil(WIDTH).max(1);
    let heights: Vec<f64> = rows
        .chunks(part)
        .map(|rows| rows.iter().map(value).fold(0.0, f64::max))
        .collect();
    let most = heights.iter().copied().fold(0.0, f64::max);
    let bar = |height: &f64| match most > 0.0 {
        true => BARS[(height / most * 8.0).ceil() as usize % BARS.len()],
        false => BARS[0],
    };
    let bars: String = heights.iter().map(bar).collect();
    format!(
        "{name:<16} {bars} max {}\n",
        (most * 1000.0).round() / 1000.0
    )
}

/// The timeline as comma-separated values, one line per row.
pub fn table(rows: &[Row]) -> String {
    const HEAD: &str = "t,level,offered,completed,rejected,timed_out,given_up,cold_started,\
        in_flight,queued_at_activator,queued_at_pods,mean,p50,p95,p99,max,pending,ready,draining,\
        desired,recommended,stable,panic,panicking,activator_in_path,excess_burst_capacity,busy,\
        short_seconds\n";
    let mut out = HEAD.to_owned();
    for row in rows {
        let or_nothing =
            |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
        let latency = match row.latency {
            Some(l) => format!("{},{},{},{},{}", l.mean, l.p50, l.p95, l.p99, l.max),
            None => ",,,,".to_owned(),
        };
        let requests = [
            row.offered,
            row.completed,
            row.rejected,
            row.timed_out,
            row.given_up,
            row.cold_started,
            row.in_flight,
            row.queued_at_activator,
            row.queued_at_pods,
        ]
        .map(|count| count.to_string())
        .join(",");
        let Row {
            t,
            level,
            pending,
            ready,
            draining,
            desired,
            recommended,
            ..
        } = row;
        let (stable, panic) = (or_nothing(row.stable), or_nothing(row.panic));
        let (panicking, in_path) = (u8::from(row.panicking), u8::from(row.activator_in_path));
        let Row {
            excess_burst_capacity,
            busy,
            short_seconds,
            ..
        } = row;
        let _ = writeln!(
            out,
            "{t},{level},{requests},{latency},{pending},{ready},{draining},{desired},{recommended},\
             {stable},{panic},{panicking},{in_path},{excess_burst_capacity},{busy},{short_seconds}"
        );
    }
    out
}
