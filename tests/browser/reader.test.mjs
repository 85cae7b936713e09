// The reader, which reads the texts, is a program of its own that comes when it is wanted.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";
import { EDITOR_FILE, READER, clock, editor, errors, holdBack, inputMethod, problems,
  reads, replace, shows, speed, text, textOf } from "./visitor.mjs";

const waiting = (page) => page.getByText("What you typed is kept. It counts as soon as");
const missing = (page) => page.getByRole("alert").filter({ hasText: "reads the texts is missing" });

story("The first paint doesn't wait for the reader: all of the tutorial is there without it", {},
  async ({ page, home }) => {
    await holdBack(page, READER);
    await open(page, home);
    await reads(page, "desired");
    await page.getByRole("table", { name: "Effective settings" })
      .getByText("target 10 × 70 % = 7").waitFor();
    await problems(page).filter({ hasText: "Service YAML" }).first().waitFor();
    assert.equal(await errors(page).count(), 0);
  });

const turns = {
  "the texts": (page) => text(page, "Service YAML").hover(),
  "the settings": (page) => page.getByRole("table", { name: "Effective settings" }).hover(),
  "recorded traffic": (page) => page.locator("summary").focus(),
};
for (const [what, turn] of Object.entries(turns)) {
  story(`The reader is loaded when a visitor turns to ${what}, and not before`, {},
    async ({ page, home }) => {
      const requests = [];
      page.on("request", (request) => READER.test(request.url()) && requests.push(request.url()));
      await page.mouse.move(0, 0);
      await open(page, home);
      await reads(page, "3 desired, 3 ready");
      assert.deepEqual(requests, []);
      const loaded = page.waitForResponse(/\/reader-[^/]*\.wasm$/);
      await turn(page);
      assert.equal((await loaded).status(), 200);
    });
}

// With the reader come the editor's own words in other languages.
story("Who writes in the editor's search while the reader comes goes on writing",
  { context: { locale: "zh-CN" } },
  async ({ page, home }) => {
    const arrive = await holdBack(page, READER);
    await open(page, home);
    await editor(page, "Service YAML");
    await replace(page, "Service YAML", 'target: "10"', 'target: "ten"');
    await page.keyboard.press("ControlOrMeta+f");
    const find = page.locator(".cm-search [name=search]");
    await find.pressSequentially("max");
    arrive();
    await page.locator(".cm-lintRange-error").waitFor();
    await page.keyboard.type("Scale");
    assert.equal(await find.inputValue(), "maxScale");
    await page.keyboard.press("Escape");
    // What the editor put off is next in the browser's queue.
    await page.evaluate(() => new Promise((done) => setTimeout(done)));
    await page.keyboard.press("ControlOrMeta+f");
    await page.getByRole("textbox", { name: "查找" }).waitFor();
  });

story("What an input method composes while the reader comes is composed to the end",
  { context: { locale: "zh-CN" } },
  async ({ page, home }) => {
    const arrive = await holdBack(page, READER);
    await open(page, home);
    const field = await editor(page, "Service YAML");
    const before = await replace(page, "Service YAML", 'target: "10"', 'target: "ten"');
    await page.keyboard.press("Control+End");
    await page.keyboard.type("# ");
    const { compose, write } = await inputMethod(page);
    await compose("ni");
    arrive();
    await page.locator(".cm-lintRange-error").waitFor();
    await compose("nihao");
    await write("你好");
    assert.equal(await textOf(field), `${before}# 你好`);
    await page.keyboard.press("ControlOrMeta+f");
    await page.getByRole("textbox", { name: "查找" }).waitFor();
  });

story("What an input method composes while the editor comes is composed to the end", {}, async ({ page, home }) => {
  const arrive = await holdBack(page, EDITOR_FILE);
  await open(page, home);
  const area = text(page, "Service YAML");
  const before = await textOf(area);
  await area.focus();
  await page.keyboard.press("Control+End");
  const { compose, write } = await inputMethod(page);
  await page.keyboard.type("# ");
  await compose("ni");
  const module = page.waitForResponse(EDITOR_FILE);
  arrive();
  await (await module).finished();
  await page.waitForTimeout(500);
  await compose("nihao");
  await write("你好");
  assert.equal(await textOf(await editor(page, "Service YAML")), `${before}# 你好`);
});

story("What is typed before the reader is there is kept, and counts when it comes", {},
  async ({ page, home, shot }) => {
    const arrive = await holdBack(page, READER);
    await open(page, home);
    await speed(page, 20);
    await reads(page, "3 desired, 3 ready");
    const typed = await replace(page, "Service YAML", 'target: "10"', 'target: "20"');
    await waiting(page).waitFor();
    await shot("the reader is on its way");
    // No place of the older text is offered, and time goes on under it.
    assert.equal(await problems(page).count(), 0);
    const before = await clock(page);
    await page.waitForFunction(
      (before) => document.querySelector("time").textContent !== before,
      await page.locator("time").innerText(),
    );
    assert.ok((await clock(page)) >= before);
    await shows(page, "Replicas", "desired 3");
    arrive();
    await shows(page, "Replicas", "desired 2");
    await waiting(page).waitFor({ state: "detached" });
    assert.equal(await textOf(text(page, "Service YAML")), typed);
    await problems(page).first().waitFor();
  });

const absences = [
  {
    what: "can't be fetched",
    answer: (route) => route.abort(),
    expected: [/failed request/, /console error/],
  },
  {
    what: "isn't there",
    answer: (route) => route.fulfill({ status: 404 }),
    expected: [/status 404/, /console error/],
  },
  {
    what: "is damaged",
    answer: (route, next) =>
      route.request().url().includes(".wasm") ? route.fulfill({ body: "\0asm, or not" }) : next(),
    expected: [],
  },
];
for (const { what, answer, expected } of absences) {
  story(`When the reader ${what}, the page says so, loses nothing and tries again`, { expected },
    async ({ page, home, shot }) => {
      await page.route(READER, (route) => answer(route, () => route.continue()));
      await open(page, home);
      await text(page, "Service YAML").hover();
      await missing(page).waitFor();
      const typed = await replace(page, "Service YAML", 'target: "10"', 'target: "20"');
      await missing(page).filter({ hasText: "What you type is kept" }).waitFor();
      await speed(page, 20);
      await reads(page, "3 desired, 3 ready");
      await shot(`the reader ${what}`);
      assert.equal(await textOf(text(page, "Service YAML")), typed);

      await page.unroute(READER);
      await page.getByRole("button", { name: "Try again" }).click();
      await missing(page).waitFor({ state: "detached" });
      await shows(page, "Replicas", "desired 2");
      assert.equal(await textOf(text(page, "Service YAML")), typed);
    });
}
