import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const EXTENSIONS = [".ts", ".js", ".mts", ".mjs"];

/** What may stand for an import in the "exports" of a package, the first that is there counts. */
const CONDITIONS = ["import", "module-sync", "node", "default"];

interface PackageFile {
  readonly exports?: unknown;
  readonly module?: unknown;
  readonly main?: unknown;
}

/** A package that is installed where the person works, and the file that `specifier` means in it; null where there is none. */
export interface FoundPackage {
  readonly folder: string;
  readonly file: string | null;
}

/**
 * Looks for the package of `specifier` ("some-package", "@scope/some-package/name") in node_modules of `from` and of the
 * folders above it, as Node does. Null when it is not installed.
 */
export function findPackage(specifier: string, from: string): FoundPackage | null {
  const match = /^((?:@[\w.~-]+\/)?[\w~-][\w.~-]*)(?:\/(.+))?$/.exec(specifier);
  if (match === null) return null;
  const folder = installedAt(match[1]!, from);
  return folder === null ? null : { folder, file: fileIn(folder, match[2]) };
}

function installedAt(name: string, from: string): string | null {
  for (let place = from; ; place = dirname(place)) {
    const folder = join(place, "node_modules", name);
    if (isFile(join(folder, "package.json"))) return folder;
    if (dirname(place) === place) return null;
  }
}

function fileIn(folder: string, inner: string | undefined): string | null {
  const { exports, module, main } = packageFile(folder);
  const path = inner === undefined ? "." : `./${inner}`;
  if (exports !== undefined && exports !== null) {
    const target = exported(exports, path);
    return target === null ? null : existing(join(folder, target));
  }
  if (inner !== undefined) return existing(join(folder, inner));
  const entry = [module, main, "index"].find((one) => typeof one === "string") as string;
  return existing(join(folder, entry));
}

/** Where "exports" sends a path, with one "*" in a key standing for any text. */
function exported(exports: unknown, path: string): string | null {
  const isMap =
    typeof exports === "object" && exports !== null && Object.keys(exports).some((key) => key.startsWith("."));
  if (!isMap) return path === "." ? chosen(exports) : null;
  const map = exports as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(map, path)) return chosen(map[path]);
  for (const [key, target] of Object.entries(map)) {
    const [head, tail, ...more] = key.split("*");
    if (tail === undefined || more.length > 0 || !path.startsWith(head!) || !path.endsWith(tail)) continue;
    const middle = path.slice(head!.length, path.length - tail.length);
    return chosen(target)?.replaceAll("*", middle) ?? null;
  }
  return null;
}

function chosen(target: unknown): string | null {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null) return null;
  const condition = Object.keys(target).find((key) => CONDITIONS.includes(key));
  return condition === undefined ? null : chosen((target as Record<string, unknown>)[condition]);
}

function packageFile(folder: string): PackageFile {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageFile;
  } catch {
    return {};
  }
}

function existing(path: string): string | null {
  return [path, ...EXTENSIONS.map((extension) => path + extension)].find(isFile) ?? null;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Not there, or no path at all: too long, through a file, a link that leads to itself.
    return false;
  }
}
