//! What a part is shown from.

use yew::Callback;

use crate::language::Words;
use crate::lessons::Route;
use crate::state::{Action, Page};

/// The page as a part sees it.
#[derive(Clone)]
pub struct Stage {
    /// The page.
    pub page: Page,
    /// Where to say what to do.
    pub on_action: Callback<Action>,
    /// What to say it in.
    pub words: Words,
    /// What is open.
    pub route: Route,
    /// Where to say that the reader is wanted.
    pub on_want: Callback<()>,
}
