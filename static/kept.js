// Whether something else than what a first visitor finds will be opened: a link, or what was here last
// (src/keeping/kept.rs). The app, which hears of it by this mark, then shows nothing before that is here.
"use strict";

(() => {
  const { hash } = location;
  let isThere = hash.startsWith("#/s/");
  // The browser may forbid to keep anything.
  try {
    isThere ||= ["", "#/"].includes(hash) && localStorage.getItem("state") !== null;
  } catch {}
  document.documentElement.toggleAttribute("data-kept", isThere);
})();
