//! What a visitor asks to be compared.

use std::rc::Rc;

use kpa::cluster::scenario::Scenario;
use kpa::cluster::traffic::Source;
use kpa::compare::{Case, SHAPES, SHIPPED};
use kpa::report::Input;
use kpa::report::request::Request;
use kpa::report::search::Search;
use kpa::session::{CLOCK_MAX, Comparison, LEVEL_MAX, Session, Shape, Texts};

use crate::keeping::kept::address;
use crate::language::Words;
use crate::state::Page;

/// The names of the texts in the report.
const FILES: [&str; 2] = ["service.yaml", "config-autoscaler.yaml"];
/// The highest point of the traffic where the page has none.
const LEVEL: f64 = 50.0;
/// How many seeds there are unless somebody says otherwise, and at most.
const SEEDS: u64 = 20;
const SEEDS_MAX: u64 = 200;
/// The most combinations that a search tries, and with how many seeds each.
const CANDIDATES: usize = 200;
const SEARCH_SEEDS: u64 = 3;

/// What the form holds.
#[derive(Clone, PartialEq)]
pub struct Asked {
    /// The texts before and after.
    pub sides: [Texts; 2],
    /// What changes in those before, as a diff.
    pub diff: Rc<str>,
    /// The traffics on offer, and which of them are wanted.
    pub traffics: Vec<(Shape, bool)>,
    /// Their highest point.
    pub level: f64,
    /// With how many seeds.
    pub seeds: u64,
    /// What a pod costs per hour.
    pub price: Option<f64>,
    /// The cluster, and who sends requests.
    pub session: Session,
    /// The highest point of what was recorded.
    recorded: f64,
}

impl Asked {
    /// What the page has: its texts on both sides, or before them those of the pinned run.
    pub fn of(page: &Page) -> Self {
        let session = page.session.clone();
        let before = match &session.comparison {
            Comparison::Pinned(pinned) => pinned.texts.clone(),
            _ => session.texts.clone(),
        };
        let shipped = SHIPPED.iter().filter_map(|name| {
            let shape = SHAPES.iter().find(|(known, _)| known == name)?;
            Some((shape.1.clone(), true))
        });
        let recorded = page.recording.as_ref().and_then(|it| it.shape.clone());
        let highest = recorded.as_ref().map_or(0.0, |it| it.1.min(LEVEL_MAX));
        let recorded = recorded.map(|(shape, _)| (shape, true));
        let level = session.script.level_at(session.clock);
        Self {
            sides: [before, session.texts.clone()],
            diff: "".into(),
            traffics: shipped.chain(recorded).collect(),
            level: if level > 0.0 { level } else { LEVEL },
            seeds: SEEDS,
            price: None,
            session,
            recorded: highest,
        }
    }

    /// Takes a level that traffic can have.
    pub fn set_level(&mut self, level: f64) {
        if level >= 0.0 {
            self.level = level.min(LEVEL_MAX);
        }
    }

    /// Takes a number of seeds that is one.
    pub fn set_seeds(&mut self, seeds: f64) {
        if seeds >= 1.0 {
            self.seeds = (seeds as u64).min(SEEDS_MAX);
        }
    }

    /// The traffics that are wanted.
    pub fn wanted(&self) -> Vec<Shape> {
        let wanted = self.traffics.iter().filter(|(_, is_wanted)| *is_wanted);
        wanted.map(|(shape, _)| shape.clone()).collect()
    }

    /// What a traffic counts.
    fn source(&self, shape: &Shape) -> Source {
        let source = self.session.script.source;
        // What was recorded are requests.
        match (shape, source) {
            (Shape::Recorded(_), Source::Clients { .. }) => Source::Poisson,
            _ => source,
        }
    }

    fn case(&self, shape: &Shape) -> Option<Case> {
        let mut scenario: Scenario = self.session.scenario();
        scenario.traffic.source = self.source(shape);
        if let Shape::Recorded(points) = shape {
            // As far as it can be drawn.
            let length = points.last()?.0.min(CLOCK_MAX);
            return Some(Case {
                length,
                ..Case::shape("recorded", shape, self.recorded, &scenario)
            });
        }
        let (name, _) = SHAPES.iter().find(|(_, known)| known == shape)?;
        Case::named(name, self.level, &scenario)
    }

    /// The request for the reviewer.
    pub fn request(&self, words: Words) -> Request {
        let [base, change] = &self.sides;
        Request {
            base: inputs(base),
            change: inputs(change),
            diff: self.diff.to_string(),
            cases: self.cases(),
            seeds: self.seeds,
            price: self.price,
            words: words.review().to_owned(),
        }
    }

    /// A search that begins with the texts after the change.
    pub fn search(&self, varied: Vec<String>, words: Words) -> Search {
        Search {
            texts: inputs(&self.sides[1]),
            varied,
            most: CANDIDATES,
            cases: self.cases(),
            seeds: self.seeds.min(SEARCH_SEEDS),
            words: words.review().to_owned(),
        }
    }

    fn cases(&self) -> Vec<Case> {
        let wanted = self.wanted();
        wanted.iter().filter_map(|it| self.case(it)).collect()
    }

    /// The address of the page with both runs under the first traffic, from what was compared
    /// ([`Outcome::texts`](kpa::report::request::Outcome::texts)); `None` if that is too much for one.
    pub fn link(&self, compared: &[Vec<String>; 2]) -> Option<String> {
        let texts = compared.each_ref().map(|texts| together(texts));
        let link = links::compared(texts, self.under(self.wanted().first()?));
        Some(address(&link.ok()?))
    }

    /// A session under one of the traffics, as its first seed has it.
    pub fn under(&self, shape: &Shape) -> Session {
        let session = self.session.clone();
        match self.case(shape).and_then(|case| case.session()) {
            Some(Session { script, clock, .. }) => Session {
                script,
                clock,
                ..session
            },
            None => session,
        }
    }
}

/// The texts that were compared in the fields of the page: what a diff makes stands below the Service.
fn together(texts: &[String]) -> Texts {
    let mut texts = texts.iter().map(String::as_str);
    let mut field = || texts.next().unwrap_or_default().to_owned();
    let (mut service, config_map) = (field(), field());
    for made in texts.filter(|it| !it.is_empty()) {
        if !service.is_empty() {
            service.push_str("\n---\n");
        }
        service.push_str(made);
    }
    Texts {
        service: service.into(),
        config_map: config_map.into(),
    }
}

/// Texts with the names that the report calls them by.
fn inputs(texts: &Texts) -> Vec<Input> {
    let texts = [&texts.service, &texts.config_map];
    let named = FILES.iter().zip(texts);
    let inputs = named.map(|(name, text)| Input {
        name: (*name).to_owned(),
        text: text.to_string(),
    });
    inputs.collect()
}
