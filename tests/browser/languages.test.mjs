// English and Chinese: chosen by the browser, by a switch, and remembered.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";

const CHINESE = { locale: "zh-CN" };
const WORDS = /words-zh-.*\.txt$/;
const choice = (page, name) => page.getByRole("button", { name, exact: true });

async function speaks(page, tag, heading) {
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), tag);
  assert.equal(await page.title(), await page.locator("h1").innerText());
}
const speaksEnglish = (page) => speaks(page, "en", "autoscaling playground");
const speaksChinese = (page) => speaks(page, "zh-CN", "自动扩缩容");

for (const [locale, check] of [
  ["zh-CN", speaksChinese],
  ["zh-Hant-TW", speaksChinese],
  ["en-GB", speaksEnglish],
  ["de-DE", speaksEnglish],
]) {
  story(`A browser with ${locale} gets its language, or English`, { context: { locale } },
    async ({ page, home }) => {
      await open(page, home);
      await check(page);
    });
}

story("The switch changes the language, and the choice is remembered", {}, async ({ page, home }) => {
  await open(page, home);
  await speaksEnglish(page);
  await choice(page, "中文").click();
  await speaksChinese(page);
  assert.equal(await choice(page, "中文").getAttribute("aria-pressed"), "true");
  assert.equal(await choice(page, "English").getAttribute("aria-pressed"), "false");
  await page.reload();
  await page.locator("#boot").waitFor({ state: "detached" });
  await speaksChinese(page);
  await choice(page, "English").click();
  await speaksEnglish(page);
});

story("A language that can't be fetched leaves the page in the one it has, and says so",
  { expected: [/console error/, /failed request/] },
  async ({ page, home }) => {
    await page.route(WORDS, (route) => route.abort());
    await open(page, home);
    await choice(page, "中文").click();
    await page.getByRole("alert").getByText("could not be loaded").waitFor();
    await speaksEnglish(page);
  });

story("Where Chinese can't be fetched at the start, the page is in English",
  { context: CHINESE, expected: [/console error/, /failed request/] },
  async ({ page, home }) => {
    await page.route(WORDS, (route) => route.abort());
    await open(page, home);
    await speaksEnglish(page);
  });
