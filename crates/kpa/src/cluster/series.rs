//! Recorded traffic: a series of times and values, as monitoring, load generators and spreadsheets
//! give it.

use super::stamp::{self, Stamp};
use crate::go;
use crate::text::{self, Node};
use crate::units::Duration;

/// What the values of a series mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Requests per second.
    PerSecond,
    /// Requests per minute.
    PerMinute,
    /// Requests since the value before.
    PerInterval,
}

/// A recorded series as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The rates in requests per second, at times from the first one on.
    pub rates: Vec<(Duration, f64)>,
    /// Lines or entries without a time and a value, counted from 1; a header isn't counted in.
    pub skipped: Vec<usize>,
    /// What the values were taken for.
    pub unit: Option<Unit>,
}

/// What is longer than so many usual intervals is a gap: no traffic.
///
/// Here we decide: a series with a gap doesn't say what happened in it. Monitoring leaves out
/// intervals in which nothing was counted.
const GAP: i64 = 2;

/// Reads a series from CSV (or separated by tabs or semicolons) or JSON. The unit is taken from the
/// header or from the values, unless it is given.
///
/// Never fails: what can't be read is left out and counted.
pub fn read(text: &str, unit: Option<Unit>) -> Series {
    let is_json = text.trim_start().starts_with(['{', '[']);
    let table = if is_json {
        from_json(text)
    } else {
        from_lines(text)
    };
    let mut points = table.points;
    points.sort_by_key(|point| point.0);
    // Several values for one time are parts of it, as where a load generator writes every request.
    points.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            kept.1 += later.1;
        }
        same
    });
    let interval = usual_interval(&points);
    let unit = unit.or(table.unit).or_else(|| guess(&points, interval));
    let rates = rates(&points, interval, unit.unwrap_or(Unit::PerSecond));
    Series {
        rates,
        skipped: table.skipped,
        unit,
    }
}

/// Points in time with values, and what is known about them.
#[derive(Default)]
struct Table {
    points: Vec<(Stamp, f64)>,
    skipped: Vec<usize>,
    unit: Option<Unit>,
}

impl Table {
    fn add(&mut self, line: usize, time: &str, value: &str) {
        let value = go::parse_float(value.trim())
            .ok()
            .filter(|v| v.is_finite() && *v >= 0.0);
        match (stamp::read(time), value) {
            (Some(time), Some(value)) => self.points.push((time, value)),
            _ => self.skipped.push(line),
        }
    }
}

fn from_lines(text: &str) -> Table {
    let mut table = Table::default();
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .peekable();
    let Some(&(_, first)) = lines.peek() else {
        return table;
    };
    let separator = [';', '\t', ',']
        .into_iter()
        .find(|&s| first.contains(s))
        .unwrap_or(' ');
    let cells = |line: &str| -> Vec<String> {
        line.split(separator)
            .map(|cell| cell.trim().trim_matches('"').to_owned())
            .collect()
    };
    // A semicolon between cells usually means a comma within numbers.
    let number = |cell: &str| {
        if separator == ';' {
            cell.replace(',', ".")
        } else {
            cell.to_owned()
        }
    };
    let head = cells(first);
    let has_header = stamp::read(&head[0]).is_none();
    let names: Vec<String> = head.iter().map(|name| name.to_ascii_lowercase()).collect();
    let named = |words: &[&str]| {
        names
            .iter()
            .position(|n| words.iter().any(|w| n.contains(w)))
    };
    let (mut time, mut value, mut metric) = (0, 1, None);
    if has_header {
        lines.next();
        time = named(&["time", "date"]).unwrap_or(0);
        metric = names.iter().position(|name| name == "metric_name");
        let value_named = named(&["value", "rate", "rps", "request", "count"]);
        value = value_named
            .filter(|&v| v != time)
            .unwrap_or(usize::from(time == 0));
        table.unit = names.get(value).and_then(|name| unit_in(name));
    }
    for (line, text) in lines {
        let cells = cells(text);
        // k6 writes a line for every measurement; each request is one of `http_reqs`.
        if metric.is_some_and(|column| cells.get(column).is_none_or(|name| name != "http_reqs")) {
            continue;
        }
        match (cells.get(time), cells.get(value)) {
            (Some(time), Some(value)) => table.add(line + 1, time, &number(value)),
            _ => table.skipped.push(line + 1),
        }
    }
    if metric.is_some() {
        table.unit = Some(Unit::PerInterval);
    }
    table
}

