// If the app fails while it runs, nothing in its memory can be trusted any more: a panic in
// WebAssembly ends in the middle of whatever was being done. This takes the app's place, says so, and
// offers the visitor's texts, which their fields still have. "Start again" loads the page anew, and
// opens them there as files are opened, so they keep every byte.
"use strict";

globalThis.stopped = (() => {
  const FIELDS = { service: "service.yaml", "config-map": "config-autoscaler.yaml" };
  // Larger ones, in bytes, aren't taken as a file (LARGEST in crates/kpa/src/text/read.rs).
  const LARGEST = 1_572_864;
  const isLessons = (address) => /#\/lessons?(\/|$)/.test(address);
  const field = (id) => document.getElementById(id);
  const read = () => Object.entries(FIELDS).map(([id, name]) => ({ id, name, text: field(id)?.value }));
  const isWhole = (texts) => texts?.every(({ text }) => typeof text === "string");

  // Those of before a restart, until the fields have them.
  let kept = history.state?.texts ?? null;
  // The visitor's own while a lesson's may be in the fields.
  let own = null;
  let hasStopped = false;
  window.addEventListener("hashchange", ({ oldURL, newURL }) => {
    if (isLessons(newURL) && !isLessons(oldURL)) own = read();
  });

  function open({ id, name, text }) {
    const element = field(id);
    const file = new File([text], name);
    if (file.size > LARGEST) {
      element.value = text;
      element.dispatchEvent(new InputEvent("input", { bubbles: true }));
      return;
    }
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    element.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }

  if (kept) {
    const waiting = new MutationObserver(() => {
      if (!isWhole(read())) return;
      waiting.disconnect();
      setTimeout(() => {
        kept.forEach(open);
        kept = null;
        history.replaceState(null, "");
      });
    });
    waiting.observe(field("app"), { childList: true, subtree: true });
  }

  function restart(texts) {
    // Whatever else was kept may be what it failed on (src/keeping/kept.rs).
    try {
      if (!globalThis.guest) localStorage.removeItem("state");
    } catch {}
    // The state of the history survives where a browser forbids to keep anything else.
    history.replaceState(texts && { texts }, "", location.pathname + location.search);
    location.reload();
  }

  function save({ name, text }) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async function copy({ text }, area) {
    area.select();
    // Without the clipboard, what is selected can still be copied by keyboard.
    await navigator.clipboard?.writeText(text).catch(() => {});
  }

  function show(reason) {
    const section = field("stopped");
    const sentence = field("stopped-reason");
    const model = section.querySelector(".kept");
    const there = read();
    const mine = kept ?? (isLessons(location.href) ? own : null);
    const lessons = there.map((it) => ({ ...it, name: `lesson-${it.name}` }));
    const texts = [...(mine ?? there), ...(own && mine === own ? lessons : [])];
    const offered = texts.filter(({ text }) => typeof text === "string");
    const offer = (it) => {
      const element = model.cloneNode(true);
      const area = element.querySelector("textarea");
      element.querySelector("code").textContent = it.name;
      area.value = it.text;
      const [copies, saves] = element.querySelectorAll("button");
      copies.addEventListener("click", () => copy(it, area));
      saves.addEventListener("click", () => save(it));
      element.hidden = false;
      return element;
    };
    const speak = () => {
      sentence.textContent = sentence.textContent.replace("{0}", reason);
      section.querySelector(".texts").replaceChildren(...offered.map(offer));
    };
    speak();
    window.addEventListener("words", speak);
    const [again, anew] = section.querySelectorAll(".again button");
    const first = offered.slice(0, 2);
    again.hidden = first.length < 2;
    again.addEventListener("click", () => restart(first));
    anew.addEventListener("click", () => restart(null));
    // What is left of the app may ask for frames; there are none. Nor does it keep anything when it goes.
    window.requestAnimationFrame = () => 0;
    for (const type of ["pagehide", "visibilitychange"]) {
      window.addEventListener(type, (event) => event.stopImmediatePropagation(), true);
    }
    field("app").remove();
    section.hidden = false;
    section.querySelector("h2").focus();
  }

  // An error that went through the program, be it its own or one of the browser's.
  const isFatal = (error) =>
    error instanceof WebAssembly.RuntimeError || /wasm-function/.test(error?.stack);
  function hear(error) {
    if (hasStopped || !isFatal(error)) return;
    hasStopped = true;
    show(error.message);
  }
  // Not a listener: the editor, too, hands on here what its callbacks throw.
  window.onerror = (_message, _source, _line, _column, error) => hear(error);
  window.addEventListener("unhandledrejection", ({ reason }) => hear(reason));

  /** Shows the texts of before a restart that has failed, too; whether there are any. */
  return (error) => {
    if (kept) show(error.message);
    return Boolean(kept);
  };
})();
