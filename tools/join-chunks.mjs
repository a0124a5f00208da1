// Joins the chunks that a plain backtest loads into one file. Splitting makes a chunk of every set of modules that some
// commands share; a backtest then opens seventy files, and each costs it some 0.4 ms.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
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
 * Joins what a backtest loads and its help does not. The joined chunks stay as files that hand on what is in the one.
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
  const { outputFiles } = await build({
    ...BUNDLE_SETTINGS,
    splitting: false,
    banner: {}, // The chunks bring theirs.
    stdin: { contents: entry.join("\n"), resolveDir: chunks, sourcefile: "start.js" },
    entryNames: "start-[hash]",
    outdir: chunks,
    write: false,
    plugins: [{ name: "keep-apart", setup: (setup) => keepApart(setup, chunks, new Set(joined)) }],
  });
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  const file = outputFiles.find(({ path }) => path.endsWith(".js")).path;
  for (const path of joined) {
    const names = exportsOf(path).map((name) => `${renamed(path, name)} as ${name}`);
    const from = relative(dirname(path), file);
    const address = from.startsWith(".") ? from : `./${from}`;
    writeFileSync(path, `export { ${names.join(", ")} } from ${JSON.stringify(address)};\n`);
    rmSync(`${path}.map`, { force: true });
  }
}

/** Chunks that are not joined stay files of their own. */
function keepApart(setup, chunks, joined) {
  setup.onResolve({ filter: /^\.{0,2}\// }, ({ path, resolveDir }) => {
    const full = resolve(resolveDir, path);
    if (joined.has(full)) return { path: full };
    const from = relative(chunks, full);
    return { path: from.startsWith(".") ? from : `./${from}`, external: true };
  });
}
