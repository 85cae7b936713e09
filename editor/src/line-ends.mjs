// CodeMirror counts any line break as one character and forgets which one it was. The user's text
// keeps its own, so they are remembered here, line by line, and places are translated.
import { invertedEffects } from "@codemirror/commands";
import { StateEffect, StateField } from "@codemirror/state";

const BREAK = /\r\n?|\n/g;

/** The text as CodeMirror's documents have it: every line break is one "\n". */
export const plain = (text) => text.replace(BREAK, "\n");

/** The line ends of a text, from the first line to the last but one. */
class LineEnds {
  constructor(ends, usual) {
    this.ends = ends;
    /** What a new line gets. */
    this.usual = usual;
    /** By how much each line begins later in the text than in the document. */
    this.later = [0];
    for (const end of ends) this.later.push(this.later.at(-1) + end.length - 1);
  }

  static of(text) {
    const ends = text.match(BREAK) ?? [];
    const windows = ends.filter((end) => end === "\r\n").length;
    return new LineEnds(ends, windows * 2 > ends.length ? "\r\n" : "\n");
  }

  after(transaction) {
    const before = transaction.startState.doc;
    let { ends } = this;
    let grown = 0;
    transaction.changes.iterChanges((from, to, _from, _to, inserted) => {
      const first = before.lineAt(from).number;
      const removed = before.lineAt(to).number - first;
      const added = inserted.lines - 1;
      if (added + removed === 0) return;
      const at = first - 1 + grown;
      // Not by `splice`: a function takes fewer arguments than a text may have lines.
      ends = ends.slice(0, at).concat(Array(added).fill(this.usual), ends.slice(at + removed));
      grown += added - removed;
    });
    return new LineEnds(ends, this.usual);
  }
}

const replaced = StateEffect.define();

const field = StateField.define({
  create: () => LineEnds.of(""),
  update(value, transaction) {
    // Undoing several changes at once brings the ends from before each; the last are the oldest.
    const given = transaction.effects.findLast((effect) => effect.is(replaced));
    if (given) return given.value;
    return transaction.docChanged ? value.after(transaction) : value;
  },
});

const changes = ({ docChanged, effects }) =>
  docChanged || effects.some((effect) => effect.is(replaced));

/** Keeps the line ends of `text` through all changes, and brings them back when one is undone. */
export const lineEnds = (text) => [
  field.init(() => LineEnds.of(text)),
  invertedEffects.of((transaction) =>
    changes(transaction) ? [replaced.of(transaction.startState.field(field))] : [],
  ),
];

/** Gives a transaction the line ends of the text that it leads to. */
export const withLineEndsOf = (text) => replaced.of(LineEnds.of(text));

/** Whether an update changed the text, be it only a line end. */
export const changesText = ({ transactions }) => transactions.some(changes);

/** The user's text, exactly. */
export function textOf(state) {
  const { ends } = state.field(field);
  let text = "";
  let number = 0;
  for (const line of state.doc.iterLines()) {
    text += line;
    const end = ends[number] ?? "";
    // Around an empty line two ends would become one.
    text += line === "" && end === "\n" && text.endsWith("\r") ? "\r" : end;
    number += 1;
  }
  return text;
}

/** Where a position of the document lies in the text. */
export function offsetOf(state, position) {
  return position + state.field(field).later[state.doc.lineAt(position).number - 1];
}

/** Where an offset of the text lies in the document; the nearest place, if there is no such. */
export function positionOf(state, offset) {
  const { later } = state.field(field);
  let [low, high] = [1, state.doc.lines];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (state.doc.line(middle).from + later[middle - 1] <= offset) low = middle;
    else high = middle - 1;
  }
  const line = state.doc.line(low);
  return Math.max(line.from, Math.min(offset - later[low - 1], line.to));
}
