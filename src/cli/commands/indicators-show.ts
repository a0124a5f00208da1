import type { Command } from "../command.ts";

async function indicatorNames(): Promise<readonly string[]> {
  return (await import("#app/indicators")).listedIndicators().map(({ name }) => name);
}

export const indicatorsShow: Command = {
  words: [
    { name: "NAME", description: "an indicator, as a strategy imports it", required: true, completes: indicatorNames },
  ],
  examples: [
    { line: "ivy indicators show rsi", says: "formula, parameters, warm-up, source" },
    { line: "ivy indicators show atr --json", says: "the same for a script" },
  ],
  readOn: ["docs/strategies.md"],
  declare: () => {},
  run: async (flags, terminal, [name]) => {
    const { shownIndicator } = await import("#app/indicators");
    const indicator = shownIndicator(name!);
    if (flags.json === true) {
      terminal.writeOut(`${JSON.stringify({ schema: "ivy.indicator/1", ...indicator })}\n`);
    } else if (flags.quiet !== true) {
      const { indicatorPage } = await import("../screens/indicators.ts");
      terminal.writeOut(indicatorPage(indicator, Math.max(40, terminal.width || 80)));
    }
    return 0;
  },
};
