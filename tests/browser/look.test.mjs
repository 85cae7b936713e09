// How the page looks: sharp charts, in any width and theme, drawn only when there is a reason to.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { open, story } from "./harness.mjs";
import {
  atTwo,
  button,
  errors,
  figure,
  inPanic,
  ownTime,
  problems,
  reads,
  replace,
  slider,
  speed,
  totals,
} from "./visitor.mjs";

const PICTURE = fileURLToPath(new URL("../../docs/page.png", import.meta.url));

const canvases = (page) =>
  page.locator("canvas").evaluateAll((all) =>
    all.map((it) => {
      const copy = new OffscreenCanvas(it.width, it.height);
      const context = copy.getContext("2d", { willReadFrequently: true });
      context.drawImage(it, 0, 0);
      const pixels = context.getImageData(0, 0, it.width, it.height).data.buffer;
      const { clientWidth, clientHeight } = it;
      return {
        drawn: [it.width, it.height],
        shown: [clientWidth, clientHeight].map((length) => Math.round(length * devicePixelRatio)),
        colours: new Set(new Uint32Array(pixels)).size,
      };
    }),
  );
const painted = (page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );

for (const deviceScaleFactor of [1, 1.5, 3]) {
  story(`Charts have as many pixels as the screen, at ${deviceScaleFactor} per CSS pixel`,
    { context: { deviceScaleFactor } },
    async ({ page, home }) => {
      await open(page, home);
      await reads(page, "3 ready");
      for (const width of [1440, 1000, 400]) {
        await page.setViewportSize({ width, height: 900 });
        // Measuring, rendering and painting each take a frame.
        for (let frame = 0; frame < 3; frame += 1) await painted(page);
        for (const { drawn, shown, colours } of await canvases(page)) {
          assert.deepEqual(drawn, shown, `at ${width} pixels`);
          assert.ok(colours > 10, `${colours} colours are not a chart`);
        }
      }
    });
}

story("More is further up", {}, async ({ page, home }) => {
  await atTwo(page, home);
  const height = async (colour) => {
    await painted(page);
    return page.locator("figure canvas").first().evaluate((it, colour) => {
      const copy = new OffscreenCanvas(it.width, it.height);
      const context = copy.getContext("2d", { willReadFrequently: true });
      context.drawImage(it, 0, 0);
      context.fillStyle = getComputedStyle(it).getPropertyValue(colour);
      context.fillRect(0, 0, 1, 1);
      const pixels = new Uint32Array(context.getImageData(0, 0, it.width, it.height).data.buffer);
      return it.height - Math.floor(pixels.indexOf(pixels[0], 1) / it.width);
    }, colour);
  };
  const three = await height("--desired");
  const ten = await height("--bound");
  await replace(page, "Service YAML", 'target: "10"', 'target: "5"');
  await reads(page, "6 desired");
  const six = await height("--desired");
  assert.ok(three < six && six < ten, `3 at ${three}, 6 at ${six}, 10 at ${ten}`);
});

story("A chart is drawn only when something has changed", {}, async ({ page, home }) => {
  await page.addInitScript(() => {
    window.drawings = 0;
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...rect) {
      // A whole canvas, not a part of it.
      window.drawings += rect[0] === 0 && rect[1] === 0;
      return clear.apply(this, rect);
    };
  });
  const drawings = async (during) => {
    const before = await page.evaluate(() => window.drawings);
    await during();
    await painted(page);
    return (await page.evaluate(() => window.drawings)) - before;
  };
  await open(page, home);
  await button(page, "Pause").click();
  for (let frame = 0; frame < 3; frame += 1) await painted(page);
  assert.equal(await drawings(() => page.waitForTimeout(500)), 0);
  // The picture, and the charts that look different then.
  const drawn = await drawings(async () => {
    await replace(page, "Service YAML", '"10"', '"20"');
    await page.getByText("target 20 × 70 % = 14").waitFor();
  });
  assert.ok(drawn >= 1 && drawn <= 5, `${drawn} drawings`);
  // What stands still in the cluster, too.
  assert.equal(await drawings(() => page.emulateMedia({ colorScheme: "dark" })), 6);
});

