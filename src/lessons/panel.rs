//! The panel of a lesson: question, guess, play, explanation.

use std::rc::Rc;

use kpa::lesson::{Lesson, Measured, Part, Piece};
use kpa::units::Duration;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::course::{Course, Guessed, Phase};
use super::fetched::{Fetched, use_fetched};
use super::prose::{paragraphs, plain};
use super::route::{GALLERY, PAGE, Route};
use super::show;
use crate::language::Words;
use crate::state::{Action, Opening, Page};

/// See [`Panel`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The lesson.
    pub id: String,
    /// What to say it in.
    pub words: Words,
    /// The page.
    pub page: Page,
    /// Where to say what to do.
    pub on_action: Callback<Action>,
}

/// A lesson above the page.
#[component]
pub fn Panel(props: &Props) -> Html {
    let words = props.words;
    let fetched = use_fetched::<Lesson>(&props.id, words);
    let course = use_state_eq(|| None::<Course>);
    let open = {
        let on_action = props.on_action.clone();
        move |opening: Opening| on_action.emit(Action::Open(Box::new(opening)))
    };
    {
        let (course, open) = (course.clone(), open.clone());
        use_effect_with(fetched.clone(), move |fetched| {
            let Fetched::Here(lesson) = fetched else {
                return;
            };
            let same = (*course).clone().map(|course| Course {
                lesson: Rc::clone(lesson),
                ..course
            });
            // In another language it goes on where it was.
            course.set(Some(same.unwrap_or_else(|| {
                let course = Course::new(Rc::clone(lesson));
                open(course.at_start());
                course
            })));
        });
    }
    use_verdict(&course, &props.page);
    use_effect_with((), |()| {
        show::make_room(true);
        || {
            show::make_room(false);
            show::clear();
        }
    });
    let title = use_focus(course.is_some());

    let Some(now) = (*course).clone() else {
        let says = match fetched {
            Fetched::Failed => html! { <p role="alert">{ words.lesson_failed() }</p> },
            _ => html! { <p role="status">{ words.lesson_loading() }</p> },
        };
        return html! { <section class="lesson">{ says }{ links(words, None) }</section> };
    };
    let to = {
        let course = course.clone();
        move |now: Course| course.set(Some(now))
    };
    let play = {
        let (now, to, open) = (now.clone(), to.clone(), open.clone());
        Callback::from(move |()| {
            let run = Course::new(Rc::clone(&now.lesson)).run;
            let playing = Course {
                run,
                phase: Phase::Playing,
                seen: None,
                ..now.clone()
            };
            open(playing.play());
            to(playing);
        })
    };
    let on_point = point(&now, open.clone());
    html! {
        <section class="lesson" aria-labelledby="lesson-title" data-id={now.lesson.id.clone()}>
            <header>
                <h2 id="lesson-title" tabindex="-1" ref={title}>{ &now.lesson.title }</h2>
                { links(words, now.lesson.next.as_deref()) }
            </header>
            <div class="story">
                // What is pointed at would give away the answer.
                { paragraphs(&now.lesson.story, (now.phase == Phase::Told).then_some(&on_point)) }
            </div>
            { question(words, &now, &to, &play, &props.on_action) }
            <div class="answer" role="status">{ verdict(words, &now) }</div>
            if now.phase == Phase::Told {
                <div class="explanation">
                    { paragraphs(&now.lesson.explanation, Some(&on_point)) }
                    { sides(words, &now, &to, &open) }
                </div>
            }
        </section>
    }
}

/// Where to go from here.
fn links(words: Words, next: Option<&str>) -> Html {
    html! {
        <nav aria-label={words.lesson_gallery()}>
            if let Some(next) = next {
                <a href={Route::to_lesson(next)}>{ words.lesson_next() }</a>
            }
            <a href={GALLERY}>{ words.lesson_all() }</a>
            <a href={PAGE}>{ words.lesson_leave() }</a>
        </nav>
    }
}

/// The question with its answers, and what to do with them.
fn question(
    words: Words,
    now: &Course,
    to: &(impl Fn(Course) + Clone + 'static),
    play: &Callback<()>,
    on_action: &Callback<Action>,
) -> Html {
    let guess = {
        let (now, to) = (now.clone(), to.clone());
        Callback::from(move |guess| {
            to(Course {
                guess: Some(guess),
                ..now.clone()
            });
        })
    };
    let onsubmit = {
        let play = play.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            play.emit(());
        })
    };
    let is_asking = now.phase == Phase::Asking;
    // Each is an element of its own. A click that turned the second button into the third would end
    // in what the browser does for that one by then: send the form, and so play it again.
    let button = match now.phase {
        Phase::Asking => html! {
            <button key="play" type="submit" class="primary">
                { if now.guess.is_some() { words.lesson_play() } else { words.lesson_show() } }
            </button>
        },
        Phase::Playing => html! {
            <button key="end" type="button" onclick={to_end(on_action)}>
                { words.lesson_to_end() }
            </button>
        },
        Phase::Told => {
            html! { <button key="again" type="submit">{ words.lesson_again() }</button> }
        }
    };
    html! {
        <form class="question" {onsubmit}>
            <fieldset disabled={!is_asking}>
                <legend>{ plain(&now.lesson.question.text) }</legend>
                if now.choices().is_empty() {
                    { number(words, &guess) }
                } else {
                    { for (0..now.choices().len()).map(|nth| choice(words, now, nth, &guess)) }
                }
            </fieldset>
            { button }
        </form>
    }
}

