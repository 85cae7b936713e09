//! What a change does, by each measure.

use serde::{Deserialize, Serialize};

use super::estimate::Estimate;
use super::measure::{Measure, Sample};

/// What a change does by one measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The measure.
    pub measure: Measure,
    /// Before; `None` where there was nothing to measure.
    pub base: Option<Estimate>,
    /// After.
    pub change: Option<Estimate>,
    /// After minus before, seed by seed: both runs of a seed see the same requests, so most of the
    /// chance cancels out.
    pub difference: Option<Estimate>,
    /// What to make of it.
    pub verdict: Verdict,
}

/// What to make of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is the same with every seed.
    Same,
    /// It may be chance: the interval of the difference holds zero, or there was one seed only.
    WithinNoise,
    /// It is less: better, or cheaper.
    Less,
    /// It is more.
    More,
    /// There is nothing to compare.
    Nothing,
}

/// Compares the samples of the same seeds before and after, by every measure that there is something to
/// say about.
pub fn effects(base: &[Sample], change: &[Sample]) -> Vec<Effect> {
    let all = Measure::ALL.iter().map(|&measure| {
        let values = |samples: &[Sample]| -> Vec<f64> {
            samples.iter().filter_map(|it| it.get(measure)).collect()
        };
        let pairs = base.iter().zip(change);
        let differences: Vec<f64> = pairs
            .filter_map(|(base, change)| Some(change.get(measure)? - base.get(measure)?))
            .collect();
        let difference = Estimate::of(&differences);
        Effect {
            measure,
            base: Estimate::of(&values(base)),
            change: Estimate::of(&values(change)),
            difference,
            verdict: match difference {
                None => Verdict::Nothing,
                Some(_) if differences.iter().all(|it| *it == 0.0) => Verdict::Same,
                Some(it) if it.may_be_zero() => Verdict::WithinNoise,
                Some(it) if it.mean < 0.0 => Verdict::Less,
                Some(_) => Verdict::More,
            },
        }
    });
    all.filter(|it| it.base.is_some() || it.change.is_some())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::scenario::Scenario;
    use crate::compare::{Case, measure};
    use crate::session::{Session, Shape};

    const SEEDS: u64 = 5;

    /// The tutorial's Service with another target, under steady traffic.
    fn samples(target: &str) -> Vec<Sample> {
        let mut session = Session::default();
        let target = format!("target: {target}");
        let service = session.texts.service.replace("target: \"10\"", &target);
        session.texts.service = service.into();
        let effective = session.review().ladder.effective;
        let case = Case::shape("", &Shape::Steady, 80.0, &Scenario::default());
        (0..SEEDS)
            .map(|seed| measure(&effective, &case, seed, None))
            .collect()
    }

    fn verdict(effects: &[Effect], measure: Measure) -> Verdict {
        let effect = effects.iter().find(|it| it.measure == measure);
        effect.map_or(Verdict::Nothing, |it| it.verdict)
    }

    #[test]
    fn a_configuration_does_not_differ_from_itself() {
        let samples = samples("\"10\"");
        for effect in effects(&samples, &samples) {
            assert_eq!(effect.verdict, Verdict::Same, "{effect:?}");
            assert_eq!(effect.difference.map(|it| it.mean), Some(0.0));
        }
    }

    #[test]
    fn fewer_requests_per_replica_take_more_replicas() {
        let effects = effects(&samples("\"10\""), &samples("\"5\""));
        for measure in [Measure::MeanReplicas, Measure::PodHours] {
            assert_eq!(verdict(&effects, measure), Verdict::More, "{measure:?}");
        }
        assert_eq!(verdict(&effects, Measure::Cost), Verdict::Nothing);
    }

    #[test]
    fn one_seed_tells_nothing_for_sure() {
        let (base, change) = (samples("\"10\""), samples("\"5\""));
        let effects = effects(&base[..1], &change[..1]);
        assert_eq!(verdict(&effects, Measure::PodHours), Verdict::WithinNoise);
    }

    #[test]
    fn without_a_base_there_is_nothing_to_compare() {
        for effect in effects(&[], &samples("\"10\"")) {
            assert_eq!(effect.verdict, Verdict::Nothing, "{effect:?}");
            assert!(effect.change.is_some());
        }
    }
}