const widths = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
for (const viewport of widths) {
  for (const colorScheme of ["light", "dark"]) {
    story(`Nothing sticks out at ${viewport.width} pixels, ${colorScheme}`,
      { context: { viewport, colorScheme } },
      async ({ page, home, shot }) => {
        const name = `${viewport.width} ${colorScheme}`;
        await inPanic(page, home);
        await painted(page);
        await shot(`${name} in panic mode`);
        await replace(page, "Service YAML", '"10"', '"ten"');
        await errors(page).first().waitFor();
        await shot(`${name} with a mistake`);
        const widest = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(widest <= viewport.width, `${widest} pixels are too wide`);
        if (viewport.width > 1200) {
          const tall = await page.evaluate(() => document.documentElement.scrollHeight);
          assert.ok(tall <= viewport.height, `${tall} pixels don't fit on one screen`);
        }
      });
  }
}

/** What has to be in view, by the names that assistive technology knows it by. */
const PARTS = [
  ["textbox", "Service YAML"],
  ["textbox", "ConfigMap YAML"],
  ["region", "Problems"],
  ["img", /^Cluster/],
  ["figure", "Replicas"],
  ["figure", "Concurrency"],
  ["figure", "Latency"],
  ["figure", "Queues and path"],
  ["status", "Now"],
  ["region", /^Why/],
  ["region", "Effective settings"],
  ["region", "Totals"],
  ["region", "Player"],
  ["slider", "Concurrent clients"],
  ["slider", "Pod start time"],
  ["slider", "Time"],
];
for (const [when, address, tallest] of [
  ["", "", 100],
  [" beside a lesson, too", "#/lesson/scale-from-zero", 40],
]) {
  story(`All that matters is in view at once at 1440 × 900${when}`, { context: { viewport: widths[0] } },
    async ({ page, home, shot }) => {
      await page.goto(home + address);
      await page.locator("#boot").waitFor({ state: "detached" });
      if (address) await page.locator(".lesson .question").waitFor();
      // An editor in the place of each text area.
      await page.locator(".cm-content").nth(1).waitFor();
      for (const [role, name] of PARTS) {
        const part = page.getByRole(role, { name, exact: true });
        const { x, y, width, height } = await part.boundingBox();
        assert.ok(x >= 0 && x + width <= 1440, `${name} is from ${x} to ${x + width}`);
        assert.ok(y >= 0 && y + height <= 900, `${name} is from ${y} to ${y + height}`);
        assert.ok(width > 40 && height >= 20, `${name} has ${width} × ${height} pixels`);
      }
      for (const plot of await page.locator(".plot").all()) {
        const { height } = await plot.boundingBox();
        assert.ok(height >= tallest * 0.6, `a chart has ${height} pixels`);
      }
      await shot(`one screen${when}`);
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok(tall <= 900, `${tall} pixels`);
    });
}

