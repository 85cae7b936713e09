//! `kpa review`: what is wrong with settings, what a change of them does, and whether that may pass.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kpa::compare::patch::{self, Patched};
use kpa::compare::{Case, Comparison, Trials};
use kpa::phrases::Words;
use kpa::report::json::whole;
use kpa::report::sarif::log;
use kpa::report::{Changes, Input, Judged, Report, markdown};
use kpa::text::{Finding, Severity};

use crate::traffic::Traffic;
use crate::{Ending, Outcome, input, json, link, runs, terminal};

/// Review settings: what counts, where it comes from, what is wrong with it, and what a change does.
///
/// Takes any number of YAML files with Services, Configurations, Revisions, InferenceServices, the
/// ConfigMaps config-autoscaler, config-defaults and config-domain, KnativeServing, lists of these, and
/// `kn service` command lines. Only scaling is reviewed.
///
/// With --base or --diff it compares: the settings in effect, the findings, and what both do under the same
/// traffic and the same seeds. With --traffic or --budget it simulates without a base, too.
///
/// Exits with 0 if all is well, with 1 if there are findings that --fail-on names, with 2 if something
/// can't be read, with 3 if a budget is exceeded.
#[derive(Args)]
pub struct Options {
    /// The files; `-` is the standard input.
    #[arg(required_unless_present = "diff")]
    files: Vec<PathBuf>,
    /// A file as it was before, any number of times.
    #[arg(long, value_name = "FILE")]
    base: Vec<PathBuf>,
    /// A file that counts before and after, such as the ConfigMap; any number of times.
    #[arg(long, value_name = "FILE")]
    shared: Vec<PathBuf>,
    /// The change as a unified diff, such as `git diff` prints it; `-` is the standard input. Its YAML
    /// files may lie here as they were before or as they are after. Other files count on both sides.
    #[arg(long, value_name = "FILE", conflicts_with = "base")]
    diff: Option<PathBuf>,
    /// The gravity from which on findings fail the review. Compared with a base, warnings and notes
    /// count only if they came; errors always do.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The address of a playground page: a comparison as Markdown gets a link there, at which both
    /// configurations run under the first traffic that the page can hold. The files stand behind the
    /// `#`, which no server gets.
    #[arg(long, value_name = "ADDRESS")]
    page: Option<String>,
    #[command(flatten)]
    traffic: Traffic,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people: snippets of the files, then every setting.
    Text,
    /// For programs: everything.
    Json,
    /// For a comment on a change.
    Markdown,
    /// For tools that show findings beside the code.
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    /// Errors.
    Error,
    /// Errors and warnings.
    Warning,
    /// Any finding.
    Note,
}

