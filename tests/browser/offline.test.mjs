// The page without a network, after the first visit; and what a visitor gets of a new version.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach } from "node:test";
import { fileURLToPath } from "node:url";
import { DIST, open, publish, story } from "./harness.mjs";
import { editor, figure, problems, replace } from "./visitor.mjs";

const OFFLINE = fileURLToPath(new URL("../../xtask/offline.mjs", import.meta.url));
const allowed = { context: { serviceWorkers: "allow" } };
const copies = mkdtempSync(join(tmpdir(), "offline-"));
after(() => rmSync(copies, { recursive: true }));
afterEach(() => publish(DIST));

/** A version of the page with another heading, in another style sheet's colour. */
function version(name) {
  const folder = join(copies, name);
  cpSync(DIST, folder, { recursive: true });
  const style = readdirSync(folder).find((it) => /^page-.*\.css$/.test(it));
  const own = `page-${name.padEnd(16, "0")}.css`;
  renameSync(join(folder, style), join(folder, own));
  const edit = (file, change) => writeFileSync(join(folder, file), change(readFileSync(join(folder, file), "utf8")));
  edit(own, (css) => `${css}:root{--version:${name}}`);
  edit("index.html", (html) => html.replace(style, own).replace("playground</h1>", `playground ${name}</h1>`));
  execFileSync("node", [OFFLINE, folder]);
  return folder;
}

/** Which version a visitor sees: by the text, and by the style sheet. */
const seen = (page) =>
  page.evaluate(() => [
    document.querySelector("h1").textContent.split(" ").pop(),
    getComputedStyle(document.documentElement).getPropertyValue("--version"),
  ]);

/** Registers at once what the page registers when it has nothing else to do, and waits until it is kept. */
async function keep(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("offline.js");
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
}

/** Waits until the browser has looked for a new version, whatever came of it. */
const look = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    const isDone = () => !worker || ["activated", "redundant"].includes(worker.state);
    while (!isDone()) await new Promise((changed) => worker.addEventListener("statechange", changed, { once: true }));
    return worker?.state;
  });

story("After a visit the page opens without a network, with all its parts", allowed, async ({ page, home }) => {
  await open(page, home);
  await keep(page);
  publish(null);

  await page.reload();
  await page.locator("#boot").waitFor({ state: "detached" });
  await figure(page, "Replicas").waitFor();
  await editor(page, "Service YAML");
  await replace(page, "Service YAML", 'target: "10"', 'target: "ten"');
  await problems(page).filter({ hasText: "ten" }).first().waitFor();

  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("link", { name: "课程" }).click();
  await page.locator(".gallery li a").first().click();
  await page.locator(".gallery").waitFor({ state: "detached" });
  await page.getByRole("heading", { level: 2 }).first().waitFor();
});

story("The page itself sees to it, once it has nothing else to do", allowed, async ({ page, home }) => {
  await open(page, home);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated",
    undefined, { timeout: 120_000 });
  const cached = await page.evaluate(async () => (await caches.keys()).length);
  assert.equal(cached, 1);
});

story("A new version comes whole, at the next visit; the old one goes on until then", allowed, async ({ page, home }) => {
  const [first, second] = ["first", "second"].map(version);
  publish(first);
  await open(page, home);
  await keep(page);
  assert.deepEqual(await seen(page), ["first", "first"]);

  publish(second);
  assert.equal(await look(page), "activated");
  assert.deepEqual(await seen(page), ["first", "first"], "what is open stays as it is");
  // What comes late is still of the first version, which the server hasn't got any more.
  assert.equal(await page.evaluate(async () => (await fetch(document.querySelector("link[href*=page]").href)).status), 200);
  publish(null);
  await page.reload();
  await page.locator("#boot").waitFor({ state: "detached" });
  assert.deepEqual(await seen(page), ["second", "second"]);

  publish(version("third"));
  assert.equal(await look(page), "activated");
  const kept = await page.evaluate(async () => (await caches.keys()).length);
  assert.equal(kept, 2, "the version before stays, older ones go");
});

story("A version that isn't whole on the server is not taken", allowed, async ({ page, home }) => {
  const [first, second] = ["first", "second"].map(version);
  publish(first);
  await open(page, home);
  await keep(page);

  for (const missing of ["a file", "index.html"]) {
    const half = join(copies, `half ${missing}`);
    cpSync(second, half, { recursive: true });
    if (missing === "index.html") cpSync(join(first, missing), join(half, missing));
    else rmSync(join(half, readdirSync(half).find((it) => it.startsWith("page-second"))));
    publish(half);
    assert.equal(await look(page), "redundant", `${missing} is of another version`);
    await page.reload();
    await page.locator("#boot").waitFor({ state: "detached" });
    assert.deepEqual(await seen(page), ["first", "first"]);
  }
  publish(second);
  assert.equal(await look(page), "activated");
  await page.reload();
  assert.deepEqual(await seen(page), ["second", "second"]);
});

story("Who can't keep it goes without", { ...allowed, expected: [/404/] }, async ({ page, home }) => {
  const bare = version("bare");
  rmSync(join(bare, "offline.js"));
  publish(bare);
  const refused = page.waitForEvent("console", { predicate: (it) => it.text().includes("404") });
  await open(page, home);
  await refused;
  await figure(page, "Replicas").waitFor();
});
