// What is on the page goes into a link, and comes back from it: for somebody else, and after a reload.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";
import { READER, button, clock, holdBack, isRead, isSimulated, list, replace,
  slider, text, textOf, totals } from "./visitor.mjs";

const SERVICE = "Service YAML";

const fingerprint = (page) => totals(page).locator("code").innerText();
const trouble = (page) => page.getByRole("alert").filter({ hasText: "This link can't be opened" });
const lessons = (page) => page.getByRole("link", { name: "Lessons", exact: true });
const back = (page) => page.getByRole("link", { name: "Back to my own texts", exact: true });
const fresh = (page) => button(page, "Start fresh");

/** The link that the menu hands out. */
async function link(page) {
  // It holds what counts, too.
  await isRead(page);
  await button(page, "Share").click();
  const address = await page.getByRole("textbox", { name: "Link", exact: true }).inputValue();
  await button(page, "Share").click();
  return address;
}

/** Waits until the page is in the address, as it is now. */
async function kept(page) {
  const address = await link(page);
  await page.waitForFunction((address) => location.href === address, address);
  return address;
}

/** Stops time, and changes a bit of everything. */
async function change(page) {
  await button(page, "Pause").click();
  await replace(page, SERVICE, 'target: "10"', 'target: "7"');
  await slider(page, "Concurrent clients").fill("60");
  await slider(page, "Pod start time").fill("9");
  await list(page, "Pattern").selectOption("Bursts");
  await button(page, "Play").click();
  await page.waitForFunction(() => /^[2-9]:[1-5]/.test(document.querySelector("time").textContent));
  await button(page, "Pause").click();
  await button(page, "Pin").click();
  await slider(page, "Concurrent clients").fill("90");
}

/** Everything that two people could compare. */
const seen = async (page) => ({
  fingerprint: await fingerprint(page),
  clock: await clock(page),
  service: await textOf(text(page, SERVICE)),
  clients: await slider(page, "Concurrent clients").inputValue(),
  start: await slider(page, "Pod start time").inputValue(),
  pattern: await list(page, "Pattern").inputValue(),
  totals: await totals(page).getByRole("table").innerText(),
});

/** Waits until the same is on both pages: a run needs some frames. */
async function check(page, expected) {
  await page.waitForFunction(
    (expected) => document.querySelector(".totals code")?.textContent === expected,
    expected.fingerprint,
  );
  await isSimulated(page);
  assert.deepEqual(await seen(page), expected);
}

story("Somebody else sees the same, to the last bit", {}, async ({ page, home, shot }) => {
  await open(page, home);
  await change(page);
  const address = await link(page);
  const here = await seen(page);
  await button(page, "Share").click();
  await shot("share");
  const context = await page.context().browser().newContext();
  try {
    const other = await context.newPage();
    await open(other, address);
    await check(other, here);
    await button(other, "Play").waitFor();
  } finally {
    await context.close();
  }
});

story("A link that somebody goes to in the same tab is opened", {}, async ({ page, home }) => {
  await open(page, home);
  await change(page);
  const there = await seen(page);
  const address = await kept(page);
  await fresh(page).click();
  await page.waitForFunction(() => location.hash === "#/");
  await page.evaluate((address) => location.assign(address), address);
  await check(page, there);
});

story("A reload keeps everything, and so does leaving, until somebody starts fresh", {},
  async ({ page, home }) => {
    await open(page, home);
    assert.equal(new URL(page.url()).hash, "", "a first visitor's address is as it was");
    await change(page);
    const before = await seen(page);
    await kept(page);
    await page.reload();
    await check(page, before);
    await open(page, `${home}?again`);
    await check(page, before);
    await fresh(page).click();
    await page.waitForFunction(() => !localStorage.getItem("state") && location.hash === "#/");
    await fresh(page).waitFor({ state: "detached" });
    assert.match(await textOf(text(page, SERVICE)), /target: "10"/);
    await page.reload();
    await button(page, "Pause").waitFor();
    assert.match(await textOf(text(page, SERVICE)), /target: "10"/);
  });

