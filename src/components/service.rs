//! More about the service and its traffic, for those who want to know.

use kpa::cluster::distribution::Distribution;
use kpa::cluster::scenario::Cpu;
use kpa::session::ClusterParameters;
use kpa::units::Duration;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::choice::{Choice, select};
use crate::components::recording::recording;
use crate::components::traffic::change;
use crate::language::Words;
use crate::state::{Action, Page};

/// The cores of a pod on offer, if its requests compute.
const CORES: [f64; 5] = [0.25, 0.5, 1.0, 2.0, 4.0];

const SECOND: Duration = Duration::from_secs(1);

/// What something is called.
type Name = fn(Words) -> &'static str;

/// How service times are spread on offer, with a mean that counts for nothing here.
const SPREADS: [(Name, Distribution); 5] = [
    (Words::traffic_constant, Distribution::Constant(SECOND)),
    (
        Words::traffic_uniform,
        Distribution::Uniform(Duration::from_millis(500), Duration::from_millis(1500)),
    ),
    (
        Words::traffic_exponential,
        Distribution::Exponential(SECOND),
    ),
    (
        Words::traffic_log_normal,
        Distribution::LogNormal {
            mean: SECOND,
            variation: 1.0,
        },
    ),
    (
        Words::traffic_two_point,
        Distribution::TwoPoint {
            usual: Duration::from_millis(500),
            other: Duration::from_millis(5500),
            share: 0.1,
        },
    ),
];

/// The controls.
pub fn service(page: &Page, on: &Callback<Action>, words: Words) -> Html {
    let session = &page.session;
    let cluster = &session.cluster;
    html! {
        <div>
            { select(spread(cluster, on, words)) }
            { select(cores(cluster, on, words)) }
            { seed(session.seed, on, words) }
            { recording(page.recording.as_deref(), on, words) }
        </div>
    }
}

fn spread(cluster: &ClusterParameters, on: &Callback<Action>, words: Words) -> Choice {
    let kind = std::mem::discriminant(&cluster.service);
    Choice {
        name: words.traffic_spread(),
        id: "spread",
        options: SPREADS.iter().map(|it| it.0(words).into()).collect(),
        chosen: SPREADS
            .iter()
            .position(|it| std::mem::discriminant(&it.1) == kind),
        on_choose: change(on, cluster, |cluster, nth: usize| {
            if let Some((_, spread)) = SPREADS.get(nth) {
                cluster.service = spread.with_mean(cluster.service.mean());
            }
        }),
    }
}

fn cores(cluster: &ClusterParameters, on: &Callback<Action>, words: Words) -> Choice {
    let none = words.traffic_any_cores().to_owned();
    Choice {
        name: words.traffic_cores(),
        id: "cores",
        options: [none]
            .into_iter()
            .chain(CORES.map(|it| words.exact(it)))
            .collect(),
        chosen: match cluster.cpu {
            None => Some(0),
            Some(cpu) => CORES
                .iter()
                .position(|it| *it == cpu.cores)
                .map(|it| it + 1),
        },
        on_choose: change(on, cluster, |cluster, nth: usize| {
            let cores = nth.checked_sub(1).and_then(|nth| CORES.get(nth));
            cluster.cpu = cores.map(|&cores| Cpu { cores, share: 1.0 });
        }),
    }
}

fn seed(seed: u64, on: &Callback<Action>, words: Words) -> Html {
    let oninput = on.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::SetSeed(input.value_as_number() as u64)
    });
    html! {
        <div class="select">
            <label for="seed">{ words.traffic_seed() }</label>
            <input id="seed" type="number" min="0" value={seed.to_string()} {oninput} />
        </div>
    }
}
