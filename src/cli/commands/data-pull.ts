import type { PullRequest } from "#app/data-pull";
import { UsageError } from "#base/errors";
import { parseDateFlag } from "#config/parse-date";
import type { Command, Flags } from "../command.ts";
import { declareFlags } from "../flag.ts";
import { TIMEFRAMES } from "../run-flags.ts";
import { styleOf } from "../runs-flags.ts";
import { tellFor } from "../tell.ts";

// The names stand here and in the room that owns them: the help must not load the providers. A test holds them equal.
export const PROVIDER_NAMES: readonly string[] = ["yahoo", "stooq", "alpaca", "binance", "tiingo"];

export const dataPull: Command = {
  about:
    "Gets bars from a provider and keeps them in your catalog, where runs find them by their ticker. What was pulled when it stops is kept, and the same line goes on from there. Keys come from the environment alone.",
  usage: "--source NAME",
  words: [
    {
      name: "TICKER",
      description: "what to pull, as the provider writes it; may be several",
      required: false,
      many: true,
    },
  ],
  examples: [
    { line: "ivy data pull KO PEP --source yahoo --from 2013", says: "daily bars of two stocks" },
    { line: "ivy data pull BTCUSDT --source binance --timeframe 1h --from 2024", says: "hours of a currency" },
    { line: "ivy data pull KO --source yahoo --update", says: "what has come since; without a ticker, of all" },
  ],
  readOn: ["docs/providers.md", "docs/catalog.md"],
  declare: (parser) =>
    declareFlags(parser, [
      {
        heading: "What to pull",
        flags: [
          {
            flags: "--source <NAME>",
            description: `the provider: ${PROVIDER_NAMES.join(", ")}`,
            example: "yahoo",
            completes: PROVIDER_NAMES,
          },
          {
            flags: "--timeframe <TF>",
            description: "the length of a bar",
            unlessGiven: "1d",
            example: "1h",
            completes: TIMEFRAMES,
          },
          {
            flags: "--from <DATE>",
            description: "first day: a day, month or year",
            unlessGiven: "all that the provider has",
            example: "2013",
          },
          {
            flags: "--to <DATE>",
            description: "last day, included",
            unlessGiven: "the last finished bar",
            example: "2019",
          },
          { flags: "--update", description: "only what came after the last bar in the catalog" },
          { flags: "--raw", description: "prices without later dividends" },
        ],
      },
    ]),
  run: async (flags, terminal, words) => {
    const request = pullRequest(flags, words);
    const { pullData } = await import("#app/data-pull");
    const { progressFor } = await import("../progress.ts");
    const progress = progressFor(flags, terminal);
    const say = tellFor(flags, terminal);
    const tell = (text: string) => {
      progress.end();
      say?.(text);
    };
    const outcome = await pullData(request, progress, tell).finally(progress.end);
    if (flags.json === true) terminal.writeOut(outcome.json);
    else if (flags.quiet !== true || outcome.exitCode !== 0) {
      const { pullScreen } = await import("../screens/data-pull.ts");
      terminal.writeOut(pullScreen(outcome.document, styleOf(flags, terminal)));
    }
    return outcome.exitCode;
  },
};

function pullRequest(flags: Flags, tickers: readonly string[]): PullRequest {
  const text = (key: string) => (typeof flags[key] === "string" ? (flags[key] as string) : null);
  const date = (key: "from" | "to") => {
    const value = text(key);
    return value === null ? null : parseDateFlag(`--${key}`, value, key === "from" ? "start" : "end");
  };
  const [from, to] = [date("from"), date("to")];
  if (from !== null && to !== null && from > to) throw backwards(text("from")!, text("to")!);
  return {
    source: text("source") ?? missingSource(tickers),
    tickers,
    timeframe: text("timeframe") ?? "1d",
    from,
    to,
    isRaw: flags.raw === true,
    update: flags.update === true,
  };
}

function missingSource(tickers: readonly string[]): never {
  const words = tickers.length === 0 ? "KO" : tickers.join(" ");
  throw new UsageError({
    code: "missing-flag",
    message: "ivy data pull needs --source: the provider to ask.",
    where: { flag: "--source", expected: PROVIDER_NAMES.join(", ") },
    help: `For example: ivy data pull ${words} --source yahoo`,
  });
}

function backwards(from: string, to: string): UsageError {
  return new UsageError({
    code: "from-after-to",
    message: `--from ${from} lies after --to ${to}.`,
    where: { flag: "--from", received: from },
    help: `Did you mean: --from ${to} --to ${from}`,
  });
}
