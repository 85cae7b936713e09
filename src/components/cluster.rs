//! The cluster as a picture, with the requests that move through it.

use std::rc::Rc;

use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::hooks::{
    Pixels, use_colours, use_frames, use_in_view, use_paint, use_pixels, use_still, use_words,
};
use crate::language::Words;
use crate::picture::brush::Brush;
use crate::picture::layout::Layout;
use crate::picture::motion::Motion;
use crate::picture::paint::{paint, paint_motion};
use crate::picture::scene::{Flow, Scene};
use crate::track::Run;

/// Steps per second of what moves: calm as it is, no more are needed, and each one is painted.
const STEPS: f64 = 30.0;

/// See [`Cluster`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub run: Run,
    /// The row of its timeline that is shown.
    pub row: usize,
    /// Whether time runs.
    pub playing: bool,
}

/// What moves, and where.
#[derive(Default)]
struct Moving {
    motion: Motion,
    flow: Flow,
    layout: Layout,
    pixels: Pixels,
    colours: u32,
}

impl Moving {
    fn paint(&self, canvas: &NodeRef) {
        let canvas = canvas.cast::<HtmlCanvasElement>();
        if let Some(brush) = canvas.and_then(|canvas| Brush::on(&canvas, self.pixels)) {
            paint_motion(&self.motion, &self.layout, &brush);
        }
    }
}

/// The picture. Requests move while time runs; never for those who asked for less motion.
#[component]
pub fn Cluster(props: &Props) -> Html {
    let words = use_words();
    let (picture, over) = (use_node_ref(), use_node_ref());
    let (pixels, colours, in_view) = (use_pixels(&picture), use_colours(), use_in_view(&picture));
    let still = use_still();
    let moving = use_mut_ref(Moving::default);

    let steps = if props.playing && in_view && !still {
        STEPS
    } else {
        0.0
    };
    let on_steps = {
        let (moving, over) = (Rc::clone(&moving), over.clone());
        Callback::from(move |steps: u32| {
            let moving = &mut *moving.borrow_mut();
            let (flow, ways) = (moving.flow, &moving.layout.ways);
            let was_empty = moving.motion.is_empty();
            moving.motion.pass(f64::from(steps) / STEPS, flow, ways);
            if !(was_empty && moving.motion.is_empty()) {
                moving.paint(&over);
            }
        })
    };
    use_frames(steps, on_steps);

    {
        let (picture, over, moving) = (picture.clone(), over.clone(), Rc::clone(&moving));
        use_paint(
            (props.run.clone(), props.row, pixels, colours, still, words),
            move |(run, row, pixels, colours, still, words)| {
                let simulation = run.simulation();
                let Some(scene) = Scene::of(&simulation, *row) else {
                    return;
                };
                let canvas = picture.cast::<HtmlCanvasElement>();
                let Some(brush) = canvas.and_then(|canvas| Brush::on(&canvas, *pixels)) else {
                    return;
                };
                let moving = &mut *moving.borrow_mut();
                let length = |device: u32| f64::from(device) / pixels.ratio;
                moving.pixels = *pixels;
                moving.layout = Layout::of(length(pixels.width), length(pixels.height));
                moving.flow = scene.flow;
                paint(&scene, &moving.layout, &brush, *words);
                // Nobody is on the way at a moment of the past.
                let past = row + 1 < simulation.run().rows().len();
                if *still || past {
                    moving.motion.clear();
                }
                let others = std::mem::replace(&mut moving.colours, *colours) != *colours;
                if *still || past || others {
                    moving.paint(&over);
                }
            },
        );
    }

    // Changes of a label aren't announced; who reads it has what is the latest then.
    html! {
        <div class="cluster" role="img" aria-label={summary(&props.run, props.row, words)}>
            <div>
                <canvas ref={picture} aria-hidden="true"></canvas>
                <canvas ref={over} aria-hidden="true"></canvas>
            </div>
        </div>
    }
}

/// What the picture shows, for those who don't see it.
fn summary(run: &Run, row: usize, words: Words) -> String {
    let Some(scene) = Scene::of(&run.simulation(), row) else {
        return String::new();
    };
    let count = |of: u64| of as f64;
    let pods = match scene.ready + scene.starting + scene.draining {
        0 => words.cluster_no_pods().to_owned(),
        _ => words.cluster_pods_ready(count(scene.ready)),
    };
    let more = [
        (
            scene.starting,
            words.cluster_starting(count(scene.starting)),
        ),
        (
            scene.draining,
            words.cluster_draining(count(scene.draining)),
        ),
        (scene.queued, words.cluster_queued(count(scene.queued))),
    ];
    let more = more.into_iter().filter(|(count, _)| *count > 0);
    let pods = more.fold(pods, |before, (_, after)| {
        words.cluster_list(&before, &after)
    });
    let way = match scene.flow.direct {
        true => words.cluster_direct(),
        false => words.cluster_proxied(),
    };
    let waiting = words.cluster_waiting_in_activator(count(scene.waiting));
    words.cluster_summary(&waiting, &pods, way)
}
