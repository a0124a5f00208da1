import { nearest } from "#base/nearest";
import { plainName, ROLE_NAMES } from "./column-names.ts";
import type { ColumnFinder } from "./find-columns.ts";
import { layoutError } from "./layout-error.ts";
import { areClocks, areTimes, cellsOf } from "./sample-cells.ts";
import type { TableHead } from "./table-head.ts";

export interface TimeColumns {
  /** A second index is the time of day. */
  readonly time: readonly [number] | readonly [number, number];
  readonly notes: readonly string[];
}

/** Names that no ticker has: a column under one of these is the time, whatever its cells look like. */
const SURE = ["date", "time", "datetime", "timestamp"];

/**
 * The column of times, or those of date and clock. By the person's word, by name, by being the first without a name, or by
 * being the only one that reads like times. Throws a DataError where there is none.
 */
export function findTime(head: TableHead, sample: readonly (readonly string[])[], finder: ColumnFinder): TimeColumns {
  const names = head.names.map(plainName);
  const cells = (column: number) => cellsOf(sample, column);
  const said = finder.said("time");
  const clockSaid = finder.said("clock");
  const candidates = said !== -1 ? [said] : finder.all("time");
  const isTime = (column: number) => areTimes(cells(column), true);
  const clock =
    clockSaid !== -1
      ? clockSaid
      : (candidatesOfClock(names, candidates).find((column) => areClocks(cells(column)) && !isTime(column)) ?? -1);
  const dates = candidates.filter((column) => column !== clock);
  const withClock = (date: number): TimeColumns["time"] =>
    clock === -1 || (clockSaid === -1 && hasClock(cells(date))) ? [date] : [date, clock];
  const likely = dates.find(isTime) ?? dates.find((column) => SURE.includes(names[column]!));
  if (said !== -1 || likely !== undefined) {
    const date = said !== -1 ? said : likely!;
    const others = dates.filter((column) => column !== date && isTime(column)).map((column) => head.names[column]!);
    const name = head.names[date]!.trim();
    return {
      time: withClock(date),
      notes: others.length === 0 ? [] : [`times from ${name}, ${others.join(", ")} left aside`],
    };
  }
  const nameless = names.findIndex((name) => name === "" || /^unnamed: 0$|^index$/.test(name));
  if (nameless === 0 && names.length > 1 && (sample.length === 0 || isTime(0) || names[0] === "")) {
    return { time: withClock(0), notes: [] };
  }
  const byContent = names.flatMap((_, column) => (areTimes(cells(column), false) ? [column] : []));
  if (byContent.length === 1) {
    const [column] = byContent as [number];
    return { time: withClock(column), notes: [`times from the column ${head.names[column]!.trim()}`] };
  }
  // Named like times, but written as no reader knows: the error is about the cell.
  const unreadable = dates.find((column) => ROLE_NAMES.time.strong.includes(names[column]!));
  if (unreadable !== undefined) return { time: withClock(unreadable), notes: [] };
  throw noTime(head, names);
}

function candidatesOfClock(names: readonly string[], candidates: readonly number[]): readonly number[] {
  const clocks = ["timestamp", "time", "zeit", "uhrzeit", "heure", "hora", "ora", "tijd", "clock", "time of day"];
  const extra = names.flatMap((name, column) =>
    clocks.includes(name) && !candidates.includes(column) ? [column] : [],
  );
  return candidates.length + extra.length < 2
    ? []
    : [...candidates, ...extra].filter((c) => clocks.includes(names[c]!));
}

function hasClock(cells: readonly string[]): boolean {
  return cells.some((cell) => /\d{1,2}:\d{2}/.test(cell));
}

function noTime(head: TableHead, names: readonly string[]): Error {
  const meant = names.map((name) => nearest(name, SURE)).find((name) => name !== null);
  const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return layoutError(
    head,
    "no-time-column",
    "No column is named date, time, datetime or timestamp.",
    `Name the column of times "date", or say which it is: --read columns.time=NAME.${hint}`,
  );
}