/// The unit that a column's name says.
fn unit_in(name: &str) -> Option<Unit> {
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if says(&["minute", "/min", "rpm"]) {
        Some(Unit::PerMinute)
    } else if says(&["second", "/s", "rps", "rate", "qps"]) {
        Some(Unit::PerSecond)
    } else if says(&["count"]) {
        Some(Unit::PerInterval)
    } else {
        None
    }
}

/// JSON: Prometheus' answer to a range query, a list of pairs, a list of objects, or the lines that k6
/// writes. JSON is YAML, so the reader of documents reads it.
fn from_json(text: &str) -> Table {
    let mut table = Table::default();
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    if lines.len() > 1 && lines.iter().all(|line| line.trim_start().starts_with('{')) {
        for (i, line) in lines.iter().enumerate() {
            for document in text::read(0, line).documents {
                add_k6(&mut table, i + 1, &document.root);
            }
        }
        table.unit = Some(Unit::PerInterval);
        return table;
    }
    for document in text::read(0, text).documents {
        let root = &document.root;
        let series = root.at(&["data", "result"]).map(Node::items);
        match series.and_then(|all| all.first()?.get("values")) {
            Some(values) => {
                table.unit = Some(Unit::PerSecond);
                add_items(&mut table, values.items());
            }
            None => add_items(&mut table, root.items()),
        }
    }
    table
}

fn add_k6(table: &mut Table, line: usize, point: &Node) {
    let text = |path: &[&str]| point.at(path).and_then(Node::text);
    if text(&["type"]) == Some("Point") && text(&["metric"]) == Some("http_reqs") {
        let (time, value) = (text(&["data", "time"]), text(&["data", "value"]));
        table.add(line, time.unwrap_or_default(), value.unwrap_or_default());
    }
}

fn add_items(table: &mut Table, items: &[Node]) {
    for (i, item) in items.iter().enumerate() {
        let field = |names: &[&str]| names.iter().find_map(|name| item.get(name)?.text());
        let (time, value) = match item.items() {
            [time, value, ..] => (time.text(), value.text()),
            _ => (
                field(&["t", "time", "timestamp", "date"]),
                field(&["v", "value", "rate", "rps", "requests", "count"]),
            ),
        };
        table.add(i + 1, time.unwrap_or_default(), value.unwrap_or_default());
    }
}

/// The median of the times from one point to the next.
fn usual_interval(points: &[(Stamp, f64)]) -> Duration {
    let mut gaps: Vec<Duration> = points
        .windows(2)
        .map(|pair| pair[1].0.since(pair[0].0))
        .collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2)
        .copied()
        .unwrap_or(Duration::from_secs(1))
}

/// Whole numbers that lie apart are counts; anything else are rates.
fn guess(points: &[(Stamp, f64)], interval: Duration) -> Option<Unit> {
    let are_whole = points.iter().all(|(_, value)| value.fract() == 0.0);
    let lie_apart = interval > Duration::from_secs(1);
    (!points.is_empty()).then_some(match are_whole && lie_apart {
        true => Unit::PerInterval,
        false => Unit::PerSecond,
    })
}

