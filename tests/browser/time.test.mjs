// Looking at other moments and other stretches of time, and at the reasons for what was then.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { open, story } from "./harness.mjs";
import { atTwo, button, clock, editor, figure, reads, replace, speed, textOf } from "./visitor.mjs";

const bar = (page) => page.getByRole("slider", { name: "Time", exact: true });
const plot = (page, name) => page.getByRole("slider", { name: `${name}, over time` });
const legend = (page, name) => figure(page, name).getByRole("list");
const why = (page) => page.getByRole("region", { name: /^Why/ });
const step = (page, name) =>
  why(page).getByRole("list").getByRole("button", { name: new RegExp(`^${name}`) });
const follow = (page) => button(page, "Follow");
const cursors = (page) => page.locator(".crosshair");

/** Waits until something reads like that. */
const says = (locator, words) => locator.filter({ hasText: words }).waitFor();

/** Waits until the bar stands at a second, as it is read out. */
const stands = (page, words) =>
  page.waitForFunction(
    (words) => document.getElementById("time").getAttribute("aria-valuetext").startsWith(words),
    words,
  );

/** Where the time at the left and the right edge of a chart is, by what its table says. */
async function stretch(page) {
  // A table changes once a second.
  await page.waitForTimeout(1100);
  await figure(page, "Replicas").getByRole("button", { name: /^Save or read/ }).click();
  await figure(page, "Replicas").getByRole("button", { name: "Table", exact: true }).click();
  const name = await figure(page, "Replicas").getByRole("region").getAttribute("aria-label");
  await figure(page, "Replicas").getByRole("button", { name: /^Save or read/ }).click();
  await figure(page, "Replicas").getByRole("button", { name: "Table", exact: true }).click();
  return name;
}

story("The time bar moves through the past by keyboard, and everything follows but the present", {},
  async ({ page, home }) => {
    await atTwo(page, home);
    const end = await clock(page);
    await says(why(page), /Why 3\?\s*now/);
    await bar(page).focus();
    await page.keyboard.press("Home");
    await stands(page, "0:00");
    await says(legend(page, "Replicas"), /desired 0\s*ready 0/);
    for (let leap = 0; leap < 3; leap += 1) await page.keyboard.press("Shift+ArrowRight");
    await stands(page, "0:30");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await stands(page, "0:30");
    await says(why(page), /Why 1\?\s*at 0:30/);
    await says(legend(page, "Replicas"), /desired 1\s*ready 1/);
    await says(legend(page, "Concurrency"), /now 0/);
    assert.equal(await cursors(page).count(), 4);
    await says(cursors(page).first(), "0:30");
    await reads(page, /^3 desired, 3 ready/);
    assert.equal(await follow(page).getAttribute("aria-pressed"), "false");
    await page.keyboard.press("End");
    await says(why(page), /Why 3\?\s*now/);
    assert.equal(await cursors(page).count(), 0);
    assert.equal(await follow(page).getAttribute("aria-pressed"), "true");

    await bar(page).fill("60");
    await says(why(page), "at 1:00");
    await button(page, "Play").click();
    await page.waitForFunction((end) => {
      const [minutes, seconds] = document.querySelector("time").textContent.split(":");
      return Number(minutes) * 60 + Number(seconds) > end + 5;
    }, end);
    await says(why(page), "at 1:00");
    await follow(page).click();
    await says(why(page), /Why 3\?\s*now/);
  });

story("The pointer over any chart shows the moment in all of them, and leaves no trace", {},
  async ({ page, home }) => {
    await atTwo(page, home);
    const box = await plot(page, "Latency").boundingBox();
    const at = (second) => box.x + 32 + ((box.width - 48) * second) / 300;
    await page.mouse.move(at(113), box.y + 40);
    await says(cursors(page).first(), "1:53");
    assert.equal(await cursors(page).count(), 4);
    await says(why(page), "at 1:53");
    await says(legend(page, "Queues and path"), /activator in path/);
    await page.mouse.move(at(30), box.y + 40);
    await says(legend(page, "Replicas"), /desired 1\s*ready 1/);
    await page.mouse.move(5, 5);
    await cursors(page).first().waitFor({ state: "detached" });
    await says(why(page), /Why 3\?\s*now/);
    // A click stays.
    await page.mouse.click(at(60), box.y + 40);
    await page.mouse.move(5, 5);
    await says(why(page), "at 1:00");
    await page.mouse.dblclick(at(90), box.y + 40);
    await page.mouse.move(5, 5);
    await says(why(page), /now/);
  });

story("The cursor paints no chart", {}, async ({ page, home }) => {
  await atTwo(page, home);
  const box = await plot(page, "Replicas").boundingBox();
  await page.evaluate(() => {
    window.drawings = 0;
    const clear = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      // The picture of the cluster shows another moment.
      window.drawings += this.canvas.closest(".chart") ? 1 : 0;
      return clear.apply(this, area);
    };
  });
  await page.mouse.move(box.x + 80, box.y + 30);
  await page.mouse.move(box.x + 120, box.y + 30);
  await says(why(page), /at 0:/);
  await page.mouse.move(5, 5);
  await says(why(page), /now/);
  assert.equal(await page.evaluate(() => window.drawings), 0);
});

