import { rmSync } from "node:fs";
import { join } from "node:path";
import { answerOf, type FreshWorkload } from "./csv.ts";
import { CSV_GOLDEN, csvFile } from "./csv-file.ts";
import { FOLDER_GOLDEN, priceFolder } from "./folder-files.ts";
import { median, requireGolden } from "./measure.ts";

/**
 * Loads through the cache of columns, each in a fresh process. The bound is what is asked, in ms: a machine that is shared
 * with other work misses it sooner than one at rest.
 */
function row(
  name: string,
  askMs: number,
  golden: readonly number[],
  prices: (root: string) => string,
  isKept: boolean,
) {
  const time: FreshWorkload["time"] = (rounds) => {
    const path = prices(process.cwd());
    const columns = join(process.cwd(), "bench/.cache/columns");
    rmSync(columns, { recursive: true, force: true });
    const load = () => {
      const answer = answerOf("cached", path, 1)!;
      requireGolden(`${name} of CACHE`, answer.figures, golden);
      return answer.first;
    };
    if (isKept) load();
    const times: number[] = [];
    for (let i = 0; i < rounds; i++) {
      if (!isKept) rmSync(columns, { recursive: true, force: true });
      times.push(load());
    }
    rmSync(columns, { recursive: true, force: true });
    const ms = median(times);
    return { workload: "CACHE", case: name, ms, boundMs: askMs, ratio: ms / askMs, golden: true, threads: 1 };
  };
  return { workload: "CACHE", case: name, ask: 1, time } as const;
}

export const cache: readonly FreshWorkload[] = [
  row("million", 30, CSV_GOLDEN, csvFile, true),
  row("500 cold", 2000, FOLDER_GOLDEN, priceFolder, false),
  row("500 kept", 300, FOLDER_GOLDEN, priceFolder, true),
];
