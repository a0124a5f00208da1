import type { OrderBook } from "./order-book.ts";
import type { Profile } from "./profile.ts";
import type { Sequence, SequenceMaker } from "./sequence.ts";
import { ById } from "./sequences/by-id.ts";
import { BySymbol } from "./sequences/by-symbol.ts";
import { CallOrder } from "./sequences/call-order.ts";
import { ContingentFirst } from "./sequences/contingent-first.ts";
import { Insertion } from "./sequences/insertion.ts";
import { keepTo, type Rules } from "./sequences/keep-to.ts";
import { ReducingFirst } from "./sequences/reducing-first.ts";

/** The rules by which a bar works its orders, by the name that a profile gives them. */
const SEQUENCES: Readonly<Record<Profile["sequence"], SequenceMaker>> = {
  reducingFirst: (book) => new ReducingFirst(book),
  byId: (book) => new ById(book),
  bySymbol: (book) => new BySymbol(book),
  callOrder: (book) => new CallOrder(book),
  contingentFirst: (book) => new ContingentFirst(book),
  insertion: (book) => new Insertion(book),
};

/** What only `contingentFirst` can do. */
const ELSEWHERE = { fillAt: ["nextOpen", "nextClose", "signalClose"], hedging: [false], exclusive: [false] } as const;

/** What only `callOrder` can do. */
const WITHOUT_SIGNALS = {
  accumulate: ["no"],
  signalOrder: ["tickers"],
  signalConflict: ["ignore"],
  directionConflict: ["ignore"],
  oppositeEntry: ["reverseReduce"],
  stopExit: ["close"],
  stopUpdate: ["override"],
  minQuantity: [0],
} as const;

/** What is left for the others where only `insertion` knows the rest. */
const NOT_INSERTION: Rules = {
  stopBase: ["fill", "close", "reference"],
  slippageWithin: ["anything", "limit"],
  slippageAtOpen: [true],
  limitSlippage: ["bar"],
  borrowBase: ["value"],
  cashAt: ["close"],
  missingBar: ["rest"],
  volumeBase: ["asset"],
};

/** What only `bySymbol` can do. */
const NOT_BY_SYMBOL: Rules = { splitRounding: ["exact"], slippageWithin: ["anything", "bar", "wait"] };

/** The sequence of the book's profile. Throws ConfigError for a setting that it cannot honour. */
export function sequenceOf(book: OrderBook): Sequence {
  const { profile } = book.setup;
  if (profile.sequence !== "contingentFirst") keepTo(profile, ELSEWHERE, "backtesting-py");
  if (profile.sequence !== "callOrder") keepTo(profile, WITHOUT_SIGNALS, "vectorbt");
  if (profile.sequence !== "insertion") keepTo(profile, NOT_INSERTION, "backtrader");
  if (profile.sequence !== "bySymbol") keepTo(profile, NOT_BY_SYMBOL, "zipline");
  if (profile.sequence !== "callOrder" && profile.sequence !== "insertion") {
    keepTo(profile, { maxQuantity: [null] }, "vectorbt");
  }
  // At the fill what an order pays is found from its own cash: cash that does not suffice cuts it.
  if (profile.sizing === "fill" && profile.sequence !== "bySymbol") {
    keepTo(profile, { feeBase: ["inside"] }, "backtrader");
  }
  return SEQUENCES[profile.sequence](book);
}