story("Wheel, drag and keys zoom and pan all charts", {}, async ({ page, home }) => {
  await atTwo(page, home);
  assert.match(await stretch(page), /0:00 to 2:/);
  const box = await plot(page, "Concurrency").boundingBox();
  const middle = [box.x + box.width / 4, box.y + box.height / 2];
  await page.mouse.move(...middle);
  await page.mouse.wheel(0, 300);
  assert.match(await stretch(page), /0:00 to 2:/, "the wheel alone is the page's");
  await page.mouse.move(...middle);
  await page.keyboard.down("Control");
  for (let turn = 0; turn < 8; turn += 1) await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  const zoomed = await stretch(page);
  assert.match(zoomed, /0:[1-3]\d to (0:5\d|1:[0-2]\d)/);
  await page.mouse.move(...middle);
  await page.mouse.down();
  await page.mouse.move(middle[0] + 40, middle[1], { steps: 4 });
  await page.mouse.up();
  assert.notEqual(await stretch(page), zoomed, "dragged");
  await says(why(page), "now");
  await page.mouse.dblclick(...middle);
  await page.mouse.move(5, 5);
  assert.match(await stretch(page), /0:00 to 2:/);

  await plot(page, "Replicas").focus();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("+");
  assert.match(await stretch(page), /1:[2-5]\d to 2:/, "the end stays in view");
  await plot(page, "Replicas").focus();
  await page.keyboard.press("Home");
  assert.match(await stretch(page), /0:00 to 0:[2-5]\d/, "the moment stays in view");
  await plot(page, "Replicas").focus();
  await page.keyboard.press("ArrowRight");
  await says(why(page), "at 0:01");
  assert.match(await plot(page, "Replicas").getAttribute("aria-valuetext"), /at 0:01, desired 0, ready/);
  for (let press = 0; press < 9; press += 1) await page.keyboard.press("-");
  await follow(page).click();
  assert.match(await stretch(page), /0:00 to 2:/);
});

story("Space plays and pauses, but not for who types or presses; ? lists the keys", {},
  async ({ page, home }) => {
    await open(page, home);
    await bar(page).waitFor();
    await page.keyboard.press("Space");
    await button(page, "Play").waitFor();
    await bar(page).focus();
    await page.keyboard.press("Space");
    await button(page, "Pause").waitFor();
    const service = await editor(page, "Service YAML");
    const before = await textOf(service);
    await service.focus();
    await page.keyboard.press("Space");
    await page.keyboard.type("?+-");
    assert.equal((await textOf(service)).length, before.length + 4);
    await button(page, "Pause").waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);

    await bar(page).focus();
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog", { name: "Keys" });
    await says(dialog, "Play or pause");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement.id), "time");
    await button(page, "Keys").click();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "hidden" });
  });

story("Behind the gallery and the comparison no key does anything", {}, async ({ page, home }) => {
  await open(page, home);
  await bar(page).waitFor();
  for (const view of ["Lessons", "Compare"]) {
    await page.getByRole("link", { name: view, exact: true }).click();
    await page.locator(".page[hidden]").waitFor({ state: "attached" });
    await page.keyboard.press("?");
    await page.keyboard.press("Space");
    // A dialog in what isn't shown would let nobody press anything.
    assert.equal(await page.locator("dialog:modal").count(), 0);
    await page.evaluate(() => (location.hash = "#/"));
    await button(page, "Pause").waitFor();
  }
});

story("The steps of a decision: arithmetic, what is behind it, and its settings", {},
  async ({ page, home }) => {
    await atTwo(page, home);
    await bar(page).fill("116");
    await says(step(page, "Stable"), /÷ 7 → \d/);
    await says(step(page, "Threshold"), /panic until \d:\d\d/);
    await says(step(page, "Bounds"), /0 … 10: 3 → 3/);
    await says(step(page, "Burst"), /× 10 − 200 − [\d.]+ [=≈] −\d+ → through the activator/);
    assert.equal(await why(page).getByText("decides").count(), 1);
    await says(step(page, "Panic"), "decides");
    await step(page, "Threshold").click();
    assert.equal(await step(page, "Threshold").getAttribute("aria-expanded"), "true");
    await says(why(page), /From the threshold on it is panic mode/);
    const row = page.getByRole("row", { name: /^Panic threshold/ });
    assert.equal(await row.count(), 0, "folded away, as Knative ships it");
    await why(page).getByRole("button", { name: "Panic threshold" }).click();
    await row.waitFor();
    assert.equal(await row.getAttribute("aria-current"), "true");
    assert.ok(await row.evaluate((it) => it === document.activeElement));
    const { top, bottom } = await row.evaluate((it) => it.getBoundingClientRect().toJSON());
    assert.ok(top >= 0 && bottom <= 720, `the row is in view: ${top} to ${bottom}`);
    await step(page, "Threshold").click();
    assert.equal(await why(page).getByText(/From the threshold on/).count(), 0);
  });