fn rates(points: &[(Stamp, f64)], interval: Duration, unit: Unit) -> Vec<(Duration, f64)> {
    let Some(&(start, _)) = points.first() else {
        return Vec::new();
    };
    let per_second = match unit {
        Unit::PerSecond => 1.0,
        Unit::PerMinute => 60.0,
        Unit::PerInterval => interval.as_secs_f64().max(1e-9),
    };
    let mut rates: Vec<(Duration, f64)> = Vec::with_capacity(points.len());
    let mut before: Option<Stamp> = None;
    for &(at, value) in points {
        if let Some(before) = before {
            let gap = at.since(before);
            if gap.as_nanos() > interval.as_nanos().saturating_mul(GAP) {
                rates.push((before.since(start) + interval, 0.0));
                rates.push((at.since(start) - interval, 0.0));
            }
        }
        before = Some(at);
        rates.push((at.since(start), value / per_second));
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, unit: Unit, rates: &[(i64, f64)]) {
        let series = read(text, None);
        let want: Vec<(Duration, f64)> = rates
            .iter()
            .map(|&(at, rate)| (Duration::from_secs(at), rate))
            .collect();
        assert_eq!((series.unit, &series.rates), (Some(unit), &want), "{text}");
    }

    #[test]
    fn as_tools_write_it() {
        let minutes = [(0, 2.0), (60, 4.0)];
        // CloudWatch, with whole numbers that are no rates.
        check(
            "timestamp,value\n2014-04-10 00:04:00,600.0\n2014-04-10 00:09:00,300.0\n",
            Unit::PerInterval,
            &[(0, 2.0), (300, 1.0)],
        );
        // A header that says the unit.
        check(
            "time,requests_per_minute\n1998-06-30 12:00:00,120\n1998-06-30 12:01:00,240",
            Unit::PerMinute,
            &minutes,
        );
        // A European spreadsheet.
        check(
            "Datum;Rate\n2024-01-31T23:59:00Z;2,0\n2024-02-01T00:00:00Z;4,0\n",
            Unit::PerSecond,
            &minutes,
        );
        // Plain seconds without a header, in any order.
        check("60,4.5\n0,2.5\n", Unit::PerSecond, &[(0, 2.5), (60, 4.5)]);
        // Prometheus.
        check(
            r#"{"status":"success","data":{"result":[{"metric":{},"values":
            [[1700000000,"2"],[1700000060.0,"4"]]}]}}"#,
            Unit::PerSecond,
            &minutes,
        );
        check(
            r#"[{"time":"2024-01-01T00:00:00Z","value":2.5},{"time":"2024-01-01T01:01:00+01:00","value":4.5}]"#,
            Unit::PerSecond,
            &[(0, 2.5), (60, 4.5)],
        );
        // k6: every request is a line of its own.
        check(
            "metric_name,timestamp,metric_value\nhttp_reqs,1700000000,1\nvus,1700000000,9\n\
            http_reqs,1700000000,1\nhttp_reqs,1700000001,1\n",
            Unit::PerInterval,
            &[(0, 2.0), (1, 1.0)],
        );
        check(
            "{\"type\":\"Metric\",\"metric\":\"http_reqs\"}\n{\"type\":\"Point\",\"metric\":\"http_reqs\",\
            \"data\":{\"time\":\"2024-01-01T00:00:00.25Z\",\"value\":1}}\n",
            Unit::PerInterval,
            &[(0, 1.0)],
        );
    }

    #[test]
    fn a_gap_is_no_traffic() {
        check(
            "0,1.5\n10,1.5\n20,1.5\n100,1.5\n110,1.5\n",
            Unit::PerSecond,
            &[
                (0, 1.5),
                (10, 1.5),
                (20, 1.5),
                (30, 0.0),
                (90, 0.0),
                (100, 1.5),
                (110, 1.5),
            ],
        );
    }

    #[test]
    fn what_cant_be_read_is_counted() {
        let series = read("time,rate\n0,1\nyesterday,5\n1,-5\n2\n3,4\n", None);
        assert_eq!((series.rates.len(), series.skipped), (2, vec![3, 4, 5]));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[\\[\\]{}\":,;.\\-+0-9TZa-e\n ]{0,200}") {
            let series = read(&text, None);
            prop_assert!(series.rates.is_sorted_by_key(|point| point.0), "{series:?}");
            prop_assert!(series.rates.iter().all(|(_, rate)| *rate >= 0.0), "{series:?}");
        }
    }
}
