// The editors of the two texts, as somebody uses them who types, and as somebody who drops files.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";
import { EDITOR_FILE, editor, holdBack, isRead, problems, text, textOf } from "./visitor.mjs";

const SERVICE = "Service YAML";
const CONFIG = "ConfigMap YAML";

const service = (lines, end = "\n") =>
  [
    "apiVersion: serving.knative.dev/v1",
    "kind: Service",
    "metadata:",
    "  name: hello",
    "spec:",
    "  template:",
    "    metadata:",
    "      annotations:",
    ...lines.map((line) => `        ${line}`),
    "    spec:",
    "      containers:",
    "        - image: example.com/hello",
    "",
  ].join(end);

/** Puts the cursor before or behind the first place where a text stands. */
const goTo = (field, words, where = "behind") =>
  field.evaluate(
    (it, [words, where]) => {
      const from = it.value.indexOf(words);
      if (from < 0) throw new Error(`there is no ${words}`);
      const at = where === "behind" ? from + words.length : from;
      it.setSelectionRange(at, at);
      it.focus();
    },
    [words, where],
  );

/** Waits until a field holds a text. */
async function holds(page, field, text) {
  const element = await field.elementHandle();
  try {
    await page.waitForFunction(([it, text]) => it.value === text, [element, text]);
  } catch {
    assert.equal(await textOf(field), text);
  }
}

/** What a drop of a file from the desktop does. */
async function drop(page, field, name, bytes) {
  const data = await page.evaluateHandle(
    ([name, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name));
      return data;
    },
    [name, [...bytes]],
  );
  await field.dispatchEvent("dragover", { dataTransfer: data });
  await field.dispatchEvent("drop", { dataTransfer: data });
}

story("What is typed counts at once, and undo takes it back", {}, async ({ page, home, shot }) => {
  await open(page, home);
  const field = await editor(page, SERVICE);
  const before = await textOf(field);
  await goTo(field, 'target: "1');
  await page.keyboard.type("x");
  await problems(page).filter({ hasText: "line 11" }).first().waitFor();
  await field.and(page.locator('[aria-invalid="true"]')).waitFor();
  await shot("a mistake in the editor");
  await page.keyboard.press("ControlOrMeta+z");
  assert.equal(await textOf(field), before);
  await page.locator('[aria-invalid="true"]').first().waitFor({ state: "detached" });
  await page.keyboard.press("ControlOrMeta+Shift+z");
  assert.equal(await textOf(field), before.replace('"10"', '"1x0"'));
});

story("Keys and values are proposed where they may stand, with quotes", {},
  async ({ page, home, shot }) => {
    await open(page, home);
    const field = await editor(page, SERVICE);
    await field.fill(service(['autoscaling.knative.dev/target: "10"']));
    // Nobody else knows what may stand there.
    await isRead(page);
    await goTo(field, 'target: "10"');
    await page.keyboard.press("Enter");
    await page.keyboard.type("metr");
    const options = page.getByRole("listbox").getByRole("option");
    // Of a list that is being made, or that nobody can have read yet (75 ms), CodeMirror takes nothing.
    const choose = async () => {
      await page.locator(".cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled)").waitFor();
      await page.waitForTimeout(100);
      await page.keyboard.press("Enter");
    };
    await options.filter({ hasText: "autoscaling.knative.dev/metric" }).first().waitFor();
    await shot("completion of a key");
    await choose();
    await options.filter({ hasText: "rps" }).waitFor();
    await shot("completion of a value");
    await page.keyboard.type("rp");
    await options.filter({ hasText: "concurrency" }).waitFor({ state: "detached" });
    await choose();
    const lines = [
      'autoscaling.knative.dev/target: "10"',
      'autoscaling.knative.dev/metric: "rps"',
    ];
    assert.equal(await textOf(field), service(lines));

    const config = await editor(page, CONFIG);
    await goTo(config, "\ndata:");
    await page.keyboard.press("Enter");
    await page.keyboard.type("allow");
    await options.filter({ hasText: "allow-zero-initial-scale" }).click();
    await options.filter({ hasText: "true" }).click();
    assert.match(await textOf(config), /^ {2}allow-zero-initial-scale: "true"$/m);
  });

