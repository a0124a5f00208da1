import type { DataError, Where } from "#base/errors";
import { withCommas } from "#base/with-commas";
import type { BarColumns } from "#domain/bars";
import { formatTime } from "#time/format-time";
import type { Timeframe } from "#time/timeframe";
import type { Reading, Repair } from "../reading.ts";
import type { DataWarning, RepairRecord } from "../source.ts";
import { findFault } from "../validate.ts";
import { barFaults, firstFault } from "./bar-faults.ts";
import { checkBars } from "./check-bars.ts";
import type { CheckContext } from "./checked-bars.ts";
import { alongBars, type Draft, draftOf, keepBars } from "./draft.ts";
import { expectedTimes } from "./expected-times.ts";
import { faultError } from "./fault-error.ts";
import { findCalendar } from "./find-calendar.ts";
import type { Mended } from "./mended.ts";
import { checkPartlyZoned, type ZonedTimes } from "./partly-zoned.ts";
import { clipToRange } from "./repair-clip.ts";
import { dropFaults } from "./repair-drop.ts";
import { forwardFill } from "./repair-forward-fill.ts";
import { repeatedRows } from "./repeated-rows.ts";

/** One ticker's rows as they were read, before anything of them is judged, mended or adjusted. All columns have length n. */
export interface ReadBars extends BarColumns {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** One price a bar: open, high, low and close are the same column. */
  readonly closeOnly: boolean;
  /** What errors call the only price where the file does not call it close: the column of a wide file. */
  readonly closeName?: string;
  /** The source says that prices carry later splits and dividends. */
  readonly adjusted: boolean;
  /** What the close is to be carried over to; none: the prices stay as they are. It is judged as a price is. */
  readonly adjustedClose?: Float64Array | null;
  /** New shares for an old one, as the file has it. */
  readonly split?: Float64Array | null;
  /** Times as they stand in the file, where daily bars were put on their sessions. */
  readonly stamps?: Float64Array | null;
  /** How many times of the file carry their zone; none: all of them do, or it has no texts of times. */
  readonly zonedTimes?: ZonedTimes | null;
}

export interface Judging {
  /** Where a row stands in the file; the excerpt is wanted for errors alone. */
  readonly placeOf: (row: number, withText?: boolean) => Where;
  readonly reading?: Pick<Reading, "calendar" | "repair"> | undefined;
  /** Times at which the file has a row, where it has several tickers on one column of times. */
  readonly fileTimes?: Float64Array | null;
  /** Told of every row that makes no bar; such rows are left out. Without it the first of them is thrown. */
  readonly onFault?: ((fault: DataError) => void) | undefined;
}

export interface JudgedBars {
  /** Sound bars: times increase, prices are finite and positive. Those given, where nothing had to be left out or mended. */
  readonly columns: BarColumns;
  readonly adjustedClose: Float64Array | null;
  /** The market whose sessions the bars were held against; null: none. */
  readonly calendar: string | null;
  readonly warnings: readonly DataWarning[];
  readonly repairs: readonly RepairRecord[];
  /** What was mended, in words. */
  readonly notes: readonly string[];
  /**
   * Any other column of the rows, along the bars; `atFilled` stands at bars that were filled in (a dividend: 0; a split: 1),
   * null: the value of the row whose close was repeated.
   */
  readonly along: (column: Float64Array, atFilled: number | null) => Float64Array;
}

/**
 * Judges rows, mends what may be mended, and looks for what is odd in the bars that come of it. Equal rows of one time
 * count once, with a warning.
 *
 * Throws a DataError at the first row that makes no bar; UsageError where the calendar asked for does not exist.
 */
