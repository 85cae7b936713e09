// Loads the app and says how far it is, or why it can't run. The names of the two files are in
// links that Trunk writes into index.html (Trunk.toml).
"use strict";

(async () => {
  const app = document.getElementById("app");
  const boot = document.getElementById("boot");
  const text = document.getElementById("boot-text");
  const size = document.getElementById("boot-size");
  const progress = document.getElementById("boot-progress");

  // A sentence of index.html in the visitor's language.
  const say = (id, value) =>
    document.getElementById(id).textContent.trim().replace(/\s+/g, " ").replace("{0}", value);

  // Hands the response on unchanged while counting its bytes. It also names the type itself, since
  // not every host knows `application/wasm`.
  async function counted(response) {
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
    return new Response(response.body.pipeThrough(counter), {
      headers: { "content-type": "application/wasm" },
    });
  }

  try {
    if (location.protocol === "file:") throw new Error(say("boot-folder"));
    if (typeof WebAssembly !== "object") throw new Error(say("boot-old"));
    const [{ default: init }, wasm] = await Promise.all([
      import(document.getElementById("app-js").href),
      fetch(document.getElementById("app-wasm").href).then(counted),
    ]);
    await window.spoken;
    await init({ module_or_path: wasm });
  } catch (error) {
    console.error(error);
    // The app may have started and emptied its place before it failed.
    if (!boot.isConnected) app.replaceChildren(boot);
    boot.classList.add("failed");
    progress.remove();
    text.setAttribute("role", "alert");
    text.textContent = say("boot-failed", error.message);
  }
})();
