import type { BacktestOutcome } from "#app/backtest-request";
import { UsageError } from "#base/errors";
import type { Command } from "../command.ts";
import { declareFlags } from "../flag.ts";
import { RUN_FLAGS } from "../run-flags.ts";
import type { Style } from "../screens/backtest.ts";
import { harmless } from "../screens/cells.ts";
import { tellFor } from "../tell.ts";

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
    const { requestOf } = await import("../backtest-flags.ts");
    const { request, locating } = await requestOf(flags, terminal);
    const { runBacktest } = await import("#app/backtest");
    const { progressFor } = await import("../progress.ts");
    const { projectFolder, packageFolder } = terminal;
    const progress = progressFor(flags, terminal);
    const updateLock = flags.updateLock === true;
    if (updateLock && request.lock === null) throw nothingToUpdate();
    const tell = tellFor(flags, terminal);
    const at = { projectFolder, packageFolder, progress, tell, updateLock };
    const outcome = await locating(() => runBacktest(request, at)).finally(progress.end);
    if (flags.json === true) terminal.writeOut(outcome.json);
    else if (flags.quiet !== true) {
      const color = terminal.outIsTerminal && !terminal.colorRefused && flags.color !== false;
      terminal.writeOut(await screenOf(outcome, request.strict, { color, width: terminal.width }));
      if (outcome.locked !== null)
        terminal.writeOut(`The prices of this run are locked in ${harmless(outcome.locked)}\n`);
    }
    if (outcome.exitCode !== 0 && (flags.json === true || flags.quiet === true)) {
      const { gateLines } = await import("../screens/gates.ts");
      const failed = gateLines({ runs: named(outcome), strict: request.strict, onlyFailed: true }, 80);
      terminal.writeError(`${failed.join("\n")}\n`);
    }
    return outcome.exitCode;
  },
};

function nothingToUpdate(): UsageError {
  return new UsageError({
    code: "missing-flag",
    message: "--update-lock needs the lock file that it is to write.",
    where: { flag: "--update-lock" },
    help: "Name it: --lock data.lock.json --update-lock",
  });
}

async function screenOf(outcome: BacktestOutcome, strict: boolean, style: Style): Promise<string> {
  const { gateLines } = await import("../screens/gates.ts");
  const gates = gateLines({ runs: named(outcome), strict }, style.width === 0 ? 80 : style.width);
  const [only, ...others] = outcome.runs;
  if (others.length > 0) return (await import("../screens/comparison.ts")).comparisonScreen(outcome, gates, style);
  const { backtestScreen } = await import("../screens/backtest.ts");
  return backtestScreen({ ...only.screen, gates, style });
}

/** Each run with its strategy's name, where there are several. */
function named({ runs }: BacktestOutcome) {
  return runs.map(({ document }) => ({ name: runs.length === 1 ? "" : document.settings.strategy, document }));
}
