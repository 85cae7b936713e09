//! A scene on a canvas.

use super::brush::{Align, Brush, Color};
use super::layout::{Layout, Point, Rect};
use super::motion::Motion;
use super::pods::{Mark, pods};
use super::scene::{Full, Scene};
use crate::language::Words;

/// Sizes of words, in CSS pixels; on a phone they are smaller.
const TEXT: f64 = 12.0;
const SMALL: f64 = 11.0;
/// The radius of the dots that are requests, and the width of the way on which they go.
const DOT: f64 = 2.5;
const BAND: f64 = 7.0;
/// The distance of those that wait.
const DOT_PITCH: f64 = 7.0;

/// Paints all that stands still.
pub fn paint(scene: &Scene, layout: &Layout, brush: &Brush, words: Words) {
    let painter = Painter {
        scene,
        brush,
        words,
        size: if layout.narrow { SMALL } else { TEXT },
    };
    painter.ways(layout);
    painter.clients(layout.clients);
    painter.gateway(layout.gateway);
    painter.activator(layout.activator);
    painter.pods(layout.pods);
}

/// Paints the requests that move.
pub fn paint_motion(motion: &Motion, layout: &Layout, brush: &Brush) {
    brush.color(Color::Load);
    // Those in the gateway can't be seen.
    let places = motion.places(&layout.ways);
    brush.discs(places.filter(|at| !layout.gateway.holds(*at)), DOT);
}

struct Painter<'a> {
    scene: &'a Scene,
    brush: &'a Brush,
    words: Words,
    size: f64,
}

