// The language of the page, whose words static/language.js leaves in `window.words`.

/** The table of what the reader says, from behind the page's own sentences; empty in English. */
export function table() {
  const words = window.words ?? "";
  const end = words.indexOf("\n\n");
  return end < 0 ? "" : words.slice(end + 2);
}
