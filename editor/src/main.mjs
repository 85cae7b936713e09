// The editor that takes a text field's place: the same text, name and behaviour, and more to see.
import "./offline.mjs";
import { closeCompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { foldGutter, foldKeymap } from "@codemirror/language";
import { search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { actAsTextArea, insertion } from "./field.mjs";
import { marks, show } from "./findings.mjs";
import { help } from "./help.mjs";
import { changesText, lineEnds, plain, textOf, withLineEndsOf } from "./line-ends.mjs";
import { looks } from "./looks.mjs";
import { table } from "./words.mjs";
import { yaml } from "./yaml.mjs";

/** Marks what the page itself changed, so that it isn't told. */
const byPage = Annotation.define();

// What stands for the reader until it is there.
const nobody = { explain: () => null, complete: () => null, phrases: () => ({}) };

/** Does something when the next frame has been painted; gives back a function that prevents it. */
function afterFrame(act) {
  let task;
  const frame = requestAnimationFrame(() => (task = setTimeout(act)));
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(task);
  };
}

/**
 * Puts an editor before `textarea`, with its focus, selection and scrolling; taking the text area
 * away is left to its owner.
 *
 * All offsets are UTF-16 units of the exact text, whatever its line ends are.
 * `label` is the id of the element with the accessible name, `text` the exact text;
 * `onChange(text)` and `onFix(number)` are told what the user did;
 * `counts(setting)` answers what counts of a setting, and how it comes out: a list of texts.
 */
export function mount(textarea, label, text, onChange, onFix, counts) {
  let reader = nobody;
  let findings = [];
  // Takes back that findings are to be shown.
  let forget = () => {};
  const language = new Compartment();
  const doc = plain(text);
  // The text area may be about to get this text, and hold a longer one still.
  const within = (offset) => Math.min(offset, doc.length);
  const view = new EditorView({
    state: EditorState.create({
      doc,
      selection: { anchor: within(textarea.selectionStart), head: within(textarea.selectionEnd) },
      extensions: [
        language.of([]),
        extensions(textarea, label, text, onChange, help(() => reader, counts)),
      ],
    }),
  });
  // What CodeMirror says by itself. It draws itself anew for that, and would select what somebody has
  // written so far in its search panel, or end what an input method composes: they go on first.
  let spoken = "{}";
  const speak = () => {
    const phrases = reader.phrases(table());
    if (JSON.stringify(phrases) === spoken) return;
    const later = (element, event) => element.addEventListener(event, () => setTimeout(speak), { once: true });
    const panels = view.dom.querySelector(".cm-panels:focus-within");
    if (panels) return later(panels, "focusout");
    if (view.compositionStarted) return later(view.contentDOM, "compositionend");
    spoken = JSON.stringify(phrases);
    view.dispatch({ effects: language.reconfigure(EditorState.phrases.of(phrases)) });
  };
  window.addEventListener("words", speak);
  const isFocused = document.activeElement === textarea;
  const { scrollTop } = textarea;
  const name = document.getElementById(label);
  const onLabel = () => view.focus();
  name.addEventListener("click", onLabel);
  textarea.removeAttribute("id");
  textarea.before(view.dom);
  view.scrollDOM.scrollTop = scrollTop;
  if (isFocused) view.focus();

  function setText(text) {
    if (text === textOf(view.state)) return;
    const changes = view.state.changes(difference(view.state.doc.toString(), plain(text)));
    const { anchor, head } = view.state.selection.main;
    view.dispatch({
      changes,
      // Both ends in one way: CodeMirror's own would turn a selection inside out that is replaced as a whole.
      selection: { anchor: changes.mapPos(anchor), head: changes.mapPos(head) },
      effects: withLineEndsOf(text),
      annotations: [byPage.of(true), isolateHistory.of("full")],
    });
  }
  actAsTextArea(view, setText);

  return {
    /** Makes `text` the text, as one step that can be undone. */
    setText,
    /** Explains and proposes by these exports of the reader from now on (help.mjs). */
    setReader(program) {
      // It is told so after every change; setting the language anew takes CodeMirror some time.
      if (program === reader) return;
      reader = program;
      speak();
    },
    /** A finding to be shown with the next ones; `fix` is a label, if there is one. */
    addFinding(from, to, severity, what, more, fix) {
      findings.push({ number: findings.length, from, to, severity, what, more, fix });
    },
    /** Shows what was added since the last time, and nothing else. */
    showFindings() {
      const [{ doc }, found] = [view.state, findings];
      findings = [];
      forget();
      // CodeMirror puts the cursor back, for which the browser has to know where everything stands: what
      // has changed on the page besides is painted first.
      forget = afterFrame(() => {
        forget = () => {};
        // Of a text that has changed since then the next findings are on their way.
        if (view.state.doc === doc) view.dispatch(show(view.state, found, onFix));
      });
    },
    destroy() {
      name.removeEventListener("click", onLabel);
      window.removeEventListener("words", speak);
      forget();
      view.destroy();
    },
  };
}

function extensions(textarea, label, text, onChange, knowledge) {
  const describedBy = textarea.getAttribute("aria-describedby");
  return [
    lineEnds(text),
    EditorView.contentAttributes.of({
      id: textarea.id,
      // What scrolls has to be reached by keyboard; a browser does so by itself, a checker wants it said.
      tabindex: "0",
      "aria-labelledby": label,
      ...(describedBy && { "aria-describedby": describedBy }),
    }),
    history(),
    yaml,
    looks,
    // Of these, too, a reader should know: they look like a space and aren't one.
    highlightSpecialChars({ addSpecialChars: /[\u00a0\u3000]/ }),
    marks,
    lineNumbers(),
    foldGutter(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    knowledge,
    insertion,
    search({ top: true }),
    // Tab is left alone: it leads on to the next part of the page, as from any field.
    keymap.of([...completionKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap]),
    EditorView.domEventHandlers({
      // Dropped files are the page's to open: CodeMirror would insert them where the pointer is.
      drop: (event) => event.dataTransfer.files.length > 0,
      blur: (_event, view) => void closeCompletion(view),
    }),
    EditorView.updateListener.of((update) => {
      const isByPage = update.transactions.some((it) => it.annotation(byPage));
      if (changesText(update) && !isByPage) onChange(textOf(update.state));
    }),
  ];
}

/** The shortest single change that leads from one text to the other. */
function difference(before, after) {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let [to, end] = [before.length, after.length];
  while (to > from && end > from && before[to - 1] === after[end - 1]) {
    to -= 1;
    end -= 1;
  }
  return { from, to, insert: after.slice(from, end) };
}
