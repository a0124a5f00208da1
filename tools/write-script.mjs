// Writes chunks as one script, and the module that runs it. Node lets a program keep the compiled code of a script
// (src/app/kept-code.ts), which it does not for modules before Node 22.
import { writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";
import { BUNDLE_SETTINGS, ROOT } from "./bundle-settings.mjs";

/**
 * Returns the module's path.
 *
 * @param folder where chunks lie
 * @param chunks path of each, and its exports: the name, and another that no other chunk's has
 * @param joined chunks that were written so before, by path: the same, and the module that they went into
 */
export async function writeScript(folder, chunks, joined) {
  const paths = new Set(chunks.map(({ path }) => path));
  const entry = chunks.map(({ path, names }) => {
    const exports = names.map(({ name, unique }) => `${name} as ${unique}`);
    return `export { ${exports.join(", ")} } from ${JSON.stringify(path)};`;
  });
  const needed = new Set();
  const { metafile, outputFiles } = await build({
    ...settings(folder, "program", entry),
    metafile: true,
    format: "cjs",
    // One function, as a script and as what a module exports: kept-code.ts takes it as the one, and for --debug as the other.
    banner: {
      js: '(typeof module === "object" ? module : {}).exports = (function (module, require, ivyImport, ivyAddress) { "use strict";',
    },
    footer: { js: "});" },
    define: { ...BUNDLE_SETTINGS.define, "import.meta.url": "ivyAddress" },
    outExtension: { ".js": ".cjs" },
    plugins: [keepApart(folder, (path) => paths.has(path), needed)],
  });
  const script = outputFiles.find(({ path }) => path.endsWith(".cjs"));
  const { imports } = metafile.outputs[relative(ROOT, script.path)];
  const lazy = imports.filter(({ kind }) => kind === "dynamic-import").length;
  for (const file of outputFiles) writeFileSync(file.path, file === script ? asScript(file.text, lazy) : file.contents);
  const names = chunks.flatMap((chunk) => chunk.names.map(({ unique }) => unique));
  return writeModule(folder, basename(script.path), names, [...needed], joined);
}

/** The module that gives the script what it cannot require, and exports what it does. */
async function writeModule(folder, script, names, needed, joined) {
  const given = needed.map((address, index) => {
    const chunk = joined.get(resolve(folder, address));
    if (chunk === undefined)
      return { address, line: `import * as given${index} from "${address}";`, is: `given${index}` };
    // Taken from where it went: its own file would only hand it on.
    const imports = chunk.names.map(({ unique }) => `${unique} as given${index}${unique}`);
    const line = `import { ${imports.join(", ")} } from "./${basename(chunk.file)}";`;
    return {
      address,
      line,
      is: `{ ${chunk.names.map(({ name, unique }) => `${name}: given${index}${unique}`).join(", ")} }`,
    };
  });
  const { outputFiles } = await build({
    ...settings(folder, "start", [
      `import { runKept } from ${JSON.stringify(join(ROOT, "src/app/kept-code.ts"))};`,
      ...given.map(({ line }) => line),
      "const load = (name) => import(name);",
      `const given = { ${given.map(({ address, is }) => `"${address}": ${is}`).join(", ")} };`,
      `export const { ${names.join(", ")} } = runKept(new URL("./${script}", import.meta.url).href, load, given);`,
    ]),
    plugins: [keepApart(folder, () => false, new Set())],
  });
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  return outputFiles.find(({ path }) => path.endsWith(".js")).path;
}

function settings(folder, name, lines) {
  return {
    ...BUNDLE_SETTINGS,
    splitting: false,
    banner: {}, // The chunks bring theirs.
    stdin: { contents: lines.join("\n"), resolveDir: folder, sourcefile: `${name}.js` },
    entryNames: `${name}-[hash]`,
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

/** Chunks that are not joined stay files of their own; those that are imported at once are added to `needed`. */
function keepApart(folder, isJoined, needed) {
  const setup = ({ onResolve }) =>
    onResolve({ filter: /^\.{0,2}\// }, ({ path, resolveDir, kind }) => {
      const full = resolve(resolveDir, path);
      if (isJoined(full)) return { path: full };
      if (!full.startsWith(`${dirname(folder)}/`)) return undefined;
      const from = relative(folder, full);
      const address = from.startsWith(".") ? from : `./${from}`;
      if (kind !== "dynamic-import") needed.add(address);
      return { path: address, external: true };
    });
  return { name: "keep-apart", setup };
}
