import type { Command } from "../command.ts";
import { declareFlags } from "../flag.ts";
import { IN_FLAG, RUN_WORD, runsPlace, styleOf } from "../runs-flags.ts";

export const runsCompare: Command = {
  about: "The settings that differ come first, then every figure.",
  words: [{ ...RUN_WORD, many: true }],
  examples: [
    { line: "ivy runs compare sma-cross-KO buy-and-hold-KO", says: "two runs by the beginnings of their ids" },
    {
      line: "ivy runs compare sma-cross-KO buy-and-hold-KO --json",
      says: "both whole documents in one, for a script",
    },
  ],
  readOn: ["docs/runs.md"],
  declare: (parser) => declareFlags(parser, [{ heading: "Which runs", flags: [IN_FLAG] }]),
  run: async (flags, terminal, words) => {
    const { compareRuns } = await import("#app/compare-runs");
    const { document, hashes, json } = await compareRuns(words, runsPlace(flags, terminal), terminal.packageFolder);
    if (flags.json === true) terminal.writeOut(json);
    else if (flags.quiet !== true) {
      const { runsComparisonView } = await import("#reporting/runs-comparison");
      const { runsComparisonScreen } = await import("../screens/runs.ts");
      const view = runsComparisonView(document.runs, hashes);
      terminal.writeOut(runsComparisonScreen(view, hashes, styleOf(flags, terminal)));
    }
    return 0;
  },
};
