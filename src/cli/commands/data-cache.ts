import type { Command } from "../command.ts";
import { declareFlags } from "../flag.ts";

export const dataCacheCommand: Command = {
  about: "Prices that were read once are kept as columns, so that the next run reads them many times faster.",
  examples: [
    { line: "ivy data cache", says: "where it is, and how much it holds" },
    { line: "ivy data cache --clear", says: "empty it; the next run fills it again" },
  ],
  readOn: ["docs/data-cache.md"],
  declare: (parser) =>
    declareFlags(parser, [
      { heading: "What to do", flags: [{ flags: "--clear", description: "remove what it holds" }] },
    ]),
  run: async (flags, terminal) => {
    const { dataCache } = await import("#app/data-cache");
    const document = await dataCache({ clear: flags.clear === true });
    if (flags.json === true) terminal.writeOut(`${JSON.stringify(document)}\n`);
    else if (flags.quiet !== true) {
      const { dataCacheScreen } = await import("../screens/data-cache.ts");
      terminal.writeOut(dataCacheScreen(document));
    }
    return 0;
  },
};
