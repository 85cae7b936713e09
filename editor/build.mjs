// Bundles the editor into one file with a hash in its name, beside the page's other files, and writes
// the name into index.html.
// node build.mjs <folder>
import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [folder] = process.argv.slice(2);
const { metafile } = await build({
  entryPoints: { editor: fileURLToPath(new URL("src/main.mjs", import.meta.url)) },
  entryNames: "[name]-[hash]",
  outdir: folder,
  bundle: true,
  format: "esm",
  minify: true,
  legalComments: "none",
  // Beside what WebAssembly asks for, `light-dark()` and constructed style sheets need as much.
  target: ["chrome123", "firefox120", "safari17.5"],
  metafile: true,
});
const [file] = Object.keys(metafile.outputs);

const index = join(folder, "index.html");
const page = await readFile(index, "utf8");
const place = '<meta name="editor" content="">';
if (!page.includes(place)) throw new Error(`index.html has no ${place}`);
await writeFile(index, page.replace(place, `<meta name="editor" content="${basename(file)}">`));
