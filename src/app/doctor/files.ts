import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { IvyError } from "#base/errors";
import { messageOf } from "#base/message-of";
import { formatTime } from "#time/format-time";
import { strategyFolders } from "../strategy-folders.ts";
import type { Check } from "./check.ts";

export async function checkSample(folder: string): Promise<Check> {
  const title = "Sample";
  try {
    const { openSample } = await import("#market-data/adapters/sample");
    const source = await openSample(folder);
    const symbols = await source.symbols();
    const [first] = await source.load(symbols.slice(0, 1));
    const { time, timeframe } = first!.series;
    const [from, to] = [time[0]!, time[time.length - 1]!].map((one) => formatTime(one, timeframe));
    return { id: "sample", status: "ok", title, says: `${symbols.length} tickers, ${from} to ${to}` };
  } catch (error) {
    const help = "Install ivy again, or give prices of your own: --data PATH.";
    return { id: "sample", status: "problem", title, says: `cannot be read: ${reasonOf(error)}`, help };
  }
}

/** A file that a person might write, compiled and loaded in a folder that is thrown away. */
const PROBE = `import { defineStrategy } from "ivy-quant";
const summary: string = "probe";
export default defineStrategy({ summary, onBar() {} });
`;

/** Does what a run with a strategy file does: the compiler is a program of its own, and may be missing or barred. */
export async function checkStrategies(packageFolder: string): Promise<Check> {
  const title = "Strategies";
  const folder = mkdtempSync(join(tmpdir(), "ivy-load-"));
  try {
    writeFileSync(join(folder, "probe.ts"), PROBE);
    const { loadStrategy } = await import("#strategy/adapters/load-strategy");
    await loadStrategy("./probe.ts", strategyFolders({ projectFolder: folder, packageFolder }));
    return { id: "strategies", status: "ok", title, says: "a TypeScript file compiles and loads" };
  } catch (error) {
    const says = `a TypeScript file does not compile here: ${reasonOf(error)}`;
    const help = "The built-in strategies still run. Install ivy again, with its optional packages.";
    return { id: "strategies", status: "problem", title, says, help };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function checkData(projectFolder: string): Promise<Check> {
  const title = "Prices here";
  const folder = join(projectFolder, "data");
  const none = "Without --data a run reads the sample.";
  if (!existsSync(folder)) return { id: "data", status: "note", title, says: "no folder data/", help: none };
  try {
    const { filesOfFolder } = await import("#market-data/adapters/folder-files");
    const files = filesOfFolder(folder);
    if (files.length === 0) {
      return { id: "data", status: "note", title, says: "data/ holds no NAME.csv, .json or .parquet", help: none };
    }
    const some = files.slice(0, 3).join(", ");
    const says = `data/ holds ${files.length} ${files.length === 1 ? "file" : "files"}: ${some}${files.length > 3 ? ", …" : ""}`;
    return { id: "data", status: "ok", title, says };
  } catch (error) {
    const help = "Without --data every run looks there first: mend it or move it away.";
    return { id: "data", status: "problem", title, says: reasonOf(error), help };
  }
}

export function checkReports(projectFolder: string): Check {
  const failure = writeFailure(join(projectFolder, "reports"));
  const title = "Reports";
  if (failure === null) return { id: "reports", status: "ok", title, says: "reports/ can be written" };
  const help = "Work in a folder of yours, or name one for each run: --out DIR.";
  return { id: "reports", status: "problem", title, says: `reports/ cannot be written: ${failure}`, help };
}

export function checkCache(projectFolder: string): Check {
  const failure = writeFailure(join(projectFolder, ".ivy/cache"));
  const title = "Cache";
  if (failure === null) return { id: "cache", status: "ok", title, says: ".ivy/cache can be written" };
  const help = "Compiled strategies are kept in the temporary folder instead.";
  return { id: "cache", status: "note", title, says: `.ivy/cache cannot be written: ${failure}`, help };
}

/** Why a folder, or the nearest one above that is there, cannot be written; null where it can. Leaves nothing behind. */
function writeFailure(folder: string): string | null {
  let place = folder;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  try {
    if (!statSync(place).isDirectory()) return `${place} is no folder`;
    // Whether it may be written is only known by writing: rights, quotas and read-only disks all count.
    rmSync(mkdtempSync(join(place, ".ivy-doctor-")), { recursive: true });
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof IvyError ? error.message : messageOf(error).split("\n")[0]!;
}
