import { isAbsolute, resolve, sep } from "node:path";
import { shownPath } from "#base/shown-path";
import { resolvedConfig } from "#config/resolved-config";
import { backtestView } from "#reporting/backtest-view";
import { drawdowns } from "#results/columns";
import { documentJson } from "#results/documents/document-json";
import { hashOf } from "#results/run-id";
import type { Standing } from "#results/stores/compare-stored";
import type { RunOutcome, StoredRun } from "./backtest-request.ts";
import type { Played } from "./play-one.ts";
import type { RunBasis } from "./run-basis.ts";
import { runFiles } from "./run-files.ts";
import { writeWatched } from "./write-watched.ts";

export interface StoreRequest {
  readonly played: Played;
  readonly basis: RunBasis;
  /** The run folder itself. */
  readonly folder: string;
  readonly projectFolder: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly strategyFile: string;
  /** The strategy as it was named in the request. */
  readonly asked: string;
}

/** Writes a run folder, and says what stood there before. */
export async function storeRun(input: StoreRequest): Promise<RunOutcome> {
  const { played, basis, folder, projectFolder, startedAt, strategyFile } = input;
  const { record, document, held } = played;
  const timeframe = basis.prices[0]!.series.timeframe;
  const files = await runFiles({
    record,
    json: documentJson(document),
    timeframe,
    series: basis.request.series,
    held: held?.equity ?? null,
    config: configOf(input),
    progress: basis.progress,
  });
  const shown = shownFolder(folder, projectFolder);
  const info = {
    startedAt: new Date(startedAt).toISOString(),
    durationMs: Date.now() - startedAt,
    workingFolder: projectFolder,
    ivy: basis.version,
    node: process.version,
    paths: [strategyFile, basis.source.path],
  };
  const before = await writeWatched(folder, files, info, shown);
  const { from, to } = record;
  const equity = record.equity.subarray(from, to);
  return {
    document,
    screen: {
      view: backtestView(document),
      curve: {
        times: record.market.clock.subarray(from, to),
        equity,
        drawdown: drawdowns(equity, basis.cash),
        benchmark: held,
      },
      stored: { hash: hashOf(document.run), folder: shown, ...foundThere(before) },
      seconds: (Date.now() - startedAt) / 1000,
    },
  };
}

/** The settings of one run as a run file that makes it again. */
function configOf({ played, basis, folder, projectFolder, asked }: StoreRequest): string {
  const { request, prices, cash, profile, convention } = basis;
  const { settings } = played.document;
  const { timeframe } = prices[0]!.series;
  const params = settings.params as Record<string, string | number | boolean>;
  const { commission, slippage, name } = profile;
  const day = (key: "from" | "to") => (settings[key] === null ? null : String(settings[key]));
  // Of several strategies the first day may have moved to where all of them are measured.
  const dates = { from: day("from"), to: day("to") };
  const resolved = { cash, commission, slippage, profile: name, convention, params, timeframe, ...dates };
  return resolvedConfig(
    { settings: request, strategy: asked, tickers: settings.tickers, ...resolved },
    { folder: resolve(projectFolder, folder), projectFolder },
  );
}

function foundThere(before: Standing): Pick<StoredRun, "knownSince" | "replaced"> {
  switch (before.kind) {
    case "nothing":
      return { knownSince: null, replaced: null };
    case "same":
      return { knownSince: before.startedAt, replaced: null };
    case "damaged":
      return { knownSince: null, replaced: `the run stored here was damaged (${before.file}) and is replaced` };
    case "other": {
      const by = before.ivy === null ? "" : ` by ivy ${before.ivy}`;
      return { knownSince: null, replaced: `another result${by} was stored here and is replaced` };
    }
  }
}

/** As a person would type it. */
export function shownFolder(folder: string, projectFolder: string): string {
  return isAbsolute(folder) ? shownPath(folder, projectFolder) : folder.split(sep).join("/");
}
