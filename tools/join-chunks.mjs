// Joins the chunks that a plain backtest loads into one file. Splitting makes a chunk of every set of modules that some
// commands share; a backtest then opens seventy files, and each costs it some 0.4 ms.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BUNDLE_SETTINGS, ROOT } from "./bundle-settings.mjs";

/** Writes the address of each module that is loaded to a file. */
const LISTENER = `
import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  if (url.startsWith("file:")) appendFileSync(process.env.IVY_LOADED, url + "\\n");
  return next(url, context);
}`;

/** The files of the build that a command loads, in no order; strategies are left out. */
function filesLoadedBy(out, args) {
  const folder = mkdtempSync(join(tmpdir(), "ivy-build-"));
  const list = join(folder, "loaded.txt");
  writeFileSync(list, "");
  const listener = `data:text/javascript,${encodeURIComponent(LISTENER)}`;
  const start = `import { register } from "node:module"; register(${JSON.stringify(listener)});`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(start)}`, join(out, "cli.js"), ...args],
    // Neither the catalog nor the cache of who builds may change what is built.
    {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, IVY_LOADED: list, IVY_CATALOG: join(folder, "none"), IVY_CACHE: "off" },
    },
  );
  const loaded = readFileSync(list, "utf8").split("\n").filter(Boolean).map(fileURLToPath);
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0) throw new Error(`ivy ${args.join(" ")} ended with ${status}: ${stderr}`);
  return new Set(loaded.filter((path) => path.startsWith(`${out}/`) && !path.startsWith(join(out, "strategies"))));
}

/**
 * Joins what a backtest loads and its help does not. The joined chunks stay as files that hand on what is in the one. That is
 * a script, whose compiled code Node lets a program keep (src/app/kept-code.ts), which it does not for modules before Node 22.
 *
 * @param out the folder of the build
 * @param outputs the outputs of esbuild's metafile, by their path from the project
 */
export async function joinChunks(out, outputs) {
  const chunks = join(out, "chunks");
  const forHelp = filesLoadedBy(out, ["backtest", "--help"]);
  const forBacktest = filesLoadedBy(out, ["backtest", "--strategy", "sma-cross", "--tickers", "KO"]);
  // A strategy takes the public entry by require, of which the listener hears nothing.
  const joined = [...forBacktest.add(join(out, "index.js"))].filter((path) => !forHelp.has(path)).sort();
  const exportsOf = (path) => outputs[relative(ROOT, path)].exports;
  const numbered = new Map(joined.map((path, index) => [path, index]));
  const renamed = (path, name) => `_${numbered.get(path)}_${name}`;
  const entry = joined.map((path) => {
    const names = exportsOf(path).map((name) => `${name} as ${renamed(path, name)}`);
    return `export { ${names.join(", ")} } from ${JSON.stringify(path)};`;
  });
  const { program, kept } = await writeProgram(chunks, entry.join("\n"), new Set(joined));
  const names = joined.flatMap((path) => exportsOf(path).map((name) => renamed(path, name)));
  const file = await writeStart(chunks, program, kept, names);
  for (const path of joined) {
    const names = exportsOf(path).map((name) => `${renamed(path, name)} as ${name}`);
    const from = relative(dirname(path), file);
    const address = from.startsWith(".") ? from : `./${from}`;
    writeFileSync(path, `export { ${names.join(", ")} } from ${JSON.stringify(address)};\n`);
    rmSync(`${path}.map`, { force: true });
  }
}

/** Writes the script; returns its name, and the modules that it takes from whoever runs it. */
async function writeProgram(chunks, entry, joined) {
  const kept = new Set();
  const { outputFiles } = await build({
    ...BUNDLE_SETTINGS,
    splitting: false,
    format: "cjs",
    // One function, as a script and as what a module exports: kept-code.ts reads it as the one, and for --debug as the other.
    banner: {
      js: '(typeof module === "object" ? module : {}).exports = (function (module, require, ivyAddress) { "use strict";',
    },
    footer: { js: "});" },
    define: { ...BUNDLE_SETTINGS.define, "import.meta.url": "ivyAddress" },
    stdin: { contents: entry, resolveDir: chunks, sourcefile: "start.js" },
    entryNames: "program-[hash]",
    outExtension: { ".js": ".cjs" },
    outdir: chunks,
    write: false,
    plugins: [{ name: "keep-apart", setup: (setup) => keepApart(setup, chunks, joined, kept) }],
  });
  for (const { path, contents } of outputFiles) writeFileSync(path, path.endsWith(".cjs") ? ascii(contents) : contents);
  const { path } = outputFiles.find(({ path }) => path.endsWith(".cjs"));
  return { program: basename(path), kept: [...kept] };
}

/** kept-code.ts reads latin1. esbuild has escaped all but what stands in regular expressions, where it means the same. */
function ascii(contents) {
  const escaped = (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return Buffer.from(contents)
    .toString("utf8")
    .replace(/[^\0-\x7f]/g, escaped);
}

/** Writes the module that runs the script and hands on what it exports. */
async function writeStart(chunks, program, kept, names) {
  const contents = [
    `import { runKept } from ${JSON.stringify(join(ROOT, "src/app/kept-code.ts"))};`,
    ...kept.map((path, index) => `import * as kept${index} from ${JSON.stringify(path)};`),
    `const given = { ${kept.map((path, index) => `${JSON.stringify(path)}: kept${index}`).join(", ")} };`,
    `const program = runKept(new URL(${JSON.stringify(`./${program}`)}, import.meta.url).href, given);`,
    `export const { ${names.join(", ")} } = program;`,
  ];
  const { outputFiles } = await build({
    ...BUNDLE_SETTINGS,
    splitting: false,
    banner: {},
    stdin: { contents: contents.join("\n"), resolveDir: chunks, sourcefile: "start.js" },
    entryNames: "start-[hash]",
    outdir: chunks,
    write: false,
    plugins: [{ name: "keep-apart", setup: (setup) => keepApart(setup, chunks, new Set(), new Set()) }],
  });
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  return outputFiles.find(({ path }) => path.endsWith(".js")).path;
}

/** Chunks that are not joined stay files of their own; those that are imported at once are added to `kept`. */
function keepApart(setup, chunks, joined, kept) {
  setup.onResolve({ filter: /^\.{0,2}\// }, ({ path, resolveDir, kind }) => {
    const full = resolve(resolveDir, path);
    if (joined.has(full)) return { path: full };
    if (!full.startsWith(`${dirname(chunks)}/`)) return undefined;
    const from = relative(chunks, full);
    const address = from.startsWith(".") ? from : `./${from}`;
    if (kind !== "dynamic-import") kept.add(address);
    return { path: address, external: true };
  });
}