export function judgeBars(bars: ReadBars, { placeOf, reading = {}, fileTimes = null, onFault }: Judging): JudgedBars {
  const { symbol, timeframe, closeOnly, adjusted, adjustedClose = null, split = null, stamps = null } = bars;
  const calendarFor = (times: Float64Array) => findCalendar(times, timeframe, reading.calendar ?? null);
  const expected = (times: Float64Array) => expectedTimes(times, timeframe, calendarFor(times), fileTimes);
  const repairs: RepairRecord[] = [];
  const repeated: DataWarning[] = [];
  const broken: number[] = [];
  let draft: Draft | null = null;
  const asked = reading.repair ?? [];
  if (asked.length > 0 || findFault({ ...bars, adjustedClose }) !== null) {
    draft = draftOf(bars, adjustedClose);
    for (const repair of asked) {
      const mended = REPAIRS[repair](draft, expected);
      draft = mended.draft;
      repairs.push(...recordOf(repair, mended.times));
    }
  }
  const rowOf = (bar: number) => (draft === null ? bar : draft.rows[bar]!);
  const judged = () => draft ?? { ...bars, adjustedClose };
  const placeOfBar = (bar: number) => ({
    ...placeOf(rowOf(bar)),
    symbol,
    time: formatTime(judged().time[bar]!, timeframe),
  });
  if (draft !== null && findFault(draft) !== null) {
    const describe = { ...draft, symbol, timeframe, closeOnly, closeName: bars.closeName };
    const first = onFault === undefined ? firstFault(draft) : null;
    if (first !== null) throw faultError(first, describe, placeOf(rowOf(first.row), true));
    const { faults, repeats } = barFaults(draft);
    // Without the text of the row: to find it costs a look through the file.
    for (const fault of faults) onFault?.(faultError(fault, describe, placeOf(rowOf(fault.row))));
    for (const { row } of faults) broken.push(draft.time[row]!);
    repeated.push(...repeatedRows(draft, repeats, symbol, placeOfBar));
    const keep = new Uint8Array(draft.time.length).fill(1);
    for (const row of repeats) keep[row] = 0;
    for (const { row } of faults) keep[row] = 0;
    draft = keepBars(draft, keep);
  }
  const along = (column: Float64Array, atFilled: number | null) =>
    draft === null ? column : alongBars(draft, column, atFilled);
  const sound = judged();
  const context: CheckContext = {
    placeOf: placeOfBar,
    calendar: calendarFor(sound.time),
    fileTimes,
    broken: Float64Array.from(new Set(broken)).sort(),
    mixed: [],
  };
  const checked = {
    ...sound,
    symbol,
    timeframe,
    closeOnly,
    adjusted,
    split: split === null ? null : along(split, 1),
    stamps: stamps === null ? null : along(stamps, null),
    filled: draft?.filled ?? null,
  };
  const partlyZoned = bars.zonedTimes ? checkPartlyZoned(checked, context, bars.zonedTimes) : null;
  const { time, open, high, low, close, volume } = sound;
  return {
    columns: { time, open, high, low, close, volume },
    adjustedClose: sound.adjustedClose,
    calendar: context.calendar?.calendar.name ?? null,
    warnings: [...repeated, ...(partlyZoned === null ? [] : [partlyZoned]), ...checkBars(checked, context)],
    repairs,
    notes: repairs.map((record) => repairNote(record, timeframe)),
    along,
  };
}

type RepairStep = (draft: Draft, expected: (times: Float64Array) => Float64Array | null) => Mended;

const REPAIRS: Readonly<Record<Repair, RepairStep>> = {
  drop: dropFaults,
  "forward-fill": forwardFill,
  clip: clipToRange,
};

function recordOf(repair: Repair, times: Float64Array): readonly RepairRecord[] {
  const bars = times.length;
  return bars === 0 ? [] : [{ repair, bars, from: times[0]!, to: times[bars - 1]! }];
}

/** What a repair did, as the header of a run says it: "forward-fill: 3 bars filled in, first 2013-01-02, last 2014-07-03". */
export function repairNote({ repair, bars, from, to }: RepairRecord, timeframe: Timeframe): string {
  const noun = repair === "drop" ? "row" : "bar";
  const verb = { drop: "left out", "forward-fill": "filled in", clip: "clipped into low and high" }[repair];
  const [first, last] = [from, to].map((time) => formatTime(time, timeframe));
  const when = bars === 1 ? `${first}` : `first ${first}, last ${last}`;
  return `${repair}: ${withCommas(bars)} ${noun}${bars === 1 ? "" : "s"} ${verb}, ${when}`;
}
