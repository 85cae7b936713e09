// Two configurations side by side: from the texts to the report.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open, story } from "./harness.mjs";
import { button, editor, replace as change, textOf, traffic } from "./visitor.mjs";

const CHANGES = fileURLToPath(new URL("../../crates/command/tests/changes/", import.meta.url));

/** A text of one side: "Before" or "After". */
const text = (page, side, name) => page.getByRole("group", { name: side, exact: true }).getByLabel(name, { exact: true });
const start = (page) => page.getByRole("button", { name: "Compare", exact: true }).click();
const overview = (page) => page.getByRole("region", { name: "What the change does" });
const measures = (page) => page.getByRole("region", { name: "All measures" });
/** A chart of both runs: "Replicas", "Concurrency", "Latency" or "Queues and path". */
const figure = (page, name) => page.locator(".compare").getByRole("figure", { name });
const CHARTS = ["Replicas", "Concurrency", "Latency", "Queues and path"];
const row = (table, name) => table.getByRole("row").filter({ has: table.page().getByRole("rowheader", { name, exact: true }) });

/** Opens the comparison, with few seeds. */
async function compare(page, seeds) {
  await page.getByRole("link", { name: "Compare" }).click();
  await page.getByRole("heading", { name: "Compare two configurations" }).waitFor();
  await page.getByLabel("Seeds").fill(String(seeds));
}

/** Starts a comparison that goes on for long. */
async function startLong(page, home) {
  await open(page, home);
  await compare(page, 200);
  await page.getByLabel("Highest level").fill("2000");
  await start(page);
  await page.getByRole("progressbar", { name: "Runs that are done" }).waitFor();
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
  for (const name of CHARTS) await figure(page, name).getByRole("button", { name: "before", exact: true }).waitFor();
  assert.deepEqual(await wrong(page), []);
  await shot("compared");

  const report = await saved(page, "Markdown");
  assert.match(report, /^## Autoscaling review\n/);
  assert.match(report, /\| Target \(soft limit\) \| 10 \(annotation\) \| 20 \(annotation\) \|/);
  assert.match(report, /\| steady, up to 20 clients \|/);
  // Those for programs say the same.
  const json = JSON.parse(await saved(page, "JSON"));
  const [steady, onOff] = json.change.revisions[0].tried;
  assert.deepEqual([steady.traffic, onOff.effects.length > 10], ["steady, up to 20 clients", true]);
  const peak = steady.effects.find((it) => it.measure === "peak-replicas");
  assert.deepEqual([peak.base.mean, peak.change.mean], [3, 2]);
  const sarif = JSON.parse(await saved(page, "SARIF"));
  assert.equal(sarif.runs[0].tool.driver.name, "kpa");
  const count = (state) => sarif.runs[0].results.filter((it) => it.baselineState === state).length;
  const listed = (title) => page.getByRole("heading", { name: title }).locator("..").getByRole("listitem").count();
  assert.deepEqual([count("new"), count("absent")], [await listed("Findings that came"), await listed("Findings that went")]);
  assert.ok(count("unchanged") > 0);

  await bothOpen(page, report, /compared 3/);
});

story("It begins with my own texts, from a lesson and after a reload, too", {}, async ({ page, home }) => {
  await open(page, home);
  const mine = await change(page, "Service YAML", 'target: "10"', 'target: "33"');
  await page.evaluate(() => (location.hash = "#/lesson/utilization"));
  await page.locator("section.lesson").getByRole("heading").waitFor();
  await page.locator("section.lesson").getByRole("radio").first().check();
  for (let visit = 0; visit < 2; visit += 1) {
    await compare(page, 3);
    for (const side of ["Before", "After"]) {
      assert.equal(await text(page, side, "Service YAML").inputValue(), mine);
    }
    await page.reload();
  }
  await page.goto(`${home}#/lessons`);
  await page.reload();
  await compare(page, 3);
  assert.equal(await text(page, "After", "Service YAML").inputValue(), mine);
});

story("The link in a report by the command leads to the same page", {}, async ({ page, home }) => {
  const asked = ["review", "after.yaml", "--base", "before.yaml", "--seeds", "1", "--format", "markdown", "--page", home];
  const command = ["run", "--quiet", "--package", "kpa-command", "--", ...asked];
  const report = execFileSync("cargo", command, { cwd: CHANGES, encoding: "utf8" });
  await bothOpen(page, report, /compared \d/);
  assert.equal(await textOf(await editor(page, "Service YAML")), await readFile(join(CHANGES, "after.yaml"), "utf8"));
});

