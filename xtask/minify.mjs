// Makes index.html, the scripts and the styles in a folder small. Trunk's own way can't read what
// wasm-bindgen writes. Styles stand in a file for each part of the page and are loaded as one, and as another one what isn't in the first picture (class "later"; static/boot.js loads it).
// node minify.mjs <folder>
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transformSync } from "esbuild";

const [folder] = process.argv.slice(2);
const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);
const read = (name) => readFileSync(join(folder, name), "utf8");

for (const name of readdirSync(folder, { recursive: true })) {
  const loader = extname(name).slice(1);
  if (loader !== "js" && loader !== "css") continue;
  const { code } = transformSync(read(name), { loader, minify: true });
  writeFileSync(join(folder, name), code);
}

const LINK = /<link rel="stylesheet"[^>]*? href="\.\/([^"]+)"[^>]*>/g;
let index = read("index.html");
// The first one stays: docs/ has it, too.
const links = [...index.matchAll(LINK)].slice(1);

// Puts some of them together into one file; its name.
function together(title, links) {
  if (links.length === 0) throw new Error(`index.html has no style sheets for ${title}`);
  const styles = links.map(([, name]) => read(name)).join("");
  const name = `${title}-${hash(styles)}.css`;
  writeFileSync(join(folder, name), styles);
  for (const [link, part] of links) {
    index = index.replace(link, "");
    rmSync(join(folder, part));
  }
  return name;
}

const isLater = ([link]) => link.includes('class="later"');
const page = together("page", links.filter((link) => !isLater(link)));
const later = together("later", links.filter(isLater));
index = index
  .replace("</head>", `<link rel="stylesheet" href="./${page}"></head>`)
  .replace('name="later" content=""', `name="later" content="./${later}"`);
for (const name of ["embed.js", "embed.css"]) {
  const hashed = name.replace(".", `-${hash(read(name))}.`);
  renameSync(join(folder, name), join(folder, hashed));
  index = index.replace(`content="./${name}"`, `content="./${hashed}"`);
}
// The scripts that wait for the whole of index.html, which run in their order, are one file as well.
const SCRIPT = /<script src="\.\/([^"]+)" defer><\/script>/g;
const scripts = [...index.matchAll(SCRIPT)];
if (scripts.length === 0) throw new Error("index.html has no scripts to put together");
const code = scripts.map(([, name]) => read(name)).join("");
const script = `boot-${hash(code)}.js`;
for (const [, name] of scripts) rmSync(join(folder, name));
writeFileSync(join(folder, script), code);
scripts.forEach(([tag], nth) => {
  const isLast = nth === scripts.length - 1;
  index = index.replace(tag, isLast ? `<script src="./${script}" defer></script>` : "");
});
// Comments and the space before a line are for those who read the source.
index = index.replaceAll(/<!--.*?-->/gs, "").replaceAll(/\s*\n\s*/g, "\n");
writeFileSync(join(folder, "index.html"), index);