impl Painter<'_> {
    /// The way that requests go is strong, the other faint.
    fn ways(&self, layout: &Layout) {
        let ways = &layout.ways;
        let proxy = [&ways.to_activator[..], &ways.from_activator];
        let direct = [&ways.direct[..]];
        let (active, idle) = match self.scene.flow.direct {
            true => (&direct[..], &proxy[..]),
            false => (&proxy[..], &direct[..]),
        };
        self.brush.color(Color::Line);
        self.brush.dashed(true);
        for way in idle {
            // From where they part on.
            let gateway = way.iter().position(|&(x, _)| x >= layout.gateway.right());
            self.brush.line(&way[gateway.unwrap_or(0)..], 1.0);
        }
        self.brush.dashed(false);
        self.brush.color(Color::Load);
        self.brush.opacity(0.3);
        for way in active {
            self.brush.line(way, BAND);
        }
        self.brush.opacity(1.0);
        for way in active {
            if let Some(&(x, y)) = way.last() {
                let head = [(x - 5.0, y - 5.0), (x, y), (x - 5.0, y + 5.0)];
                self.brush.line(&head, 2.0);
            }
        }
    }

    fn clients(&self, (left, first): Point) {
        let words = self.words;
        let arriving = words.cluster_requests(self.scene.flow.arriving);
        self.strong(words.cluster_clients(), (left, first), Align::Left);
        self.quiet(&arriving, (left, first + 16.0), Align::Left);
        let per_second = words.cluster_per_second();
        self.quiet(per_second, (left, first + 30.0), Align::Left);
    }

    fn gateway(&self, place: Rect) {
        let (x, y) = place.center();
        self.panel(place, true);
        self.strong(self.words.cluster_gateway(), (x, y + 4.0), Align::Center);
        let mode = match self.scene.serving {
            true => self.words.cluster_serve(),
            false => self.words.cluster_proxy(),
        };
        let below = (x, place.bottom() + self.size + 3.0);
        self.quiet(mode, below, Align::Center);
    }

    fn activator(&self, place: Rect) {
        let (scene, words) = (self.scene, self.words);
        let above = (place.left, place.top - 6.0);
        self.panel(place, !scene.flow.direct);
        if scene.flow.direct {
            self.quiet(words.cluster_activator(), above, Align::Left);
        } else {
            self.strong(words.cluster_activator(), above, Align::Left);
        }
        if scene.waiting == 0 {
            return;
        }
        self.brush.color(Color::Activator);
        self.brush.discs(line(place, scene.waiting), DOT);
        self.brush.font(self.size, true);
        let waiting = words.cluster_waiting(scene.waiting as f64);
        let below = (place.left, place.bottom() + self.size + 2.0);
        self.brush.text(&waiting, below, Align::Left);
    }

    fn pods(&self, place: Rect) {
        self.brush.color(Color::Line);
        self.brush.opacity(0.5);
        self.brush.edge(place, 6.0, 1.0);
        self.brush.opacity(1.0);
        let margin = 8.0;
        let inner = Rect {
            left: place.left + margin,
            top: place.top + 4.0,
            width: (place.width - 2.0 * margin).max(0.0),
            height: (place.height - 2.0 * margin).max(0.0),
        };
        let header = self.legend(inner);
        let space = Rect {
            top: inner.top + header,
            height: place.bottom() - margin / 2.0 - inner.top - header,
            ..inner
        };
        pods(self.brush, self.scene, space, self.words);
    }

    /// What there is of each kind, in words, in as many lines as it takes; how high that is.
    fn legend(&self, space: Rect) -> f64 {
        let (scene, words) = (self.scene, self.words);
        let count = |of: u64, words: String| (of > 0).then_some(words);
        let ready = words.cluster_ready(scene.ready as f64);
        let starting = words.cluster_starting(scene.starting as f64);
        let draining = words.cluster_draining(scene.draining as f64);
        let queued = words.cluster_queued(scene.queued as f64);
        let left_out = words.cluster_left_out(scene.left_out() as f64);
        let full = match scene.full {
            Full::Limit(full) | Full::Target(full) => Some(words.cluster_full(full)),
            Full::Unknown => None,
        };
        let first = match scene.ready + scene.starting + scene.draining {
            0 => (None, Some(words.cluster_no_pods().to_owned())),
            _ => (Some(Mark::Ready), Some(ready)),
        };
        let entries = [
            first,
            (Some(Mark::Starting), count(scene.starting, starting)),
            (Some(Mark::Draining), count(scene.draining, draining)),
            (Some(Mark::Queue), count(scene.queued, queued)),
            (None, count(scene.left_out(), left_out)),
        ];
        let (line, mark) = (self.size + 5.0, self.size - 3.0);
        let (mut x, mut y) = (space.left, space.top + self.size + 1.0);
        self.brush.font(self.size, false);
        for (sample, text) in entries {
            let Some(text) = text else {
                continue;
            };
            let before = sample.map_or(0.0, |_| mark + 5.0);
            let width = before + self.brush.width(&text);
            if x + width > space.right() && x > space.left {
                (x, y) = (space.left, y + line);
            }
            let cell = Rect {
                left: x,
                top: y - mark,
                width: mark,
                height: mark,
            };
            if let Some(sample) = sample {
                sample.sample(self.brush, cell);
            }
            self.quiet(&text, (x + before, y), Align::Left);
            x += width + 12.0;
        }
        // It is good to know, but not worth a line.
        if let Some(full) = full
            && x + self.brush.width(&full) <= space.right()
        {
            self.quiet(&full, (space.right(), y), Align::Right);
        }
        y - space.top + 4.0
    }

    /// A box that is on the way of requests or not.
    fn panel(&self, place: Rect, strong: bool) {
        self.brush.clear(place);
        self.brush
            .color(if strong { Color::Load } else { Color::Line });
        self.brush.edge(place, 6.0, if strong { 1.5 } else { 1.0 });
    }

    fn strong(&self, text: &str, at: Point, align: Align) {
        self.brush.color(Color::Ink);
        self.brush.font(self.size, true);
        self.brush.text(text, at, align);
    }

    fn quiet(&self, text: &str, at: Point, align: Align) {
        self.brush.color(Color::Quiet);
        self.brush.font(self.size, false);
        self.brush.text(text, at, align);
    }
}

/// Where those stand that wait in a box, as far as they fit in: from its exit on, column by column.
fn line(place: Rect, waiting: u64) -> impl Iterator<Item = Point> {
    let fit = |length: f64| ((length - 6.0) / DOT_PITCH).floor().max(1.0) as u64;
    let (columns, rows) = (fit(place.width), fit(place.height));
    let top = place.center().1 - (rows - 1) as f64 / 2.0 * DOT_PITCH;
    let right = place.right() - 3.0 - DOT_PITCH / 2.0;
    (0..waiting.min(columns * rows)).map(move |nth| {
        let (column, row) = (nth / rows, nth % rows);
        (
            right - column as f64 * DOT_PITCH,
            top + row as f64 * DOT_PITCH,
        )
    })
}
