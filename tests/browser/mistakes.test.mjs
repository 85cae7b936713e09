// What happens to texts that are wrong: each gets a finding with its place, nothing is lost.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";
import { button, clock, editor, errors, problems, reads, replace, shows, speed, text, textOf, write }
  from "./visitor.mjs";

const IN_FORCE = "The last settings without an error stay in force.";

story("A mistake is named with its line and column, and the last good settings stay", {},
  async ({ page, home, shot }) => {
    await open(page, home);
    await speed(page, 20);
    await reads(page, "3 desired, 3 ready");
    const typed = await replace(page, "Service YAML", 'target: "10"', 'target: "ten"');
    const problem = errors(page).first();
    await problem.filter({ hasText: "Service YAML, line 11, column 41" }).waitFor();
    await page.getByText(IN_FORCE).waitFor();
    await shot("a mistake in the Service");
    // Time goes on, under the target of 10.
    const before = await clock(page);
    await page.waitForFunction(
      (before) => document.querySelector("time").textContent !== before,
      await page.locator("time").innerText(),
    );
    assert.ok((await clock(page)) >= before);
    await shows(page, "Replicas", "desired 3");
    assert.equal(await textOf(text(page, "Service YAML")), typed);
    assert.equal(await text(page, "Service YAML").getAttribute("aria-invalid"), "true");
    assert.equal(await text(page, "ConfigMap YAML").getAttribute("aria-invalid"), "false");

    await problem.getByRole("button").click();
    const selected = await text(page, "Service YAML").evaluate((field) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    );
    assert.equal(selected, '"ten"');

    await replace(page, "Service YAML", '"ten"', '"20"');
    await page.getByText(IN_FORCE).waitFor({ state: "detached" });
    assert.equal(await errors(page).count(), 0);
    await shows(page, "Replicas", "desired 2");
  });

story("A mistake in the ConfigMap is one of the ConfigMap", {}, async ({ page, home }) => {
  await open(page, home);
  await replace(page, "ConfigMap YAML", 'stable-window: "60s"', 'stable-window: "5s"');
  await errors(page).filter({ hasText: /ConfigMap YAML, line \d+, column \d+/ }).waitFor();
  await page.getByText(IN_FORCE).waitFor();
});

story("A place is found behind characters that take two units in a browser", {},
  async ({ page, home }) => {
    await open(page, home);
    await replace(page, "Service YAML", 'target: "10"', 'target: "ten"');
    await replace(page, "Service YAML", "name: helloworld-go", "name: helloworld-go # 😀😀😀");
    await errors(page).filter({ hasText: '"ten"' }).getByRole("button").click();
    const selected = await text(page, "Service YAML").evaluate((field) =>
      field.value.slice(field.selectionStart, field.selectionEnd),
    );
    assert.equal(selected, '"ten"');
  });

const bomb = [
  "a: &a [x, x, x, x, x, x, x, x, x]",
  ..."bcdefghi".split("").map((name, nth) => {
    const before = "*" + "abcdefghi"[nth];
    return `${name}: &${name} [${Array(9).fill(before).join(", ")}]`;
  }),
].join("\n");
const service = (target) =>
  `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: x
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/target: ${target}
    spec:
      containers:
        - image: x
`;
// What is wrong, the text, and what the page says.
const kinds = [
  ["Empty text", "", "nothing in this text"],
  ["Only a comment", "# nothing\n", "nothing in this text"],
  ["A truncated document", service('"10').split("\n    spec")[0], "unexpected end"],
  ["A tab as indentation", "kind: Service\nmetadata:\n\tname: x\n", "tab"],
  ["An alias bomb", bomb, "alias"],
  ["Another kind of document", "apiVersion: v1\nkind: Secret\n", "Secret"],
  ["A duplicate key", service('"10"').replace("name: x", "name: x\n  name: y"), "twice"],
  ["A value of the wrong type", service("[10]"), "list"],
  ["A number that isn't one", service('"NaN"'), "no ordinary number"],
  ["An infinite number", service('"+Inf"'), "no ordinary number"],
  ["A number too large for a float", service('"1e999"'), "isn't permitted"],
  ["A lone bracket", "]", "error"],
  ["A null character", "a: \0", "error"],
  ["Very deep nesting", "[".repeat(20_000), "error"],
  ["A megabyte of digits", service(`"${"9".repeat(1_000_000)}"`), "isn't permitted"],
  ["2 MB of text", "key: value # and so on\n".repeat(90_000), "bytes, more than"],
  ["2 MB in one line", "x".repeat(2_000_000), "bytes, more than"],
];
for (const [what, typed, said] of kinds) {
  story(`${what} gets a finding and does no harm`, {}, async ({ page, home }) => {
    await open(page, home);
    await button(page, "Pause").click();
    // The plain field before it takes typed lines one by one, and minutes for as many as these.
    await editor(page, "Service YAML");
    await write(page, "Service YAML", typed);
    const place = /Service YAML, line \d+, column \d+/;
    await problems(page).filter({ hasText: place }).filter({ hasText: said }).first().waitFor();
    assert.equal((await textOf(text(page, "Service YAML"))).length, typed.length);
    // The page is as alive as before.
    await button(page, "Play").click();
    await page.waitForFunction(
      (before) => document.querySelector("time").textContent !== before,
      await page.locator("time").innerText(),
    );
  });
}
