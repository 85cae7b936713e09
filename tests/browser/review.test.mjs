// Two configurations side by side: from the texts to the report.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { open, story } from "./harness.mjs";
import { button, traffic } from "./visitor.mjs";

/** A text of one side: "Before" or "After". */
const text = (page, side, name) => page.getByRole("group", { name: side, exact: true }).getByLabel(name);
const start = (page) => page.getByRole("button", { name: "Compare", exact: true }).click();
const overview = (page) => page.getByRole("region", { name: "What the change does" });
const measures = (page) => page.getByRole("region", { name: "All measures" });
const row = (table, name) => table.getByRole("row").filter({ has: table.page().getByRole("rowheader", { name, exact: true }) });

/** Opens the comparison, with few seeds. */
async function compare(page, seeds) {
  await page.getByRole("link", { name: "Compare" }).click();
  await page.getByRole("heading", { name: "Compare two configurations" }).waitFor();
  await page.getByLabel("Seeds").fill(String(seeds));
}

/** Leaves only these traffics. */
async function only(page, ...names) {
  for (const name of ["Steady", "Ramp", "Spike", "Bursts", "On/off", "Day"]) {
    await page.getByRole("checkbox", { name }).setChecked(names.includes(name));
  }
}

async function replace(field, from, to) {
  const before = await field.inputValue();
  assert.ok(before.includes(from), `${from} stands in the text`);
  await field.fill(before.replace(from, to));
}

