//! `kpa search`: which settings would be better.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, ValueEnum};
use kpa::compare::Case;
use kpa::compare::budget::Budget;
use kpa::compare::search::{Axis, Candidate, Point, candidates, front};
use kpa::report::Report;
use rayon::prelude::*;
use serde_json::json;

use crate::traffic::Traffic;
use crate::{Ending, Outcome, input, runs, terminal};

/// Search for better settings: what they cost, and how long requests take.
///
/// Tries combinations of values of the chosen settings under all traffics, and shows those that nothing
/// beats in pod-hours, p95 and failed requests. Ctrl-C ends the search with what was found by then.
///
/// Exits with 0, with 1 if there are errors in the files, with 2 if something can't be read, with 3 if
/// nothing keeps to the budgets, with 130 after Ctrl-C.
#[derive(Args)]
pub struct Options {
    /// The files; `-` is the standard input. Of several revisions the first is tried.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// A setting to vary, any number of times: `target=5,10,20`, or `target` for the usual values. Can be
    /// target, target-utilization-percentage, window, min-scale, max-scale, target-burst-capacity,
    /// panic-threshold-percentage, panic-window-percentage, scale-down-delay and
    /// scale-to-zero-pod-retention-period. Without any: target, window and min-scale.
    #[arg(long = "vary", value_name = "SETTING")]
    varied: Vec<String>,
    /// The most combinations to try. Of more, so many are taken from all over.
    #[arg(long, default_value_t = 500)]
    most: usize,
    /// Those that others beat, too.
    #[arg(long)]
    all: bool,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    traffic: Traffic,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people: a table.
    Text,
    /// For programs: everything that was tried.
    Json,
    /// Everything that was tried, as a table.
    Csv,
}

/// Something that was tried.
struct Found<'a> {
    candidate: &'a Candidate,
    point: Point,
    keeps_budgets: bool,
    on_front: bool,
}

/// Whether somebody pressed Ctrl-C.
static CANCELLED: AtomicBool = AtomicBool::new(false);

/// Searches, and returns what to print.
///
/// # Errors
/// A sentence, if something can't be read.
pub fn search(options: &Options) -> Outcome {
    let usual = ["target", "window", "min-scale"].map(str::to_owned);
    let varied = match options.varied.is_empty() {
        true => &usual[..],
        false => &options.varied,
    };
    let axis = |text: &String| Axis::read(text).map_err(|error| format!("--vary: {error}"));
    let axes: Vec<Axis> = varied.iter().map(axis).collect::<Result<_, _>>()?;
    let budgets = options.traffic.budgets()?;
    let texts = input::read(&options.files)?;
    let cases = options.traffic.cases(&texts)?;
    let report = Report::of(&texts);
    let Some(present) = &report.review.effective else {
        return Ok((terminal::print(&report, None, true), Ending::Findings));
    };
    let candidates = candidates(present, &axes, options.most);
    let mut found = tried(&candidates, &cases, &budgets, &options.traffic)?;
    let is_cancelled = found.len() < candidates.len();
    let points: Vec<Point> = found
        .iter()
        .filter(|it| it.keeps_budgets)
        .map(|it| it.point)
        .collect();
    let mut best = front(&points).into_iter();
    for it in found.iter_mut().filter(|it| it.keeps_budgets) {
        it.on_front = best.next().unwrap_or(false);
    }
    let price = options.traffic.price;
    let printed = match options.format {
        Format::Text => text(&found, candidates.len(), options.all, price),
        Format::Json => json(&found, &cases, options.traffic.seeds, is_cancelled)?,
        Format::Csv => csv(&found),
    };
    let ending = match (is_cancelled, found.iter().any(|it| it.keeps_budgets)) {
        (true, _) => Ending::Cancelled,
        (false, true) => Ending::Well,
        (false, false) => Ending::OverBudget,
    };
    Ok((printed, ending))
}

