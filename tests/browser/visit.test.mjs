// The visitor's story: two texts, the traffic, and what comes of them.
import assert from "node:assert/strict";
import { open, story } from "./harness.mjs";
import { atTwo, button, clock, editor, errors, figure, isSimulated, list, now, ownTime, reads, replace, shows, slider,
  speed, text, textOf, totals, traffic } from "./visitor.mjs";

const TARGET = 'autoscaling.knative.dev/target: "10"';

story("50 clients get 8 replicas, 200 get no more than 10, none get none", {},
  async ({ page, home }) => {
    const run = await ownTime(page);
    await open(page, home);
    assert.match(await textOf(text(page, "Service YAML")), /image: sbawaska\/helloworld-go/);
    assert.match(await textOf(text(page, "ConfigMap YAML")), /target-burst-capacity: "200"/);
    assert.equal(await errors(page).count(), 0);
    await speed(page, 20);
    await slider(page, "Concurrent clients").fill("50");
    await run(1500);
    await reads(page, "8 desired, 8 ready, panic mode");
    await shows(page, "Replicas", /desired 8\s*ready 8\s*max 10/);
    await speed(page, 60);
    await run(2000);
    await reads(page, "8 desired, 8 ready, stable mode");
    await slider(page, "Concurrent clients").fill("200");
    await run(2000);
    await reads(page, "10 desired, 10 ready");
    await shows(page, "Concurrency", /capacity 100/);
    await slider(page, "Concurrent clients").fill("0");
    await run(4000);
    await reads(page, "0 desired, 0 ready, scaled to zero");
  });

story("It is live from the start: time passes, and load meets a service at zero", {},
  async ({ page, home }) => {
    await open(page, home);
    await page.waitForFunction((before) => document.querySelector("time").textContent !== before, "1:50");
    await shows(page, "Replicas", /desired 3\s*ready 3/);
  });

story("A change of the target runs the past again, at once, even while time stands still", {},
  async ({ page, home }) => {
    const run = await ownTime(page);
    await open(page, home);
    await speed(page, 60);
    await slider(page, "Concurrent clients").fill("50");
    await run(2000);
    await reads(page, "8 desired, 8 ready");
    await button(page, "Pause").click();
    const at = await clock(page);
    const field = await editor(page, "Service YAML");
    const legend = figure(page, "Replicas").getByRole("list");
    // The first edit may have to wait for the reader.
    await replace(page, "Service YAML", TARGET, TARGET.replace("10", "7"));
    await shows(page, "Replicas", "desired 10");
    for (const [target, desired] of [["20", 4], ["5", 10], ["100", 1], ["10", 8]]) {
      await field.evaluate(async (field, target) => {
        const { index, 0: { length } } = /(?<=dev\/target: ")\d+/.exec(field.value);
        field.setRangeText(target, index, index + length);
        await window.run(50);
      }, target);
      assert.match(await legend.innerText(), new RegExp(`desired\\s+${desired}\\s`), `target ${target}`);
      await reads(page, `${desired} desired`);
    }
    assert.equal(await clock(page), at);
  });

story("The pod start time, too, changes the past", {}, async ({ page, home }) => {
  await atTwo(page, home);
  // The first pod came late, too, and is still there.
  await slider(page, "Pod start time").fill("60");
  await shows(page, "Replicas", /desired 3\s*ready 1/);
  await slider(page, "Pod start time").fill("0");
  await shows(page, "Replicas", /desired 3\s*ready 3/);
});

story("100 requests per second of half a second are 50 in flight: 8 replicas", {},
  async ({ page, home }) => {
    const run = await ownTime(page);
    await open(page, home);
    await speed(page, 20);
    await traffic(page, "Requests per second");
    await run(3000);
    await slider(page, "Requests per second").fill("100");
    assert.equal(await slider(page, "Concurrent clients").count(), 0);
    await run(2000);
    await reads(page, /^(8|9) desired, \d+ ready, panic mode/);
    await run(8000);
    await reads(page, /^8 desired, 8 ready, stable mode/);
    await shows(page, "Concurrency", /stable (4[6-9]|5[0-4])\b/);
    await traffic(page, "Concurrent clients");
    await run(1000);
    await reads(page, "10 desired");
  });

story("A pattern goes on and off: a minute of load, then none until all is scaled to zero", {},
  async ({ page, home }) => {
    const run = await ownTime(page);
    await open(page, home);
    await speed(page, 20);
    await run(500);
    await list(page, "Pattern").selectOption("On/off");
    const seen = [];
    for (let second = 0; second < 600 && seen.length < 3; second += 2) {
      await run(100);
      const { replicas } = await page.evaluate(() => {
        const said = document.querySelector("figure .legend").textContent;
        return /desired\D*(?<replicas>\d+)/.exec(said).groups;
      });
      if (seen.at(-1) !== replicas && ["0", "3"].includes(replicas)) seen.push(replicas);
    }
    assert.deepEqual(seen, ["3", "0", "3"]);
    assert.equal(await slider(page, "Concurrent clients").inputValue(), "20");
  });

story("Traffic that was recorded, pasted and from a file", {}, async ({ page, home }) => {
  await open(page, home);
  await speed(page, 20);
  await reads(page, "3 desired");
  await page.getByText("More", { exact: true }).click();
  const note = page.locator("#recording-note");
  const pasted = text(page, "Recorded traffic");
  await pasted.fill("nobody,knows\n");
  await note.filter({ hasText: "no times" }).waitFor();
  await pasted.fill("time,rps\n2024-01-01T00:00:00Z,100\n2024-01-01T00:10:00Z,100\n?,1\n");
  await note.filter({ hasText: "2 moments, at most 100 per second. 1 line left out." }).waitFor();
  assert.equal(await slider(page, "Requests per second").inputValue(), "100");
  assert.equal(await list(page, "Pattern").inputValue(), "Recorded");
  await reads(page, /^(7|8|9) desired/);
  const minute = "time,rpm\n0,0\n1,120000\n600,120000\n";
  await page.getByLabel("A file with recorded traffic").setInputFiles({
    name: "minute.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(minute),
  });
  await note.filter({ hasText: "3 moments, at most 2,000 per second." }).waitFor();
  await reads(page, "10 desired, 10 ready");
  await shows(page, "Concurrency", /now \d{3,}/);
});

story("A spike is four times the traffic for a moment", {}, async ({ page, home }) => {
  const run = await ownTime(page);
  await open(page, home);
  await run(2000);
  await button(page, "Spike").click();
  await run(1000);
  await shows(page, "Concurrency", "now 80");
  await run(4000);
  await reads(page, "10 desired, 10 ready, panic mode");
  await shows(page, "Concurrency", "now 20");
  assert.equal(await slider(page, "Concurrent clients").inputValue(), "20");
});

story("Service time by keyboard: the latency follows, and so do the replicas", {},
  async ({ page, home }) => {
    const run = await ownTime(page);
    await open(page, home);
    await speed(page, 20);
    await traffic(page, "Requests per second");
    await run(8000);
    await button(page, "Pause").click();
    await shows(page, "Latency", /p50 500 ms.*p95 500 ms/s);
    await reads(page, "2 desired, 2 ready");
    const service = slider(page, "Service time");
    await service.focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await service.getAttribute("aria-valuetext"), "550 ms");
    await shows(page, "Latency", "p50 550 ms");
    await page.keyboard.press("End");
    await shows(page, "Latency", "p50 5 s");
    await reads(page, "10 desired");
  });

