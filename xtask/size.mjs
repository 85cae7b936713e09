// Measures what is loaded, compressed by brotli: first every html, css, js and wasm file of the page
// but those that come later (the details, what keeps the page, the reader, the editor, offline.js) or
// only when they are asked for (the lessons with the comparison, its reviewer, docs/).
// node size.mjs <folder> <limit in kB> <limits of LATER, in its order> <limit of an
// embed without editors>; exits with 1 when one is passed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const LATER = ["details", "lessons", "keeping", "reader", "reviewer", "editor", "embed"];

const [folder, limit, ...limits] = process.argv.slice(2);
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

const rows = readdirSync(folder, { recursive: true })
  .filter((name) => /\.(html|css|js|wasm)$/.test(name) && !/^(docs\b|offline\.js$)/.test(name))
  .sort()
  .map((name) => {
    const raw = readFileSync(join(folder, name));
    // Node compresses at quality 11 unless told otherwise, as hosts do for static files.
    return { file: name, raw: raw.length, brotli: brotliCompressSync(raw).length };
  });
// What parts share is fetched with the first of them; that of the texts belongs to the first load. The
// styles come with the details.
const ORDER = ["texts", "details", "keeping", "lessons"];
const later = ({ file }, name) =>
  new RegExp(`^(split_)?${name}-.*(js|wasm)$`).test(file) ||
  (/^shared_/.test(file) && ORDER.find((part) => file.includes(part)) === name) ||
  (name === "details" && /^later-/.test(file)) ||
  (name === "embed" && /^(embed-|kpa-playground\.js$)/.test(file));
const part = (row) => LATER.find((name) => later(row, name));
const parts = [
  { name: "first load", rows: rows.filter((row) => !part(row)), limit },
  ...LATER.map((name, nth) => ({
    name,
    rows: rows.filter((row) => part(row) === name),
    limit: limits[nth],
  })),
  {
    name: "first load of an embed without editors",
    rows: rows.filter((row) => part(row) === "embed" || (!part(row) && !/texts/.test(row.file))),
    limit: limits.at(-1),
  },
];

const width = Math.max(...rows.map((row) => row.file.length));
const line = (file, raw, brotli) => `${file.padEnd(width)} ${raw.padStart(9)} ${brotli.padStart(9)}`;
const print = (row) => console.log(line(row.file, kilobytes(row.raw), kilobytes(row.brotli)));
console.log(line("", "kB", "brotli"));
for (const part of parts) {
  const sum = (column) => part.rows.reduce((total, row) => total + row[column], 0);
  const total = { file: part.name, raw: sum("raw"), brotli: sum("brotli") };
  part.rows.forEach(print);
  print(total);
  console.log(`The limit is ${part.limit} kB.\n`);
  // A part without files was not measured.
  if (total.raw === 0 || total.brotli > Number(part.limit) * 1000) process.exitCode = 1;
}
