// The members of a text area that a page uses, on the editor's element: what works with the one
// works with the other. Offsets are those of the exact text.
import { EditorView } from "@codemirror/view";
import { offsetOf, positionOf, textOf } from "./line-ends.mjs";

/** Gives the view's element these members; `setText` is what setting `value` does. */
export function actAsTextArea(view, setText) {
  const position = (offset) => positionOf(view.state, offset);
  const selected = (end) => offsetOf(view.state, view.state.selection.main[end]);
  Object.defineProperties(view.contentDOM, {
    value: { get: () => textOf(view.state), set: setText },
    selectionStart: { get: () => selected("from") },
    selectionEnd: { get: () => selected("to") },
    setSelectionRange: {
      value(from, to) {
        const [anchor, head] = [position(from), position(to)];
        const effects = EditorView.scrollIntoView(anchor, { y: "center" });
        view.dispatch({ selection: { anchor, head }, effects });
        // Or the browser would put its own selection somewhere when the focus comes.
        view.focus();
      },
    },
    setRangeText: {
      value(text, from, to) {
        const [start, insert] = [position(from), view.state.toText(text)];
        view.dispatch({
          changes: { from: start, to: position(to), insert },
          // Behind it, as if it were typed.
          selection: { anchor: start + insert.length },
          userEvent: "input",
          scrollIntoView: true,
        });
      },
    },
  });
}

/**
 * Text that takes the place of a selection, or comes at once as from a dictation, is put in by us. A
 * browser that does it itself keeps the looks of what it replaces with `style` attributes, which the
 * content security policy forbids, and goes line by line.
 */
export const insertion = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, isComposing, data } = event;
    if (inputType !== "insertText" || isComposing || !data) return false;
    // Not the editor's own idea of the selection, which may be about to follow.
    const range = document.getSelection().getRangeAt(0);
    if (range.collapsed && data.length === 1) return false;
    const from = view.posAtDOM(range.startContainer, range.startOffset);
    const to = view.posAtDOM(range.endContainer, range.endOffset);
    const insert = view.state.toText(data);
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent: "input.type",
      scrollIntoView: true,
    });
    return true;
  },
});
