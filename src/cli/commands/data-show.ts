import type { Command, Flags } from "../command.ts";
import { DATA_FLAGS } from "../data-flags.ts";
import { declareFlags, type FlagGroup } from "../flag.ts";
import { styleOf } from "../runs-flags.ts";
import { tellFor } from "../tell.ts";

const SHOWN: FlagGroup = {
  heading: "What is shown",
  flags: [
    {
      flags: "--indicators <LIST>",
      description: "columns beside the prices: names with their parameters",
      example: "sma:20,rsi:14,bb:20:2",
    },
    { flags: "--last <N>", description: "the last bars of the range alone", unlessGiven: "all", example: "100" },
    { flags: "--csv", description: "the columns as CSV on stdout, nothing else" },
  ],
};

export const dataShow: Command = {
  about:
    "Draws the bars of a ticker as candles in the terminal, or prints them as columns, with the indicators that are asked for.",
  words: [
    {
      name: "SYMBOL",
      description: "a ticker, or a file of one ticker",
      required: true,
      many: true,
      completes: "tickers",
    },
  ],
  examples: [
    { line: "ivy data show KO", says: "candles, the last bars, and what is odd in them" },
    { line: "ivy data show KO --from 2013 --indicators sma:20,rsi:14 --csv", says: "columns for another program" },
    { line: "ivy data show KO PEP --last 250", says: "the last year of two tickers" },
  ],
  readOn: ["docs/data-show.md", "docs/own-data.md"],
  declare: (parser) => declareFlags(parser, [SHOWN, DATA_FLAGS]),
  run: async (flags, terminal, words) => {
    const { dataRequest } = await import("../data-request.ts");
    const request = {
      ...dataRequest(flags, words),
      indicators: typeof flags.indicators === "string" ? flags.indicators : null,
      last: await lastOf(flags),
      meant: meantBy(flags),
    };
    await refuseTwoForms(flags);
    const { showData } = await import("#app/show-data");
    const { progressFor } = await import("../progress.ts");
    const { projectFolder, packageFolder } = terminal;
    const progress = progressFor(flags.csv === true ? { ...flags, quiet: true } : flags, terminal);
    const at = { projectFolder, packageFolder, progress, tell: tellFor(flags, terminal) };
    const shown = await showData(request, at).finally(progress.end);
    if (flags.json === true || flags.csv === true) {
      const { shownCsv, shownJson } = await import("#app/shown-columns");
      for (const piece of flags.json === true ? shownJson(shown) : shownCsv(shown)) {
        if (terminal.writeOut(piece) === false) break;
      }
    } else if (flags.quiet !== true) {
      const { dataScreen } = await import("../screens/data-show.ts");
      terminal.writeOut(dataScreen(shown, styleOf(flags, terminal)));
    }
    return 0;
  },
};

function meantBy({ read, adjusted, actions }: Flags): readonly string[] {
  const pairs = Array.isArray(read) ? (read as readonly string[]) : [];
  return [
    ...pairs.flatMap((pair) => ["--read", pair]),
    ...(adjusted === true ? ["--adjusted"] : []),
    ...(typeof actions === "string" ? ["--actions", actions] : []),
  ];
}

async function lastOf({ last }: Flags): Promise<number | null> {
  if (typeof last !== "string") return null;
  if (/^\d+$/.test(last) && Number(last) >= 1) return Number(last);
  const { UsageError } = await import("#base/errors");
  throw new UsageError({
    code: "not-a-count",
    message: `--last ${last} is no number of bars.`,
    where: { flag: "--last", received: last, expected: "a whole number of at least 1" },
    help: "For example: --last 100",
  });
}

async function refuseTwoForms(flags: Flags): Promise<void> {
  if (flags.csv !== true || flags.json !== true) return;
  const { UsageError } = await import("#base/errors");
  throw new UsageError({
    code: "two-forms",
    message: "--csv and --json ask for two documents on one stdout.",
    where: { flag: "--csv" },
    help: "Give one of the two.",
  });
}
