// Finds what is left in English on a page that is in Chinese.

// Names and keys that are the same in every language.
const NAMES = [
  "Knative Pod Autoscaler", "Knative", "Kubernetes", "KServe", "Prometheus", "Service", "ConfigMap",
  "YAML", "KPA", "HPA", "KEDA", "Pod", "activator", "queue-proxy", "Deployment", "webhook", "kubectl",
  "EN", "English", "RPS", "rps", "SVG", "PNG", "CSV", "JSON", "API", "min", "max", "ready",
  "concurrency", "linear", "true", "false", "memory", "cpu", "CPU", "ms", "Language",
  "target", "metric", "window", "class",
];
// minScale, stable-window, spec.template, helloworld-go-00001, 60s, /a/path, addresses
const KEYS = /https?:\S+|[A-Za-z0-9]*(?:[a-z][A-Z]|[-./_][A-Za-z0-9])[A-Za-z0-9./_-]*|\d+[a-z]+/g;

/** Every text that a visitor of the page sees or hears and that still has English words in it. */
export async function leftovers(page) {
  const texts = await page.evaluate(() => {
    const skipped = "code, pre, textarea, script, style, noscript, [lang=en], .cm-content, option[lang]";
    const found = [];
    const isThere = (element) => element.checkVisibility?.() ?? true;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!element.closest(skipped) && isThere(element)) found.push(walker.currentNode.data);
    }
    for (const name of ["aria-label", "title", "alt", "placeholder", "aria-valuetext"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (!element.closest("[lang=en]")) found.push(element.getAttribute(name));
      }
    }
    return found;
  });
  const foreign = (text) => {
    let rest = text.replaceAll(KEYS, " ");
    for (const name of NAMES) rest = rest.replaceAll(new RegExp(`\\b${name}\\b`, "g"), " ");
    return /[A-Za-z]{3,}/.test(rest);
  };
  return [...new Set(texts.map((text) => text.trim()).filter(foreign))];
}
