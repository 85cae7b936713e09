// Which language the page is in: the one that was chosen here before, or the first that the browser
// asks for. English stands in index.html and in the app; every other language is a file that is
// fetched, one sentence in each line (words/src/file.rs). The app finds it in `window.words` and
// hears of a change by the event `words`.
"use strict";

window.spoken = (() => {
  const REMEMBERED = "language";
  const buttons = [...document.querySelectorAll(".languages button")];
  const failed = document.getElementById("language-failed");
  // The sentences that index.html brings along, with their number in the table.
  const sentences = [...document.querySelectorAll("[data-word]")];
  const english = sentences.map((element) => [...element.childNodes]);

  // Backticks mark code.
  function nodes(sentence) {
    return sentence.split("`").map((part, nth) => {
      if (nth % 2 === 0) return part;
      const code = document.createElement("code");
      code.textContent = part;
      return code;
    });
  }

  // What was asked for last: a file may arrive after another choice.
  let latest = null;

  /** Whether the page speaks it now: not if another language was chosen meanwhile. */
  async function speak(button) {
    latest = button;
    const file = button.dataset.words;
    let words = "";
    if (file) {
      const response = await fetch(file);
      if (!response.ok) throw new Error(`${file}: status ${response.status}`);
      words = await response.text();
    }
    if (latest !== button) return false;
    const lines = words.split("\n");
    sentences.forEach((element, nth) => {
      element.replaceChildren(...(file ? nodes(lines[element.dataset.word]) : english[nth]));
    });
    document.title = document.querySelector("h1").textContent;
    document.documentElement.lang = button.lang;
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    window.words = words;
    window.dispatchEvent(new Event("words"));
    return true;
  }

  // The browser may forbid to keep anything.
  function remember(code) {
    try {
      localStorage.setItem(REMEMBERED, code);
    } catch {}
  }

  function remembered() {
    try {
      return localStorage.getItem(REMEMBERED);
    } catch {
      return null;
    }
  }

  for (const button of buttons) {
    button.addEventListener("click", async () => {
      try {
        if (!(await speak(button))) return;
        remember(button.lang);
        failed.hidden = true;
      } catch (error) {
        console.error(error);
        failed.hidden = latest !== button;
      }
    });
  }

  // `zh-Hant-TW` is asked for, `zh-CN` is there: who reads Traditional Chinese reads that rather than English.
  const primary = (tag) => tag.split("-")[0];
  const wanted = [globalThis.guest?.get("lang") ?? remembered(), ...navigator.languages].filter(Boolean).map(primary);
  const first = wanted.map((tag) => buttons.find((button) => primary(button.lang) === tag));
  return speak(first.find(Boolean) ?? buttons[0]).catch((error) => {
    console.error(error);
    return speak(buttons[0]);
  });
})();
