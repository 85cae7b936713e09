//! The picture of a chart, and what pointer, wheel and keys do with it.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent, WheelEvent};
use yew::prelude::*;

use super::{Props, Sight};
use crate::chart::clock;
use crate::chart::frame::{BOTTOM, LEFT, TOP, across};
use crate::hooks::{Pixels, moving_keys};
use crate::track::Run;
use crate::view::Look;

/// How far a press may move and still be a click, in CSS pixels.
const STILL: f64 = 4.0;
/// How much further or nearer one step of the wheel takes.
const WHEEL: f64 = 1.25;
/// The width of the time at the cursor, in CSS pixels.
const LABEL_WIDTH: f64 = 64.0;

/// A press that hasn't been let go.
pub struct Press {
    x: f64,
    window: Range<f64>,
    moved: bool,
}

/// What a plot consists of.
pub struct Plot<'a> {
    pub props: &'a Props,
    pub sight: &'a Sight,
    /// The element that the pointer is over.
    pub node: NodeRef,
    pub canvas: NodeRef,
    /// The size of the canvas.
    pub pixels: Pixels,
    pub press: Rc<RefCell<Option<Press>>>,
    pub on_look: Callback<Look>,
    /// Whether something else is shown in its place.
    pub is_hidden: bool,
    /// What it says at a second.
    pub read_out: fn(&Sight, Option<f64>) -> String,
}

/// A canvas with the cursor over it.
pub fn plot(it: Plot) -> Html {
    let (window, words) = (&it.sight.window, it.sight.words);
    let now = it.sight.run.simulation().at().as_secs_f64();
    let cursor = it.props.view.cursor(now).map(|second| second as f64);
    let on_pointer = |event: fn(&Pointing, &PointerEvent)| {
        let pointing = Pointing {
            press: it.press.clone(),
            window: window.clone(),
            on_look: it.on_look.clone(),
        };
        Callback::from(move |it: PointerEvent| event(&pointing, &it))
    };
    let onkeydown = {
        let on_look = it.on_look.clone();
        move |event: KeyboardEvent| {
            if let Some(look) = moving_keys(&event, now) {
                event.prevent_default();
                on_look.emit(look);
            }
        }
    };
    html! {
        <div
            ref={it.node}
            class="plot"
            hidden={it.is_hidden}
            role="slider"
            tabindex="0"
            aria-label={words.look_chart(it.props.subject.name(words))}
            aria-valuemin="0"
            aria-valuemax={(now as u32).to_string()}
            aria-valuenow={(cursor.unwrap_or(now) as u32).to_string()}
            aria-valuetext={(it.read_out)(it.sight, cursor)}
            onpointerdown={on_pointer(Pointing::down)}
            onpointermove={on_pointer(Pointing::moves)}
            onpointerup={on_pointer(Pointing::up)}
            onpointercancel={on_pointer(Pointing::gone)}
            onpointerout={on_pointer(Pointing::gone)}
            ondblclick={it.on_look.reform(|_| Look::Reset)}
            {onkeydown}
        >
            <canvas ref={it.canvas} aria-hidden="true"></canvas>
            { crosshair(cursor, it.pixels, window) }
        </div>
    }
}

/// What the pointer does.
struct Pointing {
    press: Rc<RefCell<Option<Press>>>,
    window: Range<f64>,
    on_look: Callback<Look>,
}

impl Pointing {
    fn down(&self, event: &PointerEvent) {
        if event.button() == 0 {
            let plot: Element = event.target_unchecked_into();
            plot.set_pointer_capture(event.pointer_id()).ok();
            self.press.replace(Some(Press {
                x: event.offset_x().into(),
                window: self.window.clone(),
                moved: false,
            }));
        }
    }

    fn moves(&self, event: &PointerEvent) {
        if let Some(press) = &mut *self.press.borrow_mut() {
            let way = press.x - f64::from(event.offset_x());
            press.moved |= way.abs() > STILL;
            if press.moved {
                let seconds = press.window.end - press.window.start;
                let start = press.window.start + way / width(event) * seconds;
                self.on_look.emit(Look::From(start));
            }
        } else if event.pointer_type() != "touch" {
            let share = Some(share(event)).filter(|share| (0.0..=1.0).contains(share));
            self.on_look.emit(Look::Point(share));
        }
    }

