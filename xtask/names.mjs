// Shortens what scripts and programs of a folder call each other by: wasm-bindgen and the tool that
// takes the program apart add hashes, which brotli can't make small. Numbers of the same length tell
// names apart as well; what the page's program takes from its script, which it does in one place, gets
// names of a few letters.
// node names.mjs <folder>
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const HASH = /(?<![0-9a-f])[0-9a-f]{16}(?=_|\b)/g;

const [folder] = process.argv.slice(2);
const files = readdirSync(folder).filter((name) => /^(playground|split_|shared_|wasm_split).*\.(js|wasm)$/.test(name));
// One byte is one character, so that programs can be searched like scripts and stay what they are.
const read = (name) => readFileSync(join(folder, name), "latin1");
const write = (name, text) => writeFileSync(join(folder, name), text, "latin1");

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
  write(name, text);
}

const program = files.find((name) => name.endsWith("_bg.wasm"));
const script = program.replace("_bg.wasm", ".js");
const from = `./${program.replace(".wasm", ".js")}`;
const names = new Map();
const imports = (module, name) => {
  if (module !== from) return [module, name];
  if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
  return ["_", names.get(name)];
};
write(program, renamed(read(program), imports));
let text = read(script).replace(JSON.stringify(from), "_");
for (const [old, short] of names) {
  const parts = text.split(`${old}: `);
  if (parts.length !== 2) throw new Error(`${script} has ${old} ${parts.length - 1} times`);
  text = parts.join(`${short}: `);
}
write(script, text);

// A program whose imports are called what `rename` says of their modules and names. Its second section
// has them (https://webassembly.github.io/spec/core/binary/modules.html).
function renamed(program, rename) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = program.charCodeAt(at++);
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const name = () => {
    const length = number();
    return program.slice(at, (at += length));
  };
  let whole = program.slice(0, at);
  while (at < program.length) {
    const [begin, id] = [at, program.charCodeAt(at++)];
    const length = number();
    const end = at + length;
    if (id === 2) {
      const count = number();
      let content = written(count);
      for (let nth = 0; nth < count; nth++) {
        const [module, field] = rename(name(), name());
        content += written(module.length) + module + written(field.length) + field;
        const kind = at;
        if (program.charCodeAt(at++) !== 0) throw new Error("The page's program imports more than functions");
        number();
        content += program.slice(kind, at);
      }
      whole += program[begin] + written(content.length) + content;
    } else {
      whole += program.slice(begin, end);
    }
    at = end;
  }
  return whole;
}

function written(number) {
  const rest = number >>> 7;
  return rest ? String.fromCharCode((number & 127) | 128) + written(rest) : String.fromCharCode(number);
}
