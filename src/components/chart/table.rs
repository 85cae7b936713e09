//! A chart as a table.

use yew::prelude::*;

use super::Sight;
use super::columns::columns;
use crate::chart::clock;

/// About so many rows; of more, evenly spaced ones are shown.
const ROWS: usize = 60;

/// The rows in view, the latest first.
pub fn table(sight: &Sight) -> Html {
    let words = sight.words;
    let columns = columns(sight, &sight.window);
    let times = &columns.times;
    let (Some(first), Some(last)) = (times.first(), times.last()) else {
        return Html::default();
    };
    let each = times.len().div_ceil(ROWS).max(1);
    let name = sight.subject.name(words);
    let name = words.save_rows(name, &clock(*first), &clock(*last));
    html! {
        <div class="as-table" role="region" tabindex="0" aria-label={name.clone()}>
            <table aria-label={name}>
                <thead>
                    <tr>
                        <th scope="col">{ words.save_time() }</th>
                        for column in &columns.all {
                            <th scope="col">{ &column.name }</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    for (nth, time) in times.iter().enumerate().rev().step_by(each) {
                        <tr>
                            <th scope="row">{ clock(*time) }</th>
                            for column in &columns.all {
                                <td>{ column.quantity.text(words, column.value(nth)) }</td>
                            }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}
