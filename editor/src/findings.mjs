// What the page found in the text: underlined, marked in the gutter, with its words and its mending.
import { forEachDiagnostic, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorView, keymap } from "@codemirror/view";
import { positionOf } from "./line-ends.mjs";
import { prose } from "./prose.mjs";

const SEVERITY = { error: "error", warning: "warning", note: "info" };

/** One finding of the page as CodeMirror has it. */
function diagnostic(state, finding, mend) {
  const from = positionOf(state, finding.from);
  // Of a whole block only its first line: what underlines everything points nowhere.
  const to = Math.min(positionOf(state, finding.to), state.doc.lineAt(from).to);
  const actions = finding.fix
    ? [{ name: finding.fix, apply: () => mend(finding.number) }]
    : [];
  return {
    from,
    to: Math.max(from, to),
    severity: SEVERITY[finding.severity],
    message: finding.what,
    renderMessage: () => message(finding),
    actions,
  };
}

function message({ what, more }) {
  const element = document.createElement("div");
  const title = element.appendChild(document.createElement("strong"));
  title.append(...prose(what));
  if (more) element.appendChild(document.createElement("p")).append(...prose(more));
  return element;
}

/** The transaction that shows these findings in place of those before. */
export const show = (state, findings, mend) =>
  setDiagnostics(state, findings.map((finding) => diagnostic(state, finding, mend)));

const hasError = (state) => {
  let found = false;
  forEachDiagnostic(state, ({ severity }) => (found ||= severity === "error"));
  return found;
};

/** Mends the first finding at the cursor that can be mended. */
function mendHere(view) {
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  const candidates = [];
  forEachDiagnostic(view.state, (it, from, to) => {
    if (it.actions.length === 0) return;
    if (from <= head && head <= to) candidates.unshift(it);
    else if (line.from <= from && from <= line.to) candidates.push(it);
  });
  candidates[0]?.actions[0].apply();
  return candidates.length > 0;
}

export const marks = [
  lintGutter(),
  EditorView.contentAttributes.of((view) => ({ "aria-invalid": String(hasError(view.state)) })),
  keymap.of([
    { key: "F8", run: nextDiagnostic, shift: previousDiagnostic },
    { key: "Mod-.", run: mendHere },
  ]),
];
