// How the editor looks: the page's own custom properties, so that light, dark and host pages' themes
// hold here, too.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { StyleModule } from "style-mod";

// CodeMirror writes its styles into <style> elements, which the content security policy forbids.
// Constructed style sheets are permitted.
const sheet = new CSSStyleSheet();
StyleModule.mount = (_root, modules) => {
  sheet.replaceSync(modules.map((it) => it.getRules()).join("\n"));
  if (document.adoptedStyleSheets.includes(sheet)) return;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
};

const colour = (name, light, dark) => `var(--code-${name}, light-dark(${light}, ${dark}))`;

const highlighting = HighlightStyle.define([
  { tag: tags.atom, color: colour("key", "#0a5c9e", "#7dbdf2") },
  { tag: tags.string, color: colour("string", "#7a4a00", "#e3b26a") },
  { tag: [tags.number, tags.keyword], color: colour("value", "#8a3d8f", "#d69ad9") },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.meta, tags.definition(tags.variableName)], color: "var(--quiet)" },
]);

const wave = (colour) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${colour} 1px`,
  textUnderlineOffset: "3px",
  textDecorationSkipInk: "none",
  paddingBottom: 0,
});
const marker = (colour, shape) => ({
  content: '""',
  display: "block",
  width: "8px",
  height: "8px",
  margin: "4px 2px",
  background: colour,
  clipPath: shape,
});
const [bad, doubtful, note] = ["var(--bad)", "var(--panic)", "var(--accent)"];

const theme = EditorView.theme({
  "&": { flex: "1", minHeight: 0, minWidth: 0, color: "inherit", borderRadius: "0 0 8px 8px" },
  // Above the gutters, which would cover an outline.
  "&.cm-focused": { outline: "none" },
  "&.cm-focused:after": {
    content: '""',
    position: "absolute",
    inset: 0,
    zIndex: 300,
    border: "2px solid var(--accent)",
    borderRadius: "inherit",
    pointerEvents: "none",
  },
  ".cm-scroller": { font: "var(--small) / 1.3333 var(--mono)" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 12px 0 4px" },
  "& ::selection": { backgroundColor: "color-mix(in srgb, var(--accent) 35%, transparent)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 8%, transparent)" },
  ".cm-gutters": { border: "0", background: "var(--panel)", color: "var(--quiet)" },
  ".cm-activeLineGutter": { background: "none", color: "var(--ink)" },
  ".cm-gutter-lint": { width: "12px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: 0 },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "20px", padding: "0 2px" },
  ".cm-foldGutter .cm-gutterElement": { width: "14px", textAlign: "center", cursor: "pointer" },
  ".cm-foldPlaceholder": {
    margin: "0 4px",
    border: "1px solid var(--line)",
    background: "var(--ground)",
    color: "var(--quiet)",
  },
  ".cm-specialChar": { color: "var(--bad)" },

  ".cm-lintRange-error": wave(bad),
  ".cm-lintRange-warning": wave(doubtful),
  ".cm-lintRange-info": wave(note),
  ".cm-lintRange-active": { backgroundColor: "color-mix(in srgb, var(--accent) 20%, transparent)" },
  ".cm-lintPoint:after": { borderBottomColor: bad },
  ".cm-lintPoint-warning:after": { borderBottomColor: doubtful },
  ".cm-lintPoint-info:after": { borderBottomColor: note },
  ".cm-lint-marker": { width: "12px", height: "16px" },
  // Different shapes, too: not every eye tells the colours apart.
  ".cm-lint-marker-error": { content: "normal" },
  ".cm-lint-marker-warning": { content: "normal" },
  ".cm-lint-marker-info": { content: "normal" },
  ".cm-lint-marker-error:before": marker(bad, "circle(50%)"),
  ".cm-lint-marker-warning:before": marker(doubtful, "polygon(50% 0, 100% 100%, 0 100%)"),
  ".cm-lint-marker-info:before": marker(note, "polygon(0 25%, 100% 25%, 100% 75%, 0 75%)"),

  ".cm-tooltip": {
    maxWidth: "min(30rem, calc(100vw - 24px))",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    background: "var(--panel)",
    color: "var(--ink)",
    font: "var(--text) / 1.4286 system-ui, sans-serif",
    boxShadow: "0 2px 8px light-dark(#0003, #000a)",
  },
  ".cm-tooltip-hover": { maxHeight: "min(28rem, 60vh)", overflow: "auto" },
  ".cm-tooltip-section:not(:first-child)": { borderTop: "1px solid var(--line)" },
  ".cm-tooltip code": { fontFamily: "var(--mono)", fontSize: "0.92em" },
  ".cm-help": { padding: "8px 12px", overflowWrap: "anywhere" },
  ".cm-help strong": { fontFamily: "var(--mono)", fontSize: "var(--small)" },
  ".cm-help p": { margin: "4px 0" },
  ".cm-help dl": {
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    gap: "0 12px",
    margin: 0,
    fontSize: "var(--small)",
  },
  ".cm-help dt": { color: "var(--quiet)" },
  ".cm-help dd": { margin: 0 },
  ".cm-diagnostic": { margin: 0, padding: "8px 12px", borderLeftWidth: "4px", whiteSpace: "normal" },
  ".cm-diagnostic-error": { borderColor: bad },
  ".cm-diagnostic-warning": { borderColor: doubtful },
  ".cm-diagnostic-info": { borderColor: note },
  ".cm-diagnostic p": { margin: "4px 0 0", color: "var(--quiet)" },
  ".cm-diagnosticAction": {
    margin: "8px 8px 0 0",
    padding: "4px 12px",
    borderRadius: "4px",
    background: "var(--accent)",
    color: "var(--panel)",
    font: "inherit",
    fontWeight: 600,
  },

  ".cm-tooltip-autocomplete > ul": {
    maxWidth: "min(28rem, calc(100vw - 24px))",
    maxHeight: "14rem",
    font: "var(--small) / 1.3333 var(--mono)",
  },
  ".cm-tooltip-autocomplete > ul > li": { padding: "4px 8px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--accent)",
    color: "var(--panel)",
  },
  ".cm-completionDetail": { marginLeft: "12px", fontStyle: "normal", opacity: 0.8 },
  ".cm-tooltip.cm-completionInfo": { width: "18rem", padding: 0 },

  ".cm-panels": { borderColor: "var(--line)", background: "var(--ground)", color: "inherit" },
  ".cm-panel.cm-search": { padding: "8px 28px 8px 8px", font: "inherit" },
  ".cm-panel.cm-search label": { fontSize: "var(--small)", whiteSpace: "nowrap" },
  ".cm-textfield, .cm-button": {
    margin: "2px 4px 2px 0",
    padding: "2px 8px",
    border: "1px solid var(--line)",
    borderRadius: "4px",
    background: "var(--panel)",
    color: "inherit",
    fontSize: "var(--small)",
  },
  ".cm-textfield": { width: "9rem" },
  ".cm-panel.cm-search [name=close]": { right: "4px", width: "24px", height: "24px", color: "inherit" },
  ".cm-searchMatch": { background: "color-mix(in srgb, var(--panic) 30%, transparent)" },
  ".cm-searchMatch-selected": { background: "color-mix(in srgb, var(--panic) 60%, transparent)" },
  ".cm-selectionMatch": { background: "color-mix(in srgb, var(--accent) 16%, transparent)" },
});

export const looks = [theme, syntaxHighlighting(highlighting)];
