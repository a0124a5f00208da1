import { METRIC_DEFINITIONS, type MetricUnit } from "#metrics/definitions";
import type { MetricId } from "#results/documents/metric-ids";

/** What stands where a figure is not defined. */
export const NOT_AVAILABLE = "n/a";

/** Rates of which the sign is the message; shown with a plus where they gain. */
const SIGNED: ReadonlySet<MetricId> = new Set([
  "totalReturn",
  "cagr",
  "alpha",
  "bestTrade",
  "worstTrade",
  "bestDay",
  "worstDay",
]);

/** A metric as every report shows it: one text for the same figure, in its unit. `null` reads "n/a". */
export function formatMetric(id: MetricId, value: number | null | undefined, convention = "ivy"): string {
  if (value === null || value === undefined) return NOT_AVAILABLE;
  // Documents carry the depth; people read a fall with its minus.
  if (id === "maxDrawdown") return formatPercent(-value);
  return SIGNED.has(id) ? formatPercent(value, { plus: true }) : BY_UNIT[unitOf(id, convention)](value);
}

/** The unit of a metric under a convention. */
export function unitOf(id: MetricId, convention: string): MetricUnit {
  const definition = METRIC_DEFINITIONS[id];
  return convention === "backtesting-py" ? (definition.backtestingPyUnit ?? definition.unit) : definition.unit;
}

const BY_UNIT: Readonly<Record<MetricUnit, (value: number) => string>> = {
  fraction: (value) => formatPercent(value),
  currency: formatCurrency,
  ratio: formatRatio,
  count: formatCount,
  days: formatDays,
};

/** From here on decimals of a percentage are noise. */
const WHOLE_PERCENT_FROM = 10;

/** A fraction as percent: 0.1842 is "18.42 %", or "+18.42 %" with `plus`; from 1,000 % on without decimals. */
export function formatPercent(fraction: number, { plus = false, digits = 2 } = {}): string {
  const text = fixed(fraction * 100, Math.abs(fraction) < WHOLE_PERCENT_FROM ? digits : 0);
  return `${plus && !text.startsWith("-") && /[1-9]/.test(text) ? "+" : ""}${text} %`;
}

/** US dollars: cents below 10,000, whole dollars from there on. */
export function formatCurrency(value: number): string {
  const text = fixed(value, Math.abs(value) < 10_000 ? 2 : 0);
  return text.startsWith("-") ? `-$${text.slice(1)}` : `$${text}`;
}

const AMOUNT_NAMES = [
  [1e12, " T"],
  [1e9, " B"],
  [1e6, " M"],
] as const;

/** US dollars in few characters, for a round value beside a chart: "$120,000", "$2.5 M", "$0.002". */
export function formatAmount(value: number): string {
  return `${value < 0 ? "-" : ""}$${shortSize(Math.abs(value))}`;
}

/** A number without unit in few characters, as `formatAmount` has it: "120,000", "2.5 M", "0.002". */
export function formatLevel(value: number): string {
  return `${value < 0 ? "-" : ""}${shortSize(Math.abs(value))}`;
}

function shortSize(size: number): string {
  if (size >= 1e15) return size.toExponential(0).replace("+", "");
  const [unit, name] = AMOUNT_NAMES.find(([from]) => size >= from) ?? [1, ""];
  const scaled = size / unit;
  // Twelve digits show every round value whole, and none of the noise behind it.
  const [whole, decimals] = Number(scaled.toPrecision(12)).toString().split(".");
  if (size < 1e-6 && size > 0) return Number(size.toPrecision(12)).toString();
  return `${fixed(Number(whole), 0)}${decimals === undefined ? "" : `.${decimals}`}${name}`;
}

/** A number with so many decimals, and thousands marks. */
export function formatDecimals(value: number, digits: number): string {
  return fixed(value, digits);
}

/** A ratio, two decimals. */
export function formatRatio(value: number): string {
  return fixed(value, 2);
}

/** A whole number with thousands marks. */
export function formatCount(value: number): string {
  return fixed(value, 0);
}

/** An amount of memory or disk, in decimal units: 48.0 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${["", "kB", "MB", "GB", "TB"][power]}`;
}

/** Calendar days: whole where they are, else one decimal. */
export function formatDays(value: number): string {
  const text = fixed(value, Number.isInteger(value) ? 0 : 1);
  return `${text} ${text === "1" ? "day" : "days"}`;
}

/** `noun` in the number that `count` asks for: "1 trade", "2,517 trades". */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A time of a document for people: "2021-01-04T09:30:00Z" is "2021-01-04 09:30"; UTC, as all times are. */
export function shownTime(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::00(?:\.000)?)?Z$/, "$1 $2");
}

const LONGEST_SYMBOL = 32;

/** A ticker in a sentence: one that is very long loses its end. */
export function shownSymbol(symbol: string): string {
  const letters = [...symbol];
  return letters.length <= LONGEST_SYMBOL ? symbol : `${letters.slice(0, LONGEST_SYMBOL - 1).join("")}…`;
}

/** More digits than this are not known, and nobody reads them. */
const EXPONENT_FROM = 1e15;

/** Fixed decimals with thousands marks, and never a minus before zero. */
function fixed(value: number, digits: number): string {
  if (Math.abs(value) >= EXPONENT_FROM) return value.toExponential(2).replace("e+", "e");
  const text = Math.abs(value).toFixed(digits);
  const [whole, decimals] = text.split(".");
  const marked = whole!.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const sign = value < 0 && /[1-9]/.test(text) ? "-" : "";
  return `${sign}${marked}${decimals === undefined ? "" : `.${decimals}`}`;
}
