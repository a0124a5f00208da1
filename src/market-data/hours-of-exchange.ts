import { DAY_MS } from "#time/units";

const MINUTE_MS = 60_000;
/** The newest bars are enough to know the hours. */
const ENOUGH = 4000;
/** Share of the days that begin with the bell: some begin late. */
const USUAL = 0.8;

/**
 * Hours on an exchange's own clock that no market keeps in UTC, with the last hour in which a session ends. *Source:* the
 * calendars NYSE and XETRA of `time`.
 */
const HOURS = [
  { zone: "America/New_York", opens: 9 * 60 + 30, lastHour: 15 * 60, closes: 16 * 60 },
  { zone: "Europe/Berlin", opens: 9 * 60, lastHour: 16 * 60 + 30, closes: 17 * 60 + 35 },
] as const;

/**
 * The zone whose exchange keeps the hours at which bars without a zone stand; null where they fit none. The trap: files of
 * New York's minutes mostly carry its own clock and do not say so, and read as UTC they lie five hours early.
 * @param local times of bars within the day, as the file writes them, increasing
 */
export function zoneOfHours(local: Float64Array): string | null {
  const times = local.subarray(Math.max(0, local.length - ENOUGH));
  const firsts: number[] = [];
  const lasts: number[] = [];
  let day = Number.NaN;
  for (const time of times) {
    const today = Math.floor(time / DAY_MS);
    const minute = (time - today * DAY_MS) / MINUTE_MS;
    if (today !== day) {
      firsts.push(minute);
      lasts.push(minute);
      day = today;
    } else lasts[lasts.length - 1] = minute;
  }
  // The newest bars may begin within a day.
  if (times.length < local.length) firsts.shift();
  const share = (minutes: readonly number[], isSo: (minute: number) => boolean) =>
    minutes.filter(isSo).length / minutes.length;
  if (firsts.length < 2) return null;
  const fits = HOURS.find(
    ({ opens, lastHour, closes }) =>
      share(firsts, (minute) => minute === opens) >= USUAL &&
      share(lasts, (minute) => minute >= lastHour) >= USUAL &&
      lasts.every((minute) => minute <= closes) &&
      firsts.every((minute) => minute >= opens),
  );
  return fits?.zone ?? null;
}
