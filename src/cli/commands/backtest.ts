import { backtestRequest } from "../backtest-flags.ts";
import type { Command } from "../command.ts";
import { declareFlags } from "../flag.ts";
import { RUN_FLAGS } from "../run-flags.ts";

export const backtest: Command = {
  usage: "--strategy NAME|FILE --tickers A,B",
  examples: [
    {
      line: "ivy backtest --strategy pairs --tickers KO,PEP",
      says: "trade the spread of two stocks, on the prices that ship with ivy",
    },
    {
      line: "ivy backtest --strategy sma-cross --tickers KO --from 2013 --set fast=20",
      says: "one ticker from 2013 on, with a parameter of your own",
    },
    {
      line: "ivy backtest --strategy sma-cross --tickers SPY --data prices --cash 50000",
      says: "your own prices: a file prices/SPY.csv with date, open, high, low, close, volume",
    },
    {
      line: "ivy backtest --strategy buy-and-hold --tickers AAPL,MSFT --json --strict",
      says: "for a script: one JSON document, exit code 1 when a finding warns",
    },
  ],
  readOn: ["docs/engine.md", "docs/metrics.md", "docs/exit-codes.md"],
  declare: (parser) => declareFlags(parser, RUN_FLAGS),
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
