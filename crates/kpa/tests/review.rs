//! Reviewing whatever people paste: no text is too odd for findings and a best effort.

use kpa::settings::review;
use kpa::units::Duration;
use proptest::prelude::*;
use words::fill::placeholders;
use words::{ENGLISH_REVIEW, Table};

const SERVICE: &str = r#"apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: helloworld-go
  annotations:
    autoscaling.knative.dev/window: 60
spec:
  template:
    annotations: []
    metadata:
      name: other
      annotations:
        autoscaling.knative.dev/target: "10"
        autoscaling.knative.dev/minScale: "é"
        autoscaling.knative.dev/max-scale: yes
    spec:
      containerConcurrency: 1.5
      timeoutSeconds: 9000
      containers:
        - image: sbawaska/helloworld-go
          env:
            - name: "😀"
              value: 'Knative'
"#;

const CONFIG: &str = r#"apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata:
      name: config-autoscaler
    data:
      stable-window: "60"
      max-scale-limit: "10"
      enable-scale-to-zero: true
  - apiVersion: operator.knative.dev/v1beta1
    kind: KnativeServing
    spec:
      config:
        autoscaler:
          initial-scale: "0"
"#;

/// Reviews it and looks at everything that came out.
fn check(texts: &[&str]) {
    let review = review(texts);
    for finding in &review.findings {
        let text = texts
            .get(finding.place.text)
            .expect("a finding is about one of the texts");
        let range = finding.place.span.bytes();
        assert!(text.get(range).is_some(), "{finding:?}");
        let english = Table::read(ENGLISH_REVIEW);
        for name in ["what", "effect", "mend"] {
            let sentence = english.get(finding.code(), name).expect("it has its words");
            for gap in placeholders(sentence) {
                let known = finding.arguments.iter().any(|(name, _)| *name == gap);
                assert!(known, "nothing fills {{{gap}}}: {finding:?}");
            }
        }
        if let Some(fix) = &finding.fix {
            fix.apply(finding.place.text, text);
        }
    }
    assert_eq!(review.effective.is_some(), !review.has_errors());
}

proptest! {
    #[test]
    fn any_text_cut_anywhere_gives_findings(
        cut in 0usize..SERVICE.len(),
        skipped in 0usize..CONFIG.len(),
        change in "[ \n:{}\\[\\]\"'#&*!|>a1-]{0,3}",
    ) {
        let service = String::from_utf8_lossy(&SERVICE.as_bytes()[..cut]).into_owned() + &change;
        let config = change + &String::from_utf8_lossy(&CONFIG.as_bytes()[skipped..]);
        check(&[&service, &config]);
    }

    #[test]
    fn any_text_at_all_gives_findings(text in "\\PC{0,200}", other in any::<String>()) {
        check(&[&text, &other]);
    }
}

#[test]
fn an_answer_has_to_begin_in_time_too() {
    for (defaults, spec, seconds) in [
        ("", "", 300),
        ("", "timeoutSeconds: 100", 100),
        // Longer than the default until the answer begins, which then counts.
        ("", "timeoutSeconds: 600", 300),
        (
            "",
            "timeoutSeconds: 600\n      responseStartTimeoutSeconds: 500",
            500,
        ),
        (
            "",
            "timeoutSeconds: 60\n      responseStartTimeoutSeconds: 20",
            20,
        ),
        ("", "responseStartTimeoutSeconds: 400", 300),
        ("", "responseStartTimeoutSeconds: -5", 300),
        (
            "revision-response-start-timeout-seconds: \"120\"",
            "timeoutSeconds: 200",
            120,
        ),
        (
            "revision-response-start-timeout-seconds: \"120\"",
            "timeoutSeconds: 100",
            100,
        ),
    ] {
        let service = format!(
            "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  \
             template:\n    spec:\n      containers:\n        - image: a\n      {spec}\n"
        );
        let config = format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config-defaults\ndata:\n  {defaults}\n"
        );
        let effective = review(&[&config, &service]).effective.expect(spec);
        let want = Duration::from_secs(seconds);
        assert_eq!(effective.answer_within(), want, "{defaults} {spec}");
    }
}
