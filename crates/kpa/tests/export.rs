//! Settings that are written down again say the same.

use std::collections::BTreeSet;

use kpa::phrases::Words;
use kpa::settings::export::{Export, Form};
use kpa::settings::ladder::{Ladder, Scope};
use kpa::settings::{Review, review};
use proptest::prelude::*;

/// What comes out of each setting of the first revision, apart from what is left out.
fn outcomes(review: &Review, left_out: &[String]) -> Vec<(String, String)> {
    let ladder = Ladder::of(review, 0, &BTreeSet::new(), Words::english());
    let rows = ladder.rows.into_iter();
    rows.filter(|row| !left_out.contains(&format!("{}: {}", row.label, row.value)))
        // What follows from something that is left out differs, too.
        .filter(|row| left_out.is_empty() || row.scope != Scope::Derived)
        .map(|row| (row.id, row.value))
        .collect()
}

/// Writes the texts' settings down, reads that, and compares. Returns what was left out.
fn check(texts: &[&str], form: Form, all: bool) -> Vec<String> {
    let reviewed = review(texts);
    let export = Export::of(&reviewed, 0, form, all);
    let again = review(&[&export.text]);
    let ids = |rows: Vec<(String, String)>| rows.into_iter().map(|(id, _)| id);
    let want = outcomes(&reviewed, &export.left_out);
    let kept: BTreeSet<String> = ids(want.clone()).collect();
    let mut got = outcomes(&again, &[]);
    got.retain(|(id, _)| kept.contains(id));
    assert_eq!(got, want, "{form:?}\n{}", export.text);
    export.left_out
}

const SERVICE: &str = "\
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: shop
  namespace: team-a
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/minScale: \"1\"
        autoscaling.knative.dev/target: \"12.5\"
        autoscaling.knative.dev/window: 90s
        autoscaling.knative.dev/target-utilization-percentage: \"1\"
        autoscaling.knative.dev/target-burst-capacity: \"-1\"
    spec:
      timeoutSeconds: 120
      containers:
        - image: example.com/shop
";

const CONFIG: &str = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: config-autoscaler
data:
  container-concurrency-target-percentage: \"0.57\"
  scale-to-zero-grace-period: 20s
  scale-down-delay: 1m
  max-scale: \"7\"
";

#[test]
fn each_form_says_what_it_can() {
    for (form, left_out) in [
        (Form::Annotations, &["Scale-to-zero grace period: 20s"][..]),
        (
            Form::Kn,
            &["Scale-to-zero grace period: 20s", "Request time-out: 120s"],
        ),
        (Form::ConfigMap, &[]),
        (Form::KnativeServing, &[]),
    ] {
        for all in [false, true] {
            let got = check(&[SERVICE, CONFIG], form, all);
            assert_eq!(got, left_out, "{form:?}");
        }
    }
}

#[test]
fn only_a_revision_can_have_another_metric() {
    let rps = SERVICE.replace("minScale: \"1\"", "metric: rps");
    assert_eq!(check(&[&rps, CONFIG], Form::Annotations, false).len(), 1);
    let left_out = check(&[&rps, CONFIG], Form::ConfigMap, false);
    assert!(left_out.contains(&"Metric: rps".to_owned()), "{left_out:?}");
}

#[test]
fn the_forms_are_these() {
    let reviewed = review(&[SERVICE, CONFIG]);
    let text = |form| Export::of(&reviewed, 0, form, false).text;
    for (form, want) in [
        (
            Form::Annotations,
            "# Can't be said here: Scale-to-zero grace period: 20s
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: \"shop\"
  namespace: \"team-a\"
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/max-scale: \"7\"
        autoscaling.knative.dev/min-scale: \"1\"
        autoscaling.knative.dev/scale-down-delay: \"60s\"
        autoscaling.knative.dev/target: \"12.5\"
        autoscaling.knative.dev/target-burst-capacity: \"-1\"
        autoscaling.knative.dev/target-utilization-percentage: \"1\"
        autoscaling.knative.dev/window: \"90s\"
    spec:
      timeoutSeconds: 120
",
        ),
        (
            Form::ConfigMap,
            "apiVersion: v1
kind: ConfigMap
metadata:
  name: config-autoscaler
  namespace: knative-serving
data:
  container-concurrency-target-default: \"12.5\"
  container-concurrency-target-percentage: \"0.01\"
  max-scale: \"7\"
  min-scale: \"1\"
  scale-down-delay: \"60s\"
  scale-to-zero-grace-period: \"20s\"
  stable-window: \"90s\"
  target-burst-capacity: \"-1\"
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: config-defaults
  namespace: knative-serving
data:
  revision-timeout-seconds: \"120\"
",
        ),
        (
            Form::Kn,
            "# Can't be said here: Scale-to-zero grace period: 20s
# Can't be said here: Request time-out: 120s
kn service update shop \\
  --namespace team-a \\
  --scale-max 7 \\
  --scale-min 1 \\
  --annotation-revision autoscaling.knative.dev/scale-down-delay=60s \\
  --annotation-revision autoscaling.knative.dev/target=12.5 \\
  --annotation-revision autoscaling.knative.dev/target-burst-capacity=-1 \\
  --scale-utilization 1 \\
  --scale-window 90s
",
        ),
    ] {
        assert_eq!(text(form), want);
    }
}

