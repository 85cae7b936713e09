//! Where everything stands, in CSS pixels.

/// A point: to the right, down.
pub type Point = (f64, f64);

/// Something with corners.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// From left to right.
    pub width: f64,
    /// From the upper to the lower edge.
    pub height: f64,
}

impl Rect {
    /// The right edge.
    pub fn right(self) -> f64 {
        self.left + self.width
    }

    /// The lower edge.
    pub fn bottom(self) -> f64 {
        self.top + self.height
    }

    /// Whether a point lies in it.
    pub fn holds(self, (x, y): Point) -> bool {
        x > self.left && x < self.right() && y > self.top && y < self.bottom()
    }

    /// The middle.
    pub fn center(self) -> Point {
        (self.left + self.width / 2.0, self.top + self.height / 2.0)
    }
}

/// How wide each part is.
struct Widths {
    gateway: f64,
    /// From the gateway to the activator: there the ways part.
    fork: f64,
    activator: f64,
    /// From the activator to the pods.
    gap: f64,
}

/// Where there is room: clients stand to the left of the gateway.
const WIDE: Widths = Widths {
    gateway: 76.0,
    fork: 44.0,
    activator: 124.0,
    gap: 32.0,
};

/// On a phone: they stand above it.
const NARROW: Widths = Widths {
    gateway: 76.0,
    fork: 22.0,
    activator: 66.0,
    gap: 14.0,
};

/// The room for clients where they stand to the left.
const CLIENTS: f64 = 128.0;

/// Below this width, in CSS pixels, things stand close.
const NARROW_BELOW: f64 = 560.0;

/// The places of everything in a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Whether things stand close.
    pub narrow: bool,
    /// Who sends requests: where the first of three lines begins.
    pub clients: Point,
    /// What lets them in.
    pub gateway: Rect,
    /// Where they wait.
    pub activator: Rect,
    /// Where they are answered.
    pub pods: Rect,
    /// The ways between them.
    pub ways: Ways,
}

/// The ways of requests, each from point to point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ways {
    /// From the clients into the activator.
    pub to_activator: Vec<Point>,
    /// From the activator to the pods.
    pub from_activator: Vec<Point>,
    /// From the clients straight to the pods.
    pub direct: Vec<Point>,
}

impl Layout {
    /// The places in a picture of this size.
    pub fn of(width: f64, height: f64) -> Self {
        let narrow = width < NARROW_BELOW;
        let widths = if narrow { NARROW } else { WIDE };
        // The upper way leads through the activator, the lower one past it.
        let (upper, lower) = (height * 0.4, height * 0.8);
        let middle = if narrow {
            height * 0.74
        } else {
            (upper + lower) / 2.0
        };
        let standing = |left: f64, width: f64, middle: f64, height: f64| Rect {
            left,
            top: middle - height / 2.0,
            width,
            height,
        };
        let before = if narrow { 0.0 } else { CLIENTS };
        let gateway = standing(before, widths.gateway, middle, 26.0);
        let activator = gateway.right() + widths.fork;
        let activator = standing(activator, widths.activator, upper, 38.0);
        let left = activator.right() + widths.gap;
        let pods = Rect {
            left,
            top: 0.0,
            width: (width - left).max(0.0),
            height,
        };
        let clients = if narrow {
            (0.0, 18.0)
        } else {
            (0.0, middle - 10.0)
        };
        let first = if narrow {
            (gateway.center().0, clients.1 + 36.0)
        } else {
            (clients.0 + CLIENTS - 26.0, middle)
        };
        let way = vec![first, gateway.center(), (gateway.right(), middle)];
        // The ways part at an angle of 45 degrees where there is room.
        let lead = |lane: f64, to: f64| {
            let slope = (lane - middle).abs().min(widths.fork - 12.0);
            let mut points = way.clone();
            points.extend([(gateway.right() + slope, lane), (to, lane)]);
            points
        };
        Self {
            narrow,
            clients,
            gateway,
            activator,
            pods,
            ways: Ways {
                to_activator: lead(upper, activator.left),
                from_activator: vec![(activator.right(), upper), (pods.left, upper)],
                direct: lead(lower, pods.left),
            },
        }
    }
}

/// How cells of equal size fill a space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    space: Rect,
    columns: usize,
    /// From one cell to the next.
    pitch: f64,
}

/// The distances of cells on offer, so that a few pods more seldom change the size of all.
const PITCHES: [f64; 13] = [
    38.0, 32.0, 27.0, 23.0, 19.0, 16.0, 14.0, 12.0, 10.0, 9.0, 8.0, 7.0, 6.0,
];

impl Grid {
    /// The largest cells of which so many fit.
    pub fn of(space: Rect, count: usize) -> Self {
        let fitting = |pitch: f64| {
            let fit = |length: f64| (length / pitch).floor().max(0.0) as usize;
            (fit(space.width), fit(space.height))
        };
        let fits = |pitch: &f64| {
            let (columns, rows) = fitting(*pitch);
            columns * rows >= count
        };
        let last = PITCHES[PITCHES.len() - 1];
        let pitch = PITCHES.into_iter().find(fits).unwrap_or(last);
        Self {
            space,
            columns: fitting(pitch).0.max(1),
            pitch,
        }
    }

    /// The place of a cell by its number.
    pub fn cell(&self, nth: usize) -> Rect {
        let gap = (self.pitch / 5.0).clamp(1.5, 6.0);
        let (column, row) = (nth % self.columns, nth / self.columns);
        Rect {
            left: self.space.left + column as f64 * self.pitch,
            top: self.space.top + row as f64 * self.pitch + gap,
            width: self.pitch - gap,
            height: self.pitch - gap,
        }
    }
}
