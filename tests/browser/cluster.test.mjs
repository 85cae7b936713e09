// The cluster as a picture: what it shows, what it says to those who don't see it, what moves.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";
import { button, ownTime, replace, slider, speed } from "./visitor.mjs";

const cluster = (page) => page.getByRole("img", { name: /^Cluster/ });
/** Waits until the picture is described so. */
async function tells(page, words) {
  const label = () => cluster(page).getAttribute("aria-label");
  // Not on frames, which some tests give out themselves.
  for (let nth = 0; nth < 600 && !words.test(await label()); nth += 1) {
    await new Promise((over) => setTimeout(over, 50));
  }
  assert.match(await label(), words);
}

/** Lets time pass until what moves has its size: a browser measures in frames of its own. */
async function drawn(page, run) {
  const moving = page.locator(".cluster canvas").nth(1);
  const isSized = () => moving.evaluate((it) => it.width === Math.round(it.clientWidth * devicePixelRatio));
  for (let tries = 0; tries < 200 && !(await isSized()); tries += 1) await run(50);
}

/** What the two canvases show, as text: equal texts are equal pixels. */
const pixels = (page, nth) =>
  page.locator(".cluster canvas").nth(nth).evaluate((it) => it.toDataURL());

story("A cold start is told: requests wait, a pod starts, is ready, and the activator leaves the way",
  {},
  async ({ page, home }) => {
    const run = await ownTime(page);
    await open(page, home);
    await replace(page, "ConfigMap YAML", 'target-burst-capacity: "200"', 'target-burst-capacity: "0"');
    await run(500);
    await tells(page,
      /^Cluster: 20 requests wait in the activator; 0 pods ready, \d starting; through the activator$/);
    await speed(page, 20);
    await run(3000);
    await tells(page, /^Cluster: 0 requests wait in the activator; 3 pods ready; straight to the pods$/);
    await slider(page, "Concurrent clients").fill("0");
    await speed(page, 60);
    await run(4000);
    await tells(page, /^Cluster: 0 requests wait in the activator; no pods; through the activator$/);
  });

story("With the tutorial's target burst capacity requests stay on the way through the activator", {},
  async ({ page, home }) => {
    await open(page, home);
    await speed(page, 20);
    await tells(page, /; 3 pods ready; through the activator$/);
  });

story("Requests move while time runs, and only then", {}, async ({ page, home }) => {
  const run = await ownTime(page);
  await open(page, home);
  await drawn(page, run);
  await run(3000);
  const before = await pixels(page, 1);
  await run(500);
  assert.notEqual(await pixels(page, 1), before);
  await button(page, "Pause").click();
  await run(500);
  const paused = [await pixels(page, 0), await pixels(page, 1)];
  await run(1000);
  assert.deepEqual([await pixels(page, 0), await pixels(page, 1)], paused);
});

story("For those who asked for less motion nothing moves",
  { context: { reducedMotion: "reduce" } },
  async ({ page, home }) => {
    const run = await ownTime(page);
    await open(page, home);
    await speed(page, 20);
    await drawn(page, run);
    await run(500);
    const empty = await pixels(page, 1);
    for (let nth = 0; nth < 10; nth += 1) {
      await run(200);
      assert.equal(await pixels(page, 1), empty);
    }
    await button(page, "Pause").click();
    await run(500);
    const paused = await pixels(page, 0);
    await run(1000);
    assert.equal(await pixels(page, 0), paused);
    assert.equal(await pixels(page, 1), empty);
  });

const widths = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
for (const viewport of widths) {
  for (const colorScheme of ["light", "dark"]) {
    story(`The picture at ${viewport.width} pixels, ${colorScheme}`,
      { context: { viewport, colorScheme, deviceScaleFactor: 2 } },
      async ({ page, home, shot }) => {
        const run = await ownTime(page);
        const keep = async (title) => {
          await run(100);
          await shot(`cluster ${viewport.width} ${colorScheme} ${title}`, cluster(page));
        };
        await open(page, home);
        await speed(page, 1);
        await run(2000);
        await tells(page, /20 requests wait/);
        await keep("cold start");
        await speed(page, 20);
        await run(2000);
        await tells(page, /3 pods ready/);
        await replace(page, "Service YAML", 'maxScale: "10"', 'maxScale: "200"');
        await replace(page, "Service YAML", 'target: "10"', 'target: "1"');
        await slider(page, "Concurrent clients").fill("100");
        await run(300);
        await keep("many start");
        await run(4000);
        await slider(page, "Concurrent clients").fill("150");
        await run(3000);
        await tells(page, /200 pods ready/);
        await keep("200 pods");
        await slider(page, "Concurrent clients").fill("10");
        await run(4000);
        await replace(page, "Service YAML", 'target: "1"', 'target: "10"');
        await slider(page, "Concurrent clients").fill("80");
        await run(4000);
        await keep("12 pods");
        await slider(page, "Concurrent clients").fill("5");
        await run(8000);
        await tells(page, /; 1 pod ready;/);
        await keep("1 pod");
        await slider(page, "Concurrent clients").fill("0");
        await speed(page, 60);
        await run(3000);
        await tells(page, /no pods/);
        await keep("no pods");
      });
  }
}
