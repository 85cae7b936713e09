//! Every rule, both ways: the pages in `docs/rules` are the table of cases.
//!
//! A page shows a text that the rule finds something in and one that it doesn't. Where the finding
//! has a fix, applying it must remove the finding and add no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kpa::phrases::Words;
use kpa::settings::{Review, review, rules};
use kpa::text::Rule;
use words::{ENGLISH_REVIEW, LANGUAGES, REVIEW, Table};

fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules")
}

/// A page of a rule, taken apart.
struct Page {
    text: String,
    found: String,
    not_found: String,
}

impl Page {
    fn of(rule: &Rule) -> Self {
        let path = pages().join(format!("{}.md", rule.code));
        let text = fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{} has no page: {error}", rule.code));
        let example = |title: &str| {
            let (_, rest) = text.split_once(&format!("## {title}\n"))?;
            let (_, rest) = rest.split_once("```")?;
            let (_, rest) = rest.split_once('\n')?;
            rest.split_once("```")
                .map(|(example, _)| example.to_owned())
        };
        let part = |title| example(title).unwrap_or_else(|| panic!("{}: no {title}", rule.code));
        let found = match rule.code {
            // Pages so long nobody could read.
            "text-too-large" => "# more of this\n".repeat(150_000),
            "more-findings" => format!("---\n{}", part("Found")).repeat(400),
            _ => part("Found"),
        };
        let not_found = part("Not found");
        Self {
            found,
            not_found,
            text,
        }
    }
}

fn codes(review: &Review) -> BTreeSet<&'static str> {
    review
        .findings
        .iter()
        .map(|finding| finding.code())
        .collect()
}

#[test]
fn every_rule_finds_what_its_page_says() {
    for rule in rules::all() {
        let page = Page::of(rule);
        let found = codes(&review(&[&page.found]));
        assert!(
            found.contains(rule.code),
            "{} isn't found: {found:?}",
            rule.code
        );
        let not_found = codes(&review(&[&page.not_found]));
        assert!(
            !not_found.contains(rule.code),
            "{} is found in the wrong text",
            rule.code
        );
    }
}

#[test]
fn the_right_text_of_a_page_is_right() {
    for rule in rules::all() {
        let page = Page::of(rule);
        let review = review(&[&page.not_found]);
        assert!(
            review.effective.is_some(),
            "{}: {:?}",
            rule.code,
            codes(&review)
        );
    }
}

#[test]
fn a_fix_removes_its_finding_and_adds_none() {
    let mut fixes = 0;
    for rule in rules::all() {
        let page = Page::of(rule);
        let before = review(&[&page.found]);
        for finding in before
            .findings
            .iter()
            .filter(|finding| finding.code() == rule.code)
        {
            let Some(fix) = &finding.fix else { continue };
            fixes += 1;
            let mended = fix.apply(0, &page.found);
            let after = review(&[&mended]);
            let count = |review: &Review, code| {
                review
                    .findings
                    .iter()
                    .filter(|finding| finding.code() == code)
                    .count()
            };
            let (was, is) = (count(&before, rule.code), count(&after, rule.code));
            assert!(
                is < was,
                "{}: {:?} leaves it in\n{mended}",
                rule.code,
                fix.label
            );
            let added: Vec<_> = codes(&after).difference(&codes(&before)).copied().collect();
            assert!(
                added.is_empty(),
                "{}: {:?} adds {added:?} to\n{mended}",
                rule.code,
                fix.label
            );
        }
    }
    assert!(fixes >= 18, "only {fixes} fixes were tried");
}

#[test]
fn every_page_belongs_to_a_rule_and_says_so() {
    let index = fs::read_to_string(pages().join("README.md")).expect("there is an index");
    let mut known = BTreeSet::from(["README.md".to_owned()]);
    for rule in rules::all() {
        let file = format!("{}.md", rule.code);
        let severity = rule.severity.name();
        let page = Page::of(rule);
        assert!(
            page.text.starts_with(&format!("# {}\n", rule.code)),
            "{file}"
        );
        assert!(
            page.text
                .to_lowercase()
                .contains(&format!("\n**{severity}**\n")),
            "{file}"
        );
        assert!(
            index.contains(&format!("[{}]({file}) ({severity})", rule.code)),
            "{file}"
        );
        assert!(known.insert(file), "{} is two rules", rule.code);
    }
    for page in fs::read_dir(pages()).expect("there are pages") {
        let name = page
            .expect("it can be read")
            .file_name()
            .to_string_lossy()
            .into_owned();
        assert!(known.contains(&name), "{name} is about no rule");
    }
}

