// What all browser tests stand on: the release build behind a small file server, a browser, and a
// visitor who complains about everything that a clean page must not do.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { mkdir, readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const SITES = fileURLToPath(new URL("../sites/", import.meta.url));
const ARTIFACTS = fileURLToPath(new URL("./artifacts/", import.meta.url));

// Not the root, so that every test shows that the page works from any folder.
const FOLDER = "/some/where/";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};

let browser, server, home;
let site = DIST;

/** From now on the server has the files of another folder; with `null` it doesn't answer. */
export function publish(folder) {
  site = folder;
}

before(async () => {
  server = createServer(answer);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  home = `http://127.0.0.1:${server.address().port}${FOLDER}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--headless=new",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** The names of the files that the server has answered with. */
export const served = [];

// Sites of others, which have the page in a folder of their own.
const isInSites = (name) => name.startsWith("sites/");

function file(name) {
  const [, own] = name.match(/^sites\/(?:[^/]+\/)*?playground\/(.*)$/s) ?? [];
  if (own !== undefined) return join(site, own);
  return isInSites(name) ? join(SITES, name.slice("sites/".length)) : join(site, name);
}

async function answer(request, response) {
  if (site === null) return response.destroy();
  const { pathname } = new URL(request.url, home);
  const name = pathname.slice(FOLDER.length).replace(/(^|\/)$/, "$1index.html");
  try {
    if (!pathname.startsWith(FOLDER)) throw new Error("outside of the page's folder");
    const body = await readFile(file(normalize(decodeURIComponent(name))));
    const type = TYPES[extname(name)] ?? "application/octet-stream";
    const headers = { "content-type": type, "content-length": body.length };
    if (isInSites(name)) headers["cache-control"] = "max-age=600";
    served.push(name);
    response.writeHead(200, headers).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/**
 * A test in which a visitor has a browser tab of their own. It fails when `steps` throw and when
 * the page did something that no page of ours may do: console errors and warnings, exceptions,
 * violations of the content security policy, failed requests, requests that leave its folder.
 *
 * `options.context` goes to Playwright's `newContext` (viewport, colour scheme, no JavaScript…). Nothing
 * is kept for a visit without network unless it says so.
 * `options.expected` lists patterns of complaints that belong to the story; each has to occur.
 *
 * `steps` get `{ page, home, shot }`: the tab, still empty; the page's address; and a function that
 * keeps a picture of it, or of a part of it, in tests/browser/artifacts/.
 */
export function story(name, options, steps) {
  test(name, async () => {
    const context = await browser.newContext({ serviceWorkers: "block", ...options.context });
    const page = await context.newPage();
    const complaints = listen(page);
    const shot = (title, part) => picture(page, title, part);
    try {
      await steps({ page, home, shot });
    } catch (error) {
      await shot(`failed: ${name}`).catch(() => {});
      for (const complaint of complaints) error.message += `\n  ${complaint}`;
      throw error;
    } finally {
      await context.close();
    }
    const expected = options.expected ?? [];
    for (const pattern of expected) {
      assert.ok(complaints.some((it) => pattern.test(it)), `expected a complaint like ${pattern}`);
    }
    const surprises = complaints.filter((it) => !expected.some((pattern) => pattern.test(it)));
    assert.deepEqual(surprises, [], "the page did what it must not do");
  });
}

/** Opens the page and waits until the app has taken the place of the skeleton. */
export async function open(page, home) {
  await page.goto(home);
  await page.locator("#boot").waitFor({ state: "detached" });
  // The parts behind the first picture: details, texts, and what keeps the page.
  for (const part of [".why", ".editor-head", "#sharing button"]) {
    await page.locator(part).first().waitFor({ state: "attached" });
  }
}

function listen(page) {
  const complaints = [];
  page.on("console", (message) => {
    const isOurs = !message.text().startsWith("Service Worker registration blocked by Playwright");
    if (isOurs && ["error", "warning"].includes(message.type())) {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    // Whoever leaves or reloads a page cancels what was on its way.
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") complaints.push(`failed request: ${request.url()} (${reason})`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on("websocket", (socket) => complaints.push(`web socket: ${socket.url()}`));
  page.on("request", (request) => {
    const url = request.url();
    const own = url.startsWith(home) || /^(data|blob):/.test(url);
    if (!own) complaints.push(`request to elsewhere: ${url}`);
  });
  return complaints;
}

async function picture(page, title, part) {
  await mkdir(ARTIFACTS, { recursive: true });
  const file = title.replaceAll(/[^\p{L}\p{N}]+/gu, "-").toLowerCase();
  const path = join(ARTIFACTS, `${file}.png`);
  await (part ? part.screenshot({ path }) : page.screenshot({ path, fullPage: true }));
}