/// Reviews, and returns what to print.
///
/// # Errors
/// A sentence, if something can't be read.
pub fn review(options: &Options) -> Outcome {
    let budgets = options.traffic.budgets()?;
    let (base, change) = sides(options)?;
    let report = Report::of(&change);
    let base = base.as_deref().map(Report::of);
    let words = Words::english();
    let comparison = match &base {
        Some(base) => Comparison::of(&base.review, &report.review, words),
        None => Comparison::alone(&report.review, words),
    };
    let is_compared = base.as_ref().is_some_and(|base| !base.inputs.is_empty());
    // SARIF holds findings alone.
    let is_shown =
        !matches!(options.format, Format::Sarif) && (is_compared || options.traffic.is_asked_for());
    let is_simulated = is_shown || !budgets.is_empty();
    let cases = match is_simulated {
        true => options.traffic.cases(&change)?,
        false => Vec::new(),
    };
    let which = comparison.chosen(base.is_none() || !budgets.is_empty());
    let Traffic { seeds, price, .. } = options.traffic;
    let tried = runs::tried(&Trials::of(&comparison, &which, &cases, seeds, price));
    let judged: Vec<Judged<'_>> = tried
        .iter()
        .flat_map(|tried| {
            budgets.iter().map(|budget| Judged {
                budget,
                pair: tried.pair,
                traffic: &tried.case.name,
                outcome: budget.judge(&tried.after),
            })
        })
        .collect();
    let changes = Changes {
        base: base.as_ref(),
        comparison: &comparison,
        tried: &tried,
        seeds,
        budgets: &judged,
    };
    let changes = Some(&changes).filter(|_| is_simulated);
    let printed = match options.format {
        Format::Text => {
            let is_plain = std::env::var_os("NO_COLOR").is_some() || !io::stdout().is_terminal();
            terminal::print(&report, changes, is_plain)
        }
        Format::Json => json::print(&whole(&report, changes))?,
        Format::Markdown => match changes {
            Some(changes) => {
                // A variable that nobody has set is no address.
                let page = options.page.as_deref().filter(|page| !page.is_empty());
                let sides = base.as_ref().map(|base| [base.inputs, report.inputs]);
                let link = link_to(page, sides, &cases);
                markdown::linked(&changes.markdown(&report), link.as_deref())
            }
            None => markdown::print(&report),
        },
        Format::Sarif => {
            let compared = base.as_ref().map(|base| (base, &comparison));
            json::print(&log(&report, compared))?
        }
    };
    let findings: &[Finding] = match base {
        Some(_) => &comparison.came,
        None => &report.review.findings,
    };
    let ending = if report.review.has_errors() || fails(findings, options.fail_on) {
        Ending::Findings
    } else if judged.iter().any(Judged::is_exceeded) {
        Ending::OverBudget
    } else {
        Ending::Well
    };
    Ok((printed, ending))
}

/// Where to see a comparison, if somebody asks for that. The report is worth having without.
fn link_to(page: Option<&str>, sides: Option<[&[Input]; 2]>, cases: &[Case]) -> Option<String> {
    let address = link::address(page?, sides?, cases);
    address.inspect_err(|why| eprintln!("kpa: {why}")).ok()
}

/// The texts before, if there is something to compare with, and after.
fn sides(options: &Options) -> Result<(Option<Vec<Input>>, Vec<Input>), String> {
    let with_shared = |files: &[PathBuf]| input::read(&[files, &options.shared].concat());
    if let Some(diff) = &options.diff {
        return patched(diff, with_shared(&options.files)?);
    }
    let base = match options.base.is_empty() {
        true => None,
        false => Some(with_shared(&options.base)?),
    };
    Ok((base, with_shared(&options.files)?))
}

/// The files of a diff before and after, with those that it leaves alone on both sides.
fn patched(diff: &Path, others: Vec<Input>) -> Result<(Option<Vec<Input>>, Vec<Input>), String> {
    let mut diff = input::read(&[diff.to_owned()])?;
    let text = diff.pop().map(|input| input.text).unwrap_or_default();
    let mut unreadable = None;
    let files = patch::patched(&text, |path| {
        let is_file = Path::new(path).is_file();
        let read = is_file.then(|| input::read(&[path.into()]))?;
        let read = read.map_err(|reason| unreadable = Some(reason));
        Some(read.ok()?.pop()?.text)
    });
    let files = match unreadable {
        Some(reason) => Err(reason),
        None => files.map_err(|why| why.say(Words::english())),
    }?;
    let untouched = |input: &Input| !files.iter().any(|file| file.name == input.name);
    let others: Vec<Input> = others.into_iter().filter(untouched).collect();
    let side = |text: fn(&Patched) -> Option<&String>| -> Vec<Input> {
        let changed = files.iter().filter_map(|file| {
            let (name, text) = (file.name.clone(), text(file)?.clone());
            Some(Input { name, text })
        });
        changed.chain(others.iter().cloned()).collect()
    };
    let before = side(|file| file.before.as_ref());
    Ok((Some(before), side(|file| file.after.as_ref())))
}

fn fails(findings: &[Finding], fail_on: FailOn) -> bool {
    let least = match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Note => Severity::Note,
    };
    // The gravest come first in their order.
    findings.iter().any(|finding| finding.severity() <= least)
}