/// Some annotations that Knative takes.
fn annotations() -> impl Strategy<Value = Vec<String>> {
    let one = |key: &'static str, values: BoxedStrategy<String>| {
        prop::option::of(
            values.prop_map(move |value| format!("autoscaling.knative.dev/{key}: \"{value}\"")),
        )
    };
    let all = (
        one(
            "target",
            (1u32..5000)
                .prop_map(|n| (f64::from(n) / 8.0).to_string())
                .boxed(),
        ),
        one(
            "metric",
            prop::sample::select(vec!["rps".to_owned(), "concurrency".to_owned()]).boxed(),
        ),
        one("min-scale", (0u32..5).prop_map(|n| n.to_string()).boxed()),
        one("max-scale", (5u32..50).prop_map(|n| n.to_string()).boxed()),
        one("window", (6u32..3600).prop_map(|n| format!("{n}s")).boxed()),
        one(
            "target-utilization-percentage",
            (10u32..1000)
                .prop_map(|n| (f64::from(n) / 10.0).to_string())
                .boxed(),
        ),
        one(
            "panic-threshold-percentage",
            (110u32..1000).prop_map(|n| n.to_string()).boxed(),
        ),
        one(
            "scale-down-delay",
            (0u32..100).prop_map(|n| format!("{n}s")).boxed(),
        ),
        one(
            "target-burst-capacity",
            (-1i32..500).prop_map(|n| n.to_string()).boxed(),
        ),
        one(
            "activation-scale",
            (5u32..6).prop_map(|n| n.to_string()).boxed(),
        ),
    );
    all.prop_map(|it| {
        let all = [it.0, it.1, it.2, it.3, it.4, it.5, it.6, it.7, it.8, it.9];
        all.into_iter().flatten().collect()
    })
}

/// Some keys of config-autoscaler with values that it takes.
fn data() -> impl Strategy<Value = Vec<String>> {
    let one = |key: &'static str, values: BoxedStrategy<String>| {
        prop::option::of(values.prop_map(move |value| format!("{key}: \"{value}\"")))
    };
    let all = (
        one(
            "container-concurrency-target-percentage",
            (1u32..100)
                .prop_map(|n| (f64::from(n) / 100.0).to_string())
                .boxed(),
        ),
        one(
            "container-concurrency-target-default",
            (1u32..500).prop_map(|n| n.to_string()).boxed(),
        ),
        one(
            "requests-per-second-target-default",
            (1u32..500).prop_map(|n| n.to_string()).boxed(),
        ),
        one(
            "stable-window",
            (6u32..3600).prop_map(|n| format!("{n}s")).boxed(),
        ),
        one(
            "panic-window-percentage",
            (10u32..1000)
                .prop_map(|n| (f64::from(n) / 10.0).to_string())
                .boxed(),
        ),
        one(
            "scale-to-zero-pod-retention-period",
            (0u32..5000).prop_map(|n| format!("{n}ms")).boxed(),
        ),
        one(
            "enable-scale-to-zero",
            any::<bool>().prop_map(|it| it.to_string()).boxed(),
        ),
        one(
            "max-scale-up-rate",
            (11u32..5000)
                .prop_map(|n| (f64::from(n) / 10.0).to_string())
                .boxed(),
        ),
    );
    all.prop_map(|it| {
        let all = [it.0, it.1, it.2, it.3, it.4, it.5, it.6, it.7];
        all.into_iter().flatten().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_down_counts_again(
        annotations in annotations(),
        data in data(),
        limit in prop::option::of(1u32..100),
        all in any::<bool>(),
    ) {
        let limit = limit.map_or(String::new(), |limit| format!("      containerConcurrency: {limit}\n"));
        let service = format!(
            "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  template:\n    \
             metadata:\n      annotations: {{{}}}\n    spec:\n{limit}      containers:\n        - image: a\n",
            annotations.join(", ")
        );
        let config = format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: config-autoscaler}}\ndata: {{{}}}\n",
            data.join(", ")
        );
        for form in Form::ALL {
            let left_out = check(&[&service, &config], form, all);
            // Together with what it was taken from, nothing is missing.
            let cluster_only = ["Scale to zero", "Max scale-up rate"];
            if form == Form::Annotations {
                for it in left_out {
                    prop_assert!(cluster_only.iter().any(|known| it.starts_with(known)), "{it}");
                }
            }
        }
    }
}