story("Where requests wait, and which way they go", {}, async ({ page, home }) => {
  const run = await ownTime(page);
  await open(page, home);
  await run(250);
  await shows(page, "Queues and path", /at the activator 20.*in path/s);
  await run(2000);
  await shows(page, "Queues and path", /at the activator 0/);
  await replace(page, "ConfigMap YAML", 'target-burst-capacity: "200"', 'target-burst-capacity: "0"');
  await shows(page, "Queues and path", "not in path");
});

story("The whole run in figures", {}, async ({ page, home }) => {
  await atTwo(page, home);
  const figures = async () => {
    await isSimulated(page);
    const rows = await totals(page).locator("tbody tr").allInnerTexts();
    return Object.fromEntries(rows.map((it) => it.split(/\s*[\t\n]\s*/)));
  };
  const before = await figures();
  assert.deepEqual(Object.keys(before).sort(), [
    "Cold starts", "In panic", "Pod-minutes", "Rejected", "Requests", "Scale events",
    "Short of capacity", "Timed out", "Utilization", "p50", "p95", "p99",
  ]);
  assert.ok(Number(before.Requests) > 20, JSON.stringify(before));
  assert.equal(before.Rejected, "0");
  // 20 requests met a service at zero.
  const cold = Number(before["Cold starts"].replace(" %", "")) / 100;
  assert.ok(Math.abs(cold * Number(before.Requests) - 20) < 0.5, JSON.stringify(before));
  await slider(page, "Pod start time").fill("0");
  assert.ok(Number((await figures()).Requests) > Number(before.Requests));
});

story("The HPA scales by what requests compute", {}, async ({ page, home }) => {
  await open(page, home);
  await speed(page, 60);
  await replace(page, "Service YAML", TARGET,
    'autoscaling.knative.dev/class: hpa.autoscaling.knative.dev\n        ' +
    'autoscaling.knative.dev/metric: cpu\n        autoscaling.knative.dev/target: "50"');
  await reads(page, "1 desired, 1 ready, scaled by the HPA");
  await page.getByText("More", { exact: true }).click();
  await list(page, "Cores per pod").selectOption("2");
  await reads(page, "10 desired, 10 ready, scaled by the HPA");
  await figure(page, "Concurrency").filter({ hasNotText: "panic" }).waitFor();
});

