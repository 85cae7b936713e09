// How quick the page is, and how much memory it takes, against its bars (README.md). For a quiet
// machine, by hand: `node --test tests/bars/bars.test.mjs`, after `cargo xtask build`.
import assert from "node:assert/strict";
import { loadavg } from "node:os";
import { open, story } from "../browser/harness.mjs";
import { button, editor, ownTime, slider, speed, text, traffic } from "../browser/visitor.mjs";

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** The value that so much of the samples don't exceed. */
function percentile(samples, share) {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1];
}

/** Prints a row of the table in README.md; gives back the 95th percentile. */
function row(what, samples, cost = "") {
  const [least, middle, most] = [0.01, 0.5, 0.95].map((share) => percentile(samples, share).toFixed(0));
  const busy = loadavg()[0].toFixed(1);
  console.log(`| ${what} | ${least} | ${middle} | ${most} | ${samples.length} | ${busy} | ${cost} |`);
  return percentile(samples, 0.95);
}

/** The page at rest with 10 minutes at 200 requests per second on it. */
async function tenMinutes(page, home) {
  const run = await ownTime(page);
  await open(page, home);
  await traffic(page, "Requests per second");
  await slider(page, "Requests per second").fill("200");
  await speed(page, 60);
  await run(10_050);
  await button(page, "Pause").click();
  await run.release();
  await editor(page, "Service YAML");
}

/**
 * From here on `samples` has the ms from each input's event until what comes of it is painted: where the
 * past runs again, the run that is replayed, which has another fingerprint then.
 */
const watch = (page) =>
  page.evaluate(() => {
    window.samples = [];
    const fingerprint = () => document.querySelector(".totals code").textContent;
    const isReplayed = ({ target }) => !/^(time|rps|clients)$/.test(target.id);
    // A task of its own comes after the frame has been painted.
    const painted = (then) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = then;
        port2.postMessage(null);
      });
    };
    const begin = (event) => {
      const before = fingerprint();
      const check = () => {
        if (isReplayed(event) && fingerprint() === before) painted(check);
        else window.samples.push(performance.now() - event.timeStamp);
      };
      painted(check);
    };
    addEventListener("input", (event) => event.target.type === "range" && begin(event), true);
    // The time bar takes its keys itself.
    addEventListener("keydown", (event) => event.target.closest(".cm-content, #time") && begin(event), true);
  });

/** Counts the processor time of the page's main thread, in ms, which other programs don't add to. */
async function processor(page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await browser.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
  };
}

async function samples(page, count, input) {
  for (let nth = 0; nth < count; nth += 1) {
    const before = await page.evaluate(() => window.samples.length);
    await input(nth);
    await page.waitForFunction((before) => window.samples.length > before, before);
    // The run that it is compared with comes last.
    await page.locator(".player progress").waitFor({ state: "detached" });
    await page.waitForTimeout(50);
  }
  return page.evaluate(() => window.samples.splice(0));
}

story("10 minutes at 200 requests per second: from any input to the painted replay", {},
  async ({ page, home }) => {
    await tenMinutes(page, home);
    await watch(page);
    const worst = [];
    const spent = await processor(page);
    const measure = async (what, input) => {
      const before = await spent();
      const taken = await samples(page, 60, input);
      worst.push(row(what, taken, ((await spent() - before) / 60).toFixed(0)));
    };
    for (const name of ["Requests per second", "Service time", "Pod start time", "Time"]) {
      await page.getByRole("slider", { name, exact: true }).focus();
      const turn = (nth) => (nth % 2 ? "ArrowRight" : "ArrowLeft");
      await measure(`Slider: ${name}`, (nth) => page.keyboard.press(turn(nth)));
    }
    const field = text(page, "Service YAML");
    await field.evaluate((it) => {
      const at = it.value.indexOf('target: "10"') + 'target: "10'.length;
      it.setSelectionRange(at, at);
      it.focus();
    });
    // Whoever turns to a text has the reader before the first key.
    await page.waitForTimeout(1000);
    await measure("Typing: the target", (nth) => page.keyboard.press(nth % 2 ? "Backspace" : "5"));
    assert.ok(Math.max(...worst) < 50, "over 50 ms");
  });