story("A finding stands in the text and the margin, and its fix is a step that can be undone", {},
  async ({ page, home, shot }) => {
    await open(page, home);
    const field = await editor(page, SERVICE);
    const unquoted = service(["autoscaling.knative.dev/target: 10"]);
    const quoted = service(['autoscaling.knative.dev/target: "10"']);
    await field.fill(unquoted);
    await page.locator(".cm-lint-marker-error").waitFor();
    await page.locator(".cm-lintRange-error", { hasText: "10" }).hover();
    const action = page.locator(".cm-diagnosticAction");
    await action.first().waitFor();
    await shot("a finding and its fix");
    await action.first().click();
    await holds(page, field, quoted);
    await page.locator(".cm-lint-marker-error").waitFor({ state: "detached" });
    await field.focus();
    await page.keyboard.press("ControlOrMeta+z");
    await holds(page, field, unquoted);
    // And with the keyboard alone.
    await page.locator(".cm-lint-marker-error").waitFor();
    await goTo(field, "metadata:", "before");
    await page.keyboard.press("F8");
    assert.equal(await field.evaluate((it) => it.selectionStart), unquoted.indexOf("hello"));
    await goTo(field, "knative.dev/target");
    await page.keyboard.press("ControlOrMeta+.");
    await holds(page, field, quoted);
  });

story("Who has mended a problem by its fix goes on typing behind it", {},
  async ({ page, home }) => {
    await open(page, home);
    const field = await editor(page, SERVICE);
    await field.fill(service(["autoscaling.knative.dev/target: 10"]));
    const problem = problems(page).filter({ hasText: "line 9" }).first();
    await problem.getByRole("button", { name: /^Fix/ }).click();
    await holds(page, field, service(['autoscaling.knative.dev/target: "10"']));
    await page.keyboard.press("Enter");
    await page.keyboard.type("# ours");
    await holds(page, field, service(['autoscaling.knative.dev/target: "10"', "# ours"]));
  });

story("A text that takes the place of a selected one leaves a cursor", {},
  async ({ page, home }) => {
    await open(page, home);
    const field = await editor(page, SERVICE);
    await field.fill("kind: b\n");
    // All that is selected goes, and more on both sides of it.
    await field.evaluate((it) => it.setSelectionRange(2, 5));
    await page.getByLabel(`Open a file as ${SERVICE}`)
      .setInputFiles({ name: "a.yaml", mimeType: "", buffer: Buffer.from("c: d") });
    await holds(page, field, "c: d");
    await field.focus();
    await page.keyboard.press("Enter");
    assert.equal(await textOf(field), "\nc: d");
  });

story("A key explains itself, under the pointer and at the cursor", {},
  async ({ page, home, shot }) => {
    await open(page, home);
    const field = await editor(page, SERVICE);
    const card = page.locator(".cm-help");
    const told = async () => {
      await card.waitFor();
      const words = await card.innerText();
      assert.match(words, /how many requests a replica is meant to handle/);
      assert.match(words, /spec\.template\.metadata\.annotations/);
      assert.match(words, /Counts here\s+10/);
    };
    const line = page.locator(".cm-line", { hasText: "knative.dev/target" });
    // The reader, which knows the keys, may still be on its way.
    for (let tries = 0; tries < 20 && !(await card.isVisible()); tries += 1) {
      await page.mouse.move(0, 0);
      await line.hover({ position: { x: 120, y: 8 } });
      await page.waitForTimeout(600);
    }
    await told();
    await shot("help under the pointer");
    await page.mouse.move(0, 0);
    await card.waitFor({ state: "detached" });
    await goTo(field, "knative.dev/targ");
    await page.keyboard.press("ControlOrMeta+i");
    await told();
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
  });

const bytes = (text) => new TextEncoder().encode(text);
const files = [
  ["line ends of Windows", service(['autoscaling.knative.dev/target: "10"'], "\r\n")],
  ["mixed line ends", "a: 1\r\nb: 2\nc: 3\r\n\r\nd: 4\n"],
  ["tabs and spaces behind lines", "a: 1\t \n\tb: 2   \n\n\n"],
  ["a byte order mark", "\ufeffa: 1\n"],
  ["no line end at the end", "a: 1\nb: é€😀"],
];
for (const [what, text] of files) {
  story(`A file with ${what} is kept byte for byte, through a change and its undoing`, {},
    async ({ page, home }) => {
      await open(page, home);
      const field = await editor(page, SERVICE);
      const before = await textOf(field);
      await drop(page, field, "service.yaml", bytes(text));
      await holds(page, field, text);
      await field.focus();
      await page.keyboard.press("ControlOrMeta+End");
      await page.keyboard.press("Enter");
      await page.keyboard.type("# x");
      const typed = await textOf(field);
      assert.ok(typed.startsWith(text) && typed.endsWith("# x"), JSON.stringify(typed));
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.press("Delete");
      assert.equal(await textOf(field), "");
      await page.keyboard.press("ControlOrMeta+z");
      assert.equal(await textOf(field), typed);
      for (const _key of "\n# x") await page.keyboard.press("ControlOrMeta+z");
      assert.equal(await textOf(field), before);
    });
}

