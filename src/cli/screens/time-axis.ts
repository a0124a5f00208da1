import { firstAtOrAfter } from "#domain/bars";

const DAY = 86_400_000;
const YEAR = 365.25 * DAY;
/** Blanks between two dates, so that they do not read as one. */
const GAP = 3;

interface Tick {
  readonly cell: number;
  readonly text: string;
}

/**
 * Dates under the cells of a chart: years where the run is long, months, else the days or hours of some bars. Each stands
 * where its period begins; one that would run into another, or over the edge, is left out.
 *
 * @param times epoch ms of the values that are drawn over `cells` cells, length n ≥ 1, increasing
 */
export function timeAxis(times: Float64Array, cells: number): string {
  const span = times[times.length - 1]! - times[0]!;
  const calendar = [
    ...(span >= 3 * YEAR ? [1, 2, 5, 10, 20, 50].map((step) => yearTicks(times, cells, step)) : []),
    ...(span >= YEAR / 4 && span < 3 * YEAR ? [1, 2, 3, 6].map((step) => monthTicks(times, cells, step)) : []),
  ];
  const ticks = calendar.find(isApart) ?? barTicks(times, cells, span);
  return ticks.reduce((line, { cell, text }) => line.padEnd(cell) + text, "");
}

function yearTicks(times: Float64Array, cells: number, step: number): Tick[] {
  const [first, last] = [times[0]!, times[times.length - 1]!].map((time) => new Date(time).getUTCFullYear());
  const years = Array.from({ length: last! - first! + 1 }, (_, k) => first! + k).filter((year) => year % step === 0);
  return ticksAt(
    years.map((year) => Date.UTC(year, 0, 1)),
    times,
    cells,
    4,
  );
}

function monthTicks(times: Float64Array, cells: number, step: number): Tick[] {
  const month = (time: number) => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth();
  const first = month(times[0]!);
  const months = Array.from({ length: month(times[times.length - 1]!) - first + 1 }, (_, k) => first + k);
  const begins = months
    .filter((index) => index % step === 0)
    .map((index) => Date.UTC(Math.floor(index / 12), index % 12, 1));
  return ticksAt(begins, times, cells, 7);
}

/** The first bar of each period, where the period before has bars too, or the bar is right at its beginning. */
function ticksAt(begins: readonly number[], times: Float64Array, cells: number, length: number): Tick[] {
  const ticks: Tick[] = [];
  for (const begin of begins) {
    const index = firstAtOrAfter(times, begin);
    // A run that begins in the middle of a period has no beginning to mark.
    if (index >= times.length || (index === 0 && times[0]! - begin > 7 * DAY)) continue;
    const cell = Math.floor((index * cells) / times.length);
    if (cell + length <= cells) ticks.push({ cell, text: new Date(times[index]!).toISOString().slice(0, length) });
  }
  return ticks;
}

/** The dates of bars at equal distances, the first and the last among them. */
function barTicks(times: Float64Array, cells: number, span: number): Tick[] {
  const isIntraday = times.some((time) => time % DAY !== 0);
  const text = (index: number) => {
    const iso = new Date(times[index]!).toISOString();
    return isIntraday && span < 10 * DAY ? iso.slice(5, 16).replace("T", " ") : iso.slice(0, 10);
  };
  const length = text(0).length;
  const count = Math.max(1, Math.min(5, times.length, Math.floor((cells + GAP) / (length + GAP))));
  const ticks: Tick[] = [];
  for (let k = 0; k < count; k++) {
    const cell = count === 1 ? 0 : Math.round((k * (cells - length)) / (count - 1));
    // What stands under a cell is the date of the values drawn there.
    const index = k > 0 && k === count - 1 ? times.length - 1 : Math.floor((cell * times.length) / cells);
    if (!ticks.some((tick) => tick.text === text(index))) ticks.push({ cell, text: text(index) });
  }
  return ticks;
}

function isApart(ticks: readonly Tick[]): boolean {
  return (
    ticks.length >= 2 &&
    ticks.every(({ cell }, i) => i === 0 || cell >= ticks[i - 1]!.cell + ticks[i - 1]!.text.length + GAP)
  );
}
