import { nearest } from "#base/nearest";
import { type BarSeries, firstAtOrAfter } from "#domain/bars";
import { formatTime } from "#time/format-time";
import type { DataWarning, LoadedSeries, Occurrence, PriceSource } from "../source.ts";
import { withActionColumns } from "./action-columns.ts";
import type { ActionEvent } from "./action-event.ts";

/**
 * A source whose series carry the corporate actions of a list, and whose tickers are found by earlier names too.
 *
 * @param events in the order of their days
 * @param file the list, as notes name it
 */
export async function withActions(
  source: PriceSource,
  events: readonly ActionEvent[],
  file: string,
): Promise<PriceSource> {
  const symbols = await source.symbols();
  const byName = new Map(symbols.map((symbol) => [symbol.toLowerCase(), symbol]));
  const former = formerNames(events, byName);
  const own = new Map<string, ActionEvent[]>();
  const strangers = new Set<string>();
  for (const event of events) {
    const today = nameOfToday(event, byName, former);
    if (today === null) strangers.add(event.symbol);
    else own.set(today, [...(own.get(today) ?? []), event]);
  }
  const stranger = strangerNote([...strangers], symbols, file);
  return {
    label: source.label,
    path: source.path,
    formerNames: new Map([...(source.formerNames ?? []), ...former]),
    symbols: () => source.symbols(),
    load: async (asked, options) => {
      const today = asked.map((name) =>
        byName.has(name.toLowerCase()) ? name : (former.get(name.toLowerCase()) ?? name),
      );
      const loaded = await source.load(today, options);
      return loaded.map((one, i): LoadedSeries => {
        const { series, warnings } = withActionColumns(one.series, own.get(one.series.symbol) ?? []);
        const names = (series.actions?.names ?? []).map(({ symbol, until }) => {
          return `${series.symbol} was ${symbol} before ${formatTime(until, "1d")}`;
        });
        const notes = [...one.notes, ...names, ...(i === 0 && stranger !== null ? [stranger] : [])];
        return { ...one, series, warnings: [...withoutKnown(one.warnings, series), ...warnings], notes };
      });
    },
  };
}

/** The warnings but for jumps that are splits which the list knows of: a run books those. */
function withoutKnown(warnings: readonly DataWarning[], { time, actions }: BarSeries): readonly DataWarning[] {
  const split = actions?.split ?? null;
  if (split === null) return warnings;
  const isKnown = ({ from }: Occurrence) => split[firstAtOrAfter(time, from)] !== 1;
  return warnings.flatMap((warning) => {
    if (warning.id !== "looks-like-split") return [warning];
    const occurrences = warning.occurrences.filter((occurrence) => !isKnown(occurrence));
    return occurrences.length === 0 ? [] : [{ ...warning, occurrences }];
  });
}

/** Earlier names in small letters, each with the name of today: of a chain of changes the last one that the source has. */
function formerNames(events: readonly ActionEvent[], byName: ReadonlyMap<string, string>): Map<string, string> {
  const former = new Map<string, string>();
  // From the latest change back, so that the name of today is known when an earlier one is read.
  for (const event of [...events].reverse()) {
    if (event.kind !== "symbol change") continue;
    const of = (name: string) => byName.get(name.toLowerCase()) ?? former.get(name.toLowerCase());
    const today = of(event.symbol) ?? of(event.other);
    if (today === undefined) continue;
    for (const name of [event.symbol, event.other]) {
      if (!byName.has(name.toLowerCase())) former.set(name.toLowerCase(), today);
    }
  }
  return former;
}

function nameOfToday(
  event: ActionEvent,
  byName: ReadonlyMap<string, string>,
  former: ReadonlyMap<string, string>,
): string | null {
  const of = (name: string) => byName.get(name.toLowerCase()) ?? former.get(name.toLowerCase()) ?? null;
  return of(event.symbol) ?? (event.kind === "symbol change" ? of(event.other) : null);
}

/** A list may be of a whole market: only what looks like a slip is spelled out. */
function strangerNote(strangers: readonly string[], symbols: readonly string[], file: string): string | null {
  if (strangers.length === 0) return null;
  const slip = strangers.map((name) => [name, nearest(name, symbols)] as const).find(([, near]) => near !== null);
  const some = `${file} has actions of ${strangers.length} ${strangers.length === 1 ? "ticker" : "tickers"} without prices here`;
  return slip === undefined ? some : `${some}: ${slip[0]}, did you mean ${slip[1]}?`;
}
