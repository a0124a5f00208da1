import type { SettingTable } from "#base/setting-table";

export const SIZINGS = ["quantity", "cash", "equity", "atr", "volatility", "kelly"] as const;

const ABOVE_0 = Number.MIN_VALUE;
const SHARE = { kind: "number", min: ABOVE_0, max: 10, example: "20%" } as const;
const BOOK = { kind: "number", min: ABOVE_0, max: 1000, example: "150%" } as const;
const BARS = { kind: "number", min: 1, max: 1_000_000, integer: true } as const;

/** Every key of `risk:` that has a name of its own. */
export const RISK_TABLE = {
  sizing: { kind: "word", words: SIZINGS, says: "how large an order is that has no size of its own" },
  "sizing.quantity": { kind: "number", min: ABOVE_0, example: 100, says: "the units of every entry" },
  "sizing.cash": { kind: "number", min: ABOVE_0, example: 10_000, says: "the money of every entry" },
  "sizing.fraction": {
    ...SHARE,
    says: "the share of equity of every entry; of kelly the share of the Kelly fraction: 1 full, 0.5 half",
  },
  "sizing.risk": {
    kind: "number",
    min: ABOVE_0,
    max: 1,
    example: "1%",
    says: "the share of equity that is lost at the stop of atr",
  },
  "sizing.multiple": {
    kind: "number",
    min: ABOVE_0,
    max: 1000,
    example: 2,
    says: "the distance of that stop, in average true ranges",
  },
  "sizing.period": { ...BARS, example: 14, says: "the bars of the average true range" },
  "sizing.stop": { kind: "flag", says: "whether an entry without a stop gets the stop that atr has sized it by" },
  "sizing.target": {
    kind: "number",
    min: ABOVE_0,
    max: 10,
    example: "15%",
    says: "the annualized volatility that a position is sized to",
  },
  "sizing.lookback": { ...BARS, min: 2, example: 20, says: "the returns that volatility is measured on" },
  "sizing.periods": {
    kind: "number",
    min: ABOVE_0,
    max: 1_000_000,
    example: 252,
    says: "the bars of a year, where the data's own calendar should not say it",
  },
  "sizing.trades": { ...BARS, example: 30, says: "the closed trades that kelly needs" },
  "sizing.start": { ...SHARE, example: "2%", says: "the share of equity until kelly has those" },
  "sizing.cap": { ...SHARE, example: "100%", says: "the largest share of equity of volatility and kelly" },
  maxPosition: { ...SHARE, says: "the largest position, as a share of equity" },
  maxName: { ...SHARE, says: "the most in one name, as a share of equity" },
  maxSector: { ...SHARE, example: "30%", says: "the most in one sector, as a share of equity" },
  maxGross: { ...BOOK, says: "the most of longs and shorts together, as a share of equity" },
  maxNet: {
    kind: "number",
    min: 0,
    max: 1000,
    example: "30%",
    says: "the most of longs less shorts, either way, as a share of equity",
  },
  maxPositions: { ...BARS, example: 10, says: "the most positions at a time" },
  "drawdown.stop": {
    kind: "number",
    min: ABOVE_0,
    max: 0.999,
    example: "20%",
    says: "the fall from the highest equity at which nothing new is opened",
  },
  "drawdown.action": {
    kind: "word",
    words: ["block", "flatten"],
    says: "whether what is held then stays, or is closed",
  },
} as const satisfies SettingTable;

export type RiskKey = keyof typeof RISK_TABLE;

/** Keys that end in a symbol, a name or a sector: `sector.KO=staples`. */
export const NAMED_KEYS = {
  sector: { of: "SYMBOL", example: "sector.KO=staples" },
  name: { of: "SYMBOL", example: "name.GOOGL=Alphabet" },
  maxName: { of: "NAME", example: "maxName.KO=10%" },
  maxSector: { of: "SECTOR", example: "maxSector.staples=20%" },
} as const;

/** Which keys say something with which sizing. */
export const KEYS_OF_SIZING: Readonly<Record<(typeof SIZINGS)[number], readonly RiskKey[]>> = {
  quantity: ["sizing.quantity"],
  cash: ["sizing.cash"],
  equity: ["sizing.fraction"],
  atr: ["sizing.risk", "sizing.multiple", "sizing.period", "sizing.stop"],
  volatility: ["sizing.target", "sizing.lookback", "sizing.periods", "sizing.cap"],
  kelly: ["sizing.fraction", "sizing.trades", "sizing.start", "sizing.cap"],
};