fn choice(words: Words, now: &Course, nth: usize, guess: &Callback<Guessed>) -> Html {
    let choice = &now.choices()[nth];
    let is_right = now.right() == Some(choice);
    let is_guessed = now.guess == Some(Guessed::Choice(nth));
    let (class, mark) = match (now.phase, is_right, is_guessed) {
        (Phase::Told, true, _) => ("right", Some(words.lesson_mark_right())),
        (Phase::Told, false, true) => ("wrong", Some(words.lesson_mark_wrong())),
        _ => ("", None),
    };
    html! {
        <label {class}>
            <input
                type="radio"
                name="guess"
                checked={is_guessed}
                onchange={guess.reform(move |_| Guessed::Choice(nth))}
            />
            <span>{ plain(&choice.words) }</span>
            if let Some(mark) = mark {
                <span class="verdict">{ mark }</span>
            }
        </label>
    }
}

fn number(words: Words, guess: &Callback<Guessed>) -> Html {
    let guess = guess.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let input = event.target_dyn_into::<web_sys::HtmlInputElement>();
        let number = input.map(|input| input.value_as_number());
        if let Some(number) = number.filter(|number| number.is_finite()) {
            guess.emit(Guessed::Number(number));
        }
    });
    html! {
        <label>
            <span>{ words.lesson_guess() }</span>
            <input type="number" min="0" max="100000" step="any" inputmode="decimal" {oninput} />
        </label>
    }
}

/// What became of the guess; read out.
fn verdict(words: Words, now: &Course) -> Html {
    if now.phase != Phase::Told {
        return Html::default();
    }
    let answer = match (now.right(), &now.seen) {
        (Some(choice), _) => choice.words.clone(),
        (None, Some(Measured::Number(number))) => vec![Piece::Text(words.exact(*number))],
        (None, Some(Measured::Text(text))) => vec![Piece::Text(text.clone())],
        (None, None) => return Html::default(),
    };
    let (class, says) = match now.is_right() {
        Some(true) => ("right", words.lesson_right()),
        Some(false) => ("wrong", words.lesson_wrong()),
        None => ("", words.lesson_unguessed()),
    };
    html! { <p {class}><strong>{ says }</strong>{ " " }{ plain(&answer) }</p> }
}

/// In a lesson with two runs: which of them is open.
fn sides(
    words: Words,
    now: &Course,
    to: &(impl Fn(Course) + Clone + 'static),
    open: &(impl Fn(Opening) + Clone + 'static),
) -> Html {
    if now.lesson.runs.len() < 2 {
        return Html::default();
    }
    let side = |nth: usize| {
        let onclick = {
            let (now, to, open) = (now.clone(), to.clone(), open.clone());
            move |_| {
                let other = Course {
                    run: nth,
                    ..now.clone()
                };
                open(other.at_end());
                to(other);
            }
        };
        let name = match nth {
            0 => words.lesson_before(),
            _ => words.lesson_after(),
        };
        let is_open = (nth == now.run).to_string();
        html! {
            <button type="button" aria-pressed={is_open} {onclick}>
                { name }{ " " }<span>{ &now.lesson.runs[nth].name }</span>
            </button>
        }
    };
    html! {
        <div class="sides" role="group" aria-label={words.lesson_sides()}>
            { for (0..now.lesson.runs.len()).map(side) }
        </div>
    }
}

/// Shows what words point at: a part of the page, or the run as it was at a moment.
fn point(now: &Course, open: impl Fn(Opening) + 'static) -> Callback<Part> {
    let now = now.clone();
    Callback::from(move |part: Part| match part {
        Part::Moment(at) => open(now.at(at)),
        part => show::show(&part),
    })
}

/// When a played run has come to its end, looks at what it shows.
#[hook]
fn use_verdict(course: &UseStateHandle<Option<Course>>, page: &Page) {
    let now = (**course)
        .as_ref()
        .filter(|now| now.phase == Phase::Playing);
    let end = now.map_or(Duration::MAX, |now| now.lesson.end);
    let is_over = page.session.clock >= end && page.progress().is_none() && !page.unread;
    let (course, page) = (course.clone(), page.clone());
    use_effect_with(is_over, move |&is_over| {
        if let (true, Some(now)) = (is_over, (*course).clone()) {
            course.set(Some(Course {
                seen: now.look(&page),
                phase: Phase::Told,
                ..now
            }));
        }
    });
}

/// Lets what is left of a run pass at once, also where somebody has stopped it.
fn to_end(on_action: &Callback<Action>) -> Callback<MouseEvent> {
    let on_action = on_action.clone();
    Callback::from(move |_| {
        on_action.emit(Action::Play(true));
        on_action.emit(Action::Pass(u32::MAX));
    })
}

/// Gives an element the focus when it appears, and when the value changes.
#[hook]
pub fn use_focus(when: impl PartialEq + 'static) -> NodeRef {
    let node = use_node_ref();
    let element = node.clone();
    use_effect_with(when, move |_| {
        if let Some(element) = element.cast::<HtmlElement>() {
            // An element of the page can be focused or ignores it.
            element.focus().ok();
        }
    });
    node
}
