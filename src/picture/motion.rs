//! Requests that move along the ways: as many as there are look like a crowd, not like a count.

use super::layout::{Point, Ways};
use super::scene::Flow;

/// How fast they move, in CSS pixels per second: calm, whatever the simulation's speed.
const SPEED: f64 = 90.0;

/// One of the ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    ToActivator,
    FromActivator,
    Direct,
}

/// A request on its way.
#[derive(Clone, Copy, Debug)]
struct Traveller {
    way: Way,
    /// How far it has come, in CSS pixels.
    gone: f64,
}

/// All that are on their way.
#[derive(Clone, Debug, Default)]
pub struct Motion {
    travellers: Vec<Traveller>,
    /// Which part of the next one is due, where it comes in and at the activator.
    due: [f64; 2],
}

/// The most that set out in a second: more would be a line.
const RATE_MAX: f64 = 15.0;

/// How many set out in a second where there are so many requests: each of a few, ever fewer of many.
fn rate(requests: f64) -> f64 {
    requests.max(0.0).sqrt().min(RATE_MAX)
}

impl Motion {
    /// Nobody is on their way any more.
    pub fn clear(&mut self) {
        self.travellers.clear();
    }

    /// Whether nobody is on their way.
    pub fn is_empty(&self) -> bool {
        self.travellers.is_empty()
    }

    /// Some time passes, in seconds.
    pub fn pass(&mut self, seconds: f64, flow: Flow, ways: &Ways) {
        for traveller in &mut self.travellers {
            traveller.gone += SPEED * seconds;
        }
        self.travellers
            .retain(|it| at(ways.of(it.way), it.gone).is_some());
        let (entry, leaving) = match flow.direct {
            true => (Way::Direct, 0.0),
            false => (Way::ToActivator, flow.leaving),
        };
        let starts = [(entry, flow.arriving), (Way::FromActivator, leaving)];
        for (due, (way, requests)) in self.due.iter_mut().zip(starts) {
            *due += rate(requests) * seconds;
            while *due >= 1.0 {
                *due -= 1.0;
                self.travellers.push(Traveller { way, gone: 0.0 });
            }
        }
    }

    /// Where they are.
    pub fn places(&self, ways: &Ways) -> impl Iterator<Item = Point> {
        let all = self.travellers.iter();
        all.filter_map(|it| at(ways.of(it.way), it.gone))
    }
}

impl Ways {
    fn of(&self, way: Way) -> &[Point] {
        match way {
            Way::ToActivator => &self.to_activator,
            Way::FromActivator => &self.from_activator,
            Way::Direct => &self.direct,
        }
    }
}

/// The point so far along a way; `None` beyond its end.
fn at(way: &[Point], mut gone: f64) -> Option<Point> {
    for pair in way.windows(2) {
        let &[(x, y), (to_x, to_y)] = pair else {
            continue;
        };
        let length = ((to_x - x) * (to_x - x) + (to_y - y) * (to_y - y)).sqrt();
        if gone < length {
            let part = gone / length;
            return Some((x + (to_x - x) * part, y + (to_y - y) * part));
        }
        gone -= length;
    }
    None
}
