// What every bundle of the project has in common.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Loaded on demand, and slow to parse or with a binary of their own: they stay in node_modules. */
const EXTERNAL = [
  "zod",
  "esbuild",
  "yaml",
  "hyparquet",
  "hyparquet-writer",
  "hyparquet-compressors",
  "@duckdb/node-api",
];

/** commander starts the programs of subcommands, of which ivy has none: Node need not load what it would take. */
const WITHOUT_PROGRAMS = {
  name: "without-programs",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[/\\]commander[/\\]/.test(importer) ? { path: "programs", namespace: "nothing" } : undefined,
    );
    onLoad({ filter: /^/, namespace: "nothing" }, () => ({ contents: "" }));
  },
};

export const BUNDLE_SETTINGS = {
  absWorkingDir: ROOT,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  splitting: true,
  sourcemap: "linked",
  sourcesContent: false,
  external: EXTERNAL,
  plugins: [WITHOUT_PROGRAMS],
  // Packages in the old module format call require, which a bundle in the new format does not have. They ask for modules of
  // Node alone; createRequire in every chunk would cost a start 5 ms.
  banner: { js: "const require = process.getBuiltinModule;" },
  define: { IVY_READERS: JSON.stringify(hashOf(["src/market-data", "src/time", "src/domain"])) },
  logLevel: "warning",
};

/** Names the code that reads prices: what an earlier one has cached is read again. */
function hashOf(folders) {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 16);
}
