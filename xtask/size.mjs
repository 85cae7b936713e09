// Measures the first load: every html, css, js and wasm file of the page, compressed by brotli. What
// is only loaded when it is asked for stands in docs/.
// node size.mjs <folder> <limit in kB>; exits with 1 when the limit is passed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const [folder, limit] = process.argv.slice(2);
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

const rows = readdirSync(folder, { recursive: true })
  .filter((name) => /\.(html|css|js|wasm)$/.test(name) && !/^docs\b/.test(name))
  .sort()
  .map((name) => {
    const raw = readFileSync(join(folder, name));
    // Node compresses at quality 11 unless told otherwise, as hosts do for static files.
    return { file: name, raw: raw.length, brotli: brotliCompressSync(raw).length };
  });
const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
const total = { file: "first load", raw: sum("raw"), brotli: sum("brotli") };

const width = Math.max(...[...rows, total].map((row) => row.file.length));
const line = (file, raw, brotli) => `${file.padEnd(width)} ${raw.padStart(9)} ${brotli.padStart(9)}`;
console.log(line("", "kB", "brotli"));
for (const { file, raw, brotli } of [...rows, total]) {
  console.log(line(file, kilobytes(raw), kilobytes(brotli)));
}
console.log(`The limit is ${limit} kB.`);
process.exitCode = total.brotli > Number(limit) * 1000 ? 1 : 0;
