// <kpa-playground>: the playground as an element of another page. docs/embedding.md tells how to use it.
//
// It is a frame with the page that lies beside this script, loaded once it comes near the screen. What is in
// the element stays in its place until that page is there, and if it never comes. The two speak by messages:
// this side hears only its own frame, from the playground's origin, and all that it hears is data.
"use strict";

(() => {
  const KIND = "kpa-playground";
  const OWN = document.currentScript ?? document.querySelector('script[src*="kpa-playground.js"]');
  const FOLDER = new URL(".", OWN?.src || document.baseURI).href;
  // What the element itself reads; every other attribute is a parameter of the playground.
  const ELEMENT = /^(id|class|style|slot|title|lang|dir|hidden|role|tabindex|is|part|data-.*|aria-.*|on.*)$/;
  const SOURCES = { "src-service": "service", "src-config-map": "config-map" };
  const INSIDE = { "[data-service]": "service", "[data-config-map]": "config-map" };
  const NOT_SENT = ["src", "state", "service", "config-map", "theme", ...Object.keys(SOURCES)];
  const LOOKS = ["accent", "ground", "panel", "ink", "quiet", "line", "font", "mono"];
  const TITLE = "Knative autoscaling playground";
  // How far from the screen it begins to load.
  const NEAR = "300px";
  const STYLES = `
    :host { display: block; position: relative; margin-block: 1em; }
    :host([hidden]) { display: none; }
    iframe { display: block; width: 100%; border: 0; color-scheme: normal; }
    iframe:not(.ready) { position: absolute; inset: 0 auto auto 0; visibility: hidden; }
    iframe.ready + slot { display: none; }
    /* Whoever changes them, however: a transition tells of it. */
    iframe { transition: ${LOOKS.map((name) => `--kpa-${name} 1ms allow-discrete`)}; }
  `;

  /* Which colours the page around has, by the switches of the usual tools, or by what it looks like. */

  const DARK = /^(theme-)?(dark|slate|coal|navy|ayu)(-mode|-theme)?$/;
  const LIGHT = /^(theme-)?(light|default|rust)(-mode|-theme)?$/;
  const SWITCHES = ["data-theme", "data-md-color-scheme", "data-bs-theme", "data-color-mode", "class"];
  const system = matchMedia("(prefers-color-scheme: dark)");

  // How light a colour is, 0 … 1, in whatever notation the browser gives it; null for one that is hardly there.
  function lightness(colour) {
    const [first, second, third, alpha = 1] = (colour.match(/(?<=[ (])[-+.e\d]+/g) ?? []).map(Number);
    if (first === undefined || alpha <= 0.5) return null;
    if (colour.startsWith("ok")) return first;
    if (colour.startsWith("l")) return first / 100;
    const most = colour.startsWith("color(") ? 1 : 255;
    return (0.3 * first + 0.6 * second + 0.1 * third) / most;
  }

  function theme(element) {
    for (const root of [document.documentElement, document.body]) {
      for (const name of SWITCHES) {
        const words = root.getAttribute(name)?.split(/\s+/) ?? [];
        if (words.some((it) => DARK.test(it))) return "dark";
        if (words.some((it) => LIGHT.test(it))) return "light";
      }
    }
    const { colorScheme } = getComputedStyle(element);
    const meta = document.querySelector("meta[name=color-scheme]")?.content ?? "";
    const scheme = colorScheme === "normal" ? meta : colorScheme;
    if (/dark/.test(scheme) && /light/.test(scheme)) return system.matches ? "dark" : "light";
    if (/dark/.test(scheme)) return "dark";
    for (let around = element; around; around = around.parentElement) {
      const light = lightness(getComputedStyle(around).backgroundColor);
      if (light !== null) return light < 0.43 ? "dark" : "light";
    }
    return "light";
  }

  // One that isn't set is empty, which leaves it to the playground.
  function looks(element) {
    const style = getComputedStyle(element);
    return Object.fromEntries(LOOKS.map((name) => [`--${name}`, style.getPropertyValue(`--kpa-${name}`).trim()]));
  }

  // A text as its author wrote it: without the indentation of the page around it.
  function text(element) {
    const lines = element.textContent.replace(/^[ \t]*\n/, "").replace(/\s+$/, "").split("\n");
    const indents = lines.filter((line) => line.trim()).map((line) => line.match(/^[ \t]*/)[0].length);
    const least = Math.min(...indents);
    return `${lines.map((line) => line.slice(least)).join("\n")}\n`;
  }

  async function fetched(address) {
    const url = new URL(address, document.baseURI);
    if (url.origin !== location.origin) throw new Error(`${url} is of another origin`);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: status ${response.status}`);
    return response.text();
  }

  class Playground extends HTMLElement {
    #frame = null;
    #near = null;
    #changes = null;
    #origin = null;
    #state = null;
    #told = "";
    // What is asked for before the playground can hear it: the last of each kind.
    #asked = new Map();

    connectedCallback() {
      if (!this.shadowRoot) {
        const styles = new CSSStyleSheet();
        styles.replaceSync(STYLES);
        this.attachShadow({ mode: "open" }).adoptedStyleSheets = [styles];
        this.shadowRoot.append(document.createElement("slot"));
      }
      window.addEventListener("message", this.#hear);
      system.addEventListener("change", this.#look);
      this.#changes = new MutationObserver(this.#look);
      for (const root of [document.documentElement, document.body]) {
        this.#changes.observe(root, { attributes: true });
      }
      // Colours that change slowly are measured at the end, too.
      document.addEventListener("transitionend", this.#look);
      this.#near = new IntersectionObserver(
        (entries) => {
          if (!entries.some((it) => it.isIntersecting)) return;
          this.#near.disconnect();
          this.#load().catch((error) => this.#fail(error));
        },
        { rootMargin: NEAR },
      );
      this.#near.observe(this);
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.#hear);
      system.removeEventListener("change", this.#look);
      document.removeEventListener("transitionend", this.#look);
      this.#changes.disconnect();
      this.#near.disconnect();
      this.#frame?.remove();
      this.#frame = null;
      this.#told = "";
      this.#asked ??= new Map();
    }

    /** What it was last: `{ playing, seconds, desired, ready, panic }`; from the same origin also `link`. */
    get state() {
      return this.#state;
    }

    // React sets a property instead of an attribute where there is one.
    set state(link) {
      this.setAttribute("state", link);
    }

    /** Lets time run. */
    play() {
      this.#ask("play", { value: true });
    }

    /** Stops time. */
    pause() {
      this.#ask("play", { value: false });
    }

    /** Goes back to the start. */
    restart() {
      this.#ask("restart");
    }

    /** From now on there are so many clients, or requests per second. */
    setLevel(value) {
      this.#ask("level", { value });
    }

    /** So many simulated seconds pass in a real one. */
    setSpeed(value) {
      this.#ask("speed", { value });
    }

    /** Opens what Share copies, or the part of it behind `#/s/`. */
    open(link) {
      this.#ask("open", { value: link.split("#/s/").at(-1) });
    }

    async #address() {
      const page = new URL(this.getAttribute("src") ?? FOLDER, document.baseURI);
      const query = new URLSearchParams({ embed: "" });
      for (const { name, value } of this.attributes) {
        if (!ELEMENT.test(name) && !NOT_SENT.includes(name)) query.set(name, value);
      }
      query.set("lang", this.closest("[lang]")?.lang || "en");
      query.set("theme", this.#theme());
      page.search = query;
      const state = this.getAttribute("state");
      if (state !== null) {
        page.hash = `#/s/${state.split("#/s/").at(-1)}`;
        return page;
      }
      const texts = new URLSearchParams();
      for (const [attribute, name] of Object.entries(SOURCES)) {
        if (this.hasAttribute(attribute)) texts.set(name, await fetched(this.getAttribute(attribute)));
      }
      for (const [selector, name] of Object.entries(INSIDE)) {
        const inside = this.querySelector(selector);
        if (inside?.textContent.trim()) texts.set(name, text(inside));
        if (this.hasAttribute(name)) texts.set(name, this.getAttribute(name));
      }
      if (texts.size > 0) page.hash = `#/t?${texts}`;
      return page;
    }

    async #load() {
      const page = await this.#address();
      if (!this.isConnected || this.#frame) return;
      this.#origin = page.origin;
      this.#frame = document.createElement("iframe");
      this.#frame.title = this.title || TITLE;
      this.#frame.height = this.getAttribute("height") ?? 0;
      this.#frame.allow = "clipboard-write";
      this.#frame.src = page;
      this.#frame.addEventListener("transitionend", this.#look);
      this.shadowRoot.prepend(this.#frame);
    }

    #fail(error) {
      console.error(error);
      this.#tell("error", { message: error.message });
    }

    #theme() {
      const own = this.getAttribute("theme");
      return own === "light" || own === "dark" ? own : theme(this);
    }

    #look = () => {
      if (!this.#frame?.classList.contains("ready")) return;
      const [value, properties] = [this.#theme(), looks(this)];
      const told = JSON.stringify([value, properties]);
      if (told === this.#told) return;
      this.#told = told;
      this.#say("looks", { properties });
      this.#say("theme", { value });
    };

    #ask(type, detail) {
      if (!this.#asked) return this.#say(type, detail);
      this.#asked.delete(type);
      this.#asked.set(type, detail);
    }

    #say(type, detail) {
      this.#frame?.contentWindow?.postMessage({ kind: KIND, type, ...detail }, this.#origin);
    }

    #tell(type, detail) {
      this.dispatchEvent(new CustomEvent(`kpa-${type}`, { detail, bubbles: true }));
    }

    #hear = ({ source, origin, data }) => {
      const isOurs = this.#frame && source === this.#frame.contentWindow && origin === this.#origin;
      if (!isOurs || data?.kind !== KIND) return;
      const { kind, type, ...detail } = data;
      if (type === "here") {
        // It may have loaded anew, and knows nothing.
        this.#told = "";
        this.#asked ??= new Map();
        this.#say("hello");
      } else if (type === "ready") {
        if (!this.title && typeof detail.title === "string") this.#frame.title = detail.title;
        this.#frame.classList.add("ready");
        this.#look();
        this.#tell("ready", {});
      } else if (type === "size" && Number.isFinite(detail.height)) {
        if (!this.hasAttribute("height")) this.#frame.height = Math.min(Math.max(detail.height, 40), 8000);
      } else if (type === "state") {
        this.#state = detail;
        // From now on it hears.
        for (const [type, asked] of this.#asked ?? []) this.#say(type, asked);
        this.#asked = null;
        this.#tell("state", detail);
      }
    };
  }

  if (!customElements.get(KIND)) customElements.define(KIND, Playground);
})();
