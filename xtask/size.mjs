// Measures what is loaded, compressed by brotli: first every html, css, js and wasm file of the page
// but the reader and the editor, which come later, and docs/, which is only loaded when it is asked
// for.
// node size.mjs <folder> <limit in kB> <the reader's> <the editor's>; exits with 1 when one is passed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const [folder, limit, readerLimit, editorLimit] = process.argv.slice(2);
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

const rows = readdirSync(folder, { recursive: true })
  .filter((name) => /\.(html|css|js|wasm)$/.test(name) && !/^docs\b/.test(name))
  .sort()
  .map((name) => {
    const raw = readFileSync(join(folder, name));
    // Node compresses at quality 11 unless told otherwise, as hosts do for static files.
    return { file: name, raw: raw.length, brotli: brotliCompressSync(raw).length };
  });
const isOf = (part) => (row) => row.file.startsWith(`${part}-`);
const [reader, editor] = ["reader", "editor"].map((part) => rows.filter(isOf(part)));
const first = rows.filter((row) => ![...reader, ...editor].includes(row));
const parts = [
  { name: "first load", rows: first, limit },
  { name: "reader", rows: reader, limit: readerLimit },
  { name: "editor", rows: editor, limit: editorLimit },
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