#[test]
fn every_rule_has_its_words_and_all_words_are_used() {
    let english = Table::read(ENGLISH_REVIEW);
    let sections = english.entries().iter().map(|entry| entry.section);
    let is_rule = |section: &&str| english.get(section, "what").is_some();
    let described: BTreeSet<&str> = sections.filter(is_rule).collect();
    assert_eq!(described, rules::all().map(|rule| rule.code).collect());
    for rule in rules::all() {
        for name in ["what", "effect", "mend"] {
            let code = rule.code;
            let sentence = english.get(code, name).unwrap_or_default();
            let is_whole = sentence.ends_with(['.', '?', '}']);
            assert!(is_whole && !sentence.contains("  "), "{code}: {sentence:?}");
        }
    }
}

/// What a rule says about a Service with these annotations and this container concurrency.
fn said(rule: &str, annotations: &[(&str, &str)], limit: u32) -> Option<[String; 3]> {
    let lines: String = annotations
        .iter()
        .map(|(key, value)| format!("        autoscaling.knative.dev/{key}: \"{value}\"\n"))
        .collect();
    let text = format!(
        "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: hello\nspec:\n  template:\n    \
         metadata:\n      annotations:\n{lines}    spec:\n      containerConcurrency: {limit}\n      \
         containers:\n        - image: example.com/hello\n"
    );
    let review = review(&[&text]);
    let finding = review.findings.iter().find(|it| it.code() == rule)?;
    let words = Words::english();
    Some([
        finding.what(words),
        finding.effect(words),
        finding.mend(words),
    ])
}

#[test]
fn what_is_said_is_reckoned_with_what_counts() {
    let check = |rule, annotations: &[(&str, &str)], limit, says: &str| {
        let sentences = said(rule, annotations, limit)
            .unwrap_or_else(|| panic!("{rule} isn't found with {annotations:?}"));
        let all = sentences.join(" ");
        assert!(all.contains(says), "{rule} with {annotations:?}: {all}");
    };
    let times = "target-times-utilization";
    check(
        times,
        &[("target", "10")],
        0,
        "50 in flight want 8 replicas",
    );
    check(times, &[("target", "50")], 20, "A target of 20 aims at 14");
    let rps = [("metric", "rps"), ("target", "100")];
    check(times, &rps, 0, "500 requests per second want 8 replicas");
    let one = "target-of-one";
    check(
        one,
        &[("target", "1")],
        0,
        "1, is multiplied by the utilization, 70 %",
    );
    check(one, &[("target", "1")], 0, "to 1.43 or more");
    let full = [("target", "0.5"), ("target-utilization-percentage", "100")];
    check(one, &full, 0, "to 1 or more");
    let zero = "scales-to-zero";
    check(zero, &[], 0, "After about 60s");
    check(zero, &[("scale-down-delay", "15m")], 0, "After about 16m");
    check(
        zero,
        &[("target-burst-capacity", "0")],
        0,
        "After about 90s",
    );
    let kept = [
        ("target-burst-capacity", "0"),
        ("scale-to-zero-pod-retention-period", "5m"),
    ];
    check(zero, &kept, 0, "After about 6m");
}

#[test]
fn what_is_refused_did_not_slip_through() {
    let rule = "not-a-number";
    for (key, value, slips_through) in [
        ("target", "NaN", true),
        ("target-burst-capacity", "Inf", true),
        ("min-scale", "NaN", false),
        ("target-utilization-percentage", "Inf", false),
        ("target", "-Inf", false),
    ] {
        let found = said(rule, &[(key, value)], 0).is_some();
        assert_eq!(found, slips_through, "{key}: {value}");
    }
}

#[test]
fn findings_are_said_in_every_language() {
    for language in &LANGUAGES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../words");
        let table = folder.join(language.code).join(REVIEW);
        let table = fs::read_to_string(&table).expect("the language has a table");
        let words = Words::read(&table);
        for rule in rules::all() {
            for finding in &review(&[&Page::of(rule).found]).findings {
                let fix = finding.fix.iter().map(|fix| fix.say(&words).label);
                let sentences = [
                    finding.what(&words),
                    finding.effect(&words),
                    finding.mend(&words),
                ];
                for sentence in sentences.into_iter().chain(fix) {
                    let is_whole = !sentence.is_empty() && !sentence.contains(['{', '}']);
                    assert!(is_whole, "{} {}: {sentence}", language.code, rule.code);
                }
            }
        }
    }
}