const AXE = await readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** What axe has against the comparison as it is now. */
async function wrong(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const values = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
    const { violations } = await window.axe.run(".compare", { runOnly: { type: "tag", values } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

story("A change from the texts to the report", {}, async ({ page, home, shot }) => {
  await open(page, home);
  await compare(page, 5);
  await only(page, "Steady", "On/off");
  await replace(text(page, "After", "Service YAML"), 'target: "10"', 'target: "20"');
  await page.getByLabel("Price per pod-hour").fill("2");
  assert.deepEqual(await wrong(page), []);
  await start(page);

  const settings = page.getByRole("row", { name: /^Target \(soft limit\)/ });
  assert.match(await settings.innerText(), /10\s+20/);
  // Twice the target takes fewer replicas, and never so by chance.
  assert.match(await row(overview(page), "Steady").innerText(), /3 → 2/);
  assert.match(await row(measures(page), "Pod-hours").innerText(), /−.*−\d+.* %/);
  assert.match(await row(measures(page), "Cost").innerText(), /−/);
  assert.match(await row(measures(page), "p95 latency").innerText(), /same/);
  await page.getByLabel("Under").selectOption("On/off");
  await row(measures(page), "From zero to ready").waitFor();
  await page.getByRole("figure", { name: "Replicas" }).filter({ hasText: "compared" }).waitFor();
  assert.deepEqual(await wrong(page), []);
  await shot("compared");

  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save report").click()]);
  const report = await readFile(await download.path(), "utf8");
  assert.match(report, /^## Autoscaling review\n/);
  assert.match(report, /\| Target \(soft limit\) \| 10 \(annotation\) \| 20 \(annotation\) \|/);
  assert.match(report, /\| steady, up to 20 clients \|/);
  // The link of the report shows both runs.
  const [, link] = report.match(/\[Open the comparison\]\((.*)\)/);
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("figure", { name: "Replicas" }).filter({ hasText: /compared 3/ }).waitFor();
  await page.getByRole("combobox", { name: "Compared with" }).filter({ hasText: "pinned" }).waitFor();
});

story("What may be chance is said to be", {}, async ({ page, home }) => {
  await open(page, home);
  // Only what is sent at random moments leaves room for chance.
  await traffic(page, "Requests per second");
  await compare(page, 3);
  await only(page, "Steady");
  await page.getByLabel("Highest level").fill("40");
  await replace(text(page, "After", "Service YAML"), 'target: "10"', 'target: "5"');
  await start(page);
  const peak = row(measures(page), "Peak replicas");
  assert.match(await peak.innerText(), /9.33\s+10\s+within noise −0.768 … \+2.1/);
  assert.match(await peak.getAttribute("class"), /noise/);
  assert.match(await row(overview(page), "Steady").innerText(), /9.33 → 10 within noise/);
  assert.doesNotMatch(await row(measures(page), "Pod-hours").innerText(), /noise/);
});

story("A diff does as well, and one that doesn't fit is refused", {}, async ({ page, home }) => {
  await open(page, home);
  await compare(page, 2);
  await only(page, "Steady");
  const before = await text(page, "Before", "Service YAML").inputValue();
  const lines = before.split("\n");
  const at = lines.findIndex((line) => line.includes("maxScale"));
  const hunk = `@@ -${at + 1} +${at + 1} @@\n-${lines[at]}\n+${lines[at].replace(/"\d+"/, '"1"')}\n`;
  await page.getByText("Or paste a diff").click();
  const diff = page.getByLabel("Unified diff");
  await diff.fill(`--- a/app.yaml\n+++ b/app.yaml\n${hunk}`);
  await start(page);
  assert.match(await page.getByRole("row", { name: /^Max scale/ }).innerText(), /10\s+1/);
  assert.match(await row(overview(page), "Steady").innerText(), /3 → 1/);

  await diff.fill(`--- a/app.yaml\n+++ b/app.yaml\n@@ -1 +1 @@\n-no such line\n+another\n`);
  await start(page);
  await page.getByRole("alert").filter({ hasText: "app.yaml" }).waitFor();
});

story("A comparison can be cancelled, and the page never waits for it", {}, async ({ page, home }) => {
  await open(page, home);
  await compare(page, 200);
  await page.getByLabel("Highest level").fill("2000");
  await start(page);
  await page.getByRole("progressbar", { name: "Runs that are done" }).waitFor();
  // The texts can be changed meanwhile.
  await text(page, "After", "Service YAML").fill("kind: [");
  await button(page, "Cancel").click();
  await page.getByRole("progressbar").waitFor({ state: "detached" });

  await page.getByLabel("Seeds").fill("1");
  await start(page);
  await page.getByRole("alert").filter({ hasText: "errors in the texts after the change" }).waitFor();
  await page.getByRole("heading", { name: "Findings that came" }).waitFor();
});

story("In Chinese, in the dark, on a phone", { context: { viewport: { width: 390, height: 844 }, colorScheme: "dark", locale: "zh-CN" } },
  async ({ page, home, shot }) => {
    await open(page, home);
    await page.getByRole("link", { name: "比较" }).click();
    await page.getByLabel("随机种子数").fill("2");
    await button(page, "比较").click();
    await button(page, "复制报告").waitFor();
    assert.deepEqual(await wrong(page), []);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
    await shot("compared on a phone");
  });

story("A search shows what nothing beats, and a point's run and annotations", { context: { permissions: ["clipboard-read", "clipboard-write"] } },
  async ({ page, home, shot }) => {
    await open(page, home);
    await compare(page, 1);
    await only(page, "Bursts");
    const better = page.getByRole("region", { name: "What would be better?" });
    await better.getByRole("checkbox", { name: "window", exact: true }).uncheck();
    await better.getByRole("button", { name: "Search" }).click();
    await better.getByText(/combinations were tried, and nothing beats \d+ of them/).waitFor();
    assert.deepEqual(await wrong(page), []);

    const front = better.getByRole("region", { name: "Settings that nothing beats" });
    await front.getByRole("button", { name: "as it is" }).waitFor();
    const one = front.getByRole("button", { name: /target=/ }).first();
    await one.focus();
    await page.keyboard.press("Enter");
    await better.getByRole("figure", { name: "Replicas" }).waitFor();
    await better.getByRole("button", { name: "Copy annotations" }).click();
    await better.getByText("Copied.").waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^autoscaling\.knative\.dev\/.*: "\d+"\n/);
    assert.deepEqual(await wrong(page), []);
    await shot("searched");

    // Points may lie on one another, so it is the element's own click.
    await better.locator("circle:not(.front, .present)").first().dispatchEvent("click");
    await better.getByRole("heading", { level: 4 }).filter({ hasText: "=" }).waitFor();
  });

story("A search can be cancelled", {}, async ({ page, home }) => {
  await open(page, home);
  await compare(page, 3);
  await page.getByLabel("Highest level").fill("2000");
  const better = page.getByRole("region", { name: "What would be better?" });
  await better.getByRole("button", { name: "Search" }).click();
  await better.getByRole("progressbar").waitFor();
  await better.getByRole("button", { name: "Cancel" }).click();
  await better.getByRole("progressbar").waitFor({ state: "detached" });
});
