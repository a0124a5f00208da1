/**
 * What must compile in a strategy file, and what must not: `tsc --noEmit` fails when a line that is expected to be an
 * error is none. Nothing here runs.
 */
import {
  type AssetNow,
  type ColumnView,
  choice,
  decimal,
  defineStrategy,
  flag,
  integer,
  longOnSignals,
  longWhileAbove,
  sma,
} from "ivy-quant";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only where `Same` of two types is given. */
declare function holds<T extends true>(): T;

/** Parameters: the values have the types that were declared, everywhere. */
defineStrategy({
  summary: "parameters",
  params: { fast: integer(10), level: decimal(0.5), side: choice("long", ["long", "both"]), exits: flag(true) },
  constraint: ({ fast, side }) => {
    holds<Same<typeof fast, number>>();
    holds<Same<typeof side, "long" | "both">>();
    return fast > 1 || "fast must be above 1";
  },
  state: (params) => ({ count: params.fast }),
  prepare: ({ bars, params }) => {
    holds<Same<typeof params.fast, number>>();
    holds<Same<typeof params.level, number>>();
    holds<Same<typeof params.side, "long" | "both">>();
    holds<Same<typeof params.exits, boolean>>();
    // @ts-expect-error no such parameter
    void params.slow;
    // @ts-expect-error not one of the words
    void (params.side === "short");
    // @ts-expect-error parameters are not written to
    params.fast = 3;
    return { average: sma(bars.close, params.fast) };
  },
  onBar(context, now, state) {
    holds<Same<typeof now.average, ColumnView>>();
    holds<Same<typeof state.count, number>>();
    state.count++;
    if (now.average.crossesAbove(100)) context.enterLong();
    // @ts-expect-error a misspelt name
    void now.avrage;
    // @ts-expect-error no such state
    void state.total;
  },
});

// @ts-expect-error the default of a choice is one of its words
choice("other", ["long", "both"]);
// @ts-expect-error a default is a number
integer("10");
// @ts-expect-error a search has two ends
integer(10, { search: [5] });

/** The present: columns are views, assets can be traded, plain values stay; the future cannot be reached. */
defineStrategy({
  summary: "present",
  universe: "pair",
  prepare: ({ market }) => {
    const [y, x] = market.assets;
    holds<Same<typeof market.assets.length, 2>>();
    // @ts-expect-error a pair has two assets
    void market.assets[2];
    return {
      y,
      x,
      both: [y, x] as const,
      columns: [sma(y.close, 2), sma(x.close, 2)],
      isWide: new Uint8Array(y.close.length),
      threshold: 2,
      name: y.symbol,
    };
  },
  onBar(context, now) {
    holds<Same<typeof now.y, AssetNow>>();
    holds<Same<(typeof now.both)[1], AssetNow>>();
    holds<Same<(typeof now.columns)[number], ColumnView>>();
    holds<Same<typeof now.isWide.now, boolean>>();
    holds<Same<typeof now.threshold, number>>();
    holds<Same<typeof now.name, string>>();
    holds<Same<typeof now.y.close, number>>();
    context.together(() => {
      now.y.enterLong({ fraction: 0.5 });
      now.x.enterShort({ fraction: 0.5, stopLoss: { trail: { amount: 1 } } });
    });
    // @ts-expect-error a column is not an array in onBar
    void now.columns[0][3];
    // @ts-expect-error nor is a price of an asset
    void now.y.close[0];
    // @ts-expect-error the present is not written to
    now.threshold = 3;
    // @ts-expect-error no such word
    void now.z;
  },
});

/** Raw bars cannot be reached in onBar, also where prepare hands them on. */
defineStrategy({
  summary: "bars",
  prepare: ({ bars }) => ({ bars, close: bars.close }),
  onBar(_, { bars, close }) {
    holds<Same<typeof bars.close, number>>();
    holds<Same<typeof close, ColumnView>>();
    // @ts-expect-error the future
    void bars.close[0];
    // @ts-expect-error the future
    void close[0];
    // @ts-expect-error a view has no length
    void close.length;
  },
});

/** The properties may stand in any order before onBar. */
defineStrategy({
  prepare: ({ bars, params }) => ({ fast: sma(bars.close, params.fast) }),
  constraint: ({ fast }) => fast > 1,
  state: ({ fast }) => ({ last: fast }),
  params: { fast: integer(10) },
  summary: "order",
  onBar(_, now, state) {
    holds<Same<typeof now.fast, ColumnView>>();
    holds<Same<typeof state.last, number>>();
  },
});

/** With onBar above prepare each name is a view that is also an asset: looser, and a column is still not an array. */
defineStrategy({
  summary: "onBar first",
  params: { fast: integer(10) },
  onBar(context, { fast, y }) {
    if (fast.crossesAbove(100)) context.enterLong();
    y.enterShort();
    // @ts-expect-error the future
    void fast[3];
  },
  prepare: ({ bars, params }) => ({ fast: sma(bars.close, params.fast), y: bars }),
});

/** A target gets the columns themselves, not views. */
defineStrategy({
  summary: "target",
  params: { fast: integer(10) },
  prepare: ({ bars, params }) => ({ fast: sma(bars.close, params.fast), close: bars.close }),
  target: ({ fast, close }, params) => {
    holds<Same<typeof params.fast, number>>();
    const first: number | undefined = fast[0];
    void first;
    // @ts-expect-error a raw column has no present
    void fast.now;
    return longWhileAbove(close, fast);
  },
});

defineStrategy({ summary: "column", target: () => new Float64Array(3) });
defineStrategy({ summary: "signals", target: () => longOnSignals(new Uint8Array(3), new Uint8Array(3)) });
// @ts-expect-error a target is not a list of numbers
defineStrategy({ summary: "list", target: () => [1, 0, 1] });

/** Without declarations there is nothing to read. */
defineStrategy({
  summary: "nothing declared",
  prepare: ({ bars, params }) => {
    // @ts-expect-error no parameter was declared
    void params.fast;
    return { close: bars.close };
  },
  onBar(context, _now, state) {
    holds<Same<typeof state, undefined>>();
    holds<Same<typeof context.position, number>>();
    // @ts-expect-error the position is not set by hand
    context.position = 3;
    // @ts-expect-error a stop loss is a fraction, an amount or a price
    context.enterLong({ stopLoss: 0.02 });
    // @ts-expect-error no such option
    context.enterLong({ stoploss: { fraction: 0.02 } });
    // @ts-expect-error entries are market orders; a limit belongs to buy
    context.enterLong({ limit: 100 });
    const id: string = context.buy({ quantity: 1, limit: 100 });
    context.cancel(id);
    // @ts-expect-error no such method
    context.enterlong();
  },
});

// @ts-expect-error a strategy needs a summary
defineStrategy({ onBar() {} });
// @ts-expect-error a misspelt property
defineStrategy({ summary: "misspelt", onbar() {} });
// @ts-expect-error no such universe
defineStrategy({ summary: "universe", universe: "three", onBar() {} });
// @ts-expect-error a parameter is declared by integer, decimal, choice or flag
defineStrategy({ summary: "bare number", params: { fast: 10 }, onBar() {} });
