// Lessons, lived through as a reader does: guess, play, read why, come back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { story } from "./harness.mjs";
import { button, now, problems, replace, text, textOf, toTheEnd } from "./visitor.mjs";

const FOLDER = new URL("../../lessons/", import.meta.url);
const read = (name) => readFileSync(new URL(name, FOLDER), "utf8");
const IDS = [...read("order.yaml").matchAll(/^ {4}- (\S+)$/gm)].map((match) => match[1]);

const panel = (page) => page.locator("section.lesson");
const title = (page) => panel(page).getByRole("heading");
const choices = (page) => panel(page).getByRole("radio");
const verdict = (page) => panel(page).getByRole("status");
const explanation = (page) => page.locator(".explanation");
const pointers = (page) => explanation(page).locator("button.pointer");
const link = (page, name) => page.getByRole("link", { name, exact: true });

async function go(page, address) {
  await page.goto(address);
  await page.locator("#boot").waitFor({ state: "detached" });
}

async function lesson(page, home, id) {
  await go(page, `${home}#/lesson/${id}`);
  await title(page).waitFor();
}

/** What the lesson's files say is right, as its choice is called. */
function claimed(id) {
  const file = read(`${id}/lesson.yaml`);
  const one = (pattern) => file.match(pattern)?.[1];
  const answer = one(/^ {2}answer: (\S+)$/m);
  const is = JSON.parse(one(new RegExp(`^  ${answer}: \\{.*is: (.*)\\}$`, "m")));
  const within = Number(one(/^ {2}within: (\S+)$/m) ?? 0);
  const fits = (choice) =>
    [is].flat().every((seen) => [choice].flat()[0] - within <= seen && seen <= [choice].flat().at(-1) + within);
  const numbers = one(/^ {2}choices: (\[.*\])$/m);
  if (numbers) return String(JSON.parse(numbers).find(fits));
  const named = [...file.matchAll(/^ {4}([a-z-]+): (.*)$/gm)];
  const name = named.find(([, , value]) => fits(JSON.parse(value)))?.[1];
  if (!name) return String(is);
  return read(`${id}/en.yaml`).match(new RegExp(`^  ${name}: (.*)$`, "m"))[1];
}

/** Guesses something, plays to the end. */
async function play(page) {
  if ((await choices(page).count()) > 0) await choices(page).first().check();
  else await page.getByLabel("Your guess").fill("1");
  await button(page, "Play it").click();
  await toTheEnd(page);
}

story("Every lesson shows what it claims, and points at what is there", {},
  async ({ page, home }) => {
    await go(page, home);
    for (const id of IDS) {
      await page.evaluate((id) => (location.hash = `#/lesson/${id}`), id);
      await page.locator(`section.lesson[data-id="${id}"]`).waitFor();
      assert.equal(await explanation(page).count(), 0, `${id} asks first`);
      await play(page);
      const says = await verdict(page).innerText();
      const right = claimed(id).replaceAll("`", "").trim();
      assert.ok(says.endsWith(right), `${id}: ${says} instead of ${right}`);
      if ((await choices(page).count()) > 0) {
        assert.equal(await panel(page).locator("label.right").count(), 1, id);
      }
      for (const pointer of await pointers(page).all()) await pointer.click();
      for (const side of await page.locator(".sides button").all()) {
        await side.click();
        assert.equal(await side.getAttribute("aria-pressed"), "true", id);
      }
    }
  });

story("What words point at is marked, and a moment is gone to", {}, async ({ page, home }) => {
  await lesson(page, home, "scale-from-zero");
  await play(page);
  const marked = page.locator("[data-pointed]");
  await pointers(page).filter({ hasText: "Queues and path" }).or(pointers(page).first()).first().click();
  await pointers(page).filter({ hasText: "ready" }).click();
  assert.equal(await marked.count(), 1);
  await marked.getByRole("heading", { name: "Replicas" }).waitFor();
  await pointers(page).filter({ hasText: "112 s" }).click();
  await now(page).filter({ hasText: "0 ready" }).waitFor();
});

