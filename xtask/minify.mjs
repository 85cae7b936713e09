// Makes the scripts and styles in a folder small. Trunk's own way can't read what wasm-bindgen
// writes.
// node minify.mjs <folder>
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transformSync } from "esbuild";

const [folder] = process.argv.slice(2);

for (const name of readdirSync(folder, { recursive: true })) {
  const loader = extname(name).slice(1);
  if (loader !== "js" && loader !== "css") continue;
  const file = join(folder, name);
  const { code } = transformSync(readFileSync(file, "utf8"), { loader, minify: true });
  writeFileSync(file, code);
}
