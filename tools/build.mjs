// Builds dist/: the command line, the public entry, the strategies that ship, and their types. All of it is written beside
// the last build, which it then replaces: what runs from dist/ meanwhile finds one build or the other.
import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { BUNDLE_SETTINGS, ROOT } from "./bundle-settings.mjs";
import { joinChunks } from "./join-chunks.mjs";
import { keepConstants } from "./keep-constants.mjs";
import { writeNotices } from "./write-notices.mjs";

const OUT = join(ROOT, "dist");
/** A package of its own while it is made, so that the new build can be run before it takes its place. */
const WORKSHOP = join(ROOT, ".build");
const NEXT = join(WORKSHOP, "dist");
const LAST = join(WORKSHOP, "last");

function openWorkshop() {
  rmSync(WORKSHOP, { recursive: true, force: true });
  mkdirSync(WORKSHOP);
  for (const name of ["package.json", "data", "strategies"]) symlinkSync(join(ROOT, name), join(WORKSHOP, name));
}

function strategyEntries() {
  return readdirSync(join(ROOT, "strategies"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => ({ in: `strategies/${name}`, out: `strategies/${name.slice(0, -3)}` }));
}

async function bundle() {
  const { metafile } = await build({
    ...BUNDLE_SETTINGS,
    entryPoints: [
      { in: "src/index.ts", out: "index" },
      { in: "src/cli/main.ts", out: "cli" },
    ],
    chunkNames: "chunks/[name]-[hash]",
    outdir: NEXT,
    metafile: true,
  });
  await build({
    ...BUNDLE_SETTINGS,
    banner: {},
    splitting: false,
    entryPoints: strategyEntries(),
    external: ["ivy-quant"],
    outdir: NEXT,
  });
  await joinChunks(NEXT, metafile.outputs);
  if (keepConstants(NEXT) !== 1)
    throw new Error("the cursor of a run is not in one bundle: see tools/keep-constants.mjs");
  writeNotices(NEXT, metafile.inputs);
}

function emitTypes() {
  return new Promise((done, fail) => {
    const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
    const args = [compiler, "-p", "tsconfig.build.json", "--outDir", join(NEXT, "types")];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
    child.on("error", fail);
    child.on("exit", (code) => (code === 0 ? done() : fail(new Error(`types: tsc ended with ${code}`))));
  });
}

/** The workshop lies one folder deeper than where the build will lie: so many steps fewer lead to the sources. */
function liftMaps() {
  for (const entry of readdirSync(NEXT, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith(".map")) continue;
    const path = join(entry.parentPath, entry.name);
    const map = JSON.parse(readFileSync(path, "utf8"));
    map.sources = map.sources.map((source) => source.replace(/^\.\.\//, ""));
    writeFileSync(path, JSON.stringify(map));
  }
}

function putInPlace() {
  if (existsSync(OUT)) renameSync(OUT, LAST);
  renameSync(NEXT, OUT);
  rmSync(WORKSHOP, { recursive: true, force: true });
}

const started = performance.now();
try {
  openWorkshop();
  await Promise.all([bundle(), emitTypes()]);
  if (!existsSync(join(NEXT, "types/index.d.ts"))) throw new Error("types: index.d.ts was not written");
  liftMaps();
  putInPlace();
  const files = readdirSync(OUT, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
  console.log(`built dist: ${files} files in ${((performance.now() - started) / 1000).toFixed(1)} s`);
} catch (error) {
  // esbuild has already printed its own errors, with file and line.
  if (!Array.isArray(error.errors)) console.error(error.message);
  process.exitCode = 1;
}