/** The report as it is saved in a form. */
async function saved(page, form) {
  const group = page.getByRole("group", { name: "Save report as" });
  const [download] = await Promise.all([page.waitForEvent("download"), button(group, form).click()]);
  return readFile(await download.path(), "utf8");
}

/** The link of a report shows both runs. */
async function bothOpen(page, report, compared) {
  const [, link] = report.match(/\[Open the comparison\]\((.*)\)/);
  await page.goto("about:blank");
  await page.goto(link);
  await page.getByRole("figure", { name: "Replicas" }).filter({ hasText: compared }).waitFor();
  await page.getByRole("combobox", { name: "Compared with" }).filter({ hasText: "pinned" }).waitFor();
}

/** What a chart shows as a file of its data: the columns by their names. */
async function data(page, name) {
  const chart = figure(page, name);
  await chart.getByRole("button", { name: /^Save or read/ }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), button(chart, "CSV data").click()]);
  const [names, ...rows] = (await readFile(await download.path(), "utf8")).trim().split("\n").map((line) => line.split(","));
  return Object.fromEntries(names.map((column, nth) => [column, rows.map((row) => Number(row[nth]))]));
}

story("Every chart draws both runs, and they are those of the table", {}, async ({ page, home, shot }) => {
  await open(page, home);
  await compare(page, 1);
  await only(page, "On/off");
  await replace(text(page, "After", "Service YAML"), 'target: "10"', 'target: "4"');
  await page.getByLabel("Highest level").fill("40");
  await start(page);
  await row(measures(page), "Peak replicas").waitFor();
  // Ten minutes take a while to simulate.
  await page.waitForFunction(() => document.querySelector(".compare .runs [role=slider]").ariaValueMax === "600");

  const wanted = {
    Replicas: ["desired", "ready", "panicking"],
    Concurrency: ["load", "capacity"],
    Latency: ["p95"],
    "Queues and path": ["queued_at_activator", "queued_at_pods", "activator_in_path"],
  };
  const drawn = {};
  for (const name of CHARTS) {
    drawn[name] = await data(page, name);
    const columns = wanted[name].flatMap((it) => [`${it}_before`, `${it}_after`]);
    assert.deepEqual(Object.keys(drawn[name]), ["time", ...columns]);
    assert.equal(drawn[name].time.at(-1), 600);
  }
  // With one seed the table has what is drawn.
  const measured = async (name) => {
    const cells = await row(measures(page), name).getByRole("cell").allInnerTexts();
    return cells.slice(0, 2);
  };
  const of = (chart, column, sum) => ["before", "after"].map((side) => sum(drawn[chart][`${column}_${side}`]));
  const seconds = (flags) => `${flags.reduce((sum, it) => sum + it, 0)} s`;
  assert.deepEqual(await measured("Peak replicas"), of("Replicas", "ready", (it) => String(Math.max(...it))));
  assert.deepEqual(await measured("Time in panic"), of("Replicas", "panicking", seconds));

  // Both are painted, each in its way, and each can be switched off.
  const chart = figure(page, "Replicas");
  const canvas = () => chart.locator("canvas").evaluate((it) => it.toDataURL());
  const both = await canvas();
  await chart.getByRole("button", { name: "before", exact: true }).click();
  await chart.getByRole("button", { name: /^desired [\d.]+$/ }).waitFor();
  await page.waitForFunction((before) => document.querySelector(".compare .runs canvas").toDataURL() !== before, both);
  await chart.getByRole("button", { name: "before", exact: true }).click();
  await chart.getByRole("button", { name: /^desired [\d.]+ → [\d.]+$/ }).click();
  await page.waitForFunction((before) => document.querySelector(".compare .runs canvas").toDataURL() !== before, both);
  await chart.getByRole("button", { name: /^desired/, pressed: false }).waitFor();

  // One cursor for all, which says both.
  const plot = (name) => figure(page, name).getByRole("slider");
  await plot("Concurrency").focus();
  await page.keyboard.press("ArrowLeft");
  for (const name of CHARTS) {
    const said = await plot(name).getAttribute("aria-valuetext");
    assert.match(said, /, before [\d.–]+/, said);
    assert.match(said, /, after [\d.–]+/, said);
  }
  await figure(page, "Concurrency").getByRole("button", { name: /^Save or read/ }).click();
  await button(figure(page, "Concurrency"), "Table").click();
  await figure(page, "Concurrency").getByRole("columnheader", { name: "capacity, before" }).waitFor();
  assert.deepEqual(await wrong(page), []);
  await shot("both runs in all charts");
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
  const diff = page.getByLabel("Unified diff", { exact: true });
  await diff.fill(`--- a/app.yaml\n+++ b/app.yaml\n${hunk}`);
  await start(page);
  assert.match(await page.getByRole("row", { name: /^Max scale/ }).innerText(), /10\s+1/);
  assert.match(await row(overview(page), "Steady").innerText(), /3 → 1/);

  const report = await saved(page, "Markdown");

  await diff.fill(FOREIGN);
  await start(page);
  await page.getByRole("alert").filter({ hasText: "no text here is app.yaml" }).waitFor();
  await diff.fill("--- a/app.yaml\n+++ b/app.yaml\n@@ -1,9 +1,9 @@\n one\n");
  await start(page);
  await page.getByRole("alert").filter({ hasText: "begins on line 1 isn't whole, or isn't as git diff or diff -u prints it." }).waitFor();

  // What was compared can be opened whole: a diff is of whole texts.
  await bothOpen(page, report, /compared 3/);
  assert.match(await textOf(await editor(page, "Service YAML")), /maxScale: "1"/);
});

