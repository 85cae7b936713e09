//! When a chart is painted.

use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use super::Sight;
use crate::chart::paint;
use crate::chart::scene::Scene;
use crate::hooks::{Pixels, use_colours, use_paint};

/// Paints the scene of what is in view when it looks different, which it needn't when the run goes on.
/// The cursor isn't painted.
#[hook]
pub fn use_painting(
    sight: &Sight,
    canvas: &NodeRef,
    pixels: Pixels,
    scene: impl Fn(&Sight) -> Scene + 'static,
) {
    let painted = use_mut_ref(|| None);
    let canvas = canvas.clone();
    let colours = use_colours();
    use_paint(
        (sight.clone(), pixels, colours),
        move |(sight, pixels, colours)| {
            let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else {
                return;
            };
            let picture = Some((scene(sight), *pixels, *colours));
            if pixels.width == 0 || *painted.borrow() == picture {
                return;
            }
            if (canvas.width(), canvas.height()) != (pixels.width, pixels.height) {
                canvas.set_width(pixels.width);
                canvas.set_height(pixels.height);
            }
            if let Some((scene, ..)) = &picture {
                paint::paint(sight.words, scene, &canvas, pixels.ratio);
            }
            painted.replace(picture);
        },
    );
}