story("What the page didn't get through can be opened again, whatever was done meanwhile", {},
  async ({ page, home }) => {
    await open(page, home);
    await change(page);
    const before = await seen(page);
    await kept(page);
    await page.goto("about:blank");
    await page.addInitScript(() => sessionStorage.again ?? localStorage.setItem("opening", "1"));
    await open(page, home);
    await page.evaluate(() => (sessionStorage.again = "1"));
    await page.getByRole("alert").filter({ hasText: "didn't get through" }).waitFor();
    const last = await page.evaluate(() => localStorage.getItem("state"));
    await slider(page, "Concurrent clients").fill("3");
    await page.waitForFunction((last) => localStorage.getItem("state") !== last, last);
    await button(page, "Open it again").click();
    await check(page, before);
  });

story("What was here last waits until a lesson is left", {}, async ({ page, home }) => {
  await open(page, home);
  await change(page);
  const before = await seen(page);
  await kept(page);
  await page.goto("about:blank");
  await open(page, `${home}#/lessons`);
  await page.evaluate(() => (location.hash = "#/"));
  await check(page, before);
});

story("Who goes to the lessons while the page is being kept gets there", {}, async ({ page, home }) => {
  await page.addInitScript(() => {
    const { setTimeout } = window;
    window.rests = [];
    // The page is kept when the test says so.
    window.setTimeout = (run, ms, ...more) =>
      ms === 1000 ? window.rests.push(run) : setTimeout(run, ms, ...more);
  });
  await open(page, home);
  await button(page, "Pause").click();
  await slider(page, "Concurrent clients").fill("60");
  await page.waitForFunction(() => window.rests.length > 0);
  // The address is another one at once; that it has changed is said in a later task.
  await page.evaluate(() => {
    location.hash = "#/lessons";
    for (const run of window.rests.splice(0)) run();
  });
  await page.getByRole("heading", { name: "Lessons", exact: true }).waitFor();
  assert.equal(new URL(page.url()).hash, "#/lessons");
  assert.notEqual(await page.evaluate(() => localStorage.getItem("state")), null, "kept all the same");
});

story("Who comes back from the lessons finds the link in the address again", {}, async ({ page, home }) => {
  await open(page, home);
  await button(page, "Pause").click();
  await slider(page, "Concurrent clients").fill("60");
  const address = await kept(page);
  await lessons(page).click();
  await back(page).click();
  await page.waitForFunction((address) => location.href === address, address);
});

const KEEPING = /\/split_keeping-[^/]*\.wasm$/;

/** Waits until the Service is this text. */
const holds = (page, words) =>
  page.waitForFunction((words) => document.getElementById("service")?.value === words, words);

/** Leaves a changed text behind, as somebody who was here before; gives it back. */
async function left(page, home) {
  await open(page, home);
  await button(page, "Pause").click();
  const mine = await replace(page, SERVICE, 'target: "10"', 'target: "7"');
  await kept(page);
  await page.goto("about:blank");
  return mine;
}

story("What was done in the last moment is kept, too", {}, async ({ page, home }) => {
  await open(page, home);
  const mine = await replace(page, SERVICE, 'target: "10"', 'target: "7"');
  await page.goto("about:blank");
  await open(page, home);
  await holds(page, mine);
  const later = await replace(page, SERVICE, 'target: "7"', 'target: "8"');
  await lessons(page).click();
  await back(page).waitFor();
  await page.waitForTimeout(1100);
  await page.goto("about:blank");
  await open(page, home);
  await holds(page, later);
});

story("Who goes to the lessons before what was here last is there finds it afterwards", {},
  async ({ page, home }) => {
    const mine = await left(page, home);
    const arrive = await holdBack(page, READER);
    await page.goto(home);
    await page.locator(".page[aria-busy]").waitFor({ state: "attached" });
    await lessons(page).click();
    await back(page).waitFor();
    const reader = page.waitForResponse(/\/reader-[^/]*\.wasm$/);
    arrive();
    await (await reader).finished();
    await back(page).click();
    await holds(page, mine);
    await page.waitForTimeout(1100);
    await page.reload();
    await holds(page, mine);
  });