story("From the gallery to a lesson and the next one, by keyboard", {}, async ({ page, home }) => {
  await go(page, home);
  await link(page, "Lessons").focus();
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { name: "Lessons", exact: true });
  await heading.waitFor();
  assert.ok(await heading.evaluate((it) => it === document.activeElement));
  await page.locator(".gallery li").first().waitFor();
  assert.equal(await page.locator(".gallery li").count(), IDS.length);
  await link(page, "hey with 50 clients, target 10").focus();
  await page.keyboard.press("Enter");
  await title(page).filter({ hasText: "hey with 50" }).waitFor();
  assert.ok(await title(page).evaluate((it) => it === document.activeElement));
  await page.getByLabel("Your guess").focus();
  await page.keyboard.type("8");
  await page.keyboard.press("Enter");
  await button(page, "To the end").press("Enter");
  await verdict(page).filter({ hasText: "Right! 8" }).waitFor();
  await link(page, "Next lesson").press("Enter");
  await title(page).filter({ hasText: "200 clients" }).waitFor();
  assert.equal(await explanation(page).count(), 0);
});

story("My own texts come back when a lesson is left", {}, async ({ page, home }) => {
  await go(page, home);
  const mine = await replace(page, "Service YAML", '"10"', '"33"');
  await link(page, "Lessons").click();
  await link(page, "Utilization").click();
  await title(page).waitFor();
  assert.notEqual(await textOf(text(page, "Service YAML")), mine);
  await link(page, "Next lesson").click();
  await title(page).filter({ hasText: "Soft and hard limit" }).waitFor();
  await link(page, "Back to my own texts").click();
  await panel(page).waitFor({ state: "detached" });
  assert.equal(await textOf(text(page, "Service YAML")), mine);
});

story("A glance at the list of lessons leaves time as it stood", {}, async ({ page, home }) => {
  await go(page, home);
  await button(page, "Pause").click();
  await page.getByRole("slider", { name: "Time", exact: true }).fill("60");
  const before = await page.locator("time").innerText();
  await link(page, "Lessons").click();
  await page.getByRole("heading", { name: "Lessons", exact: true }).waitFor();
  await link(page, "Back to my own texts").click();
  await button(page, "Play").waitFor();
  assert.equal(await page.getByRole("slider", { name: "Time", exact: true }).inputValue(), "60");
  assert.equal(await page.locator("time").innerText(), before);
});

story("To the end is where a lesson goes that somebody has stopped, too", {}, async ({ page, home }) => {
  await lesson(page, home, "scale-to-zero");
  await choices(page).first().check();
  await button(page, "Play it").click();
  await button(page, "Pause").click();
  await button(page, "To the end").click();
  await explanation(page).waitFor();
});

story("Texts that Knative refuses are explained by their findings", {}, async ({ page, home }) => {
  await lesson(page, home, "annotation-on-service");
  await play(page);
  await pointers(page).filter({ hasText: "refuses" }).click();
  const marked = problems(page).and(page.locator("[data-pointed]"));
  assert.match(await marked.innerText(), /^error/i);
});

story("A lesson goes on where it was in the other language", {}, async ({ page, home }) => {
  await lesson(page, home, "hey-200");
  await play(page);
  await button(page, "中文").click();
  await title(page).filter({ hasText: "200 个客户端" }).waitFor();
  await explanation(page).filter({ hasText: "无论负载多高" }).waitFor();
});

story("A lesson that isn't there is said to be so, and the page works",
  { expected: [/status 404/, /console error.*404/] },
  async ({ page, home }) => {
    await go(page, `${home}#/lesson/no-such-lesson`);
    await page.getByRole("alert").filter({ hasText: "could not be loaded" }).waitFor();
    await link(page, "Back to my own texts").click();
    await now(page).filter({ hasText: "3 ready" }).waitFor();
  });

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844]]) {
  for (const colorScheme of ["light", "dark"]) {
    story(`Lessons stick out nowhere at ${width} pixels, ${colorScheme}`,
      { context: { viewport: { width, height }, colorScheme } },
      async ({ page, home, shot }) => {
        const fits = async () => {
          const widest = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(widest <= width, `${widest} pixels are too wide`);
        };
        await go(page, `${home}#/lessons`);
        await page.locator(".gallery li").first().waitFor();
        await fits();
        await shot(`lessons ${width} ${colorScheme} gallery`);
        await lesson(page, home, "soft-and-hard-limit");
        await fits();
        await shot(`lessons ${width} ${colorScheme} question`);
        await play(page);
        await pointers(page).last().click();
        await fits();
        await shot(`lessons ${width} ${colorScheme} told`);
      });
  }
}
