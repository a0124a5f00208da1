// Writes chunks as one script, and the module that runs it. Node lets a program keep the compiled code of a script
// (src/app/kept-code.ts), which it does not for modules before Node 22.
import { writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";
import { BUNDLE_SETTINGS, ROOT } from "./bundle-settings.mjs";

/** Writes the chunks as one module. It is small: nothing would be won by keeping its code. */
export async function writeJoined(file, chunks) {
  const paths = new Set(chunks.map(({ path }) => path));
  const { outputFiles } = await build({
    ...settings(dirname(file), entryOf(chunks)),
    entryNames: basename(file, ".js"),
    plugins: [keepApart(dirname(file), (path) => paths.has(path), { atOnce: new Set(), later: new Set() })],
  });
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
}

function entryOf(chunks) {
  return chunks.map(({ path, names }) => {
    const exports = names.map(({ name, unique }) => `${name} as ${unique}`);
    return `export { ${exports.join(", ")} } from ${JSON.stringify(path)};`;
  });
}

/**
 * Writes the script and its module.
 *
 * @param file the module's path; chunks lie beside it
 * @param chunks what goes into the script: the path of each, and its exports, each with a name that no other chunk's has
 * @param joined all chunks that go into a script, by path: the same, and the file of their module
 */
export async function writeScript(file, chunks, joined) {
  const folder = dirname(file);
  const paths = new Set(chunks.map(({ path }) => path));
  const asked = { atOnce: new Set(), later: new Set() };
  const { metafile, outputFiles } = await build({
    ...settings(folder, entryOf(chunks)),
    entryNames: "program-[hash]",
    metafile: true,
    format: "cjs",
    // One function, as a script and as what a module exports: kept-code.ts takes it as the one, and for --debug as the other.
    banner: {
      js: '(typeof module === "object" ? module : {}).exports = (function (module, require, ivyImport, ivyAddress) { "use strict";',
    },
    footer: { js: "});" },
    define: { ...BUNDLE_SETTINGS.define, "import.meta.url": "ivyAddress" },
    outExtension: { ".js": ".cjs" },
    plugins: [keepApart(folder, (path) => paths.has(path), asked)],
  });
  const script = outputFiles.find(({ path }) => path.endsWith(".cjs"));
  const { imports } = metafile.outputs[relative(ROOT, script.path)];
  const lazy = imports.filter(({ kind }) => kind === "dynamic-import").length;
  for (const one of outputFiles) writeFileSync(one.path, one === script ? asScript(one.text, lazy) : one.contents);
  const names = chunks.flatMap((chunk) => chunk.names.map(({ unique }) => unique));
  await writeModule(file, basename(script.path), names, asked, joined);
}

/** The module that gives the script what it cannot require or import, and exports what it does. */
async function writeModule(file, script, names, { atOnce, later }, joined) {
  const folder = dirname(file);
  // Taken from where it went: its own file would only hand it on.
  const home = (address) => joined.get(resolve(folder, address));
  // esbuild asks in no order.
  const given = [...atOnce].sort().map((address, index) => {
    // What is not joined takes names from this module: each would wait for the other.
    if (home(address) === undefined) throw new Error(`${script} imports ${address}, which is not joined`);
    const { file: from, names } = home(address);
    const imports = names.map(({ unique }) => `${unique} as given${index}${unique}`).join(", ");
    const members = names.map(({ name, unique }) => `${name}: given${index}${unique}`).join(", ");
    return { line: `import { ${imports} } from "./${basename(from)}";`, member: `"${address}": { ${members} }` };
  });
  const moved = [...later].sort().filter((address) => home(address) !== undefined && home(address).file !== file);
  const loads = moved.map((address) => {
    const { file: from, names } = home(address);
    const members = names.map(({ name, unique }) => `${name}: from.${unique}`).join(", ");
    return `"${address}": async () => { const from = await import("./${basename(from)}"); return { ${members} }; }`;
  });
  const { outputFiles } = await build({
    ...settings(folder, [
      `import { runKept } from ${JSON.stringify(join(ROOT, "src/app/kept-code.ts"))};`,
      ...given.map(({ line }) => line),
      `const given = { ${given.map(({ member }) => member).join(", ")} };`,
      `const moved = { ${loads.join(", ")} };`,
      "const load = (name) => moved[name]?.() ?? import(name);",
      `export const { ${names.join(", ")} } = runKept(new URL("./${script}", import.meta.url).href, load, given);`,
    ]),
    entryNames: basename(file, ".js"),
    plugins: [keepApart(folder, () => false, { atOnce: new Set(), later: new Set() })],
  });
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
}

function settings(folder, lines) {
  return {
    ...BUNDLE_SETTINGS,
    splitting: false,
    banner: {}, // The chunks bring theirs.
    stdin: { contents: lines.join("\n"), resolveDir: folder, sourcefile: "start.js" },
    outdir: folder,
    write: false,
  };
}

/** Imports that are not a chunk's or a package's: that of import-module.ts, whose file is not known before. */
const UNNAMED = 1;

/**
 * What a script may hold. Code that was kept has lost what `import()` would ask: the module does it. kept-code.ts reads latin1,
 * and esbuild has escaped all but what stands in regular expressions, where it means the same.
 */
function asScript(text, lazy) {
  let found = 0;
  const asked = text.replace(/(?<![\w$.])import(?=\()/g, () => {
    found++;
    return "ivyImport";
  });
  if (found !== lazy && found !== lazy + UNNAMED)
    throw new Error(`${found} times import( in a script, for ${lazy} imports`);
  return asked.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Chunks that are not joined stay files of their own; they are added to what is `asked` for at once, or later. */
function keepApart(folder, isJoined, asked) {
  const setup = ({ onResolve }) =>
    onResolve({ filter: /^\.{0,2}\// }, ({ path, resolveDir, kind }) => {
      const full = resolve(resolveDir, path);
      if (isJoined(full)) return { path: full };
      if (!full.startsWith(`${dirname(folder)}/`)) return undefined;
      const from = relative(folder, full);
      const address = from.startsWith(".") ? from : `./${from}`;
      (kind === "dynamic-import" ? asked.later : asked.atOnce).add(address);
      return { path: address, external: true };
    });
  return { name: "keep-apart", setup };
}
