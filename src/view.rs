//! Where a visitor looks: at which moment, at which stretch of time, and what is left out of it.
//!
//! It is no part of the session: two people can look at different moments of the same run. Seconds
//! are counted from the start of the run, whose timeline has a row for each.

use std::ops::Range;

use crate::chart::{Quantity, Subject};

/// The stretch of time that the charts show unless somebody zooms, in seconds.
const SPAN: f64 = 300.0;
/// The shortest stretch.
const SPAN_MIN: f64 = 10.0;

/// What a visitor does to look at something else.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// The pointer is over a chart, at this share of its width; or over none any more.
    Point(Option<f64>),
    /// Stays at a second, until told to follow again.
    Hold(f64),
    /// Moves by so many seconds from where it is, and stays there.
    Step(f64),
    /// Shows so many times the stretch, around the moment, or around this share of the width.
    Zoom(f64, Option<f64>),
    /// Moves the stretch by this share of its length.
    Pan(f64),
    /// Shows a stretch of the same length from this second on.
    From(f64),
    /// Goes with the run again.
    Follow,
    /// Shows what a first visitor sees.
    Reset,
    /// Leaves a line of a chart out, or draws it again.
    Toggle(Subject, Quantity),
    /// Lights up the row of a setting in the ladder.
    Light(&'static str),
}

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Where the pointer is over a chart, as a share of its width.
    pointed: Option<f64>,
    /// The second that somebody stays at.
    held: Option<f64>,
    /// The length of the stretch in view, in seconds.
    span: f64,
    /// Where the stretch ends; `None`: with the run.
    end: Option<f64>,
    /// What is left out.
    hidden: Vec<(Subject, Quantity)>,
    /// The setting that was asked for, and how many were before: asking again is another wish.
    pub lit: Option<(&'static str, u32)>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            pointed: None,
            held: None,
            span: SPAN,
            end: None,
            hidden: Vec::new(),
            lit: None,
        }
    }
}

impl View {
    /// The view of somebody who stays at a second, with a stretch of so many seconds in view that ends
    /// there, or goes with the run.
    pub fn of(held: Option<u32>, span: u32, end: Option<u32>) -> Self {
        let span = f64::from(span).max(SPAN_MIN);
        Self {
            held: held.map(f64::from),
            span,
            end: end.map(|end| f64::from(end).max(span)),
            ..Self::default()
        }
    }

    /// What [`View::of`] takes, in whole seconds.
    pub fn seconds(&self) -> (Option<u32>, u32, Option<u32>) {
        let seconds = |it: f64| it.round() as u32;
        let (held, end) = (self.held.map(seconds), self.end.map(seconds));
        (held, seconds(self.span), end)
    }

    /// The stretch in view of a run that has come to `now`.
    pub fn window(&self, now: f64) -> Range<f64> {
        let end = self.end.unwrap_or(now.max(self.span));
        end - self.span..end
    }

    /// The second that everything is about, if that isn't the last one.
    pub fn cursor(&self, now: f64) -> Option<usize> {
        let pointed = self.pointed.map(|share| self.at(share, now));
        let second = pointed.or(self.held)?.round();
        (second >= 0.0 && second < now).then_some(second as usize)
    }

    /// The second that somebody stays at.
    pub fn held(&self, now: f64) -> Option<f64> {
        self.held.filter(|second| *second < now)
    }

    /// Whether it goes with the run.
    pub fn follows(&self) -> bool {
        self.held.is_none() && self.end.is_none()
    }

    /// Whether a line of a chart is drawn.
    pub fn shows(&self, chart: Subject, quantity: Quantity) -> bool {
        !self.hidden.contains(&(chart, quantity))
    }

    /// The time at a share of the width.
    fn at(&self, share: f64, now: f64) -> f64 {
        self.window(now).start + share * self.span
    }

    /// What there is to see after a look at a run that has come to `now`.
    pub fn look(&self, look: &Look, now: f64) -> Self {
        let mut view = self.clone();
        match *look {
            Look::Point(share) => view.pointed = share,
            Look::Hold(second) => view.hold(second, now),
            Look::Step(seconds) => {
                let from = view.cursor(now).map_or(now, |second| second as f64);
                view.hold(from + seconds, now);
            }
            Look::Zoom(factor, share) => view.zoom(factor, share, now),
            Look::Pan(share) => view.show(view.at(share, now), now),
            Look::From(start) => view.show(start, now),
            Look::Follow => view.follow(),
            Look::Reset => {
                view.follow();
                view.span = SPAN;
            }
            Look::Toggle(chart, quantity) => {
                let it = (chart, quantity);
                match view.hidden.iter().position(|hidden| *hidden == it) {
                    Some(nth) => drop(view.hidden.remove(nth)),
                    None => view.hidden.push(it),
                }
            }
            Look::Light(setting) => {
                let wishes = view.lit.map_or(0, |(_, wishes)| wishes);
                view.lit = Some((setting, wishes + 1));
            }
        }
        view
    }

    fn follow(&mut self) {
        (self.held, self.end, self.pointed) = (None, None, None);
    }

    /// What is in view stays in view, so that somebody can study it; it moves only as far as it takes
    /// to see the second. The last second is now, and goes on.
    fn hold(&mut self, second: f64, now: f64) {
        let second = second.round().max(0.0);
        if second >= now {
            return self.follow();
        }
        let window = self.window(now);
        let end = window.end.clamp(second, second + self.span);
        self.pointed = None;
        self.held = Some(second);
        self.end = Some(end.max(self.span));
    }

    fn zoom(&mut self, factor: f64, share: Option<f64>, now: f64) {
        let window = self.window(now);
        let moment = self.cursor(now).map(|second| second as f64);
        let shares = moment.map(|at| (at - window.start) / self.span);
        let share = share.or(shares).unwrap_or(1.0).clamp(0.0, 1.0);
        let around = self.at(share, now);
        self.span = (self.span * factor).clamp(SPAN_MIN, now.max(SPAN));
        self.show(around - share * self.span, now);
    }

    /// At the end of the run it goes with the run, unless somebody stays at a moment.
    fn show(&mut self, start: f64, now: f64) {
        let last = now.max(self.span);
        let end = (start.max(0.0) + self.span).min(last);
        self.end = (end < last || self.held.is_some()).then_some(end);
    }
}
