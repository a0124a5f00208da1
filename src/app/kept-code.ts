import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import { isMainThread } from "node:worker_threads";
import { crc32 } from "node:zlib";
import { CODE_FILE, CODE_FOLDER, cachePlace } from "#base/cache-place";

type Exports = Readonly<Record<string, unknown>>;
type Load = (name: string) => Promise<unknown>;
type Body = (module: { exports: Exports }, require: (name: string) => unknown, load: Load, address: string) => void;

/** So many are kept: a program has two, one set for each version of Node. What was written longest ago goes first. */
const KEPT = 8;

const WRITABLE_BY_OTHERS = 0o022;

/** Before the code stands its checksum: V8 would run a damaged one. */
const CHECKSUM_BYTES = 4;

/**
 * Runs a file of the build that is one function, and returns what it exports. V8 need not parse and compile it at each start:
 * what the first backtest that succeeds has compiled is kept in ivy's cache. tools/write-script.mjs makes such files.
 *
 * @param address the file, as an address; its name changes with its content
 * @param load imports a module as the file would that calls this; compiled code that was kept cannot
 * @param given the modules that the file cannot require, by the names by which it does
 */
export function runKept(address: string, load: Load, given: Readonly<Record<string, object>>): Exports {
  const require = createRequire(address);
  const module = { exports: {} };
  bodyOf(address, require)(module, (name) => given[name] ?? require(name), load, address);
  return module.exports;
}

function bodyOf(address: string, require: NodeJS.Require): Body {
  const file = fileURLToPath(address);
  // Node follows the source maps of modules, not those of scripts.
  if (process.argv.includes("--debug")) return require(file) as Body;
  const place = placeFor(file, address);
  const code = place === null ? null : readCode(place);
  // The build writes ASCII: latin1 spares a look at each of its characters.
  const script = new Script(readFileSync(file, "latin1"), {
    filename: address,
    ...(code !== null && { cachedData: code }),
  });
  if (place !== null && (code === null || script.cachedDataRejected === true)) keepAtEnd(script, place);
  return script.runInThisContext() as Body;
}

/** Where a program's code is kept. */
interface Place {
  readonly path: string;
  /** Checksum of the program's address: compiled code tells it in the traces of errors. */
  readonly origin: number;
}

/** One for each program where it lies, and each V8 with its flags; null where the cache is off. */
function placeFor(file: string, address: string): Place | null {
  const cache = cachePlace(process.env, { platform: process.platform, home: homedir });
  if (cache === null) return null;
  const [name] = basename(file).split(".");
  const origin = crc32(address);
  const path = join(cache, CODE_FOLDER, `${name}-${origin.toString(16)}-${cachedDataVersionTag().toString(16)}.code`);
  return { path, origin };
}

function readCode({ path, origin }: Place): Buffer | null {
  try {
    const bytes = readOwn(path);
    if (bytes === null) return null;
    const code = bytes.subarray(CHECKSUM_BYTES);
    return bytes.readUInt32LE(0) === crc32(code, origin) ? code : null;
  } catch {
    return null;
  }
}

/** What somebody else could have written is not run, as where several people share a folder for caches: null. */
function readOwn(path: string): Buffer | null {
  const file = openSync(path, "r");
  try {
    const { uid, mode } = fstatSync(file);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & WRITABLE_BY_OTHERS) === 0);
    return isOwn ? readFileSync(file) : null;
  } finally {
    closeSync(file);
  }
}

/** Only a backtest has compiled what a backtest needs, and only one that came to its end all of it. */
function keepAtEnd(script: Script, place: Place): void {
  if (!isMainThread || process.argv[2] !== "backtest") return;
  process.once("exit", (status) => {
    if (status !== 0) return;
    try {
      keep(script, place);
    } catch {
      // The folder cannot be written, or the disk is full: the next start compiles again, and no run is lost for it.
    }
  });
}

function keep(script: Script, { path, origin }: Place): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${process.pid}.new`;
  // Opened first: where it cannot be, nothing is compiled into bytes.
  writeFileSync(unfinished, "", { mode: 0o600 });
  const code = script.createCachedData();
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(code, origin));
  writeFileSync(unfinished, Buffer.concat([checksum, code]));
  renameSync(unfinished, path);
  const all = readdirSync(folder).filter((name) => CODE_FILE.test(name));
  if (all.length <= KEPT) return;
  const written = all.map((name) => join(folder, name)).map((file) => ({ file, at: statSync(file).mtimeMs }));
  for (const { file } of written.sort((a, b) => b.at - a.at).slice(KEPT)) rmSync(file, { force: true });
}
