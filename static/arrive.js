// How somebody comes to the page: as a guest in another page (`?embed`, see docs/embedding.md), to a link,
// or back to what was here last (src/keeping/kept.rs). It runs before the first paint. The app, which hears
// of the latter by a mark, shows nothing before that is here.
"use strict";

{
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const { hash } = location;
  const file = (name) => document.querySelector(`meta[name=${name}]`).content;
  let isThere = hash.startsWith("#/s/");
  if (query.has("embed")) {
    globalThis.guest = query;
    root.dataset.embed = "";
    const styles = Object.assign(document.createElement("link"), { rel: "stylesheet", href: file("embed-css") });
    document.head.append(styles);
    // boot.js waits for it.
    globalThis.received = import(new URL(file("embed-js"), document.baseURI));
  } else {
    // The browser may forbid to keep anything.
    try {
      isThere ||= /^(#\/(compare|lessons?(\/.*)?)?)?$/.test(hash) && localStorage.getItem("state") !== null;
    } catch {}
  }
  root.toggleAttribute("data-kept", isThere);
}
