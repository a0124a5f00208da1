import { type BarSeries, type CorporateActions, firstAtOrAfter } from "#domain/bars";
import { DAY_MS } from "#time/units";
import type { DataWarning } from "../source.ts";
import type { ActionEvent } from "./action-event.ts";
import { OddActions } from "./odd-actions.ts";

/**
 * A series with its corporate actions as columns, from what its file has and what a list of them says; the list wins where
 * they differ. An action takes effect on the first bar of its day, or on the next bar where that day has none. Actions
 * before the first bar and after the last are left out.
 *
 * @param events of this series alone, in the order of their days
 * @returns the series, and what is odd about its actions
 */
export function withActionColumns(
  series: BarSeries,
  events: readonly ActionEvent[],
): { readonly series: BarSeries; readonly warnings: readonly DataWarning[] } {
  if (events.length === 0) return { series, warnings: [] };
  const { time, actions: own } = series;
  const columns = {
    split: filled(own?.split ?? null, time.length, 1, has(events, "split")),
    dividend: filled(own?.dividend ?? null, time.length, 0, has(events, "dividend")),
  };
  const odd = new OddActions(series);
  // Two dividends of one day add up, two splits multiply; what the prices have themselves does neither.
  const listed = { split: new Set<number>(), dividend: new Set<number>() };
  for (const event of events) {
    if (event.kind === "symbol change") continue;
    if (event.kind === "delisting") {
      odd.barsAfter(event, firstAtOrAfter(time, event.day + DAY_MS));
      continue;
    }
    const bar = firstAtOrAfter(time, event.day);
    const isOnIt = bar < time.length && time[bar]! < event.day + DAY_MS;
    if (bar === time.length || (bar === 0 && !isOnIt)) continue;
    if (!isOnIt) odd.offBars(event, bar);
    if (series.adjusted) odd.onAdjusted(event, bar);
    const { kind } = event;
    const column = columns[kind]!;
    const value = kind === "split" ? event.ratio : event.cash;
    if (listed[kind].has(bar)) column[bar] = kind === "split" ? column[bar]! * value : column[bar]! + value;
    else {
      const none = kind === "split" ? 1 : 0;
      if (column[bar] !== none && column[bar] !== value) odd.contradicts(event, bar, column[bar]!, value);
      column[bar] = value;
      listed[kind].add(bar);
    }
  }
  const delisting = events.findLast(({ kind }) => kind === "delisting");
  const actions: CorporateActions = {
    ...columns,
    delisted: delisting === undefined ? (own?.delisted ?? null) : lastOf(series, delisting.day),
    names: [...(own?.names ?? []), ...earlierNames(series.symbol, events)],
  };
  return { series: { ...series, actions }, warnings: odd.warnings() };
}

/** Earlier names, oldest first: each change is followed back from the name of today. */
function earlierNames(symbol: string, events: readonly ActionEvent[]): CorporateActions["names"] {
  const names: { symbol: string; until: number }[] = [];
  let later = symbol.toLowerCase();
  for (const event of [...events].reverse()) {
    if (event.kind !== "symbol change") continue;
    const earlier = event.symbol.toLowerCase() === later ? event.other : event.symbol;
    names.unshift({ symbol: earlier, until: event.day });
    later = earlier.toLowerCase();
  }
  return names;
}

function has(events: readonly ActionEvent[], kind: ActionEvent["kind"]): boolean {
  return events.some((event) => event.kind === kind);
}

/** A copy that may be written to; null where nothing is known and nothing is added. */
function filled(own: Float64Array | null, length: number, none: number, isNeeded: boolean): Float64Array | null {
  if (own !== null) return own.slice();
  return isNeeded ? new Float64Array(length).fill(none) : null;
}

/** Time of the last bar of a day, or before it; the day itself where the series begins later. */
function lastOf({ time }: BarSeries, day: number): number {
  return time[firstAtOrAfter(time, day + DAY_MS) - 1] ?? day;
}