story("Scaled to zero, the steps say what it waited for", {}, async ({ page, home }) => {
  await atTwo(page, home);
  await bar(page).fill("40");
  await says(why(page), /Why 1\?.*one replica stays until 1:\d\d/s);
  await says(step(page, "Scale to zero"), /active until 1:\d\d → 1.*decides/s);
  await bar(page).fill("100");
  await says(why(page), /Why 0\?.*nothing was for a whole stable window/s);
  await says(step(page, "Scale to zero"), "nothing to wait for → 0");
});

story("The other class is explained in the same form", {}, async ({ page, home }) => {
  await open(page, home);
  await speed(page, 20);
  const annotation = 'autoscaling.knative.dev/target: "10"';
  const hpa = "autoscaling.knative.dev/class: hpa.autoscaling.knative.dev";
  await replace(page, "Service YAML", annotation, hpa);
  await says(step(page, "Usage"), /÷|–/);
  await says(step(page, "Wants"), "decides");
  await step(page, "Limit").click();
  await says(why(page), "Within 15 seconds it adds 4 replicas or doubles them");
});

story("An entry of a legend is a switch", {}, async ({ page, home }) => {
  await atTwo(page, home);
  const ready = figure(page, "Replicas").getByRole("button", { name: /^ready/ });
  const pixels = () => page.locator(".plot canvas").first().evaluate((it) => it.toDataURL());
  const before = await pixels();
  await ready.click();
  assert.equal(await ready.getAttribute("aria-pressed"), "false");
  await page.waitForFunction(
    (before) => document.querySelector(".plot canvas").toDataURL() !== before, before);
  await ready.click();
  await page.waitForFunction(
    (before) => document.querySelector(".plot canvas").toDataURL() === before, before);
});

story("A chart as sentence, table, and files", {}, async ({ page, home }) => {
  await atTwo(page, home);
  const chart = figure(page, "Replicas");
  const menu = () => chart.getByRole("button", { name: "Save or read Replicas as…" });
  const choose = async (name) => {
    await menu().click();
    await chart.getByRole("button", { name, exact: true }).click();
  };
  const summary = await page.locator("#replicas-summary").textContent();
  assert.match(summary, /^Replicas from 0:00 to 1:5\d|2:\d\d\. desired 0 to 3/);

  await choose("Table");
  const table = chart.getByRole("table");
  const rows = await table.getByRole("row").count();
  assert.ok(rows > 30 && rows <= 62, `${rows} rows`);
  await says(table.getByRole("row").nth(1), /^2:0\d\s*3\s*3\s*10\s*yes/);
  await choose("Table");
  await plot(page, "Replicas").waitFor();

  const saved = async (name) => {
    const download = page.waitForEvent("download");
    await choose(name);
    const file = await download;
    return [file.suggestedFilename(), await readFile(await file.path())];
  };
  const [csvName, csv] = await saved("CSV data");
  assert.equal(csvName, "replicas.csv");
  const lines = csv.toString().trim().split("\n");
  assert.equal(lines[0], "time,desired,ready,max,panicking");
  assert.equal(lines[1], "0,0,0,10,0");
  assert.match(lines.at(-1), /^12\d,3,3,10,1$/);
  assert.equal(lines.length, Number(lines.at(-1).split(",")[0]) + 2, "a line for each second");

  const [svgName, svg] = await saved("SVG picture");
  assert.equal(svgName, "replicas.svg");
  const parsed = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    return [root.tagName, root.querySelectorAll("path").length, root.textContent];
  }, svg.toString());
  assert.equal(parsed[0], "svg");
  assert.ok(parsed[1] > 6, `${parsed[1]} paths`);
  assert.match(parsed[2], /Replicas.*desired.*ready/s);

  const [pngName, png] = await saved("PNG picture");
  assert.equal(pngName, "replicas.png");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1920, 720]);
  // The menu closes by itself, and by Escape.
  await menu().click();
  await page.keyboard.press("Escape");
  assert.equal(await menu().getAttribute("aria-expanded"), "false");
  assert.ok(await menu().evaluate((it) => it === document.activeElement));
});

for (const [width, colorScheme] of [[1440, "light"], [1024, "dark"], [390, "light"], [390, "dark"]]) {
  story(`At a moment of the past, ${width} wide, ${colorScheme}`,
    { context: { viewport: { width, height: 900 }, colorScheme } },
    async ({ page, home, shot }) => {
      await atTwo(page, home);
      await bar(page).fill("113");
      await step(page, "Threshold").click();
      await shot(`time-${width}-${colorScheme}`);
      const { wide } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth - innerWidth,
      }));
      assert.equal(wide, 0, "nothing reaches beyond the screen");
    });
}
