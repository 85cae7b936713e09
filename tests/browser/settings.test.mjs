// The settings ladder and the problems: what counts, where it comes from, what is wrong with it.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";
import { atTwo, button, editor, problems, reads, text, textOf, write, switchOff } from "./visitor.mjs";

const table = (page) => page.getByRole("table", { name: "Effective settings" });
const row = (page, name) => table(page).getByRole("row", { name });
const outcome = (page, name) => row(page, name).getByRole("cell").first();
/** Waits until so much of a text is selected. */
const selects = (page, text) =>
  page.waitForFunction((text) => getSelection().toString() === text, text);

const TARGET = /^Target \(soft limit\)/;
const AIMED_AT = /^Aimed at per replica/;

/** A Service with a mistake of each severity, and another that no button mends. */
const MISTAKES = `\
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: hello
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/target: 50
        autoscaling.knative.dev/maxscale: "10"
        autoscaling.knative.dev/window: "1s"
    spec:
      containerConcurrency: 20
      containers:
        - image: example.com/hello
`;

async function shows(locator, wanted) {
  await locator.filter({ hasText: wanted }).waitFor();
}

story("The table shows what the tutorial's settings come to", {}, async ({ page, home }) => {
  await open(page, home);
  for (const [name, value] of [
    [TARGET, "10"],
    [AIMED_AT, "7"],
    [/^Min scale/, "0"],
    [/^Max scale 10/, "10"],
    [/^Target burst capacity/, "200"],
  ]) {
    assert.equal(await outcome(page, name).innerText(), value, `${name}`);
  }
  await row(page, AIMED_AT).getByText("target 10 × 70 % = 7").waitFor();

  const others = button(page, /as Knative ships them/);
  assert.equal(await row(page, /^Stable window/).count(), 0);
  await others.click();
  assert.equal(await outcome(page, /^Stable window/).innerText(), "60s");
  await row(page, /^Max scale-up rate only global/).waitFor();
  await row(page, /^Activation scale only per revision/).waitFor();
  assert.equal(await table(page).getByRole("rowheader").count(), 28, "27 settings and the fold");
  await others.click();
  await row(page, /^Stable window/).waitFor({ state: "detached" });
});

story("A click on a value selects its place in the text", {}, async ({ page, home }) => {
  await open(page, home);
  await outcome(page, TARGET).getByRole("button").click();
  await selects(page, 'autoscaling.knative.dev/target: "10"');
  const field = text(page, "Service YAML");
  // The editor may take the text area's place just now.
  await field.and(page.locator(":focus")).waitFor();
  await outcome(page, /^Target burst capacity/).getByRole("button").click();
  await selects(page, 'target-burst-capacity: "200"');
  // What is overridden has a place, too.
  await row(page, TARGET).getByRole("button", { name: "100" }).click();
  await selects(page, 'container-concurrency-target-default: "100"');
});