/// Tries the candidates on all cores, until somebody presses Ctrl-C. In the order of their pod-hours.
fn tried<'a>(
    candidates: &'a [Candidate],
    cases: &[Case],
    budgets: &[Budget],
    traffic: &Traffic,
) -> Result<Vec<Found<'a>>, String> {
    let cancel = || {
        // Once more, and nothing is waited for.
        if CANCELLED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    };
    ctrlc::set_handler(cancel).map_err(|error| format!("can't listen for Ctrl-C: {error}"))?;
    let bar = runs::bar(candidates.len());
    let mut found: Vec<Found<'a>> = candidates
        .par_iter()
        .filter_map(|candidate| {
            if CANCELLED.load(Ordering::Relaxed) {
                return None;
            }
            let samples = candidate.samples(cases, traffic.seeds, traffic.price);
            bar.inc(1);
            let keeps = |budget: &Budget| {
                let outcomes = samples.iter().filter_map(|it| budget.judge(it));
                outcomes.into_iter().all(|outcome| outcome.kept)
            };
            Some(Found {
                candidate,
                point: Point::of(&samples),
                keeps_budgets: budgets.iter().all(keeps),
                on_front: false,
            })
        })
        .collect();
    bar.finish_and_clear();
    found.sort_by(|a, b| a.point.pod_hours.total_cmp(&b.point.pod_hours));
    Ok(found)
}

/// What a candidate sets, in a line.
fn said(candidate: &Candidate) -> String {
    let short = |key: &'static str| key.rsplit('/').next().unwrap_or(key);
    let set = candidate.annotations.iter();
    let set: Vec<String> = set
        .map(|(key, value)| format!("{}={value}", short(key)))
        .collect();
    match set.is_empty() {
        true => "as it is".to_owned(),
        false => set.join(" "),
    }
}

fn text(found: &[Found<'_>], wanted: usize, all: bool, price: Option<f64>) -> String {
    let mut out = String::new();
    if found.len() < wanted {
        let _ = writeln!(out, "Cancelled: {} of {wanted} were tried.", found.len());
    }
    let kept = found.iter().filter(|it| it.keeps_budgets).count();
    let best = found.iter().filter(|it| it.on_front).count();
    let _ = writeln!(
        out,
        "{} tried, {kept} within the budgets, {best} of them beaten by none (marked *).\n",
        found.len()
    );
    let money = if price.is_some() { "      cost" } else { "" };
    let _ = writeln!(
        out,
        "  pod-hours{money}        p95   failed    cold  settings"
    );
    for it in found {
        let is_present = it.candidate.annotations.is_empty();
        if !(it.on_front || is_present || all && it.keeps_budgets) {
            continue;
        }
        let mark = if it.on_front { '*' } else { ' ' };
        let point = it.point;
        let cost = price.map(|price| format!(" {:>9.3}", price * point.pod_hours));
        let p95 = point
            .p95
            .map_or("–".to_owned(), |p95| format!("{:.0} ms", p95 * 1000.0));
        let over = if it.keeps_budgets {
            ""
        } else {
            " (over budget)"
        };
        let _ = writeln!(
            out,
            "{mark} {:>9.3}{} {p95:>10} {:>6.2} % {:>5.2} %  {}{over}",
            point.pod_hours,
            cost.unwrap_or_default(),
            100.0 * point.failed,
            100.0 * point.cold_starts,
            said(it.candidate),
        );
    }
    out += "\nPod-hours of all traffics together; p95 under the traffic where it is highest.\n";
    out
}

fn json(
    found: &[Found<'_>],
    cases: &[Case],
    seeds: u64,
    is_cancelled: bool,
) -> Result<String, String> {
    let tried = found.iter().map(|it| {
        let annotations = it.candidate.annotations.iter().cloned();
        json!({
            "annotations": annotations.collect::<std::collections::BTreeMap<_, _>>(),
            "pod_hours": it.point.pod_hours,
            "p95": it.point.p95,
            "failed": it.point.failed,
            "cold_starts": it.point.cold_starts,
            "keeps_budgets": it.keeps_budgets,
            "on_front": it.on_front,
        })
    });
    let whole = json!({
        "traffics": cases.iter().map(|case| case.name.as_str()).collect::<Vec<_>>(),
        "seeds": seeds,
        "cancelled": is_cancelled,
        "tried": tried.collect::<Vec<_>>(),
    });
    crate::json::print(&whole)
}

fn csv(found: &[Found<'_>]) -> String {
    let mut out = "pod_hours,p95,failed,cold_starts,keeps_budgets,on_front,settings\n".to_owned();
    for it in found {
        let point = it.point;
        let p95 = point.p95.map_or(String::new(), |p95| p95.to_string());
        let (keeps, best) = (u8::from(it.keeps_budgets), u8::from(it.on_front));
        let _ = writeln!(
            out,
            "{},{p95},{},{},{keeps},{best},{}",
            point.pod_hours,
            point.failed,
            point.cold_starts,
            said(it.candidate)
        );
    }
    out
}
