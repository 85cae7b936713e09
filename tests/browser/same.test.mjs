// The same everywhere: what the page simulated comes to the same timeline, bit for bit, when the
// command simulates it natively.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { open, story } from "./harness.mjs";
import { button, clock, isSimulated, list, slider, speed, text, textOf, totals, traffic } from "./visitor.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The fingerprint of the timeline that `kpa simulate` comes to. */
async function native(service, configMap, options) {
  const folder = await mkdtemp(join(tmpdir(), "kpa-"));
  try {
    const files = ["service.yaml", "config-autoscaler.yaml"].map((name) => join(folder, name));
    await writeFile(files[0], service);
    await writeFile(files[1], configMap);
    const command = ["run", "--quiet", "--package", "kpa-command", "--", "simulate", ...files, ...options];
    const json = execFileSync("cargo", [...command, "--format", "json"], {
      cwd: ROOT,
      maxBuffer: 1e9,
    });
    return JSON.parse(json).hash;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Lets some time pass, and compares what came of it with a run by the command. */
async function compare(page, options) {
  await page.waitForFunction(() => /^[2-9]:|:.*:/.test(document.querySelector("time").textContent));
  await button(page, "Pause").click();
  await isSimulated(page);
  const seconds = await clock(page);
  const shown = await totals(page).locator("code").innerText();
  const texts = [text(page, "Service YAML"), text(page, "ConfigMap YAML")];
  const [service, configMap] = await Promise.all(texts.map(textOf));
  const hash = await native(service, configMap, ["--duration", `${seconds}s`, ...options]);
  assert.match(shown, /^[0-9a-f]{8}$/);
  assert.equal(shown, hash.slice(0, 8), `after ${seconds} s of ${options.join(" ")}`);
}

story("The first visit, natively", {}, async ({ page, home }) => {
  await open(page, home);
  await speed(page, 60);
  await compare(page, ["--clients", "step 0 20 110s"]);
});

story("Chance, sines, exponentials and shared processors, natively", {}, async ({ page, home }) => {
  await open(page, home);
  await speed(page, 60);
  await traffic(page, "Requests per second");
  await slider(page, "Requests per second").fill("40");
  await list(page, "Pattern").selectOption("Sine");
  await slider(page, "Service time").fill("0.3");
  await page.getByText("More", { exact: true }).click();
  await list(page, "Service times").selectOption("Log-normal");
  await list(page, "Cores per pod").selectOption("2");
  await page.getByRole("spinbutton", { name: "Seed" }).fill("7");
  await button(page, "Restart").click();
  await compare(page, [
    ["--rps", "sine 20 20 2m"],
    ["--service-time", "log-normal 300ms 1"],
    ["--cores", "2"],
    ["--seed", "7"],
  ].flat());
});
