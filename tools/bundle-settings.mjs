// What every bundle of the project has in common.
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Loaded on demand, and slow to parse or with a binary of their own: they stay in node_modules. */
const EXTERNAL = [
  "zod",
  "csv-parse",
  "csv-parse/*",
  "esbuild",
  "yaml",
  "hyparquet",
  "hyparquet-writer",
  "hyparquet-compressors",
  "@duckdb/node-api",
];

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
  // Packages in the old module format call require, which a bundle in the new format does not have.
  banner: {
    js: 'import { createRequire as ivyCreateRequire } from "node:module"; const require = ivyCreateRequire(import.meta.url);',
  },
  logLevel: "warning",
};
