import type { Command } from "../command.ts";

export const indicatorsList: Command = {
  examples: [
    { line: "ivy indicators list", says: "names and summaries" },
    { line: "ivy indicators list --json", says: "all about them, for a script" },
  ],
  readOn: ["docs/strategies.md"],
  declare: () => {},
  run: async (flags, terminal) => {
    const { listedIndicators } = await import("#app/indicators");
    const indicators = listedIndicators();
    if (flags.json === true) {
      terminal.writeOut(`${JSON.stringify({ schema: "ivy.indicators/1", indicators })}\n`);
    } else if (flags.quiet !== true) {
      const { indicatorList } = await import("../screens/indicators.ts");
      terminal.writeOut(indicatorList(indicators, Math.max(40, terminal.width || 80)));
    }
    return 0;
  },
};
