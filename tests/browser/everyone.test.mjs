// The page is for everyone: assistive technology, keyboards, large text, strong contrast, no motion.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { open, story } from "./harness.mjs";
import { button, editor, errors, inPanic, reads, replace, toTheEnd } from "./visitor.mjs";

const AXE = await readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe has against the page as it is now, one line for each element. In a window in which all of it
 * fits: what stays in view would else lie above something that scrolling brings out.
 */
async function complaints(page) {
  const { width } = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  // Evaluated, not added as a script: the content security policy forbids that.
  await page.evaluate(AXE);
  return page.evaluate(async (values) => {
    const { violations } = await window.axe.run({ runOnly: { type: "tag", values } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 150)} ${node.failureSummary}`),
    );
  }, RULES);
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    story(`Axe finds nothing at ${width} pixels, ${colorScheme}`,
      { context: { viewport: { width, height: 900 }, colorScheme } },
      async ({ page, home }) => {
        await inPanic(page, home);
        await editor(page, "Service YAML");
        assert.deepEqual(await complaints(page), [], "in panic mode");
        await replace(page, "Service YAML", '"10"', '"ten"');
        await errors(page).first().waitFor();
        assert.deepEqual(await complaints(page), [], "with a mistake");
      });
  }
}

story("At 200 % zoom nothing is cut off and nothing scrolls sideways",
  // What a browser of 1280 × 900 pixels makes of 200 %.
  { context: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 } },
  async ({ page, home, shot }) => {
    await open(page, home);
    await reads(page, "desired");
    await shot("at 200 percent");
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(widest <= 640, `${widest} pixels are too wide`);
  });

story("Everything is reached by keyboard, and what has the focus shows it", {},
  async ({ page, home }) => {
    await open(page, home);
    await button(page, "Pause").click();
    await page.evaluate(() => document.body.focus());
    const seen = new Set();
    for (let step = 0; step < 200; step += 1) {
      await page.keyboard.press("Tab");
      const it = await page.evaluate(() => {
        const it = document.activeElement;
        if (it === document.body) return null;
        const label = it.closest("label") ?? it;
        const shows = [it, label, it.nextElementSibling, it.closest(".editor, .cm-editor")]
          .filter(Boolean)
          .some((near) => {
            const style = getComputedStyle(near);
            return style.outlineStyle !== "none" || style.boxShadow !== "none";
          });
        return { name: it.ariaLabel ?? it.id ?? it.textContent, html: it.outerHTML.slice(0, 120), shows };
      });
      if (!it || seen.has(it.html)) break;
      seen.add(it.html);
      assert.ok(it.shows, `no visible focus: ${it.html}`);
    }
    assert.ok(seen.size > 10, `${seen.size} places`);
  });

for (const [name, options] of [
  ["Strong contrast", { contrast: "more" }],
  ["Forced colours", { forcedColors: "active" }],
]) {
  story(`${name} keeps the page readable`, { context: options }, async ({ page, home, shot }) => {
    await open(page, home);
    await reads(page, "desired");
    await editor(page, "Service YAML");
    // What axe looks at has to stay in the page until it is done.
    await button(page, "Pause").click();
    await shot(name);
    assert.deepEqual(await complaints(page), []);
  });
}

for (const colorScheme of ["light", "dark"]) {
  story(`Axe finds nothing in lessons, ${colorScheme}`, { context: { colorScheme } },
    async ({ page, home }) => {
      await page.goto(`${home}#/lessons`);
      await page.locator(".gallery li").first().waitFor();
      assert.deepEqual(await complaints(page), [], "in the gallery");
      await page.getByRole("link", { name: "Soft and hard limit" }).click();
      await page.locator(".lesson").getByRole("radio").first().check();
      assert.deepEqual(await complaints(page), [], "in a question");
      await button(page, "Play it").click();
      await toTheEnd(page);
      assert.deepEqual(await complaints(page), [], "in an explanation");
    });
}
