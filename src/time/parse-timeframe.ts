import { nearest } from "#base/nearest";
import type { Timeframe } from "./timeframe.ts";

/** The timeframes that people use, as errors list them. */
export const COMMON_TIMEFRAMES: readonly Timeframe[] = [
  ...(["1s", "1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w", "1mo"] as const),
];

/** What a unit may be called; a capital M alone is a month, a small one a minute, as exchanges have it. */
const UNITS: Readonly<Record<string, "s" | "m" | "h" | "d" | "w" | "mo">> = {
  ...{ s: "s", sec: "s", secs: "s", second: "s", seconds: "s" },
  ...{ m: "m", min: "m", mins: "m", minute: "m", minutes: "m" },
  ...{ h: "h", hr: "h", hrs: "h", hour: "h", hours: "h" },
  ...{ d: "d", day: "d", days: "d", w: "w", wk: "w", wks: "w", week: "w", weeks: "w" },
  ...{ mo: "mo", mon: "mo", mth: "mo", month: "mo", months: "mo", mn: "mo" },
};

const WORDS: Readonly<Record<string, Timeframe>> = {
  ...{ minutely: "1m", hourly: "1h", daily: "1d", weekly: "1w", monthly: "1mo" },
};

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/**
 * The timeframe that a person means: `5m`, `15min`, `60m` (an hour), `1D`, `D`, `daily`, `1wk`, `1M` and `1mo` (a month), `H4`
 * (MetaTrader's hours). Null when it is no length of a bar that ivy knows: `nearTimeframe` then says which may be meant. A
 * number alone is none: 5 may be minutes or days. Two days and more, except seven, are none: their beginning is arbitrary.
 */
export function parseTimeframe(text: string): Timeframe | null {
  const word = text.trim();
  const spoken = WORDS[word.toLowerCase()];
  if (spoken !== undefined) return spoken;
  // MetaTrader writes the unit first, and M for minutes: M15, H1, D1, W1, MN1.
  const turned = /^(M|H|D|W|MN)(\d+)$/.exec(word);
  const forward = /^(\d+(?:\.\d+)?)?\s*([A-Za-z]+)$/.exec(word);
  const [count, name] = turned !== null ? [turned[2], turned[1]!] : [forward?.[1], forward?.[2]];
  if (name === undefined) return null;
  const unit = name === "M" ? (turned === null ? "mo" : "m") : UNITS[name.toLowerCase()];
  // "m" alone is as likely to be a month.
  if (unit === undefined || (count === undefined && name === "m")) return null;
  return canonical(Number(count ?? "1"), unit);
}

/** 60m is 1h, 24h is 1d, 7d is 1w. */
function canonical(count: number, unit: "s" | "m" | "h" | "d" | "w" | "mo"): Timeframe | null {
  if (unit === "mo") return count === 1 ? "1mo" : null;
  const seconds = count * SECONDS[unit];
  if (seconds === SECONDS.d) return "1d";
  if (seconds === SECONDS.w) return "1w";
  if (!(seconds > 0 && seconds < SECONDS.d)) return null;
  if (seconds % SECONDS.h === 0) return `${seconds / SECONDS.h}h`;
  if (seconds % SECONDS.m === 0) return `${seconds / SECONDS.m}m`;
  return `${seconds}s`;
}

/** The timeframe that a word which is none may mean, or null. */
export function nearTimeframe(text: string): Timeframe | null {
  const word = text.trim();
  // 15M is fifteen months to an exchange, and fifteen minutes to whoever typed it.
  const minutes = /^(\d+)M$/.exec(word);
  if (minutes !== null) return parseTimeframe(`${minutes[1]}m`);
  if (/^\d+$/.test(word)) return parseTimeframe(`${word}m`);
  if (word === "m") return "1m";
  if (/^\d+\s*d(ays?)?$/i.test(word)) return "1d";
  if (/^(\d+\s*)?(y|yr|years?|q|quarters?|months?|mo)$/i.test(word)) return "1mo";
  const spelled = nearest(word.toLowerCase(), Object.keys(WORDS));
  if (spelled !== null) return WORDS[spelled]!;
  const [, count, name] = /^(\d+)?\s*([A-Za-z]+)$/.exec(word) ?? [];
  const unit = name === undefined || name.length < 3 ? null : nearest(name.toLowerCase(), Object.keys(UNITS));
  if (unit !== null && unit !== undefined) return parseTimeframe(`${count ?? "1"}${unit}`);
  return nearest(word, COMMON_TIMEFRAMES) as Timeframe | null;
}
