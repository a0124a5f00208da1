import { isAbsolute, relative, sep } from "node:path";
import { backtestView } from "#reporting/backtest-view";
import { drawdowns } from "#results/columns";
import { documentJson } from "#results/documents/document-json";
import { hashOf } from "#results/run-id";
import type { Standing } from "#results/stores/compare-stored";
import { formatTime } from "#time/format-time";
import type { RunOutcome, StoredRun } from "./backtest-request.ts";
import type { Played, RunBasis } from "./play-one.ts";
import { runFiles } from "./run-files.ts";

export interface StoreRequest {
  readonly played: Played;
  readonly basis: RunBasis;
  /** The run folder itself. */
  readonly folder: string;
  readonly projectFolder: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly strategyFile: string;
}

/** Writes a run folder, and says what stood there before. */
export async function storeRun(input: StoreRequest): Promise<RunOutcome> {
  const { played, basis, folder, projectFolder, startedAt, strategyFile } = input;
  const { record, document, held } = played;
  const timeframe = basis.prices[0]!.series.timeframe;
  const files = await runFiles({
    record,
    json: documentJson(document),
    timeText: (time) => formatTime(time, timeframe),
    series: basis.request.series,
    held: held?.equity ?? null,
  });
  const { writeRun } = await import("#results/stores/run-store");
  const before = writeRun(folder, files, {
    startedAt: new Date(startedAt).toISOString(),
    durationMs: Date.now() - startedAt,
    workingFolder: projectFolder,
    ivy: basis.version,
    node: process.version,
    paths: [strategyFile, basis.source.path],
  });
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
      stored: { hash: hashOf(document.run), folder: shownFolder(folder, projectFolder), ...foundThere(before) },
      seconds: (Date.now() - startedAt) / 1000,
    },
  };
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
  const path = isAbsolute(folder) ? relative(projectFolder, folder) : folder;
  return path === "" || path.startsWith("..") || isAbsolute(path) ? folder : path.split(sep).join("/");
}
