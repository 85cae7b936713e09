// Makes the scripts and styles of a release build small; Trunk calls it (Trunk.toml). Trunk's own
// way can't read what wasm-bindgen writes.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transformSync } from "esbuild";

const { TRUNK_PROFILE: profile, TRUNK_STAGING_DIR: folder } = process.env;

if (profile === "release") {
  for (const name of readdirSync(folder, { recursive: true })) {
    const loader = extname(name).slice(1);
    // docs/ is being written by another hook.
    if ((loader !== "js" && loader !== "css") || /^docs\b/.test(name)) continue;
    const file = join(folder, name);
    const { code } = transformSync(readFileSync(file, "utf8"), { loader, minify: true });
    writeFileSync(file, code);
  }
}
