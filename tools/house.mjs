// The house check: reads every source file and holds it against tools/rooms.json and the laws of docs/house.md.
// node tools/house.mjs [FOLDER]
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findCycles } from "./house/cycles.mjs";
import { checkCalls, checkFolder, checkImport, checkRoomExists, placeOf, resolveImport } from "./house/rules.mjs";
import { findImports, maskSource } from "./house/scan.mjs";

const READ_FOLDERS = ["src", "strategies", "test", "bench", "tools"];

/** Checks the project at `root`: `{ files, imports, violations }`, violations sorted by file and line. */
export function checkHouse(root) {
  const table = JSON.parse(readFileSync(new URL("./rooms.json", import.meta.url), "utf8"));
  const paths = READ_FOLDERS.flatMap((folder) => listSources(root, folder)).sort();
  const files = new Set(paths);
  const edges = new Map();
  const violations = [];
  let imports = 0;
  for (const path of paths) {
    const masked = maskSource(readFileSync(join(root, path), "utf8"));
    const found = findImports(masked);
    imports += found.length;
    const report = (list) => violations.push(...list.map((violation) => ({ path, ...violation })));
    report(checkFolder(path, table));
    report(checkRoomExists(path, table));
    report(checkCalls(path, masked.code, table));
    for (const one of found) report(checkImport(path, one, files, table));
    if (!placeOf(path, table).test) edges.set(path, localEdges(path, found, files, table));
  }
  for (const cycle of findCycles(edges)) {
    const text = `${cycle.files.join(" -> ")}: move what both need to a file of its own`;
    violations.push({ path: cycle.path, line: cycle.line, rule: "cycle", text });
  }
  violations.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
  return { files: paths.length, imports, violations };
}

function listSources(root, folder) {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|js|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.split("/").includes("node_modules") && !path.startsWith("test/fixtures/"));
}

function localEdges(path, found, files, table) {
  return found
    .filter(({ specifier }) => specifier !== null && /^[#.]/.test(specifier))
    .map(({ specifier, line }) => ({ target: resolveImport(specifier, path, files, table), line }))
    .filter(({ target }) => target !== null);
}

function main(root) {
  const { files, imports, violations } = checkHouse(root);
  for (const { path, line, rule, text } of violations) console.log(`${path}:${line}  ${rule}  ${text}`);
  console.log(`${files} files, ${imports} imports read, ${violations.length} violations`);
  if (files === 0 || imports === 0) {
    console.log(`nothing was read in ${root}: a check that reads no file proves nothing`);
    return 1;
  }
  return violations.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = main(resolve(process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url))));
}
