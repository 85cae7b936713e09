// Shortens what scripts and programs of a folder call each other by: wasm-bindgen and the tool that
// takes the program apart add hashes, which brotli can't make small. Numbers of the same length tell
// names apart as well.
// node names.mjs <folder>
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const HASH = /(?<![0-9a-f])[0-9a-f]{16}(?=_|\b)/g;

const [folder] = process.argv.slice(2);
const files = readdirSync(folder).filter((name) => /^(playground|split_|shared_|wasm_split).*\.(js|wasm)$/.test(name));
// One byte is one character, so that programs can be searched like scripts and stay what they are.
const read = (name) => readFileSync(join(folder, name), "latin1");
const numbers = new Map();
for (const name of files.filter((name) => name.endsWith(".js"))) {
  for (const [hash] of read(name).matchAll(HASH)) numbers.set(hash, numbers.size);
}
// The names of files change with their content, which is what their hash is for.
for (const name of readdirSync(folder)) {
  for (const [hash] of name.matchAll(HASH)) numbers.delete(hash);
}
for (const name of files) {
  const text = read(name).replaceAll(HASH, (hash) =>
    numbers.has(hash) ? numbers.get(hash).toString(16).padStart(16, "0") : hash,
  );
  writeFileSync(join(folder, name), text, "latin1");
}
