import type { Command } from "../command.ts";

export const strategiesList: Command = {
  about: "Lists your own strategies first: those in strategies/ of this folder, then those in the folder itself.",
  examples: [
    { line: "ivy strategies list", says: "names, summaries, parameters with their defaults" },
    { line: "ivy strategies list --json", says: "the same for a script" },
  ],
  readOn: ["docs/strategies.md"],
  declare: () => {},
  run: async (flags, terminal) => {
    const { listedStrategies } = await import("#app/strategies");
    const strategies = await listedStrategies(terminal);
    if (flags.json === true) {
      terminal.writeOut(`${JSON.stringify({ schema: "ivy.strategies/1", strategies })}\n`);
    } else if (flags.quiet !== true) {
      const { strategyList } = await import("../screens/strategies.ts");
      terminal.writeOut(strategyList(strategies, Math.max(40, terminal.width || 80)));
    }
    return 0;
  },
};
