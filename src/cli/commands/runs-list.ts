import { parseNumberFlag } from "#config/parse-number";
import type { Command } from "../command.ts";
import { declareFlags } from "../flag.ts";
import { IN_FLAG, runsPlace, styleOf } from "../runs-flags.ts";

const LIMIT = { integer: true, min: 1, words: "a whole number, 1 or more" };

export const runsList: Command = {
  about: "The newest come first. What the terminal has no room for stands in --json.",
  examples: [
    { line: "ivy runs list", says: "the runs in reports/" },
    { line: "ivy runs list --strategy sma-cross --limit 5", says: "the last five of one strategy" },
  ],
  readOn: ["docs/runs.md"],
  declare: (parser) =>
    declareFlags(parser, [
      {
        heading: "Which runs",
        flags: [
          {
            flags: "--strategy <NAME>",
            description: "only this strategy's",
            example: "sma-cross",
            completes: "strategies",
          },
          { flags: "--limit <N>", description: "at most so many", unlessGiven: "all", example: "10" },
          IN_FLAG,
        ],
      },
    ]),
  run: async (flags, terminal) => {
    const { listRuns } = await import("#app/list-runs");
    const strategy = typeof flags.strategy === "string" ? flags.strategy : null;
    const limit = typeof flags.limit === "string" ? parseNumberFlag("--limit", flags.limit, LIMIT) : null;
    const listing = await listRuns(runsPlace(flags, terminal), { strategy, limit });
    if (flags.json === true) terminal.writeOut(listing.json);
    else if (flags.quiet !== true) {
      const { runsScreen } = await import("../screens/runs.ts");
      terminal.writeOut(runsScreen(listing, styleOf(flags, terminal)));
    }
    return 0;
  },
};
