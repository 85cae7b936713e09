//! A chart as a table.

use yew::prelude::*;

use super::Sight;
use super::summary::rows;
use crate::chart::clock;

/// About so many rows; of more, evenly spaced ones are shown.
const ROWS: usize = 60;

/// The rows in view, the latest first.
pub fn table(sight: &Sight) -> Html {
    let words = sight.words;
    let simulation = sight.run.simulation();
    let rows = rows(simulation.run().rows(), &sight.window);
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Html::default();
    };
    let each = rows.len().div_ceil(ROWS).max(1);
    let name = sight.subject.name(words);
    let name = words.save_rows(name, &clock(first.t), &clock(last.t));
    html! {
        <div class="as-table" role="region" tabindex="0" aria-label={name.clone()}>
            <table aria-label={name}>
                <thead>
                    <tr>
                        <th scope="col">{ words.save_time() }</th>
                        for quantity in &sight.shown {
                            <th scope="col">{ quantity.name(words) }</th>
                        }
                    </tr>
                </thead>
                <tbody>
                    for row in rows.iter().rev().step_by(each) {
                        <tr>
                            <th scope="row">{ clock(row.t) }</th>
                            for quantity in &sight.shown {
                                <td>
                                    { quantity.text(words, quantity.value(row, simulation.settings())) }
                                </td>
                            }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}
