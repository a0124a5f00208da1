import type { Command } from "../command.ts";
import { declareFlags } from "../flag.ts";
import { localTime } from "../local-time.ts";
import { IN_FLAG, RUN_WORD, runsPlace, styleOf } from "../runs-flags.ts";

export const runsShow: Command = {
  about: "The screen of a stored run again, from its files alone: nothing is computed anew.",
  words: [RUN_WORD],
  examples: [
    { line: "ivy runs show sma-cross-KO", says: "the one run whose id begins so" },
    { line: "ivy runs show sma-cross-KO --json", says: "its result.json, to the byte" },
  ],
  readOn: ["docs/runs.md"],
  declare: (parser) => declareFlags(parser, [{ heading: "Which run", flags: [IN_FLAG] }]),
  run: async (flags, terminal, [word]) => {
    const { showRun } = await import("#app/show-run");
    const { document, json, screen, startedAt } = await showRun(word!, runsPlace(flags, terminal));
    if (flags.json === true) terminal.writeOut(json);
    else if (flags.quiet !== true) {
      const style = styleOf(flags, terminal);
      const { gateLines } = await import("../screens/gates.ts");
      const { backtestScreen } = await import("../screens/backtest.ts");
      const gates = gateLines({ runs: [{ name: "", document }], strict: false }, style.width || 80);
      const time = startedAt === null ? "when is not known" : `run on ${localTime(startedAt)}`;
      terminal.writeOut(backtestScreen({ ...screen, gates, style, time }));
    }
    return 0;
  },
};
