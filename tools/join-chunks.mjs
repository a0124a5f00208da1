// Joins the chunks that a plain backtest loads into two files: what its help needs, and the rest. Splitting makes a chunk of
// every set of modules that some commands share; a backtest then opens seventy files, and each costs it some 0.4 ms.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "./bundle-settings.mjs";
import { writeScript } from "./write-script.mjs";

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
 * Joins what every command loads beside the program's first files, and what a backtest loads beyond that. The joined chunks stay as files
 * that hand on what is in the two.
 *
 * @param out the folder of the build
 * @param outputs the outputs of esbuild's metafile, by their path from the project
 */
export async function joinChunks(out, outputs) {
  const first = filesLoadedBy(out, ["--help"]);
  const forHelp = filesLoadedBy(out, ["backtest", "--help"]);
  const forBacktest = filesLoadedBy(out, ["backtest", "--strategy", "sma-cross", "--tickers", "KO"]);
  // A strategy takes the public entry by require, of which the listener hears nothing.
  forBacktest.add(join(out, "index.js"));
  const beyond = (loaded, ...others) => [...loaded].filter((path) => !others.some((one) => one.has(path))).sort();
  const chunksOf = (paths) =>
    paths.map((path, index) => {
      const { exports } = outputs[relative(ROOT, path)];
      return { path, names: exports.map((name) => ({ name, unique: `_${index}_${name}` })) };
    });
  const folder = join(out, "chunks");
  const starts = [
    { file: join(folder, "start-help.js"), chunks: chunksOf(beyond(forHelp, first)) },
    { file: join(folder, "start-backtest.js"), chunks: chunksOf(beyond(forBacktest, forHelp, first)) },
  ];
  const joined = new Map(starts.flatMap(({ file, chunks }) => chunks.map((one) => [one.path, { ...one, file }])));
  for (const { file, chunks } of starts) await writeScript(file, chunks, joined);
  for (const chunk of joined.values()) handOn(chunk);
}

/** Leaves in the place of a chunk that was joined what its names are now. */
function handOn({ path, names, file }) {
  const from = relative(dirname(path), file);
  const exports = names.map(({ name, unique }) => `${unique} as ${name}`);
  writeFileSync(path, `export { ${exports.join(", ")} } from "${from.startsWith(".") ? from : `./${from}`}";\n`);
  rmSync(`${path}.map`, { force: true });
}
