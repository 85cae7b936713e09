//! What plain parameters come to.

use kpa::cluster::traffic::Source;
use kpa::session::{Session, Shape};
use kpa::units::Duration;
use links::plain::apply;
use proptest::prelude::*;

fn plain(query: &str) -> (Session, Vec<String>) {
    let pairs = query
        .split('&')
        .map(|it| it.split_once('=').unwrap_or((it, "")));
    let pairs: Vec<(String, String)> = pairs.map(|(k, v)| (k.into(), v.into())).collect();
    let it = apply(&Session::default(), Duration::from_secs(110), &pairs);
    (it.session, it.strange)
}

#[track_caller]
fn check(query: &str, holds: impl Fn(&Session) -> bool) {
    let (session, strange) = plain(query);
    assert_eq!(strange, Vec::<String>::new(), "{query}");
    assert!(holds(&session), "{query}: {session:#?}");
}

#[track_caller]
fn check_line(query: &str, line: &str) {
    check(query, |it| {
        let text = &it.texts.service;
        text.lines().filter(|it| it.trim() == line).count() == 1
    });
}

#[test]
fn traffic() {
    let now = Duration::from_secs(110);
    check("clients=50", |it| it.script.level_at(now) == 50.0);
    check("clients=50", |it| {
        it.script.level_at(Duration::from_secs(109)) == 0.0
    });
    check("rps=7.5", |it| it.script.source == Source::Poisson);
    check("pattern=bursts&clients=5", |it| {
        it.script.shape_at(now) == Shape::Bursts
    });
    check("pattern=on-off", |it| {
        it.script.shape_at(now) == Shape::OnOff
    });
}

#[test]
fn cluster_seed_and_clock() {
    let half = Duration::from_millis(500);
    check("service-time=500ms", |it| it.cluster.service.mean() == half);
    check("service-time=0.5", |it| it.cluster.service.mean() == half);
    check("pod-start=12s", |it| {
        it.cluster.pod_start.mean() == Duration::from_secs(12)
    });
    check("seed=42", |it| it.seed == 42);
    check("at=3m", |it| it.clock == Duration::from_secs(180));
}

#[test]
fn annotations_take_their_place_in_the_text() {
    check_line("target=20", r#"autoscaling.knative.dev/target: "20""#);
    check_line("min-scale=2", r#"autoscaling.knative.dev/minScale: "2""#);
    check_line("window=40s", r#"autoscaling.knative.dev/window: "40s""#);
    check_line("container-concurrency=5", "containerConcurrency: 5");
    check_line(
        "service=metadata:\n  annotations:\n    a: b\n  name: x\n&target=9",
        r#"autoscaling.knative.dev/target: "9""#,
    );
}

#[test]
fn an_annotation_goes_to_the_revisions_of_a_service_of_ones_own() {
    // Lines with a plus are added.
    for case in [
        // The Service's own annotations are another thing.
        "
 metadata:
   annotations:
     a: b
 spec:
   template:
     metadata:
       annotations:
+        autoscaling.knative.dev/target: \"9\"
         a: b
     spec:
",
        "
 spec:
   template:
     # ours
     metadata: # of a revision

       annotations:
+        autoscaling.knative.dev/target: \"9\"
     spec:
",
        "
 spec:
    template:
         metadata:
            labels:
               a: b
            annotations:
+              autoscaling.knative.dev/target: \"9\"
               autoscaling.knative.dev/min-scale: \"1\"
",
        "
 spec:
   template:
     metadata:
+      annotations:
+        autoscaling.knative.dev/target: \"9\"
       labels:
         a: b
",
        "
 spec:
   template:
+    metadata:
+      annotations:
+        autoscaling.knative.dev/target: \"9\"
     spec:
",
        // There is no place.
        "
 kind: Service
",
        "
 metadata: {}
",
        "
 spec:
   template:
     metadata: {annotations: {a: b}}
",
    ] {
        let lines = || case.lines().skip(1);
        let text = |lines: &mut dyn Iterator<Item = &str>| -> String {
            lines
                .map(|it| format!("{}\n", it.get(1..).unwrap_or_default()))
                .collect()
        };
        let before = text(&mut lines().filter(|it| !it.starts_with('+')));
        let (session, strange) = plain(&format!("service={before}&target=9"));
        assert_eq!(&*session.texts.service, text(&mut lines()), "{case}");
        assert_eq!(strange.is_empty(), case.contains('+'), "{case}");
    }
}

#[test]
fn what_they_say_counts() {
    let (mut session, _) = plain("target=20&window=40s&container-concurrency=30");
    assert!(!session.review().has_errors());
}

#[test]
fn what_nobody_understands_is_named_and_left_out() {
    for query in [
        "targte=10",
        "clients=many",
        "clients=-1",
        "rps=NaN",
        "rps=1e300",
        "pattern=square",
        "service-time=-1s",
        "at=99999h",
        "seed=x",
        "target=1\"\n  evil: true",
        "container-concurrency=-1",
        "=",
    ] {
        let (session, strange) = plain(query);
        assert_eq!(strange.len(), 1, "{query}");
        assert_eq!(session, Session::default(), "{query}");
    }
    let (_, strange) = plain(&format!("bla={}", "x".repeat(1000)));
    assert!(strange.iter().all(|it| it.len() < 40), "{strange:?}");
}

proptest! {
    #[test]
    fn anything_is_survived(name in "[a-z-]{0,12}", value in ".{0,200}", service in "(?s).{0,200}") {
        let pairs = vec![
            (name, value.clone()),
            ("target".into(), value.clone()),
            ("container-concurrency".into(), "3".into()),
            ("at".into(), value.clone()),
            ("clients".into(), value),
            ("service".into(), service),
        ];
        let plain = apply(&Session::default(), Duration::ZERO, &pairs);
        prop_assert!(plain.strange.len() <= pairs.len());
    }
}
