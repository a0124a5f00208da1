import { backtestRequest } from "../backtest-flags.ts";
import type { Command } from "../command.ts";

const collect = (value: string, before: string[] | undefined) => [...(before ?? []), value];

export const backtest: Command = {
  examples: [
    "ivy backtest --strategy pairs --tickers KO,PEP",
    "ivy backtest --strategy sma-cross --tickers KO --from 2013 --set fast=20",
  ],
  declare: (parser) => {
    parser
      .option("--strategy <NAME|FILE>", "a built-in one, one of strategies/, or a file")
      .option("--tickers <A,B>", "what to trade")
      .option("--data <PATH>", "a file or folder of prices; nothing else is read")
      .option("--from <DATE>", "first day: 2013-01-31, 2013-01 or 2013")
      .option("--to <DATE>", "last day, included")
      .option("--timeframe <TF>", "the length of a bar the prices must have: 1d, 1h")
      .option("--benchmark <TICKER>", "compare with holding this")
      .option("--cash <AMOUNT>", "starting cash")
      .option("--warmup <N>", "bars before the first decision: auto, none or a number")
      .option("--profile <NAME>", "how orders fill")
      .option("--convention <NAME>", "how figures are computed")
      .option("--commission <MODEL>", "none, 5bps, 0.005/share:1")
      .option("--slippage <MODEL>", "none, 5bps")
      .option("--adjusted", "prices are adjusted: fractions may trade")
      .option("--set <KEY=VALUE>", "a parameter of the strategy; may be repeated", collect)
      .option("--seed <N>", "seed of the random numbers, 1 unless given")
      .option("--out <DIR>", "the folder of this run")
      .option("--strict", "exit 1 when a finding warns");
  },
  run: async (flags, terminal) => {
    const request = backtestRequest(flags);
    const { runBacktest } = await import("#app/backtest");
    const { projectFolder, packageFolder } = terminal;
    const outcome = await runBacktest(request, { projectFolder, packageFolder });
    if (flags.json === true) terminal.writeOut(outcome.json);
    else if (flags.quiet !== true) {
      const color = terminal.outIsTerminal && !terminal.colorRefused && flags.color !== false;
      const { backtestScreen } = await import("../screens/backtest.ts");
      terminal.writeOut(backtestScreen({ ...outcome.screen, style: { color, width: terminal.width } }));
    }
    return outcome.exitCode;
  },
};
