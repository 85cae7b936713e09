// The page as a guest in another page (arrive.js fetches this for `?embed`): what the address asks for,
// and what the two pages tell each other. docs/embedding.md describes both.
//
// Whatever comes from outside is data. Only the page that this one is in is heard, from the origin that
// spoke first, and what somebody typed here is told to none but our own origin.

const { guest } = globalThis;
const root = document.documentElement;

const CHARTS = ["replicas", "concurrency", "latency", "path"];
// What the details bring (src/parts/details.rs); the menus of charts come along.
const DETAILS = ["cluster", "now", "why", "ladder", "totals", "problems", "scrub"];
const PARTS = [...CHARTS, ...DETAILS, "player", "sliders", "editors"];
const USUAL = "now,replicas,concurrency,player,sliders,scrub";
const HEIGHT = { least: 160, most: 4000 };
// What of the looks may be another's (style.css, charts.css).
const LOOKS = /^--(accent|ground|panel|ink|quiet|line|font|mono|desired|ready|stable|panic|load)$/;

/* What is asked for. What isn't for us is for the app, which names what nobody understands. */

const asked = [];
let height = 0;
for (const [name, value] of guest) {
  if (name === "embed" || name === "lang") continue;
  if (name === "show") show(value);
  else if (name === "theme" && ["light", "dark", "auto"].includes(value)) continue;
  else if (name === "height" && isHeight(value)) height = Number(value);
  else if (name === "readonly" || name === "autoplay") continue;
  else if (["clients", "rps"].includes(name) && isLevel(value)) level(name, value);
  else asked.push([name, value]);
}
if (!guest.has("show")) show(USUAL);
// Texts stand behind the `#`, so that no server gets them.
if (location.hash.startsWith("#/t?")) asked.push(...new URLSearchParams(location.hash.slice(4)));
globalThis.asked = asked;
root.toggleAttribute("data-kept", asked.length > 0 || root.hasAttribute("data-kept"));
root.toggleAttribute("data-still", !guest.has("autoplay"));
root.toggleAttribute("data-high", height > 0);
if (height > 0) root.style.setProperty("--height", `${height}px`);

// From a cache this comes before the rest of the page.
if (document.readyState === "loading") {
  await new Promise((done) => document.addEventListener("readystatechange", done, { once: true }));
}
if (guest.has("readonly")) lock();

// The app knows these two from the start, as whole numbers; what else there is to ask for comes with
// src/keeping.
function isLevel(value) {
  return /^\d+$/.test(value) && value <= 100_000;
}

function level(name, value) {
  root.dataset.level = value;
  root.toggleAttribute("data-rate", name === "rps");
}

function isHeight(value) {
  return /^\d+$/.test(value) && value >= HEIGHT.least && value <= HEIGHT.most;
}

function show(value) {
  const names = value.split(/[\s,]+/).filter(Boolean);
  const all = names.flatMap((name) => (name === "charts" ? CHARTS : [name]));
  const strange = all.filter((name) => !PARTS.includes(name));
  if (strange.length > 0) asked.push(["show", strange.join(",")]);
  const shown = all.filter((name) => PARTS.includes(name));
  root.dataset.show = shown.join(" ");
  root.toggleAttribute("data-no-texts", !shown.includes("editors"));
  root.toggleAttribute("data-no-details", !shown.some((it) => DETAILS.includes(it)));
}

// Nothing can be changed; time and looking stay free.
function lock() {
  root.dataset.readonly = "";
  const changing = ":is(.traffic, .service, .settings, .problems li, .editor-head, .totals)";
  const fields = `${changing} :is(button, input, select, textarea)`;
  new MutationObserver(() => {
    for (const field of document.querySelectorAll(fields)) field.disabled = true;
    for (const text of document.querySelectorAll(".editor textarea")) text.readOnly = true;
  }).observe(document.getElementById("app"), { childList: true, subtree: true });
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener("drop", stop, true);
}

/* While nobody sees it, nothing runs: there are no frames. The first picture is painted all the same. */

const { requestAnimationFrame, cancelAnimationFrame } = window;
const waiting = new Map();
// What those that had to wait are called by the browser.
let due = new Map();
let isSeen = true;
let number = 0;

function see(seen) {
  isSeen = seen;
  if (!seen) return;
  due = new Map([...waiting].map(([id, draw]) => [id, requestAnimationFrame(draw)]));
  waiting.clear();
}

window.requestAnimationFrame = (draw) => {
  if (isSeen) return requestAnimationFrame(draw);
  waiting.set(--number, draw);
  return number;
};
window.cancelAnimationFrame = (id) => {
  if (!waiting.delete(id)) cancelAnimationFrame(due.get(id) ?? id);
};

function watch() {
  new IntersectionObserver((entries) => see(entries.at(-1).isIntersecting)).observe(root);
}

/* The other page. */

const KIND = "kpa-playground";
let host = null;

function tell(type, detail) {
  if (host !== null) parent.postMessage({ kind: KIND, type, ...detail }, host);
}

function tellSize() {
  tell("size", { height: Math.ceil(document.body.getBoundingClientRect().height) });
}

const heard = {
  hello() {
    tell("ready", { title: document.title });
    tellSize();
    if (last) tellState(last);
  },
  theme({ value }) {
    if (["light", "dark", "auto"].includes(value)) dispatch("asked-theme", value);
  },
  looks({ properties }) {
    for (const [name, value] of Object.entries(properties ?? {})) {
      const isLook = LOOKS.test(name) && typeof value === "string" && value.length < 200;
      if (isLook) root.style.setProperty(name, value);
    }
    dispatch("theme");
  },
  play: ({ value }) => dispatch("asked", { type: "play", value: value === true }),
  restart: () => dispatch("asked", { type: "restart" }),
  level: ({ value }) => Number.isFinite(value) && dispatch("asked", { type: "level", value }),
  speed: ({ value }) => Number.isFinite(value) && dispatch("asked", { type: "speed", value }),
  open: ({ value }) => typeof value === "string" && dispatch("asked", { type: "open", value }),
};

function dispatch(type, detail) {
  window.dispatchEvent(new CustomEvent(type, { detail }));
}

window.addEventListener("message", ({ source, origin, data }) => {
  if (parent === window || source !== parent || data?.kind !== KIND) return;
  host ??= origin;
  if (origin !== host || !Object.hasOwn(heard, data.type)) return;
  heard[data.type](data);
});

// The link has in it what somebody typed here.
let last = null;
function tellState({ link, ...state }) {
  tell("state", host === location.origin ? { ...state, link } : state);
}
window.addEventListener("told", ({ detail }) => {
  last = detail;
  tellState(detail);
});

new ResizeObserver(tellSize).observe(document.body);
// Not before what is asked for is there.
const app = document.getElementById("app");
new MutationObserver((_, observer) => {
  if (!app.querySelector(".page:not([aria-busy])")) return;
  observer.disconnect();
  // Whoever is there may speak now.
  parent.postMessage({ kind: KIND, type: "here" }, "*");
  requestAnimationFrame(() => requestAnimationFrame(watch));
}).observe(app, { childList: true, subtree: true, attributeFilter: ["aria-busy"] });
