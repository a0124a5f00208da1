import type { Command } from "../command.ts";
import { declareFlags } from "../flag.ts";
import { IN_FLAG, RUN_WORD, runsPlace } from "../runs-flags.ts";

export const runsRm: Command = {
  about: "Removes stored runs. A name must be whole: the hash, the id, or the folder.",
  words: [{ ...RUN_WORD, description: "its hash, its id, or its folder", required: false, many: true }],
  examples: [
    { line: "ivy runs rm a3f9c2", says: "one run, by the hash that ivy runs list shows" },
    { line: "ivy runs rm --all --yes", says: "every run in reports/" },
  ],
  readOn: ["docs/runs.md"],
  declare: (parser) =>
    declareFlags(parser, [
      {
        heading: "Which runs",
        flags: [
          { flags: "--all", description: "every run there is; needs --yes" },
          { flags: "--yes", description: "--all is meant" },
          IN_FLAG,
        ],
      },
    ]),
  run: async (flags, terminal, words) => {
    const { removeRuns } = await import("#app/remove-runs");
    const request = { words, all: flags.all === true, isSure: flags.yes === true };
    const removed = await removeRuns(request, runsPlace(flags, terminal));
    const folders = removed.map(({ folder }) => folder);
    if (flags.json === true) terminal.writeOut(`${JSON.stringify({ schema: "ivy.removed/1", folders })}\n`);
    else if (flags.quiet !== true) {
      const { harmless } = await import("../screens/cells.ts");
      const lines =
        removed.length === 0
          ? ["There are no runs to remove."]
          : removed.map(({ folder, left }) => {
              const kept = left.length === 0 ? "" : `   kept what no run has written: ${left.join(", ")}`;
              return `removed  ${harmless(folder + kept)}`;
            });
      terminal.writeOut(`${lines.join("\n")}\n`);
    }
    return 0;
  },
};
