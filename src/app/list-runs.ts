import { IvyError } from "#base/errors";
import { documentJson } from "#results/documents/document-json";
import type { ListedRun, RunsDocument } from "#results/documents/runs";
import { type RunsPlace, reportsFolder } from "./find-run.ts";
import { shownFolder } from "./store-runs.ts";

export interface RunsListing {
  readonly document: RunsDocument;
  /** What `--json` prints. */
  readonly json: string;
  /** Where was looked, as a person would type it. */
  readonly shown: string;
  /** The strategies that there are runs of, whichever was asked for. */
  readonly strategies: readonly string[];
}

/**
 * The stored runs, newest first. A folder that cannot be read as a run is named, and stops nothing.
 *
 * @param strategy only this strategy's; null: all
 * @param limit at most so many; null: all
 */
export async function listRuns(
  place: RunsPlace,
  { strategy, limit }: { readonly strategy: string | null; readonly limit: number | null },
): Promise<RunsListing> {
  const { findRunFolders, readRun } = await import("#results/stores/find-runs");
  const reports = reportsFolder(place);
  const runs: ListedRun[] = [];
  const damaged: RunsDocument["damaged"] = [];
  const strategies = new Set<string>();
  for (const folder of findRunFolders(reports)) {
    const shown = shownFolder(folder.path, place.projectFolder);
    try {
      const { document, info } = readRun(folder);
      const { settings, window, metrics } = document;
      strategies.add(settings.strategy);
      if (strategy !== null && settings.strategy !== strategy) continue;
      const { totalReturn, sharpe, maxDrawdown } = metrics;
      runs.push({
        run: document.run,
        hash: folder.hash,
        verb: folder.verb,
        folder: shown,
        startedAt: info?.startedAt ?? null,
        strategy: settings.strategy,
        tickers: settings.tickers,
        from: window.from,
        to: window.to,
        totalReturn,
        sharpe,
        maxDrawdown,
        trades: document.trades,
      });
    } catch (error) {
      if (!(error instanceof IvyError)) throw error;
      damaged.push({ folder: shown, message: error.message.replace(folder.path, shown) });
    }
  }
  // Those whose time is lost come last; those of one moment (of one comparison) in the order of their names.
  runs.sort((a, b) => (b.startedAt ?? "").localeCompare(a.startedAt ?? "") || a.folder.localeCompare(b.folder));
  const document: RunsDocument = {
    schema: "ivy.runs/1",
    runs: limit === null ? runs : runs.slice(0, limit),
    damaged,
    total: runs.length,
  };
  const shown = shownFolder(reports, place.projectFolder);
  return { document, json: documentJson(document), shown, strategies: [...strategies].sort() };
}
