// Which colours the page has: light or dark where that was chosen here before, and else what the
// system asks for. It runs before anything is painted, so that nothing flashes. The app hears of a
// change by the event `theme`; style.css does the rest.
"use strict";

(() => {
  const REMEMBERED = "theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const { guest } = globalThis;
  let chosen = guest?.get("theme") ?? "system";

  function show() {
    const dark = chosen === "dark" || (chosen !== "light" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    window.dispatchEvent(new Event("theme"));
  }

  // The browser may forbid to keep anything.
  try {
    if (!guest) chosen = localStorage.getItem(REMEMBERED) ?? chosen;
  } catch {}
  show();
  // The page around this one (embed.js).
  window.addEventListener("asked-theme", ({ detail }) => {
    chosen = detail;
    show();
  });
  system.addEventListener("change", show);

  document.addEventListener("DOMContentLoaded", () => {
    const switches = document.querySelector(".themes");
    // The pages of the docs have none and follow what was chosen here.
    if (!switches) return;
    const of = (value) => switches.querySelector(`[value="${CSS.escape(value)}"]`);
    (of(chosen) ?? of("system")).checked = true;
    switches.addEventListener("change", ({ target }) => {
      chosen = target.value;
      show();
      try {
        localStorage.setItem(REMEMBERED, chosen);
      } catch {}
    });
    // The names that are only heard can be read under the pointer.
    window.addEventListener("words", () => {
      for (const label of switches.querySelectorAll("label")) label.title = label.textContent.trim();
    });
  });
})();
