// What a visitor has left when the program fails while it runs: the texts, and a new start.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { leftovers } from "./chinese.mjs";
import { open, story } from "./harness.mjs";
import { EDITOR_FILE, atTwo, button, editor, problems, reads, replace, shows, text, textOf } from "./visitor.mjs";

const SERVICE = "Service YAML";
const CONFIG = "ConfigMap YAML";
const TRAP = [/exception: (memory access|table index|unreachable|null function|function signature)/];

const heading = (page) => page.getByRole("heading", { name: "The simulator has stopped" });
const kept = (page, name) => page.getByRole("textbox", { name });
const again = (page) => button(page, "Start again with these texts");

/** Keeps the memory of each program: `wreck(nth)` overwrites it, and whatever runs in it next traps. */
async function wreckable(page) {
  await page.addInitScript(() => {
    const memories = [];
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...given) => {
      const result = await instantiateStreaming(...given);
      const { memory } = result.instance.exports;
      if (memory && !memories.includes(memory)) memories.push(memory);
      return result;
    };
    window.wreck = (nth) => new Uint8Array(memories[nth].buffer).fill(0xff);
  });
  return (nth) => page.evaluate((nth) => void window.wreck(nth), nth);
}

story("When the program traps, the texts are offered, and open again byte for byte",
  { expected: TRAP },
  async ({ page, home, shot }) => {
    const wreck = await wreckable(page);
    await open(page, home);
    await editor(page, SERVICE);
    const service = (await textOf(text(page, SERVICE))).replaceAll("\n", "\r\n").replace('"10"', '"20"');
    const file = { name: "mine.yaml", mimeType: "", buffer: Buffer.from(service) };
    await page.getByLabel(`Open a file as ${SERVICE}`).setInputFiles(file);
    await shows(page, "Replicas", "desired 2");
    const config = await replace(page, CONFIG, "data:", "data: # mine");
    await wreck(0);
    await heading(page).waitFor();
    assert.ok(await heading(page).evaluate((it) => it === document.activeElement));
    assert.match(await page.getByRole("alert").filter({ visible: true }).innerText(), /It made a mistake \(\w+/);
    assert.equal(await kept(page, "service.yaml").inputValue(), service.replaceAll("\r\n", "\n"));
    assert.equal(await kept(page, "config-autoscaler.yaml").inputValue(), config);
    await shot("stopped");
    const download = page.waitForEvent("download");
    await button(page, "Save").first().click();
    const saved = await download;
    assert.equal(saved.suggestedFilename(), "service.yaml");
    assert.equal(await readFile(await saved.path(), "utf8"), service);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await button(page, "Copy").first().click();
    await page.waitForFunction(
      async (text) => (await navigator.clipboard.readText()).replaceAll("\r", "") === text,
      service.replaceAll("\r", ""),
    );

    await again(page).click();
    await shows(page, "Replicas", "desired 2");
    await editor(page, SERVICE);
    await editor(page, CONFIG);
    assert.equal(await textOf(text(page, SERVICE)), service);
    assert.equal(await textOf(text(page, CONFIG)), config);
    // From here on the page keeps them by itself.
    await page.waitForFunction(() => localStorage.getItem("state"));
    await page.reload();
    await shows(page, "Replicas", "desired 2");
  });

story("What was typed when it failed is offered, too", { expected: [/exception|console error/] },
  async ({ page, home }) => {
    await wreckable(page);
    await atTwo(page, home);
    const field = await editor(page, SERVICE);
    const typed = await field.evaluate((it) => {
      window.wreck(0);
      it.setRangeText("# the last word", it.value.length, it.value.length);
      return it.value;
    });
    assert.match(typed, /# the last word$/);
    await heading(page).waitFor();
    assert.equal(await kept(page, "service.yaml").inputValue(), typed);
  });

story("An error of the browser in the middle of the program is the program's end",
  { expected: [/exception: no more pictures/] },
  async ({ page, home }) => {
    await open(page, home);
    await reads(page, "3 ready");
    await page.evaluate(() => {
      CanvasRenderingContext2D.prototype.clearRect = () => {
        throw new TypeError("no more pictures");
      };
    });
    await page.getByRole("alert").filter({ hasText: "no more pictures" }).waitFor();
    await button(page, "Start again with the tutorial's").click();
    await reads(page, "3 ready");
  });

story("My own texts come back when a lesson's run fails", { expected: TRAP },
  async ({ page, home }) => {
    const wreck = await wreckable(page);
    await open(page, home);
    const mine = await replace(page, SERVICE, '"10"', '"20"');
    await page.evaluate(() => (location.hash = "#/lesson/utilization"));
    await button(page, "Show me").or(button(page, "Play it")).click();
    await wreck(0);
    await heading(page).waitFor();
    assert.equal(await kept(page, /^service.yaml/).inputValue(), mine);
    assert.notEqual(await kept(page, "lesson-service.yaml").inputValue(), mine);
    await again(page).click();
    await shows(page, "Replicas", "desired 2");
    assert.equal(await textOf(text(page, SERVICE)), mine);
    assert.doesNotMatch(new URL(page.url()).hash, /lesson/);
  });

story("My own texts come back from the second lesson, too, and nothing else does", { expected: TRAP },
  async ({ page, home }) => {
    const wreck = await wreckable(page);
    await page.addInitScript(() => (window.before = localStorage.getItem("state")));
    await open(page, home);
    const mine = await replace(page, SERVICE, '"10"', '"20"');
    for (const id of ["utilization", "bounds"]) {
      await page.evaluate(() => (location.hash = "#/lessons"));
      await page.getByRole("heading", { name: "Lessons", exact: true }).waitFor();
      await page.evaluate((id) => (location.hash = `#/lesson/${id}`), id);
      await page.locator(`section.lesson[data-id=${id}]`).waitFor();
    }
    await button(page, "Show me").or(button(page, "Play it")).click();
    await wreck(0);
    await heading(page).waitFor();
    assert.equal(await kept(page, /^service.yaml/).inputValue(), mine);
    await again(page).click();
    await shows(page, "Replicas", "desired 2");
    assert.equal(await page.evaluate(() => window.before), null, "what it failed on isn't opened again");
  });

story("A start that fails, too, doesn't lose them", { expected: [...TRAP, /failed request/, /console error/] },
  async ({ page, home }) => {
    const wreck = await wreckable(page);
    await open(page, home);
    const mine = await replace(page, SERVICE, '"10"', '"20"');
    await wreck(0);
    await heading(page).waitFor();
    await page.route(/playground-[^/]*\.wasm$/, (route) => route.abort());
    await again(page).click();
    await page.getByRole("alert").filter({ hasText: "Failed to fetch" }).waitFor();
    assert.equal(await kept(page, "service.yaml").inputValue(), mine);
    await page.unroute(/playground-[^/]*\.wasm$/);
    await again(page).click();
    await shows(page, "Replicas", "desired 2");
    assert.equal(await textOf(text(page, SERVICE)), mine);
  });

story("It is said in Chinese, and in the language that is chosen then",
  { context: { locale: "zh-CN" }, expected: TRAP },
  async ({ page, home, shot }) => {
    const wreck = await wreckable(page);
    await open(page, home);
    await page.locator(".cm-content").nth(1).waitFor();
    await wreck(0);
    await page.getByRole("heading", { name: "模拟器已停止" }).waitFor();
    const foreign = (await leftovers(page)).filter((it) => !/模拟器出错/.test(it));
    assert.deepEqual(foreign, []);
    await shot("stopped in Chinese");
    await button(page, "English").click();
    await heading(page).waitFor();
    await again(page).waitFor();
    assert.equal(await button(page, "Copy").count(), 2);
  });

// The editor asks the reader, too, and has no way to go on without.
story("A reader that fails is replaced when somebody tries again",
  { expected: [/failed request/, /console error/] },
  async ({ page, home }) => {
    const wreck = await wreckable(page);
    await page.route(EDITOR_FILE, (route) => route.abort());
    await open(page, home);
    await replace(page, SERVICE, '"10"', '"20"');
    await shows(page, "Replicas", "desired 2");
    await wreck(1);
    const mine = await replace(page, SERVICE, '"20"', '"5"');
    await page.getByRole("alert").filter({ hasText: "reads the texts is missing" }).waitFor();
    await button(page, "Try again").click();
    await shows(page, "Replicas", "desired 6");
    assert.equal(await textOf(text(page, SERVICE)), mine);
    assert.ok((await problems(page).count()) > 0);
  });
