// Light, dark, or as the system has it: chosen in the header, kept, and there before the first paint.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";
import { button, reads } from "./visitor.mjs";

const themes = (page) => page.getByRole("group", { name: "Theme" });
const choose = (page, name) => themes(page).getByRole("radio", { name }).check({ force: true });
const chosen = async (page) =>
  (await themes(page).getByRole("radio", { checked: true }).getAttribute("value"));

/** Whether the page is dark: by its ground, and by what is painted on a canvas in its colours. */
const isDark = (page) =>
  page.evaluate(() => {
    const [red] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
    return red < 128;
  });

/** The colours on the canvas of the first chart. */
const painted = (page) => page.locator("figure canvas").first().evaluate((it) => it.toDataURL());

story("A theme is chosen against the system's, painted at once, and kept",
  { context: { colorScheme: "light" } },
  async ({ page, home, shot }) => {
    await open(page, home);
    await reads(page, "3 ready");
    await button(page, "Pause").click();
    assert.equal(await chosen(page), "system");
    assert.equal(await isDark(page), false);
    const light = await painted(page);
    await choose(page, "Dark");
    assert.equal(await isDark(page), true);
    await page.waitForFunction(
      (light) => document.querySelector("figure canvas").toDataURL() !== light, light,
    );
    await shot("dark by choice");
    // At the next visit it is there before anything is painted.
    await page.addInitScript(() => {
      window.seen = [];
      new MutationObserver(() => {
        if (document.body) window.seen.push(document.documentElement.dataset.theme);
      }).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    await page.locator("#boot").waitFor({ state: "detached" });
    assert.equal(await chosen(page), "dark");
    assert.deepEqual([...new Set(await page.evaluate(() => window.seen))], ["dark"]);
    await choose(page, "Light");
    assert.equal(await isDark(page), false);
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await isDark(page), false, "what was chosen counts");
    await choose(page, "As the system");
    assert.equal(await isDark(page), true);
    await page.emulateMedia({ colorScheme: "light" });
    await page.waitForFunction(() => document.documentElement.dataset.theme === "light");
    assert.equal(await isDark(page), false, "the system counts");
  });

story("The theme is chosen by keyboard, and has its names in Chinese", {}, async ({ page, home }) => {
  await open(page, home);
  await themes(page).getByRole("radio", { checked: true }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await chosen(page), "light");
  await page.keyboard.press("ArrowRight");
  assert.equal(await chosen(page), "dark");
  assert.equal(await isDark(page), true);
  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("group", { name: "主题" }).getByRole("radio", { name: "深色" }).waitFor();
});

story("A page around this one sets its own colours", {}, async ({ page, home }) => {
  await open(page, home);
  await page.evaluate(() => {
    const host = new CSSStyleSheet();
    host.replaceSync(":root { --ground: rgb(1, 2, 3); --desired: rgb(4, 5, 6); }");
    // Before all others, so that it isn't its place that makes it count.
    const all = document.styleSheets[0];
    all.insertRule(host.cssRules[0].cssText, 0);
  });
  const colours = await page.evaluate(() => {
    const { backgroundColor } = getComputedStyle(document.body);
    const mark = getComputedStyle(document.querySelector(".mark.desired"));
    return [backgroundColor, mark.color];
  });
  assert.deepEqual(colours, ["rgb(1, 2, 3)", "rgb(4, 5, 6)"]);
});
