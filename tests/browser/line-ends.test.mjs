// The editor's memory of line ends, without a browser: whatever is done to a text, only that changes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { history, isolateHistory, redo, undo } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { lineEnds, offsetOf, plain, positionOf, textOf } from "../../editor/src/line-ends.mjs";

const open = (text) =>
  EditorState.create({ doc: plain(text), extensions: [history(), lineEnds(text)] });

/** Numbers from 0 up to a limit, the same in every run. */
function numbers(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % limit;
  };
}

const PARTS = ["a", "", "é😀", "\n", "\r\n", "\r\n", "\r", "  b: 1\r\n", "\ufeff"];

test("Changes, undone and done again, give back each text byte for byte", () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const next = numbers(seed);
    const text = Array.from({ length: next(12) }, () => PARTS[next(PARTS.length)]).join("");
    let state = open(text);
    const run = (command) => command({ state, dispatch: (it) => (state = it.state) });
    assert.equal(textOf(state), text);
    const past = [text];
    for (let step = 0; step < 6; step += 1) {
      const [a, b] = [next(state.doc.length + 1), next(state.doc.length + 1)];
      const insert = state.toText(PARTS[next(PARTS.length)]);
      if (a === b && insert.length === 0) continue;
      const changes = { from: Math.min(a, b), to: Math.max(a, b), insert };
      state = state.update({ changes, annotations: isolateHistory.of("full") }).state;
      assert.equal(plain(textOf(state)), state.doc.toString());
      past.push(textOf(state));
    }
    for (const before of past.slice(0, -1).reverse()) {
      run(undo);
      assert.equal(textOf(state), before, `undone, seed ${seed}`);
    }
    for (const after of past.slice(1)) {
      run(redo);
      assert.equal(textOf(state), after, `done again, seed ${seed}`);
    }
  }
});

test("A text may have more lines than a function takes arguments", () => {
  const many = "a\r\n".repeat(300_000);
  let state = open("b\r\n");
  state = state.update({ changes: { from: 0, insert: state.toText(many) } }).state;
  assert.equal(textOf(state), `${many}b\r\n`);
});

test("Places of the text and of the document lead to each other", () => {
  const text = "a\r\n\r\n😀b\nc\r\n";
  const state = open(text);
  for (let position = 0; position <= state.doc.length; position += 1) {
    const offset = offsetOf(state, position);
    assert.equal(plain(text.slice(0, offset)), state.doc.sliceString(0, position));
    assert.equal(positionOf(state, offset), position);
  }
  // Between the two characters of a line end, and behind the end.
  assert.equal(positionOf(state, 2), 1);
  assert.equal(positionOf(state, 99), state.doc.length);
});
