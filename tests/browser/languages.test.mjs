// English and Chinese: chosen by the browser, by a switch, and remembered.
import assert from "node:assert/strict";
import { leftovers } from "./chinese.mjs";
import { open, story } from "./harness.mjs";
import { editor, holdBack, replace } from "./visitor.mjs";

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

story("The language that was chosen last counts, not the one that comes last", {}, async ({ page, home }) => {
  const arrive = await holdBack(page, WORDS);
  await open(page, home);
  const came = page.waitForResponse(WORDS);
  await choice(page, "中文").click();
  await choice(page, "English").click();
  arrive();
  await (await came).finished();
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  await speaksEnglish(page);
  assert.equal(await choice(page, "English").getAttribute("aria-pressed"), "true");
  assert.equal(await page.evaluate(() => localStorage.getItem("language")), "en");
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

const isChinese = async (page) => assert.deepEqual(await leftovers(page), []);

// Looks at every part of the page, also what has to be unfolded first.
async function isAllChinese(page) {
  await page.locator(".settings .fold button").click();
  for (const closed of await page.locator("details:not([open]) > summary").all()) await closed.click();
  await isChinese(page);
  for (const why of await page.getByRole("button", { name: "为什么" }).all()) {
    await why.click();
    await isChinese(page);
  }
}

for (const [width, height] of [[1440, 900], [1024, 900], [390, 844]]) {
  for (const colorScheme of ["light", "dark"]) {
    story(`Everything is Chinese at ${width} px, ${colorScheme}`,
      { context: { ...CHINESE, viewport: { width, height }, colorScheme } },
      async ({ page, home, shot }) => {
        await open(page, home);
        await page.getByRole("list", { name: "问题" }).getByText("目标值").first().waitFor();
        await shot(`chinese ${width} ${colorScheme}`);
        await isAllChinese(page);
      });
  }
}

story("A mistake is explained in Chinese, and its fix is, too", { context: CHINESE },
  async ({ page, home, shot }) => {
    await open(page, home);
    await editor(page, "Service YAML");
    await replace(page, "Service YAML", 'target: "10"', "target: 10");
    await page.getByText("没有加引号").first().waitFor();
    await page.getByRole("button", { name: "修复：给 10 加上引号" }).first().waitFor();
    await isChinese(page);
    await shot("chinese mistake");
    await choice(page, "English").click();
    await page.getByText("has no quotes").first().waitFor();
  });
