// Joins the chunks that a plain backtest loads into three files: what everything needs, what its help needs, and the rest. Splitting
// makes a chunk of every set of modules that some commands share; a backtest then opens seventy files, and each costs it some 0.4 ms.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "./bundle-settings.mjs";
import { writeJoined, writeScript } from "./write-script.mjs";

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
 * Joins what every command loads, what the help of a command loads beyond that, and what a backtest does beyond both. All other files
 * take the names from there; the joined chunks stay as files that hand them on, for whoever knows only those.
 *
 * @param out the folder of the build
 * @param outputs the outputs of esbuild's metafile, by their path from the project
 */
export async function joinChunks(out, outputs) {
  const forAll = filesLoadedBy(out, ["--help"]);
  const forHelp = filesLoadedBy(out, ["backtest", "--help"]);
  const forBacktest = filesLoadedBy(out, ["backtest", "--strategy", "sma-cross", "--tickers", "KO"]);
  // A strategy takes the public entry by require, of which the listener hears nothing.
  addWithImports(forBacktest, join(out, "index.js"), outputs);
  const main = new Set([join(out, "cli.js")]);
  // esbuild's own helpers, which are no source of ours, stay the file that they are.
  const isHelpers = (path) => outputs[relative(ROOT, path)].exports.includes("__toESM");
  const beyond = (loaded, ...others) =>
    [...loaded].filter((path) => !isHelpers(path) && !others.some((one) => one.has(path))).sort();
  const chunksOf = (paths) =>
    paths.map((path, index) => {
      const { exports } = outputs[relative(ROOT, path)];
      return { path, names: exports.map((name) => ({ name, unique: `_${index}_${name}` })) };
    });
  const folder = join(out, "chunks");
  const starts = [
    { file: join(folder, "start.js"), write: writeJoined, chunks: chunksOf(beyond(forAll, main)) },
    { file: join(folder, "start-help.js"), write: writeScript, chunks: chunksOf(beyond(forHelp, forAll)) },
    {
      file: join(folder, "start-backtest.js"),
      write: writeScript,
      chunks: chunksOf(beyond(forBacktest, forHelp, forAll)),
    },
  ];
  const joined = new Map(starts.flatMap(({ file, chunks }) => chunks.map((one) => [one.path, { ...one, file }])));
  const others = chunksOf([...forAll].filter(isHelpers)).map(({ path, names }) => {
    return [path, { path, names: names.map(({ name }) => ({ name, unique: name })), file: path }];
  });
  for (const { file, write, chunks } of starts) await write(file, chunks, new Map([...joined, ...others]));
  for (const chunk of joined.values()) handOn(chunk);
  const written = new Set([...joined.keys(), ...starts.map(({ file }) => file)]);
  for (const path of [...main, ...readdirSync(folder).map((name) => join(folder, name))]) {
    if (path.endsWith(".js") && !written.has(path)) pointHome(path, joined);
  }
}

/** Adds a file of the build and all that it imports at once. */
function addWithImports(files, path, outputs) {
  if (files.has(path)) return;
  files.add(path);
  const imports = outputs[relative(ROOT, path)].imports.filter(
    ({ kind, external }) => kind === "import-statement" && !external,
  );
  for (const one of imports) addWithImports(files, join(ROOT, one.path), outputs);
}

/** Leaves in the place of a chunk that was joined what its names are now. */
function handOn({ path, names, file }) {
  const exports = names.map(({ name, unique }) => `${unique} as ${name}`);
  writeFileSync(path, `export { ${exports.join(", ")} } from "${address(path, file)}";\n`);
  rmSync(`${path}.map`, { force: true });
}

/** Lets a file take the names of joined chunks from where those went. Its lines stay where its source map has them. */
function pointHome(path, joined) {
  const homeOf = (specifier) => joined.get(resolve(dirname(path), specifier));
  const code = readFileSync(path, "utf8");
  const pointed = code
    .replace(/^import (?:\{([^}]*)\} from )?"(\.[^"]*)";$/gm, (line, list, specifier) => {
      const home = homeOf(specifier);
      if (home === undefined) return line;
      const uniqueOf = new Map(home.names.map(({ name, unique }) => [name, unique]));
      const names = (list ?? "").split(",").map((one) => one.trim().split(" as "));
      const imports = names
        .filter(([name]) => name !== "")
        .map(([name, own = name]) => `${uniqueOf.get(name)} as ${own}`);
      const from = `"${address(path, home.file)}";${"\n".repeat(line.split("\n").length - 1)}`;
      return list === undefined ? `import ${from}` : `import { ${imports.join(", ")} } from ${from}`;
    })
    .replace(/(?<![\w$.])import\("(\.[^"]*)"\)/g, (call, specifier) => {
      const home = homeOf(specifier);
      if (home === undefined) return call;
      const members = home.names.map(({ name, unique }) => `${name}: from.${unique}`);
      return `import("${address(path, home.file)}").then((from) => ({ ${members.join(", ")} }))`;
    });
  if (pointed !== code) writeFileSync(path, pointed);
}

function address(from, to) {
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}
