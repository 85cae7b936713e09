//! The words of a lesson as HTML.

use kpa::lesson::{Paragraph, Part, Piece};
use yew::prelude::*;

/// Paragraphs. What points at a part of the page can be pressed if there is somebody to tell.
pub fn paragraphs(paragraphs: &[Paragraph], on_point: Option<&Callback<Part>>) -> Html {
    let html = |paragraph: &Paragraph| match on_point {
        Some(on_point) => html! { <p>{ pieces(paragraph, on_point) }</p> },
        None => html! { <p>{ plain(paragraph) }</p> },
    };
    paragraphs.iter().map(html).collect()
}

fn pieces(paragraph: &[Piece], on_point: &Callback<Part>) -> Html {
    let html = |piece: &Piece| match piece {
        Piece::Text(text) => html! { text },
        Piece::Code(code) => html! { <code>{ code }</code> },
        Piece::Pointer { words, part } => {
            let onclick = {
                let part = part.clone();
                on_point.reform(move |_| part.clone())
            };
            html! { <button type="button" class="pointer" {onclick}>{ words }</button> }
        }
    };
    paragraph.iter().map(html).collect()
}

/// A paragraph that is only read, such as a choice: nothing in it can be pressed.
pub fn plain(paragraph: &[Piece]) -> Html {
    let html = |piece: &Piece| match piece {
        Piece::Code(code) => html! { <code>{ code }</code> },
        Piece::Text(words) | Piece::Pointer { words, .. } => html! { words },
    };
    paragraph.iter().map(html).collect()
}