story("The caret marks the row of its setting, even one that is folded away", {},
  async ({ page, home }) => {
    await open(page, home);
    const marked = table(page).locator("[aria-current=true]");
    await text(page, "Service YAML").click();
    await page.keyboard.press("Control+Home");
    await marked.waitFor({ state: "detached" });
    for (let line = 1; line < 11; line++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await shows(marked, "Target (soft limit)");
    await page.keyboard.press("ArrowDown");
    await shows(marked, "Min scale");

    await text(page, "ConfigMap YAML").click();
    await page.keyboard.press("Control+End");
    for (let line = 0; line < 3; line++) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    await shows(marked, "Stable window");
  });

story("A row that was asked for doesn't take the focus a second time", {}, async ({ page, home }) => {
  await open(page, home);
  await editor(page, "ConfigMap YAML");
  await button(page, "Pause").click();
  const why = page.getByRole("region", { name: /^Why/ });
  await why.getByRole("list").getByRole("button", { name: /^Threshold/ }).click();
  await why.getByRole("button", { name: "Panic threshold" }).click();
  await page.waitForFunction(() => document.activeElement.tagName === "TR");
  const marked = row(page, /^Panic threshold/).and(page.locator("[aria-current=true]"));
  const field = text(page, "ConfigMap YAML");
  const goTo = (words) =>
    field.evaluate((it, words) => {
      const at = it.value.indexOf(words);
      it.focus();
      it.setSelectionRange(at, at);
    }, words);
  for (let times = 0; times < 2; times++) {
    await goTo("stable-window");
    await marked.waitFor({ state: "detached" });
    await goTo("panic-threshold-percentage");
    await marked.waitFor();
  }
  assert.ok(await field.evaluate((it) => it === document.activeElement), "who types goes on typing");
});

story("Switching an override off runs the past again without it", {}, async ({ page, home }) => {
  await atTwo(page, home);
  const before = await textOf(text(page, "Service YAML"));

  await switchOff(page, "Use target from the annotation");
  await shows(outcome(page, AIMED_AT), /^70$/);
  await reads(page, "1 desired");
  await page.getByText("1 override is switched off.").waitFor();
  assert.equal(await textOf(text(page, "Service YAML")), before, "the text stays");

  await button(page, "Use all").click();
  await shows(outcome(page, AIMED_AT), /^7$/);
  await reads(page, "3 desired");
});

story("Problems come with their place, the worst first, and a fix removes one", {},
  async ({ page, home, shot }) => {
    await open(page, home);
    await write(page, "Service YAML", MISTAKES);
    const list = problems(page);
    const unquoted = list.filter({ hasText: "has no quotes" });
    await shows(unquoted, "Service YAML, line 9, column 41");
    const severities = await list.locator("b").allTextContents();
    const order = ["error", "warning", "note"];
    assert.deepEqual(severities, severities.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    assert.deepEqual([...new Set(severities)], order, "some of each");
    await page.getByText("Only scaling is reviewed").waitFor();
    await shot("problems");

    const note = list.filter({ hasText: "aims at 14 for each replica" });
    assert.equal(await note.getByText("Knative multiplies the target").count(), 0);
    await note.getByRole("button", { name: "Why" }).click();
    await note.getByText("Knative multiplies the target").waitFor();

    await unquoted.getByRole("button", { name: "has no quotes" }).click();
    await selects(page, "50");
    const count = page.getByRole("status", { name: "Number of problems" });
    await shows(count, "2 errors");

    await unquoted.getByRole("button", { name: /^Fix/ }).click();
    await unquoted.waitFor({ state: "detached" });
    const mended = MISTAKES.replace("target: 50", 'target: "50"');
    assert.equal(await textOf(text(page, "Service YAML")), mended);
    await shows(count, "1 error");

    // The focus is in the text, and the fix is like something typed.
    await page.keyboard.press("Control+z");
    assert.equal(await textOf(text(page, "Service YAML")), MISTAKES);
    await unquoted.waitFor();
  });

story("Every problem leads to its rule's page, which needs nothing from elsewhere", {},
  async ({ page, home, shot }) => {
    await open(page, home);
    await write(page, "Service YAML", MISTAKES);
    const unquoted = problems(page).filter({ hasText: "has no quotes" });
    const link = unquoted.getByRole("link", { name: "Rule unquoted-value" });
    const address = await link.evaluate((it) => it.href);
    await page.goto(address);
    await page.getByRole("heading", { level: 1, name: "unquoted-value" }).waitFor();
    await shot("a rule's page");
    await page.getByRole("link", { name: "Rules", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Rules" }).waitFor();
    await page.getByRole("link", { name: "target-is-soft" }).click();
    await page.getByRole("heading", { level: 1, name: "target-is-soft" }).waitFor();
    await page.getByRole("link", { name: "Knative autoscaling playground" }).click();
    await table(page).waitFor();
  });

story("Of several revisions the first is named, and its address where the domain is known", {},
  async ({ page, home }) => {
    await open(page, home);
    const service = await textOf(text(page, "Service YAML"));
    await write(page, "Service YAML", `${service}---\n${service.replace("helloworld-go", "other")}`);
    await page.getByText("Of helloworld-go, the first of 2 here.").waitFor();
    const map = await textOf(text(page, "ConfigMap YAML"));
    const domain = map.replace("config-autoscaler", "config-domain").replace(/^data:.*/ms, "data:\n  example.com: \"\"\n");
    await write(page, "ConfigMap YAML", `${map}---\n${domain}`);
    await page.getByText("http://helloworld-go.default.example.com").waitFor();
  });

story("All of it works by keyboard", {}, async ({ page, home }) => {
  await open(page, home);
  const tabTo = async (name) => {
    for (let stop = 0; stop < 80; stop++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => {
        const it = document.activeElement;
        return `${it.getAttribute("aria-label") ?? it.innerText}`;
      });
      if (name.test(focused)) return;
    }
    assert.fail(`Tab doesn't reach ${name}`);
  };
  await write(page, "Service YAML", MISTAKES.replace("1s", "10s"));
  await button(page, /^Fix: Put/).first().waitFor();
  await tabTo(/^Fix: Put/);
  await page.keyboard.press("Enter");
  await shows(outcome(page, AIMED_AT), /^14$/);
  await tabTo(/^Use target from the annotation$/);
  await page.keyboard.press("Space");
  await tabTo(/as Knative ships them/);
  await page.keyboard.press("Enter");
  await row(page, /^Request time-out/).waitFor();
});

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844]]) {
  for (const colorScheme of ["light", "dark"]) {
    story(`The settings at ${width} px, ${colorScheme}`,
      { context: { viewport: { width, height }, colorScheme } },
      async ({ page, home, shot }) => {
        await open(page, home);
        await write(page, "Service YAML", MISTAKES);
        await switchOff(page, "Use target from the annotation");
        await button(page, /as Knative ships them/).click();
        const fits = await page.evaluate(
          () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
        );
        assert.ok(fits, "nothing stands out at the side");
        await shot(`settings ${width} ${colorScheme}`);
      });
  }
}

story("What counts can be taken along in four forms, without what is switched off", {},
  async ({ page, home, shot }) => {
    await atTwo(page, home);
    await button(page, "Export").click();
    const field = page.getByRole("textbox", { name: "Effective settings, written down" });
    const form = page.getByRole("combobox", { name: "As", exact: true });
    const area = await field.elementHandle();
    const says = (words) =>
      page.waitForFunction(([area, words]) => area.value.includes(words), [area, words]);
    await says('autoscaling.knative.dev/target: "10"');
    for (const [name, words] of [
      ["ConfigMap", "name: config-autoscaler"],
      ["kn command", "kn service update helloworld-go"],
      ["KnativeServing", "kind: KnativeServing"],
      ["annotations", "kind: Service"],
    ]) {
      await form.selectOption(name);
      await says(words);
    }
    await shot("export");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await button(page, "Copy").click();
    await page.getByText("Copied").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.replaceAll("\r", ""), await textOf(field));
    await switchOff(page, "Use target from the annotation");
    await page.waitForFunction((area) => !area.value.includes("dev/target:"), area);
  });
