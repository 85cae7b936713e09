// How long a run of ten minutes takes in a browser, for each way to compile it:
// `npm ci && node crates/kpa/benches/wasm.mjs`, with CHROMIUM as the path of a browser.
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const TARGET = "wasm32-unknown-unknown";
const RUNS = 200;

const WAYS = [
  { level: "3", flags: "" },
  { level: "3", flags: "-C target-feature=+simd128,+bulk-memory" },
  { level: "2", flags: "" },
  { level: '"s"', flags: "" },
  { level: '"z"', flags: "" },
];

/** The program as the page's profile builds it, but at this level of optimisation. */
async function build({ level, flags }) {
  const target = `${ROOT}target/measure`;
  const options = ["-q", "-p", "kpa", "--bin", "ten_minutes", "--features", "measure"];
  // Cargo.toml sets that of the core on its own.
  const levels = ["page", "page.package.kpa"].map((it) => `profile.${it}.opt-level=${level}`);
  const profile = ["--profile", "page", ...levels.flatMap((it) => ["--config", it])];
  const env = { ...process.env, RUSTFLAGS: flags, CARGO_TARGET_DIR: target };
  execFileSync("cargo", ["build", ...options, ...profile, "--target", TARGET], { cwd: ROOT, env, stdio: "inherit" });
  return readFile(`${target}/${TARGET}/page/ten_minutes.wasm`, "base64");
}

/** In the page: the milliseconds of each run, the first ones included, in which the browser still compiles. */
async function measure({ program, runs }) {
  const bytes = Uint8Array.from(atob(program), (letter) => letter.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes);
  return Array.from({ length: runs }, () => {
    const start = performance.now();
    instance.exports.main(0, 0);
    return performance.now() - start;
  });
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--headless=new", "--disable-gpu"],
});
console.log("| opt-level | flags | kB | first run | best | median |\n|---|---|---|---|---|---|");
for (const way of WAYS) {
  const program = await build(way);
  const page = await browser.newPage();
  const times = await page.evaluate(measure, { program, runs: RUNS });
  await page.close();
  const [first] = times;
  times.sort((a, b) => a - b);
  const cells = [way.level, way.flags, (program.length * 0.75) / 1000, first, times[0], times[RUNS / 2]];
  const text = cells.map((cell) => (typeof cell === "number" ? cell.toFixed(1) : cell));
  console.log(`| ${text.join(" | ")} |`);
}
await browser.close();
