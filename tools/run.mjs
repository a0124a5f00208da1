// Bundles a TypeScript file of the project and runs it in this process: node tools/run.mjs bench/main.ts [ARGS…]
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { BUNDLE_SETTINGS, ROOT } from "./bundle-settings.mjs";
import { keepConstants } from "./keep-constants.mjs";

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node tools/run.mjs FILE.ts [ARGS…]");
  process.exit(2);
}
const source = resolve(file);
// Checkouts that share their packages do not share their bundles.
const checkout = createHash("sha256").update(ROOT).digest("hex").slice(0, 8);
const out = join(ROOT, "node_modules/.cache/ivy-run", checkout, basename(source).replace(/\.ts$/, ""));
mkdirSync(out, { recursive: true });
try {
  // The public entry as well: a strategy file that the program loads imports it, and must share the program's modules.
  const entryPoints = [
    { in: source, out: "main" },
    { in: "src/index.ts", out: "index" },
  ];
  await build({ ...BUNDLE_SETTINGS, entryPoints, outdir: out });
  keepConstants(out);
} catch {
  process.exit(1);
}
const program = join(out, "main.js");
process.argv = [process.argv[0], program, ...args];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(program).href);