story("Places are right behind line ends of two characters and letters of two units", {},
  async ({ page, home }) => {
    await open(page, home);
    const field = await editor(page, SERVICE);
    const lines = ["# 😀 é", "autoscaling.knative.dev/target: ten"];
    await drop(page, field, "service.yaml", bytes(service(lines, "\r\n")));
    const problem = problems(page).filter({ hasText: "line 10" }).first();
    await problem.getByRole("button").last().click();
    const selected = await field.evaluate((it) =>
      it.value.slice(it.selectionStart, it.selectionEnd),
    );
    assert.equal(selected, "ten");
    assert.equal(await page.evaluate(() => document.getSelection().toString()), "ten");
  });

story("A file can be chosen, and what is no text is refused in words", {},
  async ({ page, home }) => {
    await open(page, home);
    const field = await editor(page, CONFIG);
    const chooser = page.getByLabel(`Open a file as ${CONFIG}`);
    const text = "apiVersion: v1\nkind: ConfigMap\n";
    await chooser.setInputFiles({ name: "a.yaml", mimeType: "", buffer: Buffer.from(text) });
    await holds(page, field, text);
    const picture = Buffer.from([0x89, 0x50, 0xff, 0xfe]);
    await chooser.setInputFiles({ name: "b.png", mimeType: "", buffer: picture });
    await page.getByRole("alert").getByText("b.png is not a text in UTF-8.").waitFor();
    assert.equal(await textOf(field), text);
  });

story("Tab leads on, so that nobody is caught in the editor", {}, async ({ page, home }) => {
  await open(page, home);
  const field = await editor(page, SERVICE);
  const before = await textOf(field);
  await field.focus();
  await page.keyboard.press("Tab");
  assert.equal(await field.evaluate((it) => document.activeElement === it), false);
  await page.keyboard.press("Shift+Tab");
  assert.equal(await field.evaluate((it) => document.activeElement === it), true);
  assert.equal(await textOf(field), before);
});

story("Search, folding, and a large text", {}, async ({ page, home, shot }) => {
  await open(page, home);
  const field = await editor(page, SERVICE);
  await field.focus();
  await page.keyboard.press("ControlOrMeta+f");
  await page.getByRole("textbox", { name: "Find" }).pressSequentially("maxScale");
  await page.locator(".cm-searchMatch").waitFor();
  await shot("search");
  await page.keyboard.press("Escape");
  await page.getByTitle("Fold line", { exact: true }).first().click();
  await page.locator(".cm-foldPlaceholder").first().click();
  await page.locator(".cm-foldPlaceholder").waitFor({ state: "detached" });
  const large = "key: value # and so on\n".repeat(50_000);
  await field.fill(large);
  assert.equal((await textOf(field)).length, large.length);
});

story("Who types while the editor is on its way goes on typing",
  {},
  async ({ page, home }) => {
    const arrive = await holdBack(page, EDITOR_FILE);
    await open(page, home);
    const area = text(page, SERVICE);
    const before = await textOf(area);
    await goTo(area, "name: hello");
    await page.keyboard.type("-a");
    arrive();
    const field = await editor(page, SERVICE);
    await page.keyboard.type("b");
    assert.equal(await textOf(field), before.replace("name: hello", "name: hello-ab"));
  });

story("Without the editor's file a plain text area does the same",
  { expected: [/console error/, /failed request/] },
  async ({ page, home, shot }) => {
    await page.route(EDITOR_FILE, (route) => route.abort());
    const asked = page.waitForRequest(EDITOR_FILE);
    await open(page, home);
    await asked;
    const field = text(page, SERVICE);
    const yaml = service(['autoscaling.knative.dev/target: "20"'], "\r\n");
    await drop(page, field, "service.yaml", bytes(yaml));
    await holds(page, field, yaml.replaceAll("\r\n", "\n"));
    await goTo(field, 'target: "2');
    await page.keyboard.type("x");
    await problems(page).filter({ hasText: "line 9" }).first().waitFor();
    await shot("a plain text area");
  });

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 1024, 390]) {
    story(`The editors at ${width} px, ${colorScheme}`,
      { context: { viewport: { width, height: 900 }, colorScheme } },
      async ({ page, home, shot }) => {
        await open(page, home);
        const field = await editor(page, SERVICE);
        await field.fill(service(["autoscaling.knative.dev/target: 10"]));
        await page.locator(".cm-lintRange-error").hover();
        await page.locator(".cm-diagnostic").first().waitFor();
        await shot(`editors ${width} ${colorScheme}`);
      });
  }
}
