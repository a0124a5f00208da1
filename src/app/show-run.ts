import { backtestView } from "#reporting/backtest-view";
import type { RunFolder } from "#results/stores/find-runs";
import type { RunOutcome } from "./backtest-request.ts";
import { findRun, type RunsPlace } from "./find-run.ts";
import { shownFolder } from "./store-runs.ts";

export interface ShownRun extends RunOutcome {
  /** The exact bytes of result.json. */
  readonly json: string;
  /** ISO 8601 UTC; null where run.json is lost. */
  readonly startedAt: string | null;
}

/** A stored run as it was printed, from its files alone: nothing is computed again. Throws for a run that is damaged. */
export async function showRun(word: string, place: RunsPlace): Promise<ShownRun> {
  const folder = await findRun(word, place);
  const { readRun } = await import("#results/stores/find-runs");
  const { document, json, info } = readRun(folder);
  return {
    document,
    json,
    startedAt: info?.startedAt ?? null,
    screen: {
      view: backtestView(document),
      curve: await storedCurve(folder, document.benchmark?.symbol ?? null),
      stored: {
        hash: folder.hash,
        folder: shownFolder(folder.path, place.projectFolder),
        knownSince: null,
        replaced: null,
      },
      seconds: (info?.durationMs ?? 0) / 1000,
    },
  };
}

async function storedCurve({ path }: RunFolder, symbol: string | null): Promise<RunOutcome["screen"]["curve"]> {
  const { readColumns } = await import("#results/stores/read-columns");
  const own = await readColumns(path, "equity", ["equity", "drawdown"]);
  const held = symbol === null ? null : await readColumns(path, "benchmark", ["equity"]);
  const none = new Float64Array(0);
  return {
    times: own?.get("time") ?? none,
    equity: own?.get("equity") ?? none,
    drawdown: own?.get("drawdown") ?? none,
    benchmark: symbol === null || held === null ? null : { symbol, equity: held.get("equity") ?? none },
  };
}
