import type { Command } from "../command.ts";

export const strategiesShow: Command = {
  about: "Shows what a strategy does, where it comes from and how it fails, and what can be set.",
  words: [{ name: "NAME", description: "its name, or a file", required: true, completes: "strategies" }],
  examples: [
    { line: "ivy strategies show turtle", says: "its comment, its parameters, a line to try it with" },
    { line: "ivy strategies show pairs --json", says: "the same for a script" },
  ],
  readOn: ["docs/strategies.md"],
  declare: () => {},
  run: async (flags, terminal, [name]) => {
    const { shownStrategy } = await import("#app/strategies");
    const strategy = await shownStrategy(name!, terminal);
    if (flags.json === true) {
      terminal.writeOut(`${JSON.stringify({ schema: "ivy.strategy/1", ...strategy })}\n`);
    } else if (flags.quiet !== true) {
      const { strategyPage } = await import("../screens/strategies.ts");
      terminal.writeOut(strategyPage(strategy, Math.max(40, terminal.width || 80)));
    }
    return 0;
  },
};
