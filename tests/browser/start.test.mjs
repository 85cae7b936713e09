// How the page starts, and what a visitor sees when it can't.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";
import { EDITOR_FILE, holdBack, ownTime } from "./visitor.mjs";

const WASM = /\.wasm$/;
const heading = (page) => page.getByRole("heading", { name: "Knative autoscaling playground" });

story("The app starts, from any folder, with a clean console", {}, async ({ page, home, shot }) => {
  await open(page, home);
  await page.getByRole("status", { name: "Now" }).waitFor();
  await heading(page).waitFor();
  await shot("start");
});

story("The text is there without JavaScript",
  // Chromium doesn't preload a module that can't run, and calls it a matter of policy.
  { context: { javaScriptEnabled: false }, expected: [/failed request: .*\.js \(csp\)/] },
  async ({ page, home }) => {
    await page.goto(home);
    await heading(page).waitFor();
    const text = await page.locator("body").innerText();
    assert.match(text, /nothing leaves this page/);
    assert.match(text, /turn JavaScript on/);
  });

story("The text is there, and a sign of progress, while the program is on its way", {},
  async ({ page, home }) => {
    const arrive = await holdBack(page, WASM);
    await page.goto(home, { waitUntil: "commit" });
    await heading(page).waitFor();
    await page.getByRole("progressbar", { name: "Loading" }).waitFor();
    await page.getByText("Loading the simulator").waitFor();
    arrive();
    await page.getByRole("status", { name: "Now" }).waitFor();
  });

story("Nothing on the screen moves when the app takes its place", {}, async ({ page, home }) => {
  await page.addInitScript(() => {
    window.shifts = [];
    const record = (list) => {
      for (const shift of list.getEntries()) {
        window.shifts.push(shift.sources.map((it) => it.node?.outerHTML?.slice(0, 80)));
      }
    };
    new PerformanceObserver(record).observe({ type: "layout-shift", buffered: true });
    const { requestAnimationFrame } = window;
    window.painted = () =>
      new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  });
  // Nothing runs: the number of a legend moves by itself when it gets another digit.
  const run = await ownTime(page);
  // An editor places its numbers in frames of the browser's.
  await holdBack(page, EDITOR_FILE);
  // The skeleton has to have been painted before, or there is nothing that could move.
  await page.route(WASM, async (route) => {
    await page.evaluate(() => window.painted());
    await route.continue();
  });
  await open(page, home);
  // What comes behind the first picture, too.
  await page.getByRole("region", { name: /^Why/ }).waitFor();
  await page.getByRole("button", { name: "Share" }).waitFor();
  await run(100);
  await page.evaluate(() => window.painted());
  assert.deepEqual(await page.evaluate(() => window.shifts), []);
});

const failures = [
  {
    what: "is missing",
    answer: (route) => route.fulfill({ status: 404 }),
    message: /can't run: the server answered 404/,
    expected: [/console error/, /status 404/],
  },
  {
    what: "can't be fetched",
    answer: (route) => route.abort(),
    message: /can't run: Failed to fetch/,
    expected: [/console error/, /failed request/],
  },
  {
    what: "is damaged",
    answer: (route) => route.fulfill({ body: "\0asm, or not" }),
    message: /can't run: WebAssembly/,
    expected: [/console error: CompileError/],
  },
];
for (const { what, answer, message, expected } of failures) {
  story(`When the program ${what}, the page says so and stays readable`, { expected },
    async ({ page, home, shot }) => {
      await page.route(WASM, answer);
      await page.goto(home);
      const alert = page.getByRole("alert");
      await alert.waitFor();
      assert.match(await alert.innerText(), message);
      await heading(page).waitFor();
      await shot(`the program ${what}`);
    });
}

story("A host that doesn't know WebAssembly's type will do", {}, async ({ page, home }) => {
  await page.route(WASM, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { "content-type": "text/plain" } });
  });
  await open(page, home);
  await page.getByRole("status", { name: "Now" }).waitFor();
});

story("The browser itself keeps the page from sending anything elsewhere",
  { expected: [/console error: .*Content Security Policy/] },
  async ({ page, home }) => {
    await open(page, home);
    const sent = await page.evaluate(() =>
      fetch("https://example.com/").then(() => "sent", () => "refused"),
    );
    assert.equal(sent, "refused");
  });

const PARTS = {
  details: (page) => page.getByRole("region", { name: /^Why/ }),
  texts: (page) => page.getByRole("textbox", { name: "Service YAML" }),
  keeping: (page) => page.getByRole("button", { name: "Share" }),
};
for (const [name, shown] of Object.entries(PARTS)) {
  for (const [how, answer, complaint] of [
    ["can't be fetched", (route) => route.abort(), /failed request/],
    ["isn't there", (route) => route.fulfill({ status: 404 }), /status 404/],
  ]) {
    story(`When the part with the ${name} ${how}, the page goes on, and tries again when it is asked to`,
      { expected: [/console error/, complaint] },
      async ({ page, home }) => {
        const file = new RegExp(`/split_${name}-`);
        await page.route(file, answer);
        await page.goto(home);
        const missing = page.getByRole("alert").filter({ hasText: "A part of the page could not be loaded" });
        await missing.waitFor();
        await page.getByRole("figure", { name: "Replicas" }).waitFor();
        assert.equal(await shown(page).count(), 0);
        await page.unroute(file);
        await missing.getByRole("button").click();
        await shown(page).waitFor();
        await missing.waitFor({ state: "detached" });
      });
  }
}
