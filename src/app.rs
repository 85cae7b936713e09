//! The app: what the visitor sees and does.

use yew::{Html, component, html};

/// The whole page below the header that `index.html` brings along.
#[component]
pub fn App() -> Html {
    html! { <p role="status" aria-label="Now">{ "Ready" }</p> }
}
