// Writes the service worker (static/offline.js), which keeps a version of the page for when there is
// no network, with the names of all files in a folder but those of docs/, which are read online.
// node offline.mjs <folder>
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { transformSync } from "esbuild";

const NAME = "offline.js";

const [folder] = process.argv.slice(2);
const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
const names = entries
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length).replaceAll(sep, "/"))
  // Other pages load the element online, too, and its name doesn't change with its content.
  .filter((name) => ![NAME, "kpa-playground.js"].includes(name) && !name.startsWith("docs/"))
  .sort();
const version = createHash("sha256");
for (const name of names) version.update(name).update(readFileSync(join(folder, name)));
const index = readFileSync(join(folder, "index.html"), "utf8");
const files = names.filter((name) => name !== "index.html");
const named = files.filter((name) => index.includes(name));
if (named.length === 0) throw new Error("index.html names none of the page's files");

const template = readFileSync(new URL("../static/offline.js", import.meta.url), "utf8");
const define = {
  VERSION: JSON.stringify(version.digest("hex").slice(0, 16)),
  FILES: JSON.stringify(files),
  NAMED: JSON.stringify(named),
};
const { code } = transformSync(template, { loader: "js", minify: true, define });
writeFileSync(join(folder, NAME), code);