    fn up(&self, event: &PointerEvent) {
        let press = self.press.take().filter(|press| !press.moved);
        if let Some(Press { window, .. }) = press {
            let seconds = window.end - window.start;
            let second = window.start + share(event) * seconds;
            self.on_look.emit(Look::Hold(second));
        }
    }

    fn gone(&self, _: &PointerEvent) {
        self.press.take();
        self.on_look.emit(Look::Point(None));
    }
}

/// Zooms with the wheel where that can't be meant for the page: with Ctrl, or with the focus on the
/// chart. Sideways it pans. A listener of our own, because the framework's can't keep the page still.
#[hook]
pub fn use_wheel(node: &NodeRef, on_look: &Callback<Look>) {
    let (node, on_look) = (node.clone(), on_look.clone());
    use_effect_with((), move |()| {
        let listener = node.cast::<Element>().map(|plot| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&plot.clone(), "wheel", options, move |event| {
                let event = event.unchecked_ref::<WheelEvent>();
                let focused = gloo_utils::document().active_element();
                let is_focused = focused.as_ref() == Some(&plot);
                let (x, y) = (event.delta_x(), event.delta_y());
                let look = if y != 0.0 && x.abs() <= y.abs() && (is_focused || event.ctrl_key()) {
                    let factor = if y > 0.0 { WHEEL } else { 1.0 / WHEEL };
                    Look::Zoom(factor, Some(share(event)))
                } else if x.abs() > y.abs() && is_focused {
                    Look::Pan(x / width(event))
                } else {
                    return;
                };
                event.prevent_default();
                on_look.emit(look);
            })
        });
        move || drop(listener)
    });
}

/// How wide the data is, in CSS pixels.
fn width(event: &MouseEvent) -> f64 {
    // What lies over the plot lets the pointer through (charts.css).
    let plot: Option<Element> = event.target().and_then(|it| it.dyn_into().ok());
    across(plot.map_or(0.0, |plot| plot.client_width().into()))
}

/// Where the pointer is over the data, as a share of its width.
fn share(event: &MouseEvent) -> f64 {
    (f64::from(event.offset_x()) - LEFT) / width(event)
}

/// The cursor: a line, and the time below it.
fn crosshair(cursor: Option<f64>, pixels: Pixels, window: &Range<f64>) -> Html {
    let in_view = |second: &f64| *second >= window.start && *second <= window.end;
    let Some(second) = cursor.filter(in_view).filter(|_| pixels.width > 0) else {
        return Html::default();
    };
    let (width, height) = (f64::from(pixels.width), f64::from(pixels.height));
    let (width, height) = (width / pixels.ratio, height / pixels.ratio);
    let share = (second - window.start) / (window.end - window.start);
    let pixel = |length: f64| (length as i32).to_string();
    let (x, bottom) = ((LEFT + share * across(width)).round(), height - BOTTOM);
    html! {
        <svg class="crosshair" aria-hidden="true">
            <line x1={pixel(x)} x2={pixel(x)} y1={pixel(TOP)} y2={pixel(height)} />
            <rect
                x={pixel(x - LABEL_WIDTH / 2.0)}
                y={pixel(bottom + 1.0)}
                width={pixel(LABEL_WIDTH)}
                height={pixel(BOTTOM)}
            />
            <text x={pixel(x)} y={pixel(height - 4.0)}>{ clock(second) }</text>
        </svg>
    }
}

/// What the chart says at the cursor. While it goes with the run it doesn't chatter.
pub fn read_out(sight: &Sight, cursor: Option<f64>) -> String {
    let words = sight.words;
    let simulation = sight.run.simulation();
    let Some(second) = cursor else {
        return words.look_now().to_owned();
    };
    let mut text = words.look_at(&clock(second));
    if let Some(moment) = Run::moment(&simulation, Some(second as usize)) {
        for quantity in &sight.shown {
            let value = quantity.value(moment.row, simulation.settings());
            let value = quantity.text(words, value);
            for part in [", ", quantity.name(words), " ", &value] {
                text.push_str(part);
            }
        }
    }
    text
}