for (const place of ["Lessons", "Compare"]) {
  story(`The way back from ${place} leads to what was there, as it went on`, {}, async ({ page, home }) => {
    await open(page, home);
    await replace(page, SERVICE, 'target: "10"', 'target: "7"');
    await page.waitForFunction(() => location.hash.startsWith("#/s/"));
    const mine = await replace(page, SERVICE, 'target: "7"', 'target: "8"');
    const before = await clock(page);
    await page.getByRole("link", { name: place, exact: true }).click();
    await back(page).waitFor();
    await page.waitForTimeout(1100);
    await page.goBack();
    await button(page, "Pause").waitFor();
    await holds(page, mine);
    assert.ok((await clock(page)) >= before);
  });
}

story("Who goes before the page is through hasn't found it stuck", {}, async ({ page, home }) => {
  const mine = await left(page, home);
  await holdBack(page, READER);
  await page.goto(home);
  await page.waitForFunction(() => localStorage.getItem("opening"));
  await page.unrouteAll();
  await page.reload();
  await holds(page, mine);
  assert.equal(await page.getByRole("alert").count(), 0);
});

story("Who leaves a link before it is open still finds a page", {}, async ({ page, home }) => {
  await open(page, home);
  await change(page);
  const address = await kept(page);
  await page.goto("about:blank");
  await page.addInitScript(() => localStorage.clear());
  const arrive = await holdBack(page, KEEPING);
  await page.goto(address);
  await page.locator(".page[aria-busy]").waitFor({ state: "attached" });
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  arrive();
  await back(page).click();
  await button(page, "Pause").waitFor();
});

story("What was here last doesn't take the place of what was begun without it",
  { expected: [/failed request/, /console error/] },
  async ({ page, home }) => {
    const mine = await left(page, home);
    await page.route(KEEPING, (route) => route.abort());
    await page.goto(home);
    const missing = page.getByRole("alert").filter({ hasText: "part of the page could not be loaded" });
    await missing.waitFor();
    const begun = await replace(page, SERVICE, 'target: "10"', 'target: "9"');
    await page.unroute(KEEPING);
    await missing.getByRole("button").click();
    await page.getByRole("alert").filter({ hasText: "came too late" }).waitFor();
    assert.equal(await textOf(text(page, SERVICE)), begun);
    await button(page, "Open it again").click();
    await holds(page, mine);
  });

story("The tutorial with a minute of dragging is a short link", {}, async ({ page, home }) => {
  await open(page, home);
  await slider(page, "Concurrent clients").focus();
  const pages = await page.evaluate(() => history.length);
  const end = (await clock(page)) + 60;
  for (let press = 0; (await clock(page)) < end; press++) {
    await page.keyboard.press(press % 90 < 60 ? "ArrowRight" : "ArrowLeft");
  }
  await button(page, "Pause").click();
  const address = await link(page);
  assert.ok(address.length - home.length < 600, `${address.length} characters`);
  assert.match(address, /#\/s\/[\w-]+$/);
  await kept(page);
  assert.equal(await page.evaluate(() => history.length), pages, "there is nothing to go back through");
});

const HOSTILE = {
  "damaged": "Ae3UQQ0AIAzF0DLgRoJ1hOACBTjabZmFJb8WmrzXNbH8xDMks2TOMoMR",
  "a script": "%3Cscript%3Ealert(1)%3C/script%3E",
  "a folder": "../../../etc/passwd",
  "of a later version": "BAAAAAAAAAAA",
  "nothing": "",
  "endless": "A".repeat(1_500_000),
};

for (const [what, state] of Object.entries(HOSTILE)) {
  story(`A link that is ${what} is refused, and the page works`, {}, async ({ page, home }) => {
    await open(page, `${home}#/s/${state}`);
    await trouble(page).waitFor();
    await replace(page, SERVICE, 'target: "10"', 'target: "5"');
    await slider(page, "Concurrent clients").fill("80");
    await button(page, "Pause").click();
    await kept(page);
  });
}