/** A diff of a text that isn't there. */
const FOREIGN = "--- a/app.yaml\n+++ b/app.yaml\n@@ -1 +1 @@\n-no such line\n+another\n";

story("Why a diff is refused is said in Chinese", { context: { locale: "zh-CN" } }, async ({ page, home }) => {
  await open(page, home);
  await page.getByRole("link", { name: "比较" }).click();
  await page.getByText("或者粘贴针对改动前文本的 diff").click();
  await page.getByLabel("Unified diff", { exact: true }).fill(FOREIGN);
  await button(page, "比较").click();
  const alert = page.getByRole("alert").filter({ hasText: "app.yaml" });
  assert.equal(await alert.innerText(), "无法进行：这里没有任何文本与 app.yaml 在 diff 之前或之后的内容相符。");
  // So is what a search can't begin with.
  await page.getByLabel("Unified diff", { exact: true }).fill("");
  await page.getByRole("group", { name: "改动后", exact: true }).getByLabel("Service YAML", { exact: true }).fill("kind: [");
  await button(page, "搜索").click();
  await page.getByRole("alert").filter({ hasText: "无法进行：改动后的文本中有错误。" }).waitFor();
});

/** Lets go of a file or a folder over a field, as a visitor's desktop does. */
async function drop(page, field, path) {
  await field.scrollIntoViewIfNeeded();
  const { x, y } = await field.boundingBox();
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await client.send("Input.dispatchDragEvent", { type, x: x + 40, y: y + 40, data });
  }
  await client.detach();
}

for (const [locale, link, side, said] of [
  ["en", "Compare", "Before", { text: "is not a text in UTF-8", large: "is larger than", folder: "can't be read" }],
  ["zh-CN", "比较", "改动前", { text: "不是 UTF-8 文本", large: "大于", folder: "无法读取" }],
]) {
  story(`A file that is no text is refused, in ${locale}`, { context: { locale } }, async ({ page, home }) => {
    const folder = await mkdtemp(join(tmpdir(), "files-"));
    const [binary, large, good, directory] =
      ["binary.yaml", "large.yaml", "good.yaml", "folder.yaml"].map((name) => join(folder, name));
    await writeFile(binary, Buffer.from([0xff, 0xfe, 0x00, 0x80]));
    await writeFile(large, Buffer.alloc(2 << 20, "a"));
    await writeFile(good, "kind: Service\n");
    await mkdir(directory);

    await open(page, home);
    await page.getByRole("link", { name: link }).click();
    const group = page.getByRole("group", { name: side, exact: true });
    const field = group.getByLabel("Service YAML", { exact: true });
    await field.waitFor();
    const before = await field.inputValue();
    for (const [path, words] of [
      [binary, said.text],
      [large, said.large],
      [directory, said.folder],
    ]) {
      await drop(page, field, path);
      await group.getByRole("alert").filter({ hasText: basename(path) }).filter({ hasText: words }).waitFor();
      assert.equal(await field.inputValue(), before, `${basename(path)} leaves the text as it is`);
    }
    // The same of a file that is chosen.
    const chooser = group.locator("input[type=file]").first();
    await chooser.setInputFiles(good);
    await group.getByRole("alert").waitFor({ state: "detached" });
    assert.equal(await field.inputValue(), "kind: Service\n");
    await chooser.setInputFiles(binary);
    await group.getByRole("alert").filter({ hasText: said.text }).waitFor();
    assert.equal(await field.inputValue(), "kind: Service\n");
    await rm(folder, { recursive: true });
  });
}

