// Makes the scripts and styles in a folder small. Trunk's own way can't read what wasm-bindgen
// writes. Styles stand in a file for each part of the page and are loaded as one.
// node minify.mjs <folder>
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transformSync } from "esbuild";

const [folder] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), "utf8");

for (const name of readdirSync(folder, { recursive: true })) {
  const loader = extname(name).slice(1);
  if (loader !== "js" && loader !== "css") continue;
  const { code } = transformSync(read(name), { loader, minify: true });
  writeFileSync(join(folder, name), code);
}

const index = read("index.html");
const LINK = /<link rel="stylesheet" href="\.\/([^"]+)"\s*\/?>/g;
// The first one stays: docs/ has it, too.
const links = [...index.matchAll(LINK)].slice(1);
if (links.length === 0) throw new Error("index.html has no style sheets to put together");
const styles = links.map(([, name]) => read(name)).join("");
const name = `page-${createHash("sha256").update(styles).digest("hex").slice(0, 16)}.css`;
writeFileSync(join(folder, name), styles);
const together = links.reduce(
  (html, [link], nth) => html.replace(link, nth ? "" : `<link rel="stylesheet" href="./${name}">`),
  index,
);
writeFileSync(join(folder, "index.html"), together);
for (const [, part] of links) rmSync(join(folder, part));
