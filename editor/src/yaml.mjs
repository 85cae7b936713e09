// YAML: colours, folding and indentation. The small line-wise mode instead of the full grammar: a
// tenth of the size of the whole editor less, and half-typed text doesn't change the colours below.
import { foldService, indentService, indentUnit, StreamLanguage } from "@codemirror/language";
import { yaml as mode } from "@codemirror/legacy-modes/mode/yaml";

// The mode looks ahead to the end of the line at every character.
const LONGEST_COLOURED = 2000;

function token(stream, state) {
  if (stream.string.length <= LONGEST_COLOURED) return mode.token(stream, state);
  stream.skipToEnd();
  return null;
}

const indentation = (line) => line.text.search(/\S/);

/** What belongs to a key or an item is what stands deeper; a list may stand as deep as its key. */
function fold(state, start) {
  const head = state.doc.lineAt(start);
  const depth = indentation(head);
  if (depth < 0 || head.text[depth] === "#") return null;
  const isKey = /:\s*(#.*)?$/.test(head.text) && head.text[depth] !== "-";
  let last = head;
  for (let number = head.number + 1; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    const at = indentation(line);
    if (at < 0) continue;
    const isInside = at > depth || (isKey && at === depth && /^-(\s|$)/.test(line.text.slice(at)));
    if (!isInside) break;
    last = line;
  }
  return last === head ? null : { from: head.to, to: last.to };
}

/** A new line stands as deep as the one before, or as what that one opens. */
function indent(context, position) {
  const line = context.lineAt(position, -1);
  const depth = Math.max(indentation(line), 0);
  const opens = /^\s*- \S/.test(line.text) || /:\s*([|>][-+]?)?\s*$/.test(line.text);
  return opens ? depth + context.unit : depth;
}

export const yaml = [
  StreamLanguage.define({ ...mode, token }),
  foldService.of(fold),
  indentService.of(indent),
  indentUnit.of("  "),
];
