//! What is open, by the part of the address behind `#`.

use gloo_events::EventListener;
use gloo_utils::window;
use yew::{hook, use_effect_with, use_state_eq};

/// The address of the gallery.
pub const GALLERY: &str = "#/lessons";
/// The address of the comparison.
const COMPARE: &str = "#/compare";
/// The address of the page without a lesson.
pub const PAGE: &str = "#/";
const LESSON: &str = "#/lesson/";

/// What is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// The page alone.
    Page,
    /// All lessons.
    Gallery,
    /// Two configurations.
    Compare,
    /// A lesson, by its id.
    Lesson(String),
}

impl Route {
    /// What is open now; what is rendered hears of it a task later.
    pub fn current() -> Self {
        let hash = window().location().hash().unwrap_or_default();
        match hash.strip_prefix(LESSON) {
            // Whatever somebody types becomes the name of a file in the lessons' own folder.
            Some(id) if is_id(id) => Self::Lesson(id.to_owned()),
            _ if hash == GALLERY => Self::Gallery,
            _ if hash == COMPARE => Self::Compare,
            _ => Self::Page,
        }
    }

    /// Whether lessons are open, whose sessions take the place of the visitor's own.
    pub fn is_lessons(&self) -> bool {
        matches!(self, Self::Gallery | Self::Lesson(_))
    }

    /// The address of a lesson.
    pub fn to_lesson(id: &str) -> String {
        format!("{LESSON}{id}")
    }
}

fn is_id(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.chars().all(is_part)
}

/// What is open. The component is rendered again when that changes.
#[hook]
pub fn use_route() -> Route {
    let route = use_state_eq(Route::current);
    let set = route.setter();
    use_effect_with((), move |()| {
        let change = move |_: &_| set.set(Route::current());
        let listener = EventListener::new(&window(), "hashchange", change);
        move || drop(listener)
    });
    (*route).clone()
}
