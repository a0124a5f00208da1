import { readTable, type SettingTable } from "#base/setting-table";
import type { Profile } from "./profile.ts";

/** What of a profile a person may set by itself, beside its costs. */
export type FillSettings = Partial<
  Omit<Profile, "name" | "sequence" | "commission" | "slippage" | "impact" | "borrow" | "borrowRates" | "interest">
>;

/** Every setting of a profile that stands under `fills:` in a run file, or in `--fills KEY=VALUE`. */
export const FILL_TABLE = {
  fillAt: {
    kind: "word",
    words: ["nextOpen", "nextClose", "signalClose", "lastClose"],
    says: "where a market order fills",
  },
  triggerOn: { kind: "word", words: ["range", "close"], says: "what stops and limits are held against" },
  stopTrigger: { kind: "word", words: ["touch", "beyond"], says: "when a stop is met" },
  limitFill: { kind: "word", words: ["penetrate", "touch"], says: "when a limit fills" },
  stopFill: {
    kind: "word",
    words: ["levelOrOpen", "worseOfLevelAndClose", "close"],
    says: "the price of a stop that was met",
  },
  limitImprove: { kind: "flag", says: "whether an open better than the limit is the price" },
  stopBase: {
    kind: "word",
    words: ["fill", "close", "reference", "placed"],
    says: "what a distance of a stop is measured from",
  },
  trailOn: { kind: "word", words: ["extreme", "close"], says: "what a trailing stop follows" },
  childrenFrom: { kind: "word", words: ["sameBar", "nextBar"], says: "from when a bracket's stop and target can fill" },
  stopLimitSameBar: {
    kind: "word",
    words: ["atOnce", "proven", "nextBar"],
    says: "when a stop-limit may fill whose stop is met inside a bar",
  },
  stopBeforeTarget: { kind: "flag", says: "whether the stop fills first where both lie in one bar" },
  uncertainStop: {
    kind: "word",
    words: ["ignored", "taken"],
    says: "whether a stop that may have been passed before its entry counts",
  },
  reentryOnExitBar: { kind: "flag", says: "whether a position may be opened on the bar on which one was left" },
  cash: {
    kind: "word",
    words: ["trim", "cancel", "reject", "overdraw"],
    says: "what becomes of an order that cash does not cover",
  },
  cashAt: {
    kind: "word",
    words: ["close", "open"],
    says: "the price at which a market order is held against the cash",
  },
  sizing: { kind: "word", words: ["fill", "decision"], says: "when a share of equity is worked out" },
  wrongSide: {
    kind: "word",
    words: ["refused", "taken"],
    says: "what becomes of a stop that the price has passed, and of a bracket on the wrong side of its entry",
  },
  tick: { kind: "number", min: 0, says: "the price step of raw prices; 0: not known", example: 0.01 },
  allEquity: {
    kind: "number",
    min: Number.MIN_VALUE,
    max: 1,
    says: "the share of equity that all of it means",
    example: 0.99,
  },
  freeEquity: {
    kind: "number",
    min: 0,
    max: 0.99,
    says: "the share of equity that no size given as a share touches",
    example: 0.0025,
  },
  feeBase: {
    kind: "word",
    words: ["inside", "onTop"],
    says: "whether an all-in order pays its commission from its own cash",
  },
  lots: {
    kind: "number",
    // Of smaller lots a position holds more than numbers can count.
    min: 1e-12,
    named: { auto: "auto", whole: "whole", fractional: "fractional" },
    says: "what quantities may be traded",
    example: 0.01,
  },
  levelTick: {
    kind: "number",
    min: 0,
    says: "the price step to which limits and stops are brought, 0 for none",
    example: 0.01,
  },
  slippageOn: { kind: "word", words: ["all", "entries", "notStops", "limitsToo"], says: "which fills slip" },
  slippageWithin: {
    kind: "word",
    words: ["anything", "bar", "limit", "wait"],
    says: "what a slipped price may not leave",
  },
  slippageAtOpen: { kind: "flag", says: "whether fills at an open slip, or only stops met inside a bar" },
  limitSlippage: { kind: "word", words: ["anything", "bar", "wait"], says: "what a slipped limit may not leave" },
  impactBase: { kind: "word", words: ["fill", "bar"], says: "what slippage by volume goes by" },
  borrowBase: { kind: "word", words: ["value", "entry", "entryOfBoth"], says: "what borrow fees are owed on" },
  leverage: { kind: "number", min: Number.MIN_VALUE, max: 1000, says: "how many times equity may be held", example: 2 },
  shortMargin: { kind: "number", min: 0, max: 10, says: "the share of a short's value that it binds", example: 0.5 },
  corporateActions: {
    kind: "word",
    words: ["booked", "ignored"],
    says: "whether splits and dividends of raw prices are booked",
  },
  maintenanceMargin: {
    kind: "number",
    min: 0,
    max: 1,
    says: "the share of exposure that equity must cover",
    example: 0.25,
  },
  participation: {
    kind: "number",
    min: Number.MIN_VALUE,
    max: 1,
    named: { none: null },
    says: "the largest share of a bar's volume that may fill",
    example: 0.1,
  },
  volumeBase: { kind: "word", words: ["asset", "order"], says: "whose fills a volume cap counts together" },
  extraWarmup: {
    kind: "number",
    min: 0,
    integer: true,
    says: "bars after the warm-up before the first decision",
    example: 1,
  },
  accumulate: {
    kind: "word",
    words: ["no", "both", "addOnly", "removeOnly"],
    says: "whether signals add to a position and take off it",
  },
  signalOrder: {
    kind: "word",
    words: ["tickers", "reversed", "placed", "byValue"],
    says: "how the signals of several assets follow each other",
  },
  signalConflict: {
    kind: "word",
    words: ["ignore", "entry", "exit", "adjacent", "opposite"],
    says: "what an entry and an exit on one bar do",
  },
  directionConflict: {
    kind: "word",
    words: ["ignore", "long", "short", "adjacent", "opposite"],
    says: "what a long and a short entry on one bar do",
  },
  oppositeEntry: {
    kind: "word",
    words: ["ignore", "close", "closeReduce", "reverse", "reverseReduce"],
    says: "what an entry does while the other side is held",
  },
  stopExit: {
    kind: "word",
    words: ["close", "closeReduce", "reverse", "reverseReduce"],
    says: "what a stop or target does with the position",
  },
  stopUpdate: {
    kind: "word",
    words: ["override", "overrideAll", "keep"],
    says: "what adding to a position does to its stop and target",
  },
  minQuantity: { kind: "number", min: 0, says: "the fewest units of a fill", example: 1 },
  maxQuantity: {
    kind: "number",
    min: Number.MIN_VALUE,
    named: { none: null },
    says: "the most units of a fill",
    example: 1000,
  },
  hedging: { kind: "flag", says: "whether an order against what is held opens an entry of its own" },
  exclusive: { kind: "flag", says: "whether each order cancels those that wait and closes all that is held" },
  ruin: { kind: "word", words: ["close", "zero", "goOn"], says: "what happens where equity ends" },
  lastBar: {
    kind: "word",
    words: ["stayOpen", "liquidateAtOpen", "liquidateAtClose"],
    says: "what becomes of what is held at the end",
  },
  splitRounding: { kind: "word", words: ["exact", "toTheCent"], says: "how a split rounds units and levels" },
  delisting: {
    kind: "word",
    words: ["atCost", "free", "hold"],
    says: "what closing an asset whose data end early costs, or that it is held",
  },
  missingBar: { kind: "word", words: ["rest", "again"], says: "what orders do while their asset has no bar" },
  tradeMatching: { kind: "word", words: ["flatToFlat", "fifo", "average"], says: "how fills make trades" },
} as const satisfies SettingTable;

/** The settings of `fills:` from their keys and values as text. Throws UsageError for a key or value that does not exist. */
export function fillsOf(entries: ReadonlyMap<string, string>): FillSettings {
  return readTable("--fills", FILL_TABLE, entries) as FillSettings;
}
