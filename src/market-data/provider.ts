import type { Timeframe } from "#time/timeframe";

/** What the prices of a source carry of later corporate actions. */
export type Adjustment = "none" | "splits" | "splits and dividends";

/** The bars that are asked for. */
export interface BarsWanted {
  /** As the person typed it, in capitals. */
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Epoch ms UTC, both ends included; a daily bar stands at midnight UTC of its session date. */
  readonly from: number;
  /** Infinity: up to the last bar that is finished. */
  readonly to: number;
  /** Prices as they were traded, where the provider has both. */
  readonly isRaw: boolean;
}

/** One question to a provider. */
export interface HttpRequest {
  /** Without secrets: errors may show its path. */
  readonly url: string;
  /** May hold secrets: never shown, and never sent to another host. */
  readonly headers: Readonly<Record<string, string>>;
  /** A secret that a provider takes in the address; never shown either. */
  readonly secretQuery?: Readonly<Record<string, string>>;
}

export interface HttpAnswer {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Bars as a provider answers them: columns of one length, NaN where a cell is empty. */
export interface BarRows {
  /** Epoch ms UTC of the bar's beginning; midnight UTC of the session date for bars of a day and longer. */
  readonly time: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly volume: readonly number[];
  /** Carries splits and dividends; null: the provider has none. */
  readonly adjustedClose: readonly number[] | null;
  /** New shares for one old, 1 where nothing happens; null: not known, or in the prices already. */
  readonly split: readonly number[] | null;
  /** Cash per share on the ex-date, 0 where none; null: not known, or in the prices already. */
  readonly dividend: readonly number[] | null;
}

/** One answer, read. */
export interface Page {
  readonly rows: BarRows;
  /** Where the next page begins, in the provider's own terms; null: this is the last. */
  readonly next: string | null;
  /** The zone of the exchange's sessions, as the IANA names it. */
  readonly zone: string;
  readonly adjustment: Adjustment;
  /** As the ISO names it; null: the provider does not say. */
  readonly currency: string | null;
  /** Time of the bar that is still being made and was left out; null: none was. */
  readonly unfinished: number | null;
  /** Rows without a price, which were left out. */
  readonly empty: number;
}

/** Why a provider gives no bars. */
export interface Refusal {
  readonly kind:
    | "unknown-symbol"
    | "authentication"
    | "not-permitted"
    | "rate-limit"
    | "busy"
    | "not-available"
    | "blocked"
    | "unexpected";
  /** The provider's own words. */
  readonly words: string;
  /** How long it asks to be left alone, in ms; null: it does not say. */
  readonly waitMs?: number | null;
  /** What to do, where it is more than what the kind says. */
  readonly help?: string;
}

/** The address and the keys of a provider, from the environment. */
export interface ProviderAccess {
  /** Without a slash at its end. */
  readonly base: string;
  /** By the name of their variable. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Where prices can be pulled from. Pure: what it asks and how it reads answers; who carries them is not its concern. */
export interface Provider {
  /** As `--source` and the folders of the catalog name it. */
  readonly name: string;
  /** As sentences name it. */
  readonly title: string;
  /** The environment variables of its keys; all are needed. */
  readonly keys: readonly string[];
  /** Variables that it takes and can do without. */
  readonly optionalKeys?: readonly string[];
  readonly baseUrl: string;
  /** The environment variable that puts another address in the place of `baseUrl`. */
  readonly urlVariable: string;
  readonly timeframes: readonly Timeframe[];
  /** It can give prices without later dividends. */
  readonly hasRaw: boolean;
  /** At most so many requests within so many ms. */
  readonly pace: { readonly requests: number; readonly perMs: number };
  /** The first moment that is worth asking for, epoch ms, where nobody names one. */
  readonly earliest: (timeframe: Timeframe, now: number) => number;
  /** The question for the page that begins at `cursor`; null: the first. */
  readonly request: (wanted: BarsWanted, cursor: string | null, access: ProviderAccess) => HttpRequest;
  /** Why an answer is none, by this provider's own signs; null: it shows none of them. */
  readonly refusal: (answer: HttpAnswer, wanted: BarsWanted, now: number) => Refusal | null;
  /** Reads an answer. Throws UnexpectedAnswer for what this provider should not say. */
  readonly page: (answer: HttpAnswer, wanted: BarsWanted, cursor: string | null, now: number) => Page;
  /** How long to wait before the next question, in ms, by what an answer says of the limits. */
  readonly pause?: (answer: HttpAnswer, now: number) => number;
}
