// What a visitor touches and reads, by the names that assistive technology knows it by.
import { open } from "./harness.mjs";

/** A text field: "Service YAML" or "ConfigMap YAML". */
export const text = (page, name) => page.getByRole("textbox", { name });
/** What stands in a text field, be it the editor or a plain text area. */
export const textOf = (field) => field.evaluate((it) => it.value);
/** The file that the editors come in. */
export const EDITOR_FILE = /\/editor-[^/]*\.js$/;
/** The files that the reader comes in. */
export const READER = /\/reader-[^/]*$/;
/** A text field once the editor has taken its place. */
export async function editor(page, name) {
  const field = text(page, name).and(page.locator(".cm-content"));
  await field.waitFor();
  return field;
}
/** A slider: the one of the traffic, "Service time" or "Pod start time". */
export const slider = (page, name) => page.getByRole("slider", { name });
/** A button: "Pause", "Play", "Restart" or "Spike". */
export const button = (page, name) => page.getByRole("button", { name });
/** A list to choose from: "Pattern" or what is under "More". */
export const list = (page, name) => page.getByRole("combobox", { name });
/** The figures of the whole run. */
export const totals = (page) => page.getByRole("region", { name: "Totals" });
/** A chart with its legend: "Replicas", "Concurrency", "Latency" or "Queues and path". */
export const figure = (page, name) => page.getByRole("figure", { name });
/** The present state in words. */
export const now = (page) => page.getByRole("status", { name: "Now" });
/** What is wrong with the texts, one item each. */
export const problems = (page) => page.getByRole("list", { name: "Problems" }).getByRole("listitem");

/** Those problems for which Knative would refuse the texts. */
export const errors = (page) => problems(page).filter({ hasText: /^\s*error/ });

/** Waits until the reader has read what was typed. */
export const isRead = (page) => page.getByText("It counts as soon as").waitFor({ state: "detached" });

/** Waits until all is simulated: the run, and what it is compared with. */
export const isSimulated = (page) => page.locator(".transport progress").waitFor({ state: "detached" });

/** Waits until the present state reads as it should. */
export const reads = (page, words) => now(page).filter({ hasText: words }).waitFor();

/** Waits until a chart's legend says so; numbers are rounded as they are shown. */
export const shows = (page, name, words) => figure(page, name).filter({ hasText: words }).waitFor();

/** Chooses what the traffic counts: "Requests per second" or "Concurrent clients". */
export const traffic = (page, name) =>
  page.getByRole("radiogroup", { name: "Traffic" }).getByRole("radio", { name }).check({ force: true });

/** Chooses how many simulated seconds pass in a real one. */
export const speed = (page, times) =>
  page.getByRole("radio", { name: `${times}×`, exact: true }).check({ force: true });

/** The simulated time in seconds, as the player shows it. */
export async function clock(page) {
  const shown = await page.locator("time").innerText();
  return shown.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Replaces a part of a text, as somebody typing over it does; gives back the new text. */
export async function replace(page, name, from, to) {
  const field = text(page, name);
  const before = await textOf(field);
  if (!before.includes(from)) throw new Error(`${name} doesn't contain ${from}`);
  const after = before.replace(from, to);
  await write(page, name, after);
  return after;
}

/** Puts a text in the place of all that a field holds, as pasting over it does. */
export async function write(page, name, words) {
  // Not `fill`: that selects by the page's elements, and an editor has those of the lines in view only.
  await text(page, name).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(words);
}

/**
 * The page's time is the test's own, so what is seen doesn't depend on how fast the machine is:
 * `run(ms)` lets so much pass, a frame each 50 ms, and nothing else does. `run.release()` gives the
 * frames back to the browser, and waits until it has drawn what was to be drawn.
 */
export async function ownTime(page) {
  await page.addInitScript(() => {
    const { requestAnimationFrame, cancelAnimationFrame } = window;
    const frames = new Map();
    const released = new Map();
    let [time, id] = [0, 0];
    window.requestAnimationFrame = (draw) => frames.set(--id, draw) && id;
    window.cancelAnimationFrame = (id) => {
      if (id > 0) cancelAnimationFrame(id);
      else if (!frames.delete(id)) cancelAnimationFrame(released.get(id));
    };
    performance.now = () => time;
    window.run = async (ms) => {
      for (const end = time + ms; time < end; time += 50) {
        const due = [...frames.values()];
        frames.clear();
        for (const draw of due) draw(time);
        // The page renders in a microtask of its own.
        await new Promise((done) => setTimeout(done));
      }
    };
    window.release = async () => {
      window.requestAnimationFrame = requestAnimationFrame;
      delete performance.now;
      for (const [id, draw] of frames) released.set(id, requestAnimationFrame(draw));
      frames.clear();
      // What those have changed is rendered and drawn in a frame after them.
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    };
  });
  const run = (ms) => page.evaluate((ms) => window.run(ms), ms);
  run.release = () => page.evaluate(() => window.release());
  return run;
}

/** The page at 2:00, at rest: 20 clients came at 1:50 and have their 3 replicas. */
export async function atTwo(page, home) {
  const run = await ownTime(page);
  await open(page, home);
  // 5 seconds in each, and a frame to begin with.
  await run(2050);
  await button(page, "Pause").click();
  await run.release();
}

/** The page at rest, soon after 50 clients came: panic mode, and 8 replicas. */
export async function inPanic(page, home) {
  const run = await ownTime(page);
  await open(page, home);
  await speed(page, 20);
  await run(1000);
  await slider(page, "Concurrent clients").fill("50");
  await run(1000);
  await button(page, "Pause").click();
  await run.release();
  await reads(page, "8 desired, 8 ready, panic mode");
}

/** Holds back the files of an address until the function that it gives is called. */
export async function holdBack(page, address) {
  let arrive;
  const held = new Promise((resolve) => (arrive = resolve));
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return arrive;
}

/** Goes to the end of a lesson that is being played, unless it comes there by itself meanwhile. */
export async function toTheEnd(page) {
  const skip = button(page, "To the end");
  const explanation = page.locator(".explanation");
  await skip.or(explanation).first().waitFor();
  if (await skip.isVisible()) await skip.click({ timeout: 5000 }).catch(() => {});
  await explanation.waitFor();
}

/** What an input method does with the field that has the focus: shows what it has so far, or writes it. */
export async function inputMethod(page) {
  const input = await page.context().newCDPSession(page);
  return {
    compose: (text) =>
      input.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }),
    write: (text) => input.send("Input.insertText", { text }),
  };
}

/** Switches an override off; the first one waits for the reader. */
export async function switchOff(page, name) {
  const box = page.getByRole("checkbox", { name });
  await box.click();
  await box.and(page.locator(":not(:checked)")).waitFor();
}
