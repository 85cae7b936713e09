// What the page knows about the place under the pointer or the cursor, and what could stand there.
import { autocompletion, startCompletion } from "@codemirror/autocomplete";
import { Prec, StateEffect, StateField } from "@codemirror/state";
import { hoverTooltip, keymap, showTooltip } from "@codemirror/view";
import { offsetOf, positionOf, textOf } from "./line-ends.mjs";
import { prose } from "./prose.mjs";
import { table } from "./words.mjs";

/**
 * A key's title, what it means, and rows of further facts: `{title, text, rows: [[name, fact]]}`, with
 * what counts of its `setting` under the names `counts` and `how`.
 */
function card({ title, text, rows, setting, ...names }, counts) {
  const [value, arithmetic] = counts(setting);
  const effective = [[names.counts, value], [names.how, arithmetic]];
  const element = document.createElement("div");
  element.className = "cm-help";
  element.appendChild(document.createElement("strong")).textContent = title;
  element.appendChild(document.createElement("p")).append(...prose(text));
  const list = element.appendChild(document.createElement("dl"));
  for (const [name, fact] of [...rows, ...effective.filter(([, fact]) => fact)]) {
    list.appendChild(document.createElement("dt")).textContent = name;
    list.appendChild(document.createElement("dd")).append(...prose(fact));
  }
  return element;
}

function tooltip(state, position, reader, counts) {
  const help = reader().explain(textOf(state), offsetOf(state, position), table());
  if (!help) return null;
  return {
    pos: positionOf(state, help.from),
    end: positionOf(state, help.to),
    above: true,
    create: () => ({ dom: card(help, counts) }),
  };
}

const asked = StateEffect.define();

/** The help for the place of the cursor, when it was asked for with the keyboard. */
const atCursor = StateField.define({
  create: () => null,
  update(value, transaction) {
    const question = transaction.effects.find((effect) => effect.is(asked));
    if (question) return question.value;
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

const keys = (reader, counts) => keymap.of([
  {
    key: "Mod-i",
    run(view) {
      const help = tooltip(view.state, view.state.selection.main.head, reader, counts);
      view.dispatch({ effects: asked.of(help) });
      return true;
    },
  },
  {
    key: "Escape",
    run(view) {
      if (!view.state.field(atCursor)) return false;
      view.dispatch({ effects: asked.of(null) });
      return true;
    },
  },
]);

/** One candidate: `{label, detail, insert, cursor, continues, help}`. */
const option = (counts) => (candidate) => ({
  label: candidate.label,
  detail: candidate.detail,
  info: candidate.help ? () => card(candidate.help, counts) : undefined,
  apply(view, _completion, from, to) {
    view.dispatch({
      changes: { from, to, insert: candidate.insert },
      selection: { anchor: from + candidate.cursor },
      userEvent: "input.complete",
      scrollIntoView: true,
    });
    if (candidate.continues) startCompletion(view);
  },
});

const completion = (reader, counts) => (context) => {
  const { state, pos, explicit } = context;
  const found = reader().complete(textOf(state), offsetOf(state, pos), explicit, table());
  if (!found) return null;
  return {
    from: positionOf(context.state, found.from),
    to: positionOf(context.state, found.to),
    options: found.options.map(option(counts)),
  };
};

/**
 * Help and completion. `reader()` is who knows: `explain(text, offset)` answers what stands there,
 * `{from, to}` and a card, or nothing; `complete(text, offset, isAsked)` answers what could,
 * `{from, to, options}`, or nothing. `counts(setting)`: see main.mjs.
 */
export const help = (reader, counts) => [
  // Below what is wrong there.
  Prec.lowest(
    hoverTooltip((view, at) => tooltip(view.state, at, reader, counts), { hideOnChange: true }),
  ),
  atCursor,
  keys(reader, counts),
  autocompletion({ override: [completion(reader, counts)], icons: false }),
];