story("Live at 20×: frames, and tasks that hold them up", {}, async ({ page, home }) => {
  await open(page, home);
  await editor(page, "Service YAML");
  await traffic(page, "Requests per second");
  await slider(page, "Requests per second").fill("200");
  await speed(page, 20);
  await page.waitForTimeout(2000);
  const { frames, tasks } = await page.evaluate(async () => {
    const tasks = [];
    const observer = new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map((entry) => entry.duration));
    });
    observer.observe({ type: "longtask" });
    const frames = [];
    let last = await new Promise(requestAnimationFrame);
    for (const end = last + 20_000; last < end;) {
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - last);
      last = now;
    }
    return { frames, tasks };
  });
  row("Live at 20×: from frame to frame", frames);
  console.log(`${(frames.length / 20).toFixed(1)} frames per second; tasks over 50 ms: ${tasks}`);
  assert.deepEqual(tasks, []);
  assert.ok(percentile(frames, 0.95) < 17.5, "less than 60 frames per second");
});

story("An hour of live running", {}, async ({ page, home }) => {
  await page.addInitScript(() => {
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...given) => {
      const result = await instantiateStreaming(...given);
      window.memory ??= result.instance.exports.memory;
      return result;
    };
  });
  const run = await ownTime(page);
  await open(page, home);
  await speed(page, 5);
  const browser = await page.context().newCDPSession(page);
  const memory = async () => {
    await browser.send("HeapProfiler.collectGarbage");
    const { usedSize } = await browser.send("Runtime.getHeapUsage");
    return { heap: usedSize, wasm: await page.evaluate(() => window.memory.buffer.byteLength) };
  };
  await run(1000);
  const all = [await memory()];
  for (let minutes = 10; minutes <= 60; minutes += 10) {
    await run(120_000);
    const { heap, wasm } = await memory();
    all.push({ heap, wasm });
    console.log(`after ${minutes} min: wasm ${megabytes(wasm)} MB, JavaScript ${megabytes(heap)} MB`);
  }
  const [first, last] = [all[1], all.at(-1)];
  // Rows of both runs, their pods and the reasons for what was decided; see README.md.
  assert.ok(last.wasm - first.wasm < 8e6, "WebAssembly's memory grows");
  assert.ok(last.heap - first.heap < 1e6, "the JavaScript heap grows");
  const replay = async (times) => {
    for (let nth = 0; nth < times; nth += 1) {
      await slider(page, "Pod start time").fill(String(nth % 9));
      await run(200);
    }
    return memory();
  };
  // The first ones may still take a step of memory.
  const [once, often] = [await replay(100), await replay(100)];
  console.log(`after 200 replays of it: ${megabytes(often.wasm)} MB, ${megabytes(often.heap)} MB`);
  assert.ok(often.wasm - once.wasm < 2e6, "replays leave memory behind");
});

story("Arrival, with the processor slowed four times", {}, async ({ page, home }) => {
  const browser = await page.context().newCDPSession(page);
  await browser.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await browser.send("Network.setCacheDisabled", { cacheDisabled: true });
  await page.addInitScript(() => {
    new MutationObserver((_changes, observer) => {
      if (!document.querySelector(".player")) return;
      observer.disconnect();
      // Whoever presses a button now is answered as soon as this frame is painted.
      requestAnimationFrame(() => setTimeout(() => (window.interactive = performance.now())));
    }).observe(document, { childList: true, subtree: true });
  });
  const [interactive, painted] = [[], []];
  for (let nth = 0; nth < 12; nth += 1) {
    await page.goto("about:blank");
    await page.goto(home);
    await page.waitForFunction(() => window.interactive);
    const times = await page.evaluate(() => ({
      interactive: window.interactive,
      painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    }));
    interactive.push(times.interactive);
    painted.push(times.painted);
  }
  row("First contentful paint", painted);
  assert.ok(row("Interactive", interactive) < 1000, "later than after a second");
});