story("A comparison can be cancelled, and the page never waits for it", {}, async ({ page, home }) => {
  await startLong(page, home);
  // The texts can be changed meanwhile.
  await text(page, "After", "Service YAML").fill("kind: [");
  await button(page, "Cancel").click();
  await page.getByRole("progressbar").waitFor({ state: "detached" });

  await page.getByLabel("Seeds").fill("1");
  await start(page);
  await page.getByRole("alert").filter({ hasText: "errors in the texts after the change" }).waitFor();
  await page.getByRole("heading", { name: "Findings that came" }).waitFor();
});

story("Who asks for something else ends a comparison, without a word", {}, async ({ page, home }) => {
  await startLong(page, home);
  const better = page.getByRole("region", { name: "What would be better?" });
  await better.getByRole("button", { name: "Search" }).click();
  await better.getByRole("progressbar").waitFor();
  await page.locator("progress").nth(1).waitFor({ state: "detached" });
  assert.equal(await page.getByRole("alert").count(), 0);
  await better.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("progressbar").waitFor({ state: "detached" });
});

story("What was asked last counts, whoever gets the reviewer first", {}, async ({ page, home }) => {
  await open(page, home);
  await compare(page, 200);
  await page.getByLabel("Highest level").fill("2000");
  await page.evaluate(() => {
    const { loadReviewer } = window;
    // The comparison gets it later than the search and the word to stop after it.
    const late = [true, false, false, true, false];
    window.loadReviewer = async () => {
      const isLate = late.shift();
      const pool = await loadReviewer();
      if (isLate) await new Promise((over) => setTimeout(over, 500));
      return pool;
    };
  });
  const better = page.getByRole("region", { name: "What would be better?" });
  await start(page);
  await better.getByRole("button", { name: "Search" }).click();
  await page.locator("progress").nth(1).waitFor({ state: "detached" });
  await page.waitForTimeout(700);
  await better.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("progressbar").waitFor({ state: "detached" });
  await start(page);
  await button(page, "Cancel").click();
  // A browser gives a worker some time to end.
  await page.waitForTimeout(1000);
  for (let tries = 0; tries < 40 && page.workers().length > 0; tries += 1) await page.waitForTimeout(250);
  assert.equal(page.workers().length, 0);
});

story("What couldn't be loaded once is loaded when somebody tries again",
  { expected: [/failed request/, /console error/] },
  async ({ page, home }) => {
    const POOL = /-pool\.js/;
    await open(page, home);
    await compare(page, 1);
    await page.route(POOL, (route) => route.abort());
    await start(page);
    await page.getByRole("alert").filter({ hasText: "can't be loaded" }).waitFor();
    await page.unroute(POOL);
    await start(page);
    await button(page, "Copy report").waitFor();
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
    for (const name of CHARTS) await better.getByRole("figure", { name }).waitFor();
    await better.getByRole("button", { name: "Copy annotations" }).click();
    await better.getByText("Copied.").waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^autoscaling\.knative\.dev\/.*: "\d+"\n/);
    assert.deepEqual(await wrong(page), []);
    await shot("searched");

    // Beside the present settings, which have nothing beside them.
    const before = better.getByRole("figure", { name: "Replicas" }).getByRole("button", { name: "before", exact: true });
    await before.waitFor();
    await front.getByRole("button", { name: "as it is" }).click();
    await before.waitFor({ state: "detached" });

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
