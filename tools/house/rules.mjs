// The laws of the house as checks over one file's imports and code. docs/house.md says why each exists.
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { lineCounter } from "./scan.mjs";

const SOURCE = /\.(ts|tsx|mts|js|mjs)$/;

const WORLD_CALLS = [
  [/\bDate\s*\.\s*now\b/g, "Date.now", "take the time as a parameter, or a clock"],
  [/\bnew\s+Date\s*(?:\(\s*\)|(?=[;,)\]}\n]))/g, "new Date()", "take the time as a parameter, or a clock"],
  [/(?<!new\s+)(?<![\w$.])Date\s*\(\s*\)/g, "Date()", "take the time as a parameter, or a clock"],
  [/\bMath\s*\.\s*random\b/g, "Math.random", "take a seeded generator of #math/random"],
  [/(?<![\w$.])(?:globalThis\s*\.\s*)?process\s*[.[]/g, "process", "take the value as a parameter"],
  [/(?<![\w$.])(?:globalThis\s*\.\s*)?console\s*[.[]/g, "console", "return the text, or take a logger"],
  [/\bperformance\s*\.\s*now\b/g, "performance.now", "take a clock, or measure in app"],
  [/(?<![\w$.])(?:globalThis\s*\.\s*)?fetch\s*\(/g, "fetch", "move it to an adapter"],
  [/\b(?:randomUUID|randomBytes|randomInt|getRandomValues)\b/g, "unseeded random numbers", "take a seeded generator"],
];

/** Where a path of the project stands: `{ room, adapter, strategy, test }`. */
export function placeOf(path, table) {
  const parts = path.split("/");
  const test = /\.test\.\w+$/.test(path);
  if (parts[0] === "strategies") return { room: null, adapter: null, strategy: true, test };
  if (parts[0] !== "src") return { room: null, adapter: null, strategy: false, test };
  const room = parts.length === 2 ? parts[1].replace(SOURCE, "").replace(/\.test$/, "") : parts[1];
  const at = parts.findIndex((part, k) => k >= 2 && k < parts.length - 1 && table.adapterFolders.includes(part));
  return { room, adapter: at < 0 ? null : parts.slice(0, at + 1).join("/"), strategy: false, test };
}

/** The file of the project that an import means, or null where it does not exist. */
export function resolveImport(specifier, from, files, table) {
  const candidates = (base) => [base, `${base}.ts`, `${base}.tsx`];
  if (specifier === table.publicName) return files.has("src/index.ts") ? "src/index.ts" : null;
  const base = specifier.startsWith("#")
    ? `src/${specifier.slice(1)}`
    : posix.normalize(posix.join(posix.dirname(from), specifier));
  return candidates(base).find((path) => files.has(path)) ?? null;
}

export function allowedRooms(room, table) {
  const row = table.rooms[room]?.imports;
  if (row !== "above") return row ?? [];
  const names = Object.keys(table.rooms);
  return names.slice(0, names.indexOf(room));
}

/** Folder names that say nothing about the idea inside. */
export function checkFolder(path, table) {
  const folder = path.split("/").slice(0, -1);
  const bad = folder.find((part) => table.forbiddenFolders.includes(part));
  if (bad === undefined) return [];
  return [{ line: 1, rule: "folder-name", text: `folder "${bad}": move the file to the room whose idea it is` }];
}

export function checkRoomExists(path, table) {
  const place = placeOf(path, table);
  if (place.room === null || table.rooms[place.room] !== undefined) return [];
  return [{ line: 1, rule: "unknown-room", text: `"${place.room}" is no room: add its row to tools/rooms.json` }];
}

/** Law 1 to 3, 5 and 6 for one import of one file. */
export function checkImport(path, found, files, table) {
  const place = placeOf(path, table);
  if (place.test || (place.room === null && !place.strategy)) return [];
  const say = (rule, text) => [{ line: found.line, rule, text }];
  if (found.kind === "require") return say("require", "write an import statement");
  if (found.specifier === null) {
    if (touchesWorld(place, table)) return [];
    return say("computed-import", "the path of an import must be a plain string here, so that it can be checked");
  }
  const { specifier } = found;
  if (place.strategy) {
    if (specifier === table.publicName) return [];
    return say("strategy-import", `"${specifier}": a strategy imports only "${table.publicName}"`);
  }
  if (specifier === table.publicName) {
    return say("public-name", `"${specifier}" is for strategies: import #room/file`);
  }
  if (isBuiltin(specifier)) return checkBuiltin(specifier, place, table, say);
  if (!specifier.startsWith("#") && !specifier.startsWith(".")) return checkPackage(specifier, place, table, say);
  const target = resolveImport(specifier, path, files, table);
  if (target === null) return say("unresolved", `"${specifier}" is no file of the project`);
  return checkTarget({ path, place, found, target, table, say });
}

function checkBuiltin(specifier, place, table, say) {
  const name = specifier.replace(/^node:/, "");
  if (touchesWorld(place, table) || table.pureBuiltins.includes(name)) return [];
  return say("world", `"${specifier}" touches the world: move the line to an adapter, app, cli or config`);
}

function checkPackage(specifier, place, table, say) {
  const parts = specifier.split("/");
  const name = specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0];
  const rooms = table.packages[name];
  if (rooms === undefined) return say("package", `package "${name}" is not in tools/rooms.json: add it with its rooms`);
  if (rooms.includes(place.room)) return [];
  return say("package", `package "${name}" belongs to ${rooms.join(", ")}: move the line there`);
}

function checkTarget({ path, place, found, target, table, say }) {
  const there = placeOf(target, table);
  if (there.room === null) return say("outside", `"${found.specifier}" leaves src: import #room/file`);
  const crosses = there.room !== place.room;
  if (crosses && !found.specifier.startsWith("#") && place.room !== "index") {
    return say("path-style", `across rooms write "#${target.slice(4).replace(SOURCE, "")}"`);
  }
  if (crosses && SOURCE.test(found.specifier) && found.specifier.startsWith("#")) {
    return say("path-style", `write "${found.specifier.replace(SOURCE, "")}", without the extension`);
  }
  if (!crosses && !found.specifier.startsWith(".")) {
    return say("path-style", `inside a room write "${relativeTo(path, target)}"`);
  }
  if (there.adapter !== null && there.adapter !== place.adapter) {
    if (table.rooms[place.room]?.adapters !== true) {
      return say("adapter", `only app imports "${there.adapter}": hand its result in from there`);
    }
    if (found.kind === "value") return say("adapter-lazy", `load it on demand: await import("${found.specifier}")`);
  }
  if (!crosses || allowedRooms(place.room, table).includes(there.room)) return [];
  if (there.room === "domain" && found.kind === "type" && !table.domainTypesClosedTo.includes(place.room)) return [];
  return say("room", `${place.room} may not import ${there.room}: it may import ${rowText(place.room, table)}`);
}

/** Law 4, and the network of law 3: calls whose answer differs from run to run. */
export function checkCalls(path, code, table) {
  const place = placeOf(path, table);
  if (place.test || (place.room === null && !place.strategy) || touchesWorld(place, table)) return [];
  const lineOf = lineCounter(code);
  const violations = [];
  for (const [pattern, name, advice] of WORLD_CALLS) {
    for (const match of code.matchAll(pattern)) {
      violations.push({ line: lineOf(match.index), rule: "world-call", text: `${name}: ${advice}` });
    }
  }
  return violations;
}

function touchesWorld(place, table) {
  return place.adapter !== null || table.rooms[place.room]?.world === true;
}

function relativeTo(path, target) {
  const relative = posix.relative(posix.dirname(path), target);
  return relative.startsWith(".") ? relative : `./${relative}`;
}

function rowText(room, table) {
  const row = allowedRooms(room, table);
  return row.length === 0 ? "no other room" : row.join(", ");
}