story("A bound that is set is drawn, one that isn't, isn't", {}, async ({ page, home }) => {
  await open(page, home);
  await replace(page, "Service YAML", 'minScale: "0"', 'minScale: "2"');
  await shows(page, "Replicas", /min 2\s*max 10/);
  await replace(page, "Service YAML", 'maxScale: "10"', 'maxScale: "0"');
  await figure(page, "Replicas").filter({ hasNotText: "max" }).waitFor();
});

story("Pause, play, restart", {}, async ({ page, home }) => {
  await open(page, home);
  await button(page, "Pause").click();
  const paused = await clock(page);
  await page.waitForTimeout(400);
  assert.equal(await clock(page), paused);
  await button(page, "Play").click();
  await page.waitForFunction(
    (paused) => document.querySelector("time").textContent !== paused,
    await page.locator("time").innerText(),
  );
  await button(page, "Pause").click();
  await button(page, "Restart").click();
  assert.equal(await clock(page), 0);
  assert.equal(await slider(page, "Concurrent clients").inputValue(), "20");
});

story("Everything works from the keyboard", {}, async ({ page, home }) => {
  await open(page, home);
  const clients = slider(page, "Concurrent clients");
  await clients.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowUp");
  assert.equal(await clients.inputValue(), "22");
  await page.keyboard.press("Home");
  assert.equal(await clients.inputValue(), "0");
  await page.keyboard.press("PageUp");
  assert.equal(await clients.inputValue(), "30");

  await page.getByRole("radio", { name: "5×", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  assert.ok(await page.getByRole("radio", { name: "20×" }).isChecked());

  await button(page, "Pause").focus();
  await page.keyboard.press("Space");
  await button(page, "Play").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await clock(page), 0);
});

story("The state is announced at most once a second", {}, async ({ page, home }) => {
  await open(page, home);
  await replace(page, "Service YAML", 'maxScale: "10"', 'maxScale: "1000"');
  await speed(page, 60);
  const watched = now(page).evaluate((status) => new Promise((enough) => {
    const changes = [];
    const note = () => changes.push(performance.now()) === 5 && enough(changes);
    new MutationObserver(note).observe(status, { characterData: true, childList: true, subtree: true });
  }));
  let isOver = false;
  watched.then(() => (isOver = true));
  for (let level = 30; level < 1000 && !isOver; level += 10) {
    await slider(page, "Concurrent clients").fill(String(level));
    await page.waitForTimeout(300);
  }
  assert.ok(isOver, "it changes");
  const changes = await watched;
  const pauses = changes.slice(1).map((at, nth) => at - changes[nth]);
  // A change may be painted late, and the next one in time.
  assert.ok(pauses.every((ms) => ms > 700), `after ${pauses} ms`);
});

story("What a blocked page missed, it doesn't catch up with", {}, async ({ page, home }) => {
  await open(page, home);
  await speed(page, 60);
  const passed = await page.evaluate(async () => {
    const seconds = () => {
      const [minutes, seconds] = document.querySelector("time").textContent.split(":");
      return Number(minutes) * 60 + Number(seconds);
    };
    const before = seconds();
    const end = performance.now() + 2000;
    while (performance.now() < end);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return seconds() - before;
  });
  assert.ok(passed < 40, `${passed} simulated seconds after 2 blocked ones at 60×`);
});

story("A long run again: frames go on, progress shows, and what isn't wanted any more is dropped", {},
  async ({ page, home }) => {
    await open(page, home);
    await speed(page, 60);
    await slider(page, "Service time").fill("0.05");
    await slider(page, "Concurrent clients").fill("300");
    // 6,000 requests per second, and 60 such seconds in each.
    await page.waitForFunction(() => {
      const figures = document.querySelector(".totals").innerText;
      return Number(figures.match(/Requests\s+([\d,]+)/)?.[1].replaceAll(",", "")) > 6e5;
    }, undefined, { timeout: 120_000 });
    await button(page, "Pause").click();
    const { progress, frames, dropped } = await page.evaluate(async () => {
      const drag = (to) => {
        const slider = document.querySelector("#pod-start");
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
        set.call(slider, to);
        slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
      };
      const progress = [];
      let frames = 0;
      let dropped;
      drag("9");
      for (; frames < 6000; frames += 1) {
        await new Promise(requestAnimationFrame);
        const bar = document.querySelector("progress");
        if (!bar) break;
        progress.push(bar.value);
        // Another change while that one is on its way, and far.
        if (dropped === undefined && bar.value > (1 + progress[0]) / 2) {
          drag("4");
          dropped = frames;
        }
      }
      return { progress, frames, dropped };
    });
    assert.ok(progress[dropped + 1] < progress[dropped], `not dropped at once: ${progress}`);
    // Not in milliseconds: other programs on the machine may take any number of them.
    assert.ok(frames > 6 && frames < 6000, `${frames} frames`);
    assert.equal(await slider(page, "Pod start time").inputValue(), "4");
  });
