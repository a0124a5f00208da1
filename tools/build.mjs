// Builds dist/: the command line, the public entry, the strategies that ship, and their types.
// A file of the last build is removed only after the new ones are written, so that dist/ works at any moment.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { BUNDLE_SETTINGS, ROOT } from "./bundle-settings.mjs";

const OUT = join(ROOT, "dist");

function strategyEntries() {
  return readdirSync(join(ROOT, "strategies"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => ({ in: `strategies/${name}`, out: `strategies/${name.slice(0, -3)}` }));
}

async function bundle() {
  const machinery = await build({
    ...BUNDLE_SETTINGS,
    entryPoints: [
      { in: "src/index.ts", out: "index" },
      { in: "src/cli/main.ts", out: "cli" },
    ],
    chunkNames: "chunks/[name]-[hash]",
    outdir: OUT,
    metafile: true,
  });
  const strategies = await build({
    ...BUNDLE_SETTINGS,
    banner: {},
    splitting: false,
    entryPoints: strategyEntries(),
    external: ["ivy-quant"],
    outdir: OUT,
    metafile: true,
  });
  return [machinery, strategies]
    .flatMap(({ metafile }) => Object.keys(metafile.outputs))
    .map((path) => join(ROOT, path));
}

function emitTypes() {
  return new Promise((done, fail) => {
    const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
    const child = spawn(process.execPath, [compiler, "-p", "tsconfig.build.json"], { cwd: ROOT, stdio: "inherit" });
    child.on("error", fail);
    child.on("exit", (code) => (code === 0 ? done() : fail(new Error(`types: tsc ended with ${code}`))));
  });
}

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function removeStale(written, before) {
  const kept = new Set(written);
  const isTypes = (path) => path.startsWith(join(OUT, "types"));
  const isTool = (path) => path.startsWith(join(OUT, "tools"));
  const stale = before.filter((path) => !kept.has(path) && !isTypes(path) && !isTool(path));
  for (const path of stale) rmSync(path, { force: true });
}

const started = performance.now();
const before = listFiles(OUT);
try {
  rmSync(join(OUT, "types"), { recursive: true, force: true });
  const [written] = await Promise.all([bundle(), emitTypes()]);
  removeStale(written, before);
  if (!existsSync(join(OUT, "types/index.d.ts"))) throw new Error("types: dist/types/index.d.ts was not written");
  const files = listFiles(OUT).length;
  console.log(`built dist: ${files} files in ${((performance.now() - started) / 1000).toFixed(1)} s`);
} catch (error) {
  // esbuild has already printed its own errors, with file and line.
  if (!Array.isArray(error.errors)) console.error(error.message);
  process.exitCode = 1;
}