for (const viewport of widths) {
  story(`Nothing moves while the page loads, at ${viewport.width} pixels`, { context: { viewport } },
    async ({ page, home }) => {
      await page.addInitScript(() => {
        window.moved = [];
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries()) {
            const what = sources.map(({ node }) => node?.className || node?.nodeName);
            window.moved.push({ value, what });
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await open(page, home);
      await page.locator(".cm-content").nth(1).waitFor();
      await totals(page).waitFor();
      await reads(page, "3 ready");
      const moved = await page.evaluate(() => window.moved);
      // Numbers that get another digit count, too, but for next to nothing.
      const sum = moved.reduce((sum, { value }) => sum + value, 0);
      assert.ok(sum < 0.01, JSON.stringify(moved.filter(({ value }) => value > 0.001)));
    });
}

story("On a phone the first chart stays in view, wherever sliders are dragged",
  { context: { viewport: { width: 390, height: 844 } } },
  async ({ page, home, shot }) => {
    await open(page, home);
    await reads(page, "3 ready");
    for (const part of ["Effective settings", "Totals"]) {
      await page.getByRole("region", { name: part }).scrollIntoViewIfNeeded();
      await page.mouse.wheel(0, 200);
      const boxes = [figure(page, "Replicas"), slider(page, "Concurrent clients")];
      for (const box of await Promise.all(boxes.map((it) => it.boundingBox()))) {
        assert.ok(box.y >= 0 && box.y + box.height <= 844, `at ${part} from ${box.y}`);
      }
    }
    await shot("scrolled on a phone", null);
  });

story("On a phone the player takes a fifth of the screen, and all of it can be hit",
  { context: { viewport: { width: 390, height: 844 } } },
  async ({ page, home }) => {
    await open(page, home);
    await button(page, "Follow").waitFor();
    const player = page.getByRole("region", { name: "Player" });
    const { height } = await player.boundingBox();
    assert.ok(height <= 844 / 5 + 1, `${height} pixels`);
    for (const control of await player.locator("button, select, label:has(input), input[type=range], summary").all()) {
      if (!(await control.isVisible())) continue;
      const box = await control.boundingBox();
      assert.ok(box.width >= 24 && box.height >= 24, `${box.width} × ${box.height}: ${await control.innerText()}`);
    }
  });

story("At 1024 the first problem and all charts stand above the player, and nothing over what is below",
  { context: { viewport: { width: 1024, height: 768 } } },
  async ({ page, home }) => {
    await open(page, home);
    await problems(page).first().waitFor();
    const player = await page.getByRole("region", { name: "Player" }).boundingBox();
    for (const part of [problems(page).first(), figure(page, "Queues and path")]) {
      const { y, height } = await part.boundingBox();
      assert.ok(y >= 0 && y + height <= player.y, `${y + height}, ${player.y}`);
    }
    await page.mouse.wheel(0, 2000);
    await painted(page);
    const texts = await page.getByRole("region", { name: "Texts" }).boundingBox();
    const why = await page.getByRole("region", { name: /^Why/ }).boundingBox();
    assert.ok(texts.y + texts.height <= why.y, `${texts.y + texts.height}, ${why.y}`);
  });

story("The figures of the totals and what is beside them keep apart", {}, async ({ page, home }) => {
  for (const width of [1440, 1280, 1024, 800, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${home}?embed&show=totals`);
    await totals(page).getByRole("cell").first().waitFor();
    const boxes = await totals(page).locator("header, tbody, p").evaluateAll((all) =>
      all.map((it) => {
        const range = document.createRange();
        range.selectNodeContents(it);
        const { left, right, top, bottom } = range.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    );
    for (const one of boxes) {
      for (const other of boxes) {
        const apart = one.right <= other.left || one.left >= other.right || one.bottom <= other.top || one.top >= other.bottom;
        assert.ok(one === other || apart, `at ${width}: ${JSON.stringify([one, other])}`);
      }
    }
  }
});

for (const width of [1440, 1024]) {
  story(`The axis of time stays with the last chart that is drawn, at ${width} pixels`,
    { context: { viewport: { width, height: 900 } } },
    async ({ page, home, shot }) => {
      await open(page, home);
      await button(page, "Pause").click();
      await page.mouse.move(0, 0);
      // Whether there is ink in the lowest pixels of a chart, where only the numbers of the axis are.
      const hasAxis = (name) =>
        figure(page, name).locator("canvas").evaluate((it) => {
          const copy = new OffscreenCanvas(it.width, it.height);
          const context = copy.getContext("2d", { willReadFrequently: true });
          context.drawImage(it, 0, 0);
          return context.getImageData(it.width / 4, it.height - 6, it.width / 2, 6).data.some((value) => value > 0);
        });
      const axes = async () => {
        for (let frame = 0; frame < 5; frame += 1) await painted(page);
        return [await hasAxis("Latency"), await hasAxis("Queues and path")];
      };
      assert.deepEqual(await axes(), [false, true]);
      const toggle = async () => {
        await button(figure(page, "Queues and path"), "Save or read").click();
        await button(page, /^Table$/).click();
      };
      await toggle();
      assert.equal((await axes())[0], true);
      await shot(`a table below the charts at ${width}`);
      await toggle();
      assert.deepEqual(await axes(), [false, true]);
    });
}

story("On a phone a chart and the sliders are on the screen together",
  { context: { viewport: { width: 390, height: 844 } } },
  async ({ page, home }) => {
    await open(page, home);
    const inView = (locator) =>
      locator.evaluate((it) => {
        const { top, bottom } = it.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
    assert.ok(await inView(figure(page, "Replicas")));
    assert.ok(await inView(slider(page, "Concurrent clients")));
    assert.ok(await inView(slider(page, "Pod start time")));
  });

// Time is the test's own here, so that the picture changes only when the page does. `PICTURE=1` puts
// it into docs/, where the README shows it.
story("The README's picture", { context: { viewport: widths[0] } }, async ({ page, home, shot }) => {
  const run = await ownTime(page);
  await open(page, home);
  await speed(page, 20);
  await run(4000);
  await slider(page, "Concurrent clients").fill("50");
  await run(4200);
  await slider(page, "Concurrent clients").fill("200");
  await run(700);
  await button(page, "Pause").click();
  await run(100);
  await reads(page, "10 desired, 10 ready, panic mode");
  await shot("the picture");
  if (process.env.PICTURE) await page.screenshot({ path: PICTURE });
});
