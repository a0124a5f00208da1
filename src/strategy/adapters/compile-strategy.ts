import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { BuildFailure, OutputFile, Plugin } from "esbuild";
import { IoError, StrategyError } from "#base/errors";
import { makeFolder } from "#base/make-folder";
import { messageOf } from "#base/message-of";
import { codeHash, sha256 } from "./code-hash.ts";
import type { FoundStrategy } from "./find-strategy.ts";
import type { StrategyFolders } from "./strategy-folders.ts";

/** Raised when the settings of the bundle change: older cached files are then not used. */
const SETTINGS_VERSION = 1;

/** Letters of a strategy's name that its bundle's has: most file systems take 255 bytes, and a letter may be four. */
const LONGEST_NAME = 40;

export interface CompiledStrategy {
  /** The bundle to import, absolute. */
  readonly output: string;
  readonly codeHash: string;
}

interface CacheEntry extends CompiledStrategy {
  /** Every file that went in, with its content's hash. */
  readonly inputs: readonly { readonly file: string; readonly hash: string }[];
}

/**
 * Bundles a strategy file with what it imports, or finds the bundle of an earlier run: one whose inputs, ivy and bundler
 * are all the same. `ivy-quant` becomes the running ivy, so that nothing needs to be installed beside the file.
 * Throws StrategyError with file, line and column where it does not compile.
 */
export async function compileStrategy(found: FoundStrategy, folders: StrategyFolders): Promise<CompiledStrategy> {
  const publicEntry = pathToFileURL(resolve(folders.builtInFolder, "../index.js")).href;
  const key = sha256([SETTINGS_VERSION, packageVersions(folders), publicEntry, found.entry].join("\n")).slice(0, 24);
  const preferred = folders.cacheFolder ?? join(folders.projectFolder, ".ivy/cache");
  const places = [preferred, join(tmpdir(), `ivy-cache-${process.getuid?.() ?? "user"}`)];
  for (const place of places.filter(isOurs)) {
    const cached = readCached(join(place, `${key}.json`));
    if (cached !== null) return cached;
  }
  let refused: unknown;
  for (const place of places) {
    try {
      return await compileInto(openFolder(place), key, found, publicEntry);
    } catch (error) {
      if (error instanceof StrategyError) throw error;
      refused = error;
    }
  }
  throw notKept(places, refused);
}

async function compileInto(folder: string, key: string, found: FoundStrategy, publicEntry: string) {
  const bundle = await bundleStrategy(found, publicEntry, folder);
  const hash = codeHash(bundle.code.replaceAll(JSON.stringify(publicEntry), '"ivy-quant"'));
  // The bundle's own content is in its name: a changed file is another module to Node, also within one process.
  const output = join(folder, `${found.name.slice(0, LONGEST_NAME)}-${sha256(bundle.code).slice(0, 16)}.mjs`);
  const entry: CacheEntry = { output, codeHash: hash, inputs: bundle.inputs };
  writeWhole(output, bundle.code);
  writeWhole(join(folder, `${key}.json`), JSON.stringify(entry));
  return entry;
}

/** The versions of ivy and of its bundler; both stand in ivy's own package file. */
function packageVersions(folders: StrategyFolders): string {
  const text = readIfThere(resolve(folders.builtInFolder, "../../package.json"));
  const file = JSON.parse(text ?? "{}") as { version?: string; dependencies?: Record<string, string> };
  return `ivy ${file.version ?? "unknown"}, esbuild ${file.dependencies?.esbuild ?? "unknown"}`;
}

function readCached(path: string): CompiledStrategy | null {
  const text = readIfThere(path);
  if (text === null) return null;
  let entry: CacheEntry;
  try {
    entry = JSON.parse(text) as CacheEntry;
  } catch {
    return null;
  }
  const fresh = entry.inputs.every(({ file, hash }) => {
    const content = readIfThere(file);
    return content !== null && sha256(content) === hash;
  });
  return fresh && readIfThere(entry.output) !== null ? entry : null;
}

async function bundleStrategy(found: FoundStrategy, publicEntry: string, folder: string) {
  const esbuild = await import("esbuild");
  const sourceFolder = dirname(found.entry);
  try {
    const result = await esbuild.build({
      absWorkingDir: sourceFolder,
      entryPoints: [found.entry],
      outfile: join(folder, `${found.name}.mjs`),
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "node",
      target: "node20",
      packages: "external",
      sourcemap: "inline",
      sourcesContent: false,
      logLevel: "silent",
      // The person's own tsconfig must not change what the code does.
      tsconfigRaw: {},
      plugins: [publicEntryPlugin(publicEntry)],
    });
    const code = (result.outputFiles as OutputFile[])[0]!.text;
    const inputs = Object.keys(result.metafile.inputs)
      .map((path) => resolve(sourceFolder, path))
      .map((file) => ({ file, hash: sha256(readFileSync(file, "utf8")) }));
    return { code, inputs };
  } catch (error) {
    throw doesNotCompile(error as BuildFailure, found);
  }
}

function publicEntryPlugin(publicEntry: string): Plugin {
  return {
    name: "ivy-quant",
    setup: (build) => {
      build.onResolve({ filter: /^ivy-quant$/ }, () => ({ path: publicEntry, external: true }));
    },
  };
}

function doesNotCompile(failure: BuildFailure, found: FoundStrategy): Error {
  const first = failure.errors?.[0];
  if (first === undefined) return failure;
  const place = first.location;
  const more = failure.errors.length - 1;
  const shownFile = place === null ? found.shownFile : shownInput(place.file, found);
  return new StrategyError({
    code: "strategy-does-not-compile",
    message: `${shownFile} does not compile: ${first.text}`,
    where:
      place === null
        ? { file: shownFile }
        : { file: shownFile, line: place.line, column: place.column + 1, excerpt: place.lineText },
    help: [
      place?.suggestion ? `Try: ${place.suggestion}` : "Mend that line and run again.",
      ...(more > 0 ? [`There ${more === 1 ? "is 1 more error" : `are ${more} more errors`} after it.`] : []),
    ].join("\n"),
    cause: failure,
  });
}

/** The bundler's path (relative to the strategy's folder) beside the strategy's own shown path. */
function shownInput(path: string, found: FoundStrategy): string {
  const inside = relative(dirname(found.entry), resolve(dirname(found.entry), path));
  return join(dirname(found.shownFile), inside);
}

/** Makes the folder where it is not there; throws where it cannot be written to. */
function openFolder(place: string): string {
  makeFolder(place, { mkdirSync, statSync }, 0o700);
  accessSync(place, constants.W_OK);
  if (isOurs(place)) return place;
  throw new Error(`${place} belongs to another user`);
}

function notKept(places: readonly string[], cause: unknown): IoError {
  return new IoError({
    code: "strategy-not-kept",
    message: "A strategy is compiled before it runs, and there is no room to keep what comes of it.",
    where: { received: messageOf(cause) },
    help: `These folders were tried: ${places.join(", ")}\nMake room in one of them, or name another with TMPDIR.`,
    cause,
  });
}

/** What lies in the cache is run: a folder that another user made (in the shared temporary folder) is not trusted. */
function isOurs(folder: string): boolean {
  const user = process.getuid?.();
  if (user === undefined || !folder.startsWith(tmpdir())) return true;
  return !existsSync(folder) || statSync(folder).uid === user;
}

/** Writes to a temporary name first: a reader in another process sees the whole file or none. */
function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
