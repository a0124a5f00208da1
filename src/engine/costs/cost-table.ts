import type { SettingRow } from "#base/setting-table";

/** A cost model as a map says it: its keys, those that it cannot do without, and the short form that they come to. */
export interface ModelForm {
  readonly says: string;
  readonly keys: Readonly<Record<string, SettingRow>>;
  readonly required: readonly string[];
  readonly form: (values: ModelValues) => string;
}

/** What was said, by key: numbers are read, words are themselves. */
export type ModelValues = Readonly<Record<string, string | number | boolean | null>>;

const AMOUNT = { kind: "number", min: 0, example: 1 } as const;
const ABOVE_0 = { kind: "number", min: Number.MIN_VALUE } as const;
const BPS = { kind: "number", min: 0, max: 9999, example: 10, says: "basis points of the price" } as const;
const MAXIMUM = {
  kind: "number",
  min: 0,
  max: 1,
  example: "1%",
  says: "the most, as a share of the notional",
} as const;
const BARS = {
  kind: "number",
  min: 2,
  integer: true,
  example: 20,
  says: "the bars before that it measures on",
} as const;

/** A number as short forms take it: without an exponent. */
function plain(value: unknown): string {
  return String(Number(value).toFixed(12)).replace(/\.?0+$/, "");
}

function percent(value: unknown): string {
  return `${plain(Number(value) * 100)}%`;
}

/** ":1/order:1%", as far as they were said. */
function bounds({ minimum, maximum, per }: ModelValues): string {
  const most = maximum === undefined ? "" : `:${percent(maximum)}`;
  if (minimum === undefined && per !== "order") return maximum === undefined ? "" : `:0${most}`;
  return `:${plain(minimum ?? 0)}${per === "order" ? "/order" : ""}${most}`;
}

function named(says: string, name: string): ModelForm {
  return { says, keys: {}, required: [], form: () => name };
}

const COMMISSIONS: Readonly<Record<string, ModelForm>> = {
  none: named("nothing", "none"),
  bps: {
    says: "basis points of the notional",
    keys: { bps: { ...BPS, says: "basis points of the notional" } },
    required: ["bps"],
    form: ({ bps }) => `${plain(bps)}bps`,
  },
  "per-share": {
    says: "money per share",
    keys: {
      rate: { ...AMOUNT, says: "money per share", example: 0.005 },
      minimum: { ...AMOUNT, says: "the least, in money" },
      maximum: MAXIMUM,
      per: { kind: "word", words: ["fill", "order"], says: "what minimum and maximum hold for" },
    },
    required: ["rate"],
    form: (values) => `${plain(values.rate)}/share${bounds(values)}`,
  },
  "per-order": {
    says: "money per order",
    keys: { amount: { ...AMOUNT, says: "money per order" } },
    required: ["amount"],
    form: ({ amount }) => `${plain(amount)}/order`,
  },
  "per-fill": {
    says: "money per fill",
    keys: { amount: { ...AMOUNT, says: "money per fill" } },
    required: ["amount"],
    form: ({ amount }) => `${plain(amount)}/fill`,
  },
  "us-fees": named("what regulators take of sales of US shares", "us-fees"),
  alpaca: named("the price list of Alpaca", "alpaca"),
  "ibkr-fixed": named("the fixed prices of Interactive Brokers", "ibkr-fixed"),
  "ibkr-tiered": named("the tiered prices of Interactive Brokers", "ibkr-tiered"),
  "binance-spot": named("the price list of Binance for spot trading", "binance-spot"),
};

const SLIPPAGES: Readonly<Record<string, ModelForm>> = {
  none: named("nothing", "none"),
  bps: {
    says: "basis points of the price",
    keys: { bps: BPS },
    required: ["bps"],
    form: ({ bps }) => `${plain(bps)}bps`,
  },
  ticks: {
    says: "a number of ticks",
    keys: {
      ticks: { ...AMOUNT, says: "the number of ticks" },
      size: { ...ABOVE_0, says: "the size of a tick, in money", example: 0.01 },
    },
    required: ["ticks"],
    form: ({ ticks, size }) => `${plain(ticks)}ticks${size === undefined ? "" : `:${plain(size)}`}`,
  },
  "half-spread": {
    says: "half of a spread",
    keys: {
      bps: { ...BPS, says: "the spread in basis points of the price" },
      spread: { ...ABOVE_0, says: "the spread in money", example: 0.02 },
    },
    required: [],
    form: ({ bps, spread }) => `half-spread:${bps === undefined ? plain(spread) : `${plain(bps)}bps`}`,
  },
  "volume-share": {
    says: "price times k times the squared share of the bar's volume",
    keys: { k: { ...AMOUNT, says: "what it is at all of the volume, as a share of the price", example: 0.1 } },
    required: ["k"],
    form: ({ k }) => `volume-share:${plain(k)}`,
  },
  "square-root": {
    says: "basis points times the root of the share of the bar's volume",
    keys: { bps: BPS },
    required: ["bps"],
    form: ({ bps }) => `square-root:${plain(bps)}bps`,
  },
  linear: {
    says: "basis points times one plus the share of the bar's volume",
    keys: { bps: BPS },
    required: ["bps"],
    form: ({ bps }) => `linear:${plain(bps)}bps`,
  },
};

const IMPACTS: Readonly<Record<string, ModelForm>> = {
  none: named("nothing", "none"),
  "square-root": {
    says: "coefficient, volatility and the root of the share of the usual volume",
    keys: { coefficient: { ...AMOUNT, says: "what it is multiplied by" }, bars: BARS },
    required: [],
    form: ({ coefficient = 1, bars }) =>
      `square-root:${plain(coefficient)}${bars === undefined ? "" : `:${plain(bars)}bars`}`,
  },
  almgren: {
    says: "the temporary impact of Almgren and others",
    keys: { bars: BARS },
    required: [],
    form: ({ bars }) => `almgren${bars === undefined ? "" : `:${plain(bars)}bars`}`,
  },
};

/** The models of each kind of cost, by the name that `model` takes. */
export const COST_MODELS = { commission: COMMISSIONS, slippage: SLIPPAGES, impact: IMPACTS } as const;

export type CostKind = keyof typeof COST_MODELS;
