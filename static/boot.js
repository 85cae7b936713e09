// Loads the app and says how far it is, or why it can't run. The names of its two files are in
// links that Trunk writes into index.html (Trunk.toml). It lends the app ways to load the reader
// and the editor, too, because a program in WebAssembly can't import a module by itself.
"use strict";

// The styles of all that isn't in the first picture. While the page is developed they are there at once.
let styles = null;
function fetchStyles() {
  const { content: href } = document.querySelector("meta[name=later]");
  if (!href) return null;
  styles ??= new Promise((done, failed) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
    link.onload = done;
    link.onerror = () => {
      styles = null;
      link.remove();
      failed(new Error(href));
    };
    document.head.append(link);
  });
  return styles;
}

// `body` gets the response. The type is named here, since not every host knows `application/wasm`.
// Parts of the program come this way, too (xtask/src/split.rs), with their styles; those of the texts are there.
function fetchProgram(address, body = whole) {
  const program = answer(address, body);
  // Whoever wants it hears why it can't be had, but asks only when what it shares with others is there:
  // a browser would take it for an error that nobody cares about, and static/stopped.js for the end.
  program.catch(() => {});
  return program;
}

async function answer(address, body) {
  const isFirst = body !== whole || /_texts/.test(address);
  const [response] = await Promise.all([fetch(address), isFirst || fetchStyles()]);
  return new Response(body(response), { headers: { "content-type": "application/wasm" } });
}

function whole(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.body;
}

const readers = { attempts: 0, loading: null };

// The exports of the reader (crates/reader), whose name is in index.html. Who asks again wants another
// one, because the first couldn't be had or has failed. It comes from another address: browsers
// remember a module, and that it is missing.
globalThis.loadReader = () => {
  readers.loading ??= (async () => {
    const { content: name } = document.querySelector("meta[name=reader]");
    const again = readers.attempts++ ? `?${readers.attempts}` : "";
    const address = (file) => new URL(`${name}${file}${again}`, document.baseURI);
    const [reader, wasm] = await Promise.all([
      import(address(".js")),
      fetchProgram(address("_bg.wasm")),
    ]);
    await reader.default({ module_or_path: wasm });
    return reader;
  })();
  const { loading } = readers;
  const done = () => (readers.loading = null);
  loading.then(done, done);
  return loading;
};

// A module whose name is there, too: of the editor (editor/), of the reviewer (crates/reviewer).
const load = (name, end = "") =>
  import(new URL(document.querySelector(`meta[name=${name}]`).content + end, document.baseURI));
// Where nothing is to be changed, a text area will do.
globalThis.loadEditor = () =>
  "readonly" in document.documentElement.dataset ? new Promise(() => {}) : load("editor");
// From another address after each failure, as the reader.
let failures = 0;
globalThis.loadReviewer = () =>
  load("reviewer", `-pool.js${failures ? `?${failures}` : ""}`).catch((error) => {
    failures += 1;
    throw error;
  });

(async () => {
  const app = document.getElementById("app");
  const boot = document.getElementById("boot");
  const text = document.getElementById("boot-text");
  const size = document.getElementById("boot-size");
  const progress = document.getElementById("boot-progress");

  // A sentence of index.html in the visitor's language.
  const say = (id, value) =>
    document.getElementById(id).textContent.trim().replace(/\s+/g, " ").replace("{0}", value);

  // Hands the body on unchanged while counting its bytes.
  function counted(response) {
    if (!response.ok) throw new Error(say("boot-status", response.status));
    // The length of a compressed answer says nothing about the bytes that arrive here.
    const length = response.headers.get("content-encoding")
      ? 0
      : Number(response.headers.get("content-length"));
    let arrived = 0;
    const counter = new TransformStream({
      transform(chunk, controller) {
        arrived += chunk.byteLength;
        size.textContent = `${Math.ceil(arrived / 1000)} kB`;
        if (length > 0) progress.value = Math.min(arrived / length, 1);
        controller.enqueue(chunk);
      },
    });
    return response.body.pipeThrough(counter);
  }

  try {
    if (location.protocol === "file:") throw new Error(say("boot-folder"));
    if (typeof WebAssembly !== "object") throw new Error(say("boot-old"));
    const [{ default: init }, wasm] = await Promise.all([
      import(document.getElementById("app-js").href),
      fetchProgram(document.getElementById("app-wasm").href, counted),
    ]);
    await Promise.all([window.spoken, window.received]);
    await init({ module_or_path: wasm });
  } catch (error) {
    console.error(error);
    if (window.stopped(error)) return;
    // The app may have started and emptied its place before it failed.
    if (!boot.isConnected) app.replaceChildren(boot);
    boot.classList.add("failed");
    progress.remove();
    text.setAttribute("role", "alert");
    text.textContent = say("boot-failed", error.message);
  }
})();
