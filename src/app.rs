//! The app: what the visitor sees and does.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::chart::Subject;
use crate::components::chart::Chart;
use crate::components::player::{More, player};
use crate::hooks::{use_frames, use_paint, use_reader, use_words};
use crate::lessons::{Route, use_route};
use crate::parts::{Part, Stage, details, keeping, lessons, texts, use_part};
use crate::state::{Action, Page, Text, is_marked};

/// The whole page below the header that `index.html` brings along.
#[component]
pub fn App() -> Html {
    let words = use_words();
    let page = use_reducer(Page::first_visit);
    let on_action = {
        let dispatcher = page.dispatcher();
        use_callback((), move |action, ()| dispatcher.dispatch(action))
    };
    let route = use_route();
    let is_hidden = matches!(route, Route::Gallery | Route::Compare);
    let is_lesson = route != Route::Page;
    let keeping = use_part(|| Box::pin(keeping()), true);
    let on_change = on_action.clone();
    let is_missing = matches!(keeping, Part::Missing(_));
    use_effect_with(
        (route.is_lessons(), is_missing),
        move |(lessons, missing)| {
            on_change.emit(Action::Lessons(*lessons));
            if *missing {
                on_change.emit(Action::Stay);
            }
        },
    );
    let per_second = if page.playing && !is_hidden && !page.awaits {
        f64::from(page.speed)
    } else {
        0.0
    };
    use_frames(per_second, on_action.reform(Action::Pass));
    let on_frame = on_action.reform(|()| Action::CatchUp);
    use_paint(page.progress().map(|_| page.slices), move |missing| {
        if missing.is_some() {
            // After the frame, which shows what is there already.
            let on_frame = on_frame.clone();
            Timeout::new(0, move || on_frame.emit(())).forget();
        }
    });
    let touched = use_state_eq(|| false);
    let touch = {
        let touched = touched.setter();
        Callback::from(move |()| touched.set(true))
    };
    let wanted = *touched || is_lesson || page.awaits || page.wants_reader();
    use_reader(&page.reader, wanted, on_action.reform(Action::Reader));
    let on_words = on_action.reform(Action::Speak);
    use_effect_with(words, move |words| on_words.emit(*words));

    let stage = Stage {
        page: (*page).clone(),
        on_action: on_action.clone(),
        words,
        route: route.clone(),
        on_want: touch.clone(),
    };
    // What a guest in another page leaves out (static/embed.js).
    let details = use_part(|| Box::pin(details()), !is_marked("data-no-details"));
    let texts = use_part(|| Box::pin(texts()), !is_marked("data-no-texts"));
    let lessons = use_part(|| Box::pin(lessons()), is_lesson);
    let more = More {
        on_touch: touch.clone(),
        // Behind another view nobody sees what a key does.
        keys: (details.here().filter(|_| !is_hidden)).map_or_else(no_keys, |it| (it.keys)(&stage)),
        scrub: details
            .here()
            .map_or_else(no_scrub, |it| (it.scrub)(&stage)),
        service: (details.here()).map_or_else(Html::default, |it| (it.service)(&stage)),
    };

    html! {
        <>
        { keeping.show(&stage, |show| show) }
        { lessons.show(&stage, |show| show) }
        <div class="page" aria-busy={page.awaits.then_some("true")} hidden={is_hidden}>
            <section
                class="cause"
                aria-label={words.page_texts()}
                onfocusin={touch.reform(drop)}
                onpointerover={touch.reform(drop)}
            >
                { match &texts {
                    Part::Awaited => empty_fields(),
                    texts => texts.show(&stage, |show| show),
                } }
                { details.here().map_or_else(
                    || html! { <section class="problems"></section> },
                    |it| (it.problems)(&stage),
                ) }
            </section>
            <section class="effect" aria-label={words.page_simulation()}>
                // Its place is kept, so that nothing moves when it comes.
                { details.here().map_or_else(
                    || html! { <div class="cluster"><div></div></div> },
                    |it| (it.picture)(&stage),
                ) }
                <div class="charts">
                    for subject in Subject::ALL {
                        <Chart
                            key={subject.id()}
                            {subject}
                            run={page.run().clone()}
                            ghost={page.ghost().cloned()}
                            view={page.view.clone()}
                            extras={details.here().map(|it| it.chart)}
                            on_action={on_action.clone()}
                        />
                    }
                </div>
            </section>
            <section
                class="reason"
                aria-label={words.page_reasons()}
                onfocusin={touch.reform(drop)}
                onpointerover={touch.reform(drop)}
            >
                { match &details {
                    Part::Awaited => html! { <p class="now">{ words.now_starting() }</p> },
                    details => details.show(&stage, |it| it.reasons),
                } }
            </section>
            { details.here().map_or_else(
                || html! { <section class="totals"></section> },
                |it| (it.totals)(&stage),
            ) }
            { player(&page, &on_action, words, more) }
        </div>
        </>
    }
}

/// The places of the texts.
fn empty_fields() -> Html {
    html! { for _ in Text::ALL { <div class="editor"></div> } }
}

/// The place of the button that lists the keys.
fn no_keys() -> Html {
    html! { <button type="button" class="help" disabled=true>{ "?" }</button> }
}

/// The place of the bar of time.
fn no_scrub() -> Html {
    html! {
        <div class="scrub"><button type="button" disabled=true>{ "−" }</button></div>
    }
}
